"""From the lines of a theory to a Theory: what it requires, caps, holds, deadline and notes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from eligibility.document import Entry
from eligibility.drafting import Draft, read_test, says
from eligibility.expression import Expression, compile_text
from eligibility.facts import Kind
from eligibility.law import (
    OUTCOMES,
    Contradiction,
    DeadlineRule,
    Element,
    Hold,
    MinorityRule,
    Note,
    OutcomesWhen,
    Theory,
)
from eligibility.values import NumberSpan, Truth

Noun = TypeVar("Noun", Element, Hold, Contradiction)
REQUIRED = ("title", "citations", "pairs", "applies", "requires", "outcomes")
OPTIONAL = ("cap", "open_unless", "deadline", "holds", "contradictions", "notes")
OLDEST = 100
PAIRS = (("claim",), ("photo",), ("photo", "defendant"))


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
    if not labelled:
        raise parts["requires"].error("no element is required: name at least one")
    requires = {label: _required(item, shelf.elements) for label, item in labelled.items()}
    deadline = _deadline(draft, parts["deadline"]) if "deadline" in parts else None
    late = [element.name for element in requires.values() if element.reads_deadline]
    if late and (deadline is None or deadline.when):
        lacking = parts.get("deadline", entry)
        raise lacking.error(f"element {late[0]!r} asks for in_time, but the theory has not always a deadline")
    applies = read_test(draft, "applies", parts["applies"])
    open_unless = draft.expression(parts["open_unless"], kind=Kind.SURE) if "open_unless" in parts else None
    outcomes_when, outcomes = _outcomes(draft, parts["outcomes"])
    pairs = _pairs(parts["pairs"])
    conditions = (applies.expression, open_unless, *(row.when for row in outcomes_when))
    facts = _facts(draft, requires, deadline, *conditions)
    if "photo" not in pairs and (of := [name for name in facts if draft.facts[name].of == "photo"]):
        raise parts["pairs"].error(f"the theory rests on {of[0]!r}, which is of a photo: look at each photo")
    return Theory(
        name=name,
        title=parts["title"].text(),
        citations=parts["citations"].texts(),
        by_photo="photo" in pairs,
        by_defendant="defendant" in pairs,
        applies=applies,
        requires=requires,
        outcomes_when=outcomes_when,
        outcomes=outcomes,
        cap=parts["cap"].choice(*OUTCOMES) if "cap" in parts else "",
        open_unless=open_unless,
        deadline=deadline,
        holds=_several(parts.get("holds"), shelf.holds, "hold"),
        contradictions=_several(parts.get("contradictions"), shelf.contradictions, "contradiction"),
        notes=tuple(_note(draft, item) for item in parts["notes"].listed()) if "notes" in parts else (),
        facts=facts,
    )


def _facts(
    draft: Draft, requires: Mapping[str, Element], deadline: DeadlineRule | None, *others: Expression | None
) -> tuple[str, ...]:
    used = set(draft.facts_of(*others)) | set(deadline.facts if deadline else ())
    used.update(fact for element in requires.values() for fact in element.facts)
    return tuple(name for name in draft.facts if name in used)


def _required(entry: Entry, shelf: Mapping[str, Element]) -> Element:
    """An element, under the law of this theory where it names its own."""
    if isinstance(entry.content, str):
        return _one(entry, shelf, "element")
    parts = entry.fields(required=("element", "citations"))
    shared = _one(parts["element"], shelf, "element")
    return replace(shared, citations=parts["citations"].texts(), in_force_from=None)


def _one(entry: Entry, shelf: Mapping[str, Noun], what: str) -> Noun:
    if entry.text() not in shelf:
        raise entry.error(f"there is no {what} {entry.text()!r}: there are {', '.join(shelf)}")
    return shelf[entry.text()]


def _several(entry: Entry | None, shelf: Mapping[str, Noun], what: str) -> tuple[Noun, ...]:
    return tuple(_one(item, shelf, what) for item in entry.listed()) if entry else ()


def _pairs(entry: Entry) -> tuple[str, ...]:
    chosen = entry.texts()
    if chosen not in PAIRS:
        raise entry.error("pairs is [claim], [photo] or [photo, defendant]")
    return chosen


def _outcomes(draft: Draft, entry: Entry) -> tuple[tuple[OutcomesWhen, ...], dict[Truth, str]]:
    """One line, or several of which the first whose condition holds is read; only the last has none."""
    if isinstance(entry.content, dict):
        return (), _outcome(entry.content, entry)
    if not entry.listed():
        raise entry.error("no outcome is named: write {T: ..., U: ..., F: ...}")
    *lines, last = entry.listed()
    special = []
    for line in lines:
        parts = dict(line.named())
        if "when" not in parts:
            raise line.error("'when' is missing: only the last line holds without a condition")
        when = draft.expression(parts.pop("when"), kind=Kind.SURE)
        special.append(OutcomesWhen(when, _outcome(parts, line)))
    return tuple(special), _outcome(last.named(), last)


def _outcome(parts: Mapping[str, Entry], entry: Entry) -> dict[Truth, str]:
    """What each value means: T, U and F, or one outcome for all three."""
    line = Entry(dict(parts), entry.line, entry.path)
    if "outcome" in parts:
        outcome = line.fields(required=("outcome",))["outcome"].choice(*OUTCOMES)
        return dict.fromkeys(Truth, outcome)
    values = line.fields(required=("T", "U", "F"))
    return {Truth(value): part.choice(*OUTCOMES) for value, part in values.items()}


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
        required=("arises", "years"),
        optional=(*LIMBS, "when", "death_years", "minority", "event_counts", "shown_only"),
    )
    arises = _arises(draft, parts["arises"])
    when = draft.expression(parts["when"], kind=Kind.SURE) if "when" in parts else None
    limbs = {limb: _fact(draft, parts[limb], kind) for limb, kind in LIMBS.items() if limb in parts}
    minority = _minority(draft, parts["minority"]) if "minority" in parts else None
    counts = draft.expression(parts["event_counts"], kind=Kind.TRUTH) if "event_counts" in parts else None
    used = {*limbs.values(), *([minority.born] if minority else []), *draft.facts_of(counts, when)}
    used.update(draft.behind[arises])
    if "death" in limbs and "death_years" not in parts:
        raise entry.error("'death_years' is missing: the years counted from the death")
    return DeadlineRule(
        arises=arises,
        when=when,
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


def _arises(draft: Draft, entry: Entry) -> str:
    """A setting that is a period, or anything that is a day."""
    name = entry.text()
    kind = draft.names[name].kind if name in draft.names else None
    if kind is not Kind.DAY and not (kind is Kind.PERIOD and name in draft.constants):
        raise entry.error(
            f"{name!r} must name a setting that is a period, or a fact or definition that is a day"
        )
    return name


def _minority(draft: Draft, entry: Entry) -> MinorityRule:
    """`if_unknown`: undecided = nothing is computed without the birth date; open_end = the safe date is."""
    parts = entry.fields(required=("born", "age", "years"), optional=("if_unknown",))
    age, years = parts["age"].number(), _years(draft, parts["years"])
    if age > OLDEST:
        raise parts["age"].error(f"nobody comes of age after {OLDEST}")
    unknown = parts["if_unknown"].choice("undecided", "open_end") if "if_unknown" in parts else "undecided"
    return MinorityRule(_fact(draft, parts["born"], Kind.DAY), age, years, open_end=unknown == "open_end")


def _fact(draft: Draft, entry: Entry, kind: Kind) -> str:
    declaration = draft.facts.get(entry.text())
    if declaration is None or declaration.kind is not kind:
        raise entry.error(f"{entry.text()!r} must name a fact that is a {kind}")
    return entry.text()


def _years(draft: Draft, entry: Entry) -> int:
    """A setting that is a number of years."""
    value = draft.constants.get(entry.text())
    if not isinstance(value, NumberSpan) or value.hi > 100:
        raise entry.error(f"{entry.text()!r} must name a setting that is a number of years, at most 100")
    return value.lo
