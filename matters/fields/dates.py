"""Dates as people know them: a year, a month, or a day, in three boxes, or not known at all."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import MONTHS as MONTH_NAMES
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from matters.answers import Answers
from matters.fields.base import DONT_KNOW, NOT_PROVIDED, UNKNOWN, Bound, Question, printable
from matters.texts import Words

EARLIEST_YEAR = 1900
PARTS = ("month", "day", "year")
BOXES = {"month": _("Month"), "day": _("Day"), "year": _("Year")}
# A month may be typed in either language, whichever the page is in.
TYPED_MONTHS = tuple(
    tuple(months.split())
    for months in (
        "january february march april may june july august september october november december",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    )
)


class Unreadable(ValueError):
    """These boxes are no date; `parts` names the boxes to mend."""

    def __init__(self, message: str, *parts: str) -> None:
        super().__init__(message)
        self.parts = parts or PARTS


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the boxes, as typed."""

    month: str = ""
    day: str = ""
    year: str = ""
    unknown: bool = False

    @property
    def is_blank(self) -> bool:
        return not (self.month.strip() or self.day.strip() or self.year.strip())

    @classmethod
    def of(cls, value: Any) -> Typed:
        """From a stored date (“2009-05”), from boxes, or from nothing."""
        if isinstance(value, Typed):
            return value
        if value == UNKNOWN:
            return cls(unknown=True)
        year, month, day, *_ = [*str(value or "").split("-"), "", "", ""]
        return cls(month=month.lstrip("0"), day=day.lstrip("0"), year=year)


BLANK = Typed()


def read(typed: Typed, *, today: date, precise: bool = False) -> str:
    """The date in the boxes as “2009”, “2009-05” or “2009-05-02”.

    Raises: Unreadable with a message that says what to mend.
    """
    year = _year(typed.year, today)
    month = _month(typed.month) if typed.month.strip() else None
    if month is None and (precise or typed.day.strip()):
        raise Unreadable(gettext("Add the month"), "month")
    if month is None:
        return f"{year:04d}"
    if precise and not typed.day.strip():
        raise Unreadable(gettext("Add the day"), "day")
    day = _day(typed.day, month, year) if typed.day.strip() else None
    if date(year, month, day or 1) > today:
        raise Unreadable(gettext("Enter a date that is not in the future"))
    return f"{year:04d}-{month:02d}" + (f"-{day:02d}" if day else "")


def _year(text: str, today: date) -> int:
    if not text.strip():
        raise Unreadable(gettext("Add the year"), "year")
    if not re.fullmatch(r"[0-9]{4}", text.strip()):
        raise Unreadable(gettext("Enter the year in four digits, such as 2007"), "year")
    year = int(text)
    if not EARLIEST_YEAR <= year <= today.year:
        problem = gettext("Enter a year between {first} and {last}")
        raise Unreadable(problem.format(first=EARLIEST_YEAR, last=today.year), "year")
    return year


def _month(text: str) -> int:
    word = text.strip().rstrip(".").lower()
    if re.fullmatch(r"[0-9]{1,2}", word) and 1 <= int(word) <= 12:
        return int(word)
    if len(word) >= 3 and word.isascii():
        for names in TYPED_MONTHS:
            for number, name in enumerate(names, start=1):
                if name.startswith(word):
                    return number
    raise Unreadable(gettext("Enter the month as a number from 1 to 12"), "month")


def _day(text: str, month: int, year: int) -> int:
    last = calendar.monthrange(year, month)[1]
    if not re.fullmatch(r"[0-9]{1,2}", text.strip()) or not 1 <= int(text) <= 31:
        raise Unreadable(gettext("Enter the day as a number from 1 to 31"), "day")
    if int(text) > last:
        problem = gettext("{month} {year} has {days} days. Check the day and the month").format(
            month=MONTH_NAMES[month], year=year, days=last
        )
        raise Unreadable(problem[:1].upper() + problem[1:], "month", "day")
    return int(text)


def in_words(value: Any) -> str:
    """“March 27, 2007”, “March 2007”, “2007”, “I don’t know” or “Not provided”."""
    if value == UNKNOWN:
        return str(DONT_KNOW)
    if not value:
        return str(NOT_PROVIDED)
    year, month, day, *_ = [*str(value).split("-"), "", ""]
    if not month:
        return year
    words = gettext("{month} {day}, {year}") if day else gettext("{month} {year}")
    return words.format(month=MONTH_NAMES[int(month)], day=int(day or 0), year=year)


class DateBoxes(forms.MultiWidget):
    """Month, day and year boxes and, where it is offered, a box for not knowing."""

    def __init__(self, *, unsure: bool = False) -> None:
        boxes: dict[str, forms.Widget | type[forms.Widget]] = {
            part: forms.TextInput({"inputmode": "numeric"}) for part in PARTS
        }
        if unsure:
            boxes["unknown"] = forms.CheckboxInput()
        super().__init__(boxes)

    def decompress(self, value: Any) -> list[Any]:
        typed = Typed.of(value)
        return [typed.month, typed.day, typed.year, typed.unknown][: len(self.widgets)]

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        return typed_in(data, name)

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        return super().get_context(name, self.decompress(value), attrs)


def typed_in(data: Mapping[str, Any], name: str) -> Typed:
    month, day, year = (str(data.get(f"{name}_{part}") or "") for part in PARTS)
    return Typed(month, day, year, bool(data.get(f"{name}_unknown")))


def boxes(
    typed: Typed, *, name: str, id_: str, wrong: tuple[str, ...], born: bool = False
) -> list[dict[str, Any]]:
    """The three boxes as a template draws them."""
    return [
        {
            "name": f"{name}_{part}",
            "id": f"{id_}_{part}",
            "label": BOXES[part],
            "value": printable(getattr(typed, part)),
            "wrong": part in wrong,
            "wide": part == "year",
            "purpose": f"bday-{part}" if born else "",
        }
        for part in PARTS
    ]


class PartialDate(Question):
    """A date of which the year, the month or the day is known, or nothing."""

    kind = "date"
    is_group = True
    precise = False

    def __init__(self, wording: Words, *, unsure: bool = True, born: bool = False, **kwargs: Any) -> None:
        kwargs.setdefault(
            "missing", _("Enter a date, or tick “I don’t know”") if unsure else _("Enter a date")
        )
        super().__init__(wording, widget=DateBoxes(unsure=unsure), **kwargs)
        self.unsure, self.born = unsure, born
        self.today = date.min
        self.wrong_parts: tuple[str, ...] = ()

    def prepare(self, *, answers: Answers, index: int | None, today: Any, words: Mapping[str, str]) -> None:
        self.today = today

    def clean(self, value: Any) -> str:
        typed = Typed.of(value)
        try:
            return self._read(typed)
        except Unreadable as unreadable:
            self.wrong_parts = unreadable.parts
            raise ValidationError(str(unreadable), code="date") from None

    def _read(self, typed: Typed) -> str:
        if self.unsure and typed.unknown:
            if not typed.is_blank:
                raise Unreadable(gettext("Enter a date, or tick “I don’t know”, but not both"))
            return UNKNOWN
        if typed.is_blank:
            if self.required:
                raise Unreadable(str(self.error_messages["required"]))
            return ""
        return read(typed, today=self.today, precise=self.precise)

    def first_id(self, bound: Bound) -> str:
        wrong = self.wrong_parts or PARTS
        return f"{bound.auto_id}_{wrong[0]}"

    def parts(self, bound: Bound) -> dict[str, Any]:
        typed = Typed.of(bound.value())
        return {
            "boxes": boxes(
                typed, name=bound.html_name, id_=bound.auto_id, wrong=self.wrong_parts, born=self.born
            ),
            "unsure": self.unsure,
            "unknown": {"name": f"{bound.html_name}_unknown", "id": f"{bound.auto_id}_unknown"},
            "chosen": typed.unknown,
        }

    def shown(self, value: Any, *, answers: Answers, index: int | None, words: Mapping[str, str]) -> str:
        return in_words(value)


class FullDate(PartialDate):
    """A date with its month, day and year."""

    precise = True

    def __init__(self, wording: Words, **kwargs: Any) -> None:
        super().__init__(wording, unsure=False, **kwargs)
