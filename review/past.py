"""The decisions of one claim as its page tells them, and the proposal that waits."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from casefile import reasons, states
from casefile.models import Decision, Proposal
from packets import lanes
from review import rows, wording


@dataclass(frozen=True, slots=True)
class Past:
    """One decision of the history."""

    number: int
    when: str
    who: str
    choice: str
    reason: str
    note: str
    more: str
    """Who confirmed it, when it is looked at again, which file survives."""
    choice_code: str
    undone: bool
    is_undo: bool


@dataclass(frozen=True, slots=True)
class Proposed:
    """A choice that waits for a second person, with the letter that goes with it."""

    number: int
    said: Past
    by: UUID
    letter: tuple[str, str] | None


def proposed(proposals: Iterable[Proposal], *, seen: int) -> Proposed | None:
    """The proposal that nobody ended or confirmed, and no decision overtook."""
    for one in proposals:
        if one.seen == seen and not hasattr(one, "end") and not hasattr(one, "decision"):
            letter = (one.letter.subject, one.letter.body) if one.letter else None
            return Proposed(number=one.number, said=of(one), by=one.by_id, letter=letter)
    return None


def of(decision: Decision | Proposal) -> Past:
    """One row of the history, or a proposal as it would read there."""
    return Past(
        number=decision.number,
        when=wording.moment(decision.at),
        who=wording.person(decision.by),
        choice=decision.get_choice_display(),
        reason=reasons.words(decision),
        note=decision.note or "",
        more=" ".join(_more(decision)),
        choice_code=decision.choice,
        undone=hasattr(decision, "undone_by"),
        is_undo=decision.choice == Decision.UNDO,
    )


def _more(said: Decision | Proposal) -> Iterator[str]:
    if said.survivor:
        yield f"The surviving file is {said.survivor}."
    if said.review_on:
        yield f"To be looked at again {lanes.in_words(said.review_on)}."
    if said.found and said.choice == Decision.ACCEPT and said.found.result in states.AGAINST:
        yield f"It goes against the findings: “{rows.result(said.found.result).words}”."
    if isinstance(said, Decision) and said.second:
        yield f"Confirmed by {wording.person(said.second)}."
    if said.letter:
        yield "With the letter that declines."
