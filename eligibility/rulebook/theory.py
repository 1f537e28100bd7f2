"""The page of one theory: whom it concerns, its elements, its limit, what it comes to."""

from collections.abc import Mapping, Sequence

from eligibility.expression import Expression
from eligibility.facts import Kind
from eligibility.law import DeadlineRule, Element, Ruleset, Test, Theory
from eligibility.occurrences import mixed
from eligibility.rulebook.front import looked_at
from eligibility.rulebook.words import (
    CONTENTS,
    MARK,
    Lines,
    bullets,
    day_in_words,
    exactly,
    filled,
    label_of,
    plain,
    said,
    table,
    years_in_words,
)
from eligibility.rulebook.worked import WorkedCase, blocks_of_cases
from eligibility.values import DateSpan, Truth


def blocks(law: Ruleset, theory: Theory, cases: Sequence[WorkedCase]) -> Lines:
    yield f"# {theory.title}"
    yield MARK
    whole = f"[{law.title}, version {law.version}]({CONTENTS})"
    yield f"`{theory.name}` of {whole} · judged for {looked_at(theory)}"
    yield from ("## Law", bullets(theory.citations))
    yield from (
        "## Whom it concerns",
        said(law, theory.applies.says),
        exactly(law, theory.applies.expression),
    )
    yield "## What must be shown"
    rows = [(f"[{label}](#{_anchor(label, e)})", e.title, e.sentence) for label, e in theory.requires.items()]
    yield table(("Element", "", "In short"), rows)
    for label, element in theory.requires.items():
        yield from _element(law, theory, label, element)
    if theory.deadline:
        yield from ("## Time limit", bullets(_deadline(law, theory.deadline)))
    yield from _held_back(law, theory)
    yield from ("## Outcomes", *_outcomes(theory))
    yield _used_twice(law, theory)
    yield from _notes(law, theory)
    yield from blocks_of_cases(law, theory, cases)


def _anchor(label: str, element: Element) -> str:
    kept = (c for c in f"{label} {element.title}".lower() if c.isalnum() or c in " _-")
    return "".join(kept).replace(" ", "-")


def _element(law: Ruleset, theory: Theory, label: str, element: Element) -> Lines:
    yield f"### {label} {element.title}"
    yield filled(law, element.sentence)
    force = f" In force from {day_in_words(element.in_force_from)}." if element.in_force_from else ""
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
    yield f"**Test `{test.name}`:** {exactly(law, test.expression)}"
    yield said(law, test.says)


def _deadline(law: Ruleset, rule: DeadlineRule) -> Lines:
    """The limit in words, limb by limb, in the order in which it is judged."""
    when: Expression | None = rule.when
    if when:
        yield f"There is a limit only where `{when.text}`."
    yield f"The claim arises {_arises(law, rule.arises)}. Time runs {years_in_words(rule.years)} from then."
    if rule.minority:
        age, years, born = (
            rule.minority.age,
            years_in_words(rule.minority.years),
            label_of(law, rule.minority.born),
        )
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
        days = label_of(law, rule.tolling)
        yield f"Days on which time stood still are added to these limits only ({days})."
    yield "Up to the safe date, counted from the earliest day of every date known in part: **in time**."
    if rule.event:
        counted = f", where `{rule.event_counts.text}`" if rule.event_counts else ""
        own = f"starts its own {years_in_words(rule.years)}{counted}"
        yield f"A later recorded collection {own}: up to its end, **in time** ({label_of(law, rule.event)})."
    yield from _limbs(law, rule)
    yield "After the latest of all these days, each counted from its latest reading and rolled: **too late**."
    if rule.disability:
        yield f"Not too late but **open** unless the answer is no: {label_of(law, rule.disability)}."
    yield f"Rolled: a Saturday, Sunday or [holiday]({CONTENTS}#holidays) gives way to the next other day."


def _limbs(law: Ruleset, rule: DeadlineRule) -> Lines:
    if rule.learned:
        learned = label_of(law, rule.learned)
        yield f"Up to {years_in_words(rule.years)} from {learned}, and while that day is not known: **open**."
    if rule.death:
        death = label_of(law, rule.death)
        yield f"Up to {years_in_words(rule.death_years)} from {death}, and while that is not known: **open**."


def _arises(law: Ruleset, name: str) -> str:
    constant = law.constants.get(name)
    if isinstance(constant, DateSpan):
        return f"on any day from {day_in_words(constant.lo)} to {day_in_words(constant.hi)} (`{name}`)"
    return f"on this day: {label_of(law, name)}"


def _held_back(law: Ruleset, theory: Theory) -> Lines:
    yield "## What holds it back"
    lines = [f"Hold [{h.name}]({CONTENTS}#{h.name}): {h.says.yes}" for h in theory.holds]
    lines += [
        f"Contradiction [{c.name}]({CONTENTS}#{c.name}): {filled(law, c.sentence)}"
        for c in theory.contradictions
    ]
    if theory.cap:
        lines.append(f"Never better than *{plain(theory.cap)}*.")
    if theory.open_unless:
        lines.append(f"Open, whatever the elements say, unless `{theory.open_unless.text}`.")
    yield bullets(lines) or "Nothing beyond its elements."


def _outcomes(theory: Theory) -> Lines:
    conditional = theory.outcomes_when
    rows = [_row_of_outcomes(f"Where `{row.when.text}`", row.outcomes) for row in conditional]
    rows.append(_row_of_outcomes("Otherwise" if rows else "", theory.outcomes))
    yield table(("", "Every element met", "One open, none failed", "One not met"), rows)


def _used_twice(law: Ruleset, theory: Theory) -> str:
    """What regions.py tries out: days and truths that help in one place and hurt in another."""
    tried = (Kind.DAY, Kind.TRUTH)
    names = [name for name in mixed(law, theory) if law.facts[name].kind in tried]
    labels = "; ".join(label_of(law, name) for name in names)
    words = "Helps in one place and hurts in another, so that each case of it is tried where it is open"
    return f"{words}: {labels}." if names else ""


def _row_of_outcomes(name: str, outcomes: Mapping[Truth, str]) -> tuple[str, ...]:
    return (name, *(plain(outcomes[value]) for value in (Truth.T, Truth.U, Truth.F)))


def _notes(law: Ruleset, theory: Theory) -> Lines:
    if theory.notes:
        yield "## Notes printed for the attorney"
    for note in theory.notes:
        always = note.when.text == "true"
        yield "Always:" if always else f"When {exactly(law, note.when)}:"
        yield said(law, note.says) if note.says.unknown else f"- {filled(law, note.says.yes)}"
