"""The attorney's side of one claim's page: the forms to decide and undo, and what happened meanwhile."""

from dataclasses import dataclass

from django.forms import BoundField

from review import claim as claims
from review import forms


@dataclass(frozen=True, slots=True)
class Option:
    """One choice with its hint and the list of its reasons."""

    value: str
    label: str
    hint: str
    chosen: bool
    reasons: BoundField


@dataclass(frozen=True, slots=True)
class Desk:
    """A claim with what may be done about it."""

    claim: claims.ClaimSheet
    form: forms.Decide
    options: tuple[Option, ...]
    undo: forms.Undo
    meanwhile: tuple[claims.Past, ...]
    moved: bool


def lay(
    claim: claims.ClaimSheet,
    *,
    form: forms.Decide | None = None,
    undo: forms.Undo | None = None,
    moved: int | None = None,
) -> Desk:
    """Put a claim and its forms side by side; `moved` is the count an outdated page had shown."""
    form = form or forms.Decide()
    return Desk(
        claim=claim,
        form=form,
        options=tuple(_option(form, value, label) for value, label in forms.CHOICES),
        undo=undo or forms.Undo(),
        meanwhile=tuple(one for one in claim.history if moved is not None and one.number > moved),
        moved=moved is not None,
    )


def _option(form: forms.Decide, value: str, label: str) -> Option:
    return Option(
        value=value,
        label=label,
        hint=forms.HINTS[value],
        chosen=form["choice"].value() == value,
        reasons=form[forms.field_of(value)],
    )
