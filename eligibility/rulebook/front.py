"""The first page of the rule book: settings, facts, definitions, holds and the theories by name."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from eligibility.expression import Expression
from eligibility.facts import Declaration, Kind
from eligibility.law import Defendant, Ruleset, Setting, Theory
from eligibility.rulebook.words import (
    MARK,
    Lines,
    answer,
    bullets,
    day_in_words,
    exactly,
    filled,
    hold_line,
    page_of,
    plain,
    table,
    value_in_words,
)
from eligibility.values import Truth

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


def blocks_of_contents(law: Ruleset) -> Lines:
    yield f"# Rule book: {law.title}"
    yield MARK
    checked = sum(bool(setting.checked_by) for setting in law.settings)
    yield table(
        ("This version", ""),
        [
            ("Version", law.version),
            ("SHA-256 of its content", f"`{law.digest}`"),
            ("Settings checked by the firm", f"{checked} of {len(law.settings)}"),
        ],
    )
    yield "## Contents"
    rows = [(f"[{t.title}]({page_of(t)})", f"`{t.name}`", looked_at(t)) for t in law.theories.values()]
    yield table(("Theory", "Id", "Judged for"), rows)
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


def looked_at(theory: Theory) -> str:
    if not theory.by_photo:
        return "the claim as a whole"
    return "each photo and defendant" if theory.by_defendant else "each photo"


def _settings(law: Ruleset) -> Lines:
    yield "## Settings"
    yield "Numbers, days and lists that come from the law or from the case."
    rows = [(f"`{s.key}`", _setting(law, s), s.citation, _checked(s)) for s in law.settings]
    yield table(("Setting", "Value", "Where it comes from", "Checked"), rows)
    yield "## Holidays"
    yield "A time limit that would end on a Saturday, a Sunday or one of these days ends on the next other."
    yield bullets(holiday.text for holiday in law.holidays)


def _setting(law: Ruleset, setting: Setting) -> str:
    if setting.key in law.constants:
        return value_in_words(law.constants[setting.key])
    if setting.key == "HOLIDAYS":
        return f"{len(law.holidays)} days, [below](#holidays)"
    return f"{len(setting.value)} entered, [below](#the-case)" if setting.value else "none"


def _checked(setting: Setting) -> str:
    if not setting.checked_by:
        return "not yet checked by the firm"
    return (
        f"{day_in_words(setting.checked_on)} by {setting.checked_by}"
        if setting.checked_on
        else setting.checked_by
    )


def _case(law: Ruleset) -> Lines:
    yield "## The case"
    yield "Defendants, and for each whether conduct in Illinois is shown:"
    yield bullets(_defendant(defendant) for defendant in law.defendants)
    tolled = [f"{day_in_words(t.first)} to {day_in_words(t.last)}: {t.basis}" for t in law.tolling]
    yield (
        "Time that does not count (tolling), entered by an attorney:"
        if tolled
        else "No tolled time is entered."
    )
    yield bullets(tolled)
    events = [f"{value_in_words(e.on)}, {e.defendant}: {e.evidence}" for e in law.events]
    yield "Later collections, entered by an attorney:" if events else "No later collection is entered."
    yield bullets(events)


def _defendant(defendant: Defendant) -> str:
    conduct = {Truth.T: "shown", Truth.U: "not yet shown", Truth.F: "none known"}[defendant.illinois_conduct]
    days = ", ".join(value_in_words(day) for day in defendant.collected)
    recorded = f"; collection recorded on {days}" if days else ""
    return f"{defendant.name} ({plain(defendant.kind)}), conduct in Illinois {conduct}{recorded}"


def _facts(law: Ruleset) -> Lines:
    yield "## Facts"
    yield "What may be known of a claim. An unanswered question means *not known*, unless a default is named."
    rows = [
        (f"{fact.label}<br>`{name}`", _asked(fact), _answers(fact), _unanswered(fact))
        for name, fact in law.facts.items()
    ]
    yield table(("Fact", "Question", "May be answered", "Unanswered means"), rows)


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
        answers += f", {value_in_words(fact.accepts)}"
    if fact.may_be_none:
        answers += ", or none"
    return answers + (f" ({', '.join(fact.open)} leave it open)" if fact.open else "")


def _unanswered(fact: Declaration) -> str:
    if fact.default is not None:
        return f"**{answer(fact, fact.default)}** (default)"
    if fact.bounds:
        first, last = fact.bounds
        return f"not known, but from {day_in_words(first)} to {day_in_words(last) if last else 'today'}"
    return "not known; kept to be read, no rule asks for it" if fact.shown_only else "not known"


def _definitions(law: Ruleset) -> Lines:
    yield "## Definitions"
    tests = {name for element in law.elements.values() for name in element.tests}
    for name, test in law.tests.items():
        if name not in tests:
            yield f"### {name}"
            yield from (filled(law, test.sentence), exactly(law, test.expression))


def _contradictions(law: Ruleset) -> Lines:
    yield "## Contradictions"
    yield "Answers that cannot all be right. One counts only when it is certain, and then a person must look."
    found = {c.name: c for theory in law.theories.values() for c in theory.contradictions}
    for name, contradiction in found.items():
        yield f"### {name}"
        yield filled(law, contradiction.sentence)
        held = "the whole claim" if contradiction.whole_claim else "the photo it is about, and no other"
        yield f"It holds {held}."
        yield exactly(law, contradiction.when)
        yield _used_by(t for t in law.theories.values() if contradiction in t.contradictions)


def _holds(law: Ruleset) -> Lines:
    yield "## Holds"
    yield "A hold caps a theory at *needs review* when its test is yes or not known, and never lifts it."
    found = {hold.name: hold for theory in law.theories.values() for hold in theory.holds}
    for name, hold in found.items():
        yield f"### {name}"
        yield from (hold_line(law, hold), exactly(law, hold.when))
        yield _used_by(t for t in law.theories.values() if hold in t.holds)


def _used_by(theories: Iterable[Theory]) -> str:
    return f"Used by: {', '.join(f'[{t.title}]({page_of(t)})' for t in theories)}."


def _result(law: Ruleset) -> Lines:
    yield "## Result"
    yield bullets(f"{where}the result of a claim is the best of {best}." for where, best in _best(law))
    remarks = law.remarks
    if remarks:
        yield "The other theories are printed as side findings. Said of a place named in a line of residence:"
        yield bullets(_remark(r.among, r.other_than, r.when, r.says) for r in remarks)


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
