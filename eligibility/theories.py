"""From the lines of a theory to a Theory: what it requires, caps, holds, deadline and notes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from eligibility.document import Entry
from eligibility.drafting import Draft, read_test, says
from eligibility.expression import Expression, compile_text
from eligibility.facts import Kind
from eligibility.law import OUTCOMES, Contradiction, DeadlineRule, Element, Hold, MinorityRule, Note, Theory
from eligibility.values import DateSpan, NumberSpan, Truth

Noun = TypeVar("Noun", Element, Hold, Contradiction)
REQUIRED = ("title", "citations", "pairs", "applies", "requires", "outcomes")
OPTIONAL = ("cap", "open_unless", "deadline", "holds", "contradictions", "notes")


@dataclass(frozen=True, slots=True)
class Shelf:
    """What a theory may take from."""

    elements: Mapping[str, Element]
    contradictions: Mapping[str, Contradiction]
    holds: Mapping[str, Hold]


def read_theory(draft: Draft, shelf: Shelf, name: str, entry: Entry) -> Theory:
    """Read one theory; RulesetError when it names what does not exist."""
    parts = entry.fields(required=REQUIRED, optional=OPTIONAL)
    labelled = parts["requires"].named()
    requires = {label: _one(item, shelf.elements, "element") for label, item in labelled.items()}
    deadline = _deadline(draft, parts["deadline"]) if "deadline" in parts else None
    if deadline is None and (late := [e.name for e in requires.values() if e.reads_deadline]):
        raise entry.error(f"element {late[0]!r} asks for in_time, but the theory has no deadline")
    applies = read_test(draft, "applies", parts["applies"])
    open_unless = draft.expression(parts["open_unless"], kind=Kind.SURE) if "open_unless" in parts else None
    return Theory(
        name=name,
        title=parts["title"].text(),
        citations=parts["citations"].texts(),
        by_defendant=_by_defendant(parts["pairs"]),
        applies=applies,
        requires=requires,
        outcomes=_outcomes(parts["outcomes"]),
        cap=parts["cap"].choice(*OUTCOMES) if "cap" in parts else "",
        open_unless=open_unless,
        deadline=deadline,
        holds=_several(parts.get("holds"), shelf.holds, "hold"),
        contradictions=_several(parts.get("contradictions"), shelf.contradictions, "contradiction"),
        notes=tuple(_note(draft, item) for item in parts["notes"].listed()) if "notes" in parts else (),
        facts=_facts(draft, requires, deadline, applies.expression, open_unless),
    )


def _facts(
    draft: Draft, requires: Mapping[str, Element], deadline: DeadlineRule | None, *others: Expression | None
) -> tuple[str, ...]:
    used = set(draft.facts_of(*others)) | set(deadline.facts if deadline else ())
    used.update(fact for element in requires.values() for fact in element.facts)
    return tuple(name for name in draft.facts if name in used)


def _one(entry: Entry, shelf: Mapping[str, Noun], what: str) -> Noun:
    if entry.text() not in shelf:
        raise entry.error(f"there is no {what} {entry.text()!r}: there are {', '.join(shelf)}")
    return shelf[entry.text()]


def _several(entry: Entry | None, shelf: Mapping[str, Noun], what: str) -> tuple[Noun, ...]:
    return tuple(_one(item, shelf, what) for item in entry.listed()) if entry else ()


def _by_defendant(entry: Entry) -> bool:
    chosen = entry.texts()
    if chosen not in (("photo",), ("photo", "defendant")):
        raise entry.error("pairs is [photo] or [photo, defendant]")
    return "defendant" in chosen


def _outcomes(entry: Entry) -> dict[Truth, str]:
    parts = entry.fields(required=("T", "U", "F"))
    return {Truth(value): part.choice(*OUTCOMES) for value, part in parts.items()}


def _note(draft: Draft, entry: Entry) -> Note:
    parts = entry.fields(required=("says",), optional=("when", "unknown"))
    when = draft.expression(parts["when"], kind=Kind.TRUTH) if "when" in parts else compile_text("true", {})
    return Note(when, says(draft, parts, yes="says"))


LIMBS = {
    "tolling": Kind.NUMBER,
    "learned": Kind.DAY,
    "death": Kind.DAY,
    "event": Kind.DAY,
    "disability": Kind.TRUTH,
}


def _deadline(draft: Draft, entry: Entry) -> DeadlineRule:
    parts = entry.fields(
        required=("arises", "years"), optional=(*LIMBS, "death_years", "minority", "event_counts")
    )
    if not isinstance(draft.constants.get(parts["arises"].text()), DateSpan):
        raise parts["arises"].error("must name a setting that is a period")
    limbs = {limb: _fact(draft, parts[limb], kind) for limb, kind in LIMBS.items() if limb in parts}
    minority = _minority(draft, parts["minority"]) if "minority" in parts else None
    counts = draft.expression(parts["event_counts"], kind=Kind.TRUTH) if "event_counts" in parts else None
    used = {*limbs.values(), *([minority.born] if minority else []), *draft.facts_of(counts)}
    if "death" in limbs and "death_years" not in parts:
        raise entry.error("'death_years' is missing: the years counted from the death")
    return DeadlineRule(
        arises=parts["arises"].text(),
        years=_years(draft, parts["years"]),
        minority=minority,
        tolling=limbs.get("tolling"),
        learned=limbs.get("learned"),
        death=limbs.get("death"),
        death_years=_years(draft, parts["death_years"]) if "death_years" in parts else 0,
        event=limbs.get("event"),
        event_counts=counts,
        disability=limbs.get("disability"),
        facts=tuple(name for name in draft.facts if name in used),
    )


def _minority(draft: Draft, entry: Entry) -> MinorityRule:
    parts = entry.fields(required=("born", "age", "years"))
    age, years = parts["age"].number(), _years(draft, parts["years"])
    return MinorityRule(_fact(draft, parts["born"], Kind.DAY), age, years)


def _fact(draft: Draft, entry: Entry, kind: Kind) -> str:
    declaration = draft.facts.get(entry.text())
    if declaration is None or declaration.kind is not kind:
        raise entry.error(f"must name a fact that is a {kind}")
    return entry.text()


def _years(draft: Draft, entry: Entry) -> int:
    """A setting that is a number of years."""
    value = draft.constants.get(entry.text())
    if not isinstance(value, NumberSpan) or value.hi > 100:
        raise entry.error("must name a setting that is a number of years, at most 100")
    return value.lo
