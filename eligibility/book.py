"""The rule book: a rule set and its worked cases as Markdown pages, for attorneys and courts to read."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from eligibility.drafting import PLACEHOLDER
from eligibility.expression import Expression
from eligibility.facts import Declaration, FactError, Kind
from eligibility.law import DeadlineRule, Defendant, Element, Hold, Ruleset, Says, Setting, Test, Theory
from eligibility.occurrences import mixed
from eligibility.values import DateSpan, Missing, NumberSpan, Stay, Truth, Value, parse_day, show

CONTENTS = "README.md"
MARK = "*Written by `manage.py rulebook` from the rule set. To change a rule, change the rule set.*"
Lines = Iterator[str]

READING = """\
Every question of these rules has three answers: **yes**, **no** and **not known**. "I don't know", an empty
answer and "I would rather not say" are all *not known*, never *no*.

- *and* takes the worse of two answers, *or* the better, where *no* is worst and *yes* best; *not* swaps yes
  and no and leaves not known as it is.
- A day may be known only as a month, a year or a span. A comparison of days is *yes* when it holds on every
  day that it can be, *no* when it holds on none, and otherwise *not known*.
- `certain(x)` is yes only when x is yes; `possible(x)` is no only when x is no; `known(x)` asks whether there
  is an answer at all; `proven(x)` whether staff have seen it or a published list shows it.
- An element is **met** when its first test is yes, **open** when that test is not known, or when it is no but
  the second test is not no; otherwise it is **not met**. A theory is only as good as its weakest element.
- Whether a theory concerns the person at all comes first. If it does not, the outcome is *not applicable*,
  whatever the elements say; if that is not known, the outcome is *needs review* at best.
- These rules find; only an attorney decides. They are a screening aid and not legal advice.
"""


@dataclass(frozen=True, slots=True)
class WorkedCase:
    """One row of a table of worked cases: `facts` as `name=value;name=value`."""

    case: str
    facts: str
    theory: str
    expected: str
    reason: str


def pages(law: Ruleset, cases: Iterable[WorkedCase]) -> dict[str, str]:
    """Every page of the book by its file name; the same rule set and cases give the same bytes."""
    given = tuple(cases)
    book = {CONTENTS: _joined(_contents(law))}
    for theory in law.theories.values():
        own = [case for case in given if case.theory == theory.name]
        book[page_of(theory)] = _joined(_theory(law, theory, own))
    return book


def page_of(theory: Theory) -> str:
    return f"{theory.name.lower().replace('_', '-')}.md"


def _joined(lines: Iterable[str]) -> str:
    """Blocks with one empty line between them."""
    return "\n\n".join(line.strip("\n") for line in lines if line.strip()) + "\n"


# The first page


def _contents(law: Ruleset) -> Lines:
    yield f"# Rule book: {law.title}"
    yield MARK
    checked = sum(bool(setting.checked_by) for setting in law.settings)
    yield _table(
        ("This version", ""),
        [
            ("Version", law.version),
            ("SHA-256 of its content", f"`{law.digest}`"),
            ("Settings checked by the firm", f"{checked} of {len(law.settings)}"),
        ],
    )
    yield "## Contents"
    rows = [(f"[{t.title}]({page_of(t)})", f"`{t.name}`", _looked_at(t)) for t in law.theories.values()]
    yield _table(("Theory", "Id", "Judged for"), rows)
    headings = ("How to read it", "Settings", "Holidays", "The case", "Facts", "Definitions")
    rest = (*headings, "Contradictions", "Holds", "Result")
    yield " · ".join(f"[{name}](#{name.lower().replace(' ', '-')})" for name in rest)
    yield from ("## How to read it", READING)
    yield from _settings(law)
    yield from _case(law)
    yield from _facts(law)
    yield from _definitions(law)
    yield from _contradictions(law)
    yield from _holds(law)
    yield from _result(law)


def _looked_at(theory: Theory) -> str:
    if not theory.by_photo:
        return "the claim as a whole"
    return "each photo and defendant" if theory.by_defendant else "each photo"


def _settings(law: Ruleset) -> Lines:
    yield "## Settings"
    yield "Numbers, days and lists that come from the law or from the case."
    rows = [(f"`{s.key}`", _setting(law, s), s.citation, _checked(s)) for s in law.settings]
    yield _table(("Setting", "Value", "Where it comes from", "Checked"), rows)
    yield "## Holidays"
    yield "A time limit that would end on a Saturday, a Sunday or one of these days ends on the next other."
    yield _bullets(holiday.text for holiday in law.holidays)


def _setting(law: Ruleset, setting: Setting) -> str:
    if setting.key in law.constants:
        return _value(law.constants[setting.key])
    if setting.key == "HOLIDAYS":
        return f"{len(law.holidays)} days, [below](#holidays)"
    return f"{len(setting.value)} entered, [below](#the-case)" if setting.value else "none"


def _checked(setting: Setting) -> str:
    if not setting.checked_by:
        return "not yet checked by the firm"
    return f"{_day(setting.checked_on)} by {setting.checked_by}" if setting.checked_on else setting.checked_by


def _case(law: Ruleset) -> Lines:
    yield "## The case"
    yield "Defendants, and for each whether conduct in Illinois is shown:"
    yield _bullets(_defendant(defendant) for defendant in law.defendants)
    tolled = [f"{_day(t.first)} to {_day(t.last)}: {t.basis}" for t in law.tolling]
    yield (
        "Time that does not count (tolling), entered by an attorney:"
        if tolled
        else "No tolled time is entered."
    )
    yield _bullets(tolled)
    events = [f"{_value(e.on)}, {e.defendant}: {e.evidence}" for e in law.events]
    yield "Later collections, entered by an attorney:" if events else "No later collection is entered."
    yield _bullets(events)


def _defendant(defendant: Defendant) -> str:
    conduct = {Truth.T: "shown", Truth.U: "not yet shown", Truth.F: "none known"}[defendant.illinois_conduct]
    days = ", ".join(_value(day) for day in defendant.collected)
    recorded = f"; collection recorded on {days}" if days else ""
    return f"{defendant.name} ({_words(defendant.kind)}), conduct in Illinois {conduct}{recorded}"


def _facts(law: Ruleset) -> Lines:
    yield "## Facts"
    yield "What may be known of a claim. An unanswered question means *not known*, unless a default is named."
    rows = [
        (f"{fact.label}<br>`{name}`", _asked(fact), _answers(fact), _unanswered(fact))
        for name, fact in law.facts.items()
    ]
    yield _table(("Fact", "Question", "May be answered", "Unanswered means"), rows)


def _asked(fact: Declaration) -> str:
    return f"{fact.question}, of each {'photo' if fact.of == 'photo' else 'person'}"


def _answers(fact: Declaration) -> str:
    kinds = {
        Kind.TRUTH: "yes or no",
        Kind.DAY: "a day, month, year or span",
        Kind.NUMBER: "a whole number",
        Kind.PLACES: "places lived, each from and to",
        Kind.TEXT: "text",
    }
    answers = kinds.get(fact.kind, ", ".join(fact.values) or "a state, by its two letters")
    if fact.accepts:
        answers += f", {_value(fact.accepts)}"
    if fact.may_be_none:
        answers += ", or none"
    return answers + (f" ({', '.join(fact.open)} leave it open)" if fact.open else "")


def _unanswered(fact: Declaration) -> str:
    if fact.default is not None:
        return f"**{_answer(fact, fact.default)}** (default)"
    if fact.bounds:
        first, last = fact.bounds
        return f"not known, but from {_day(first)} to {_day(last) if last else 'today'}"
    return "not known; kept to be read, no rule asks for it" if fact.shown_only else "not known"


def _definitions(law: Ruleset) -> Lines:
    yield "## Definitions"
    tests = {name for element in law.elements.values() for name in element.tests}
    for name, test in law.tests.items():
        if name not in tests:
            yield f"### {name}"
            yield from (_filled(law, test.sentence), _exactly(law, test.expression))


def _contradictions(law: Ruleset) -> Lines:
    yield "## Contradictions"
    yield "Answers that cannot all be right. One counts only when it is certain, and then a person must look."
    found = {c.name: c for theory in law.theories.values() for c in theory.contradictions}
    for name, contradiction in found.items():
        yield f"### {name}"
        yield _filled(law, contradiction.sentence)
        held = "the whole claim" if contradiction.whole_claim else "the photo it is about, and no other"
        yield f"It holds {held}."
        yield _exactly(law, contradiction.when)
        yield _used_by(t for t in law.theories.values() if contradiction in t.contradictions)


def _holds(law: Ruleset) -> Lines:
    yield "## Holds"
    yield "A hold caps a theory at *needs review* when its test is yes or not known, and never lifts it."
    found = {hold.name: hold for theory in law.theories.values() for hold in theory.holds}
    for name, hold in found.items():
        yield f"### {name}"
        yield from (_hold(law, hold), _exactly(law, hold.when))
        yield _used_by(t for t in law.theories.values() if hold in t.holds)


def _used_by(theories: Iterable[Theory]) -> str:
    return f"Used by: {', '.join(f'[{t.title}]({page_of(t)})' for t in theories)}."


def _result(law: Ruleset) -> Lines:
    yield "## Result"
    yield _bullets(f"{where}the result of a claim is the best of {best}." for where, best in _best(law))
    remarks = law.remarks
    if remarks:
        yield "The other theories are printed as side findings. Said of a place named in a line of residence:"
        yield _bullets(_remark(r.among, r.other_than, r.when, r.says) for r in remarks)


def _best(law: Ruleset) -> Iterator[tuple[str, str]]:
    """Where a rule of the result holds, and the theories it chooses from."""
    rules: tuple[Any, ...] = law.result
    if all(isinstance(rule, str) for rule in rules):
        yield "In every claim ", _linked(law, rules)
        return
    for rule in rules:
        yield f"Where `{rule.when.text}`, " if rule.when else "Otherwise ", _linked(law, rule.best_of)


def _linked(law: Ruleset, names: Iterable[str]) -> str:
    return " and ".join(f"[{law.theories[name].title}]({page_of(law.theories[name])})" for name in names)


def _remark(among: Sequence[str], other: Sequence[str], when: Expression | None, says: str) -> str:
    where = ", ".join(among) if among else f"any but {', '.join(other)}"
    return f"{where}{f', where `{when.text}`' if when else ''}: {says}"


# A page a theory


def _theory(law: Ruleset, theory: Theory, cases: Sequence[WorkedCase]) -> Lines:
    yield f"# {theory.title}"
    yield MARK
    whole = f"[{law.title}, version {law.version}]({CONTENTS})"
    yield f"`{theory.name}` of {whole} · judged for {_looked_at(theory)}"
    yield from ("## Law", _bullets(theory.citations))
    yield from (
        "## Whom it concerns",
        _said(law, theory.applies.says),
        _exactly(law, theory.applies.expression),
    )
    yield "## What must be shown"
    rows = [(f"[{label}](#{_anchor(label, e)})", e.title, e.sentence) for label, e in theory.requires.items()]
    yield _table(("Element", "", "In short"), rows)
    for label, element in theory.requires.items():
        yield from _element(law, theory, label, element)
    if theory.deadline:
        yield from ("## Time limit", _bullets(_deadline(law, theory.deadline)))
    yield from _held_back(law, theory)
    yield from ("## Outcomes", *_outcomes(theory))
    yield _used_twice(law, theory)
    yield from _notes(law, theory)
    yield from _worked(law, theory, cases)


def _anchor(label: str, element: Element) -> str:
    kept = (c for c in f"{label} {element.title}".lower() if c.isalnum() or c in " _-")
    return "".join(kept).replace(" ", "-")


def _element(law: Ruleset, theory: Theory, label: str, element: Element) -> Lines:
    yield f"### {label} {element.title}"
    yield _filled(law, element.sentence)
    force = f" In force from {_day(element.in_force_from)}." if element.in_force_from else ""
    yield f"*{'; '.join(element.citations)}.*{force}"
    yield _ways(element)
    if element.reads_deadline and theory.deadline:
        yield "Whether it is met follows from the [time limit](#time-limit)."
    for name in element.tests:
        yield from _test(law, law.tests[name])
    labels = [law.facts[name].label for name in element.facts]
    yield f"Rests on: {'; '.join(labels)}." if labels else ""


def _ways(element: Element) -> str:
    met = f"**Met** when `{element.met.text}`"
    if element.open is None:
        return f"{met}; otherwise **not met**."
    if element.open.text == "true":
        return f"{met}; otherwise **open**."
    return f"{met}; **open** when that fails but `{element.open.text}`; otherwise **not met**."


def _test(law: Ruleset, test: Test) -> Lines:
    yield f"**Test `{test.name}`:** {_exactly(law, test.expression)}"
    yield _said(law, test.says)


def _exactly(law: Ruleset, expression: Expression) -> str:
    """The expression as it is worked out, with links to the definitions it names."""
    owned = {name for element in law.elements.values() for name in element.tests}
    named = [name for name in law.tests if name in expression.names and name not in owned]
    links = ", ".join(f"[{name}]({CONTENTS}#{name.lower()})" for name in named)
    return f"`{expression.text}`{f' (see {links})' if links else ''}"


def _said(law: Ruleset, says: Says) -> str:
    answers = (("yes", says.yes), ("no", says.no), ("not known", says.unknown))
    return _bullets(f"{answer}: {_filled(law, words)}" for answer, words in answers if words)


def _hold(law: Ruleset, hold: Hold) -> str:
    return _said(law, hold.says)


def _deadline(law: Ruleset, rule: DeadlineRule) -> Lines:
    """The limit in words, limb by limb, in the order in which it is judged."""
    when: Expression | None = rule.when
    if when:
        yield f"There is a limit only where `{when.text}`."
    yield f"The claim arises {_arises(law, rule.arises)}. Time runs {_years(rule.years)} from then."
    if rule.minority:
        age, years, born = rule.minority.age, _years(rule.minority.years), _label(law, rule.minority.born)
        yield (
            f"Where the person was under {age} when it arose, time runs at least to {years} after the day "
            f"they turn {age} ({born}); the later of the two counts."
        )
        yield (
            "A date of birth that is not known leaves the late end open."
            if rule.minority.open_end
            else "A date of birth that is not known leaves the question open."
        )
    if rule.tolling:
        yield f"Days on which time stood still are added to these limits only ({_label(law, rule.tolling)})."
    yield "Up to the safe date, counted from the earliest day of every date known in part: **in time**."
    if rule.event:
        counted = f", where `{rule.event_counts.text}`" if rule.event_counts else ""
        own = f"starts its own {_years(rule.years)}{counted}"
        yield f"A later recorded collection {own}: up to its end, **in time** ({_label(law, rule.event)})."
    yield from _limbs(law, rule)
    yield "After the latest of all these days, each counted from its latest reading and rolled: **too late**."
    if rule.disability:
        yield f"Not too late but **open** unless the answer is no: {_label(law, rule.disability)}."
    yield f"Rolled: a Saturday, Sunday or [holiday]({CONTENTS}#holidays) gives way to the next other day."


def _limbs(law: Ruleset, rule: DeadlineRule) -> Lines:
    if rule.learned:
        learned = _label(law, rule.learned)
        yield f"Up to {_years(rule.years)} from {learned}, and while that day is not known: **open**."
    if rule.death:
        death = _label(law, rule.death)
        yield f"Up to {_years(rule.death_years)} from {death}, and while that is not known: **open**."


def _arises(law: Ruleset, name: str) -> str:
    constant = law.constants.get(name)
    if isinstance(constant, DateSpan):
        return f"on any day from {_day(constant.lo)} to {_day(constant.hi)} (`{name}`)"
    return f"on this day: {_label(law, name)}"


def _held_back(law: Ruleset, theory: Theory) -> Lines:
    yield "## What holds it back"
    lines = [f"Hold [{h.name}]({CONTENTS}#{h.name}): {h.says.yes}" for h in theory.holds]
    lines += [
        f"Contradiction [{c.name}]({CONTENTS}#{c.name}): {_filled(law, c.sentence)}"
        for c in theory.contradictions
    ]
    if theory.cap:
        lines.append(f"Never better than *{_words(theory.cap)}*.")
    if theory.open_unless:
        lines.append(f"Open, whatever the elements say, unless `{theory.open_unless.text}`.")
    yield _bullets(lines) or "Nothing beyond its elements."


def _outcomes(theory: Theory) -> Lines:
    conditional = theory.outcomes_when
    rows = [_row_of_outcomes(f"Where `{row.when.text}`", row.outcomes) for row in conditional]
    rows.append(_row_of_outcomes("Otherwise" if rows else "", theory.outcomes))
    yield _table(("", "Every element met", "One open, none failed", "One not met"), rows)


def _used_twice(law: Ruleset, theory: Theory) -> str:
    """What regions.py tries out: days and truths that help in one place and hurt in another."""
    tried = (Kind.DAY, Kind.TRUTH)
    names = [name for name in mixed(law, theory) if law.facts[name].kind in tried]
    labels = "; ".join(_label(law, name) for name in names)
    words = "Helps in one place and hurts in another, so that each case of it is tried where it is open"
    return f"{words}: {labels}." if names else ""


def _row_of_outcomes(name: str, outcomes: Mapping[Truth, str]) -> tuple[str, ...]:
    return (name, *(_words(outcomes[value]) for value in (Truth.T, Truth.U, Truth.F)))


def _notes(law: Ruleset, theory: Theory) -> Lines:
    if theory.notes:
        yield "## Notes printed for the attorney"
    for note in theory.notes:
        always = note.when.text == "true"
        yield "Always:" if always else f"When {_exactly(law, note.when)}:"
        yield _said(law, note.says) if note.says.unknown else f"- {_filled(law, note.says.yes)}"


# Worked cases


def _worked(law: Ruleset, theory: Theory, cases: Sequence[WorkedCase]) -> Lines:
    if not cases:
        return
    yield "## Worked cases"
    yield "Invented people, each with the facts that this theory rests on. The rules must find the outcome."
    used = _behind(law, theory)
    for case in cases:
        yield f"### {case.case}: {_words(case.expected)}"
        yield case.reason
        yield _bullets(_in_words(law, case.facts, used))


def _behind(law: Ruleset, theory: Theory) -> set[str]:
    """The facts that a theory's findings, holds and contradictions rest on."""
    conditions = [hold.when for hold in theory.holds] + [found.when for found in theory.contradictions]
    waiting = {name for condition in conditions for name in condition.names}
    found = set(theory.facts)
    while waiting:
        name = waiting.pop()
        if name in law.tests:
            waiting |= law.tests[name].expression.names
        found.add(name)
    return found


def _in_words(law: Ruleset, text: str, used: set[str]) -> Lines:
    given = dict(part.strip().split("=", 1) for part in text.split(";") if part.strip())
    if "as_of" in given:
        yield f"Judged on {_day(parse_day(given['as_of']))}"
    for name, value in given.items():
        fact = law.facts.get(name)
        if fact and name in used:
            yield f"{fact.label}: {_answer(fact, value)}"


def _answer(fact: Declaration, text: str) -> str:
    try:
        return _value(fact.read(text))
    except FactError:
        return text


# Words


def _value(value: Value) -> str:
    match value:
        case Truth.U | Missing.UNKNOWN:
            return "not known"
        case NumberSpan():
            return f"{value.lo:,}" if value.lo == value.hi else f"{value.lo:,} to {value.hi:,}"
        case DateSpan():
            return _span(value)
        case tuple():
            return "; ".join(_stay(stay) for stay in value) or "nowhere in the United States"
    return show(value)


def _span(span: DateSpan) -> str:
    if span.is_one_day:
        return _day(span.lo)
    written = str(span)
    if len(written) == len("2009"):
        return f"some day of {written}"
    if len(written) == len("2009-05"):
        return f"some day of {span.lo:%B} {span.lo.year}"
    return f"{_day(span.lo)} to {_day(span.hi)}"


def _stay(stay: Stay) -> str:
    place = "somewhere not known" if stay.place == "??" else stay.place
    return f"{place}, {_span(stay.start)} to {_span(stay.end) if stay.end else 'the present'}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"


def _years(years: int) -> str:
    return f"{years} year{'' if years == 1 else 's'}"


def _words(name: str) -> str:
    return name.replace("_", " ")


def _label(law: Ruleset, name: str) -> str:
    return f"*{law.facts[name].label}*" if name in law.facts else f"`{name}`"


def _filled(law: Ruleset, sentence: str) -> str:
    """A sentence with settings put in, and with [what it stands for] where the claim fills something in."""

    def stands_for(name: str) -> str:
        if name in law.constants:
            return _value(law.constants[name])
        return f"[{law.facts[name].label if name in law.facts else _words(name)}]"

    return PLACEHOLDER.sub(lambda found: stands_for(found[1]), sentence)


# Markdown


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines)


def _bullets(items: Iterable[str]) -> str:
    return "\n".join(f"- {item}" for item in items)
