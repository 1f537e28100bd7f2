"""The firm's side of one photo: the forms to record and withdraw a check, and what happened meanwhile."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.forms import Form

from matters.fields import dates
from review import check_forms, past_checks, published
from review import photo as photos


@dataclass(frozen=True, slots=True)
class Refused:
    """A form about one photo that recorded nothing; `moved` is the count an outdated page had shown."""

    place: int
    check: check_forms.Check | None = None
    withdraw: check_forms.Withdraw | None = None
    moved: int | None = None


@dataclass(frozen=True, slots=True)
class Option:
    """One outcome with its hint."""

    value: str
    label: str
    hint: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Fault:
    """A message with the place on the page where it is mended."""

    href: str
    message: str


@dataclass(frozen=True, slots=True)
class PhotoDesk:
    """A photo with what may be done about it."""

    photo: photos.PhotoSheet
    form: check_forms.Check
    options: tuple[Option, ...]
    boxes: list[dict[str, Any]]
    withdraw: check_forms.Withdraw
    faults: tuple[Fault, ...]
    meanwhile: tuple[past_checks.PastCheck, ...]
    moved: bool


def lay(section: published.Section, refused: Refused | None, *, today: date) -> tuple[PhotoDesk, ...]:
    """Put every photo and its forms side by side."""
    every = [one for photo in section.photos for one in photo.checks]
    return tuple(
        _lay(photo, refused if refused and refused.place == photo.place else None, every, today=today)
        for photo in section.photos
    )


def _lay(
    photo: photos.PhotoSheet,
    refused: Refused | None,
    every: Sequence[past_checks.PastCheck],
    *,
    today: date,
) -> PhotoDesk:
    refused = refused or Refused(photo.place)
    form = refused.check or check_forms.Check(today=today)
    withdraw = refused.withdraw or check_forms.Withdraw()
    moved = refused.moved
    return PhotoDesk(
        photo=photo,
        form=form,
        options=tuple(
            Option(code, words, check_forms.HINTS[code], form["outcome"].value() == code)
            for code, words in check_forms.OUTCOMES
        ),
        boxes=_boxes(form, photo.place),
        withdraw=withdraw,
        faults=(*_faults(form, f"p{photo.place}"), *_faults(withdraw, f"w{photo.place}")),
        meanwhile=tuple(one for one in every if moved is not None and one.number > moved),
        moved=moved is not None,
    )


def _boxes(form: check_forms.Check, place: int) -> list[dict[str, Any]]:
    typed = dates.Typed.of(form["page_date"].value())
    return dates.boxes(typed, name="page_date", id_=f"p{place}-page_date", wrong=_wrong(form))


def _wrong(form: Form) -> tuple[str, ...]:
    field = form.fields.get("page_date")
    return field.wrong if isinstance(field, check_forms.PageDate) else ()


def _faults(form: Form, prefix: str) -> tuple[Fault, ...]:
    part = f"_{_wrong(form)[0]}" if _wrong(form) else ""
    return tuple(
        Fault(f"{prefix}-{name}{part if name == 'page_date' else ''}", str(message))
        for name, messages in form.errors.items()
        for message in messages
    )
