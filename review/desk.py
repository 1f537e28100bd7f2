"""The attorney's side of one claim's page: the forms to decide and undo, and what happened meanwhile."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.forms import BoundField

from casefile import states
from casefile.models import Decision, StaffMember
from casefile.reasons import Reason
from review import claim as claims
from review import forms
from review.past import Past


@dataclass(frozen=True, slots=True)
class Option:
    """One choice with its hint and the list of its reasons."""

    value: str
    label: str
    hint: str
    to_do: str
    chosen: bool
    reasons: BoundField


@dataclass(frozen=True, slots=True)
class Second:
    """What this person may do about a proposal: confirm another's, end one's own or another's."""

    may_confirm: bool
    may_end: bool
    is_own: bool


@dataclass(frozen=True, slots=True)
class Desk:
    """A claim with what may be done about it.

    `options` are the states that may follow, and the one a refused form had chosen.
    """

    claim: claims.ClaimSheet
    may_decide: bool
    form: forms.Decide
    options: tuple[Option, ...]
    undo: forms.Undo
    undo_takes_two: bool
    second: Second
    meanwhile: tuple[Past, ...]
    reworked: str
    moved: bool
    said: str
    """Why nothing was recorded, where no field of a form is to blame."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who looks at the file, and whether they may decide, or be a second person, in its matter."""

    staff: StaffMember
    may_decide: bool
    may_approve: bool


@dataclass(frozen=True, slots=True)
class Refused:
    """A form that was sent, and why nothing came of it; `moved` is the count an outdated page had shown."""

    form: forms.Decide | None = None
    undo: forms.Undo | None = None
    moved: int | None = None
    said: str = ""


NOTHING_SENT = Refused()


def lay(
    claim: claims.ClaimSheet, *, reasons: Iterable[Reason], reader: Reader, refused: Refused = NOTHING_SENT
) -> Desk:
    """Put a claim and its forms side by side."""
    every, moved = tuple(reasons), refused.moved
    form = refused.form or forms.Decide(reasons=every)
    sent = refused.undo or form
    read = sent.cleaned_data.get("found") if moved is not None else None
    return Desk(
        claim=claim,
        may_decide=reader.may_decide,
        form=form,
        options=tuple(_options(form, claim)),
        undo=refused.undo or forms.Undo(reasons=every),
        undo_takes_two=bool(claim.standing and claim.standing.choice_code == Decision.DECLINE),
        second=_second(claim, reader),
        meanwhile=tuple(one for one in claim.history if moved is not None and one.number > moved),
        reworked=claim.reworked if read and read != claim.found_pk else "",
        moved=moved is not None,
        said=refused.said,
    )


def _options(form: forms.Decide, claim: claims.ClaimSheet) -> Iterable[Option]:
    state = claim.standing.choice_code if claim.standing else states.NEW
    for value, label in forms.CHOICES:
        chosen = form["choice"].value() == value
        if chosen or value in states.FOLLOWS[state]:
            yield Option(
                value=value,
                label=label,
                hint=forms.HINTS[value],
                to_do=forms.TO_DO[value],
                chosen=chosen,
                reasons=form[forms.field_of(value)],
            )


def _second(claim: claims.ClaimSheet, reader: Reader) -> Second:
    is_own = claim.proposed is not None and claim.proposed.by == reader.staff.pk
    return Second(
        may_confirm=claim.proposed is not None and not is_own and reader.may_approve,
        may_end=claim.proposed is not None and (is_own or reader.may_approve),
        is_own=is_own,
    )
