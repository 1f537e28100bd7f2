"""Places over time: one line for each state somebody lived in, added and removed without a script."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import get_template
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from matters.answers import Answers
from matters.fields.base import NOT_PROVIDED, UNKNOWN, Bound, Question, printable
from matters.fields.dates import BLANK, PARTS, Typed, Unreadable, boxes, in_words, read, typed_in
from matters.texts import Words

MOST_LINES = 20
SOMEWHERE, ABROAD, PRESENT = "??", "ZZ", "present"
STATES: tuple[tuple[str, Words], ...] = (
    ("AL", _("Alabama")),
    ("AK", _("Alaska")),
    ("AS", _("American Samoa")),
    ("AZ", _("Arizona")),
    ("AR", _("Arkansas")),
    ("CA", _("California")),
    ("CO", _("Colorado")),
    ("CT", _("Connecticut")),
    ("DE", _("Delaware")),
    ("DC", _("District of Columbia")),
    ("FL", _("Florida")),
    ("GA", _("Georgia")),
    ("GU", _("Guam")),
    ("HI", _("Hawaii")),
    ("ID", _("Idaho")),
    ("IL", _("Illinois")),
    ("IN", _("Indiana")),
    ("IA", _("Iowa")),
    ("KS", _("Kansas")),
    ("KY", _("Kentucky")),
    ("LA", _("Louisiana")),
    ("ME", _("Maine")),
    ("MD", _("Maryland")),
    ("MA", _("Massachusetts")),
    ("MI", _("Michigan")),
    ("MN", _("Minnesota")),
    ("MS", _("Mississippi")),
    ("MO", _("Missouri")),
    ("MT", _("Montana")),
    ("NE", _("Nebraska")),
    ("NV", _("Nevada")),
    ("NH", _("New Hampshire")),
    ("NJ", _("New Jersey")),
    ("NM", _("New Mexico")),
    ("NY", _("New York")),
    ("NC", _("North Carolina")),
    ("ND", _("North Dakota")),
    ("MP", _("Northern Mariana Islands")),
    ("OH", _("Ohio")),
    ("OK", _("Oklahoma")),
    ("OR", _("Oregon")),
    ("PA", _("Pennsylvania")),
    ("PR", _("Puerto Rico")),
    ("RI", _("Rhode Island")),
    ("SC", _("South Carolina")),
    ("SD", _("South Dakota")),
    ("TN", _("Tennessee")),
    ("TX", _("Texas")),
    ("UT", _("Utah")),
    ("VT", _("Vermont")),
    ("VI", _("U.S. Virgin Islands")),
    ("VA", _("Virginia")),
    ("WA", _("Washington")),
    ("WV", _("West Virginia")),
    ("WI", _("Wisconsin")),
    ("WY", _("Wyoming")),
)
PLACES = (*STATES, (ABROAD, _("Outside the United States")))
CHOICES = (*PLACES, (SOMEWHERE, _("I don’t know which state")))
_NAMES = dict(CHOICES)


@dataclass(frozen=True, slots=True)
class TypedLine:
    """One line as it stands in the boxes."""

    state: str = ""
    start: Typed = BLANK
    end: Typed = BLANK
    still: bool = False

    @property
    def is_blank(self) -> bool:
        dates = (self.start, self.end)
        return not self.state and not self.still and all(d.is_blank and not d.unknown for d in dates)

    @classmethod
    def of(cls, stay: Mapping[str, str]) -> TypedLine:
        still = stay["to"] == PRESENT
        end = Typed() if still else Typed.of(stay["to"])
        return cls(stay["state"], Typed.of(stay["from"]), end, still)


@dataclass(frozen=True, slots=True)
class TypedPlaces:
    """All lines as they stand; `edited` when a line was just added or taken away rather than sent."""

    lines: tuple[TypedLine, ...] = ()
    unknown: bool = False
    edited: bool = False

    @classmethod
    def of(cls, value: Any) -> TypedPlaces:
        if isinstance(value, TypedPlaces):
            return value
        if value == UNKNOWN:
            return cls((TypedLine(),), unknown=True)
        return cls(tuple(TypedLine.of(stay) for stay in value or ()) or (TypedLine(),))


class PlacesWidget(forms.Widget):
    """Reads the lines out of a post, and takes the two buttons that change how many there are."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> TypedPlaces:
        numbers = range(_count(data, name))
        lines = [self._line(data, f"{name}-{n}") for n in numbers] or [TypedLine()]
        gone = [n for n in numbers if f"{name}-{n}-remove" in data]
        adding = f"{name}-add" in data
        lines = [line for n, line in enumerate(lines) if n not in gone] or [TypedLine()]
        if adding and len(lines) < MOST_LINES:
            lines.append(TypedLine())
        return TypedPlaces(tuple(lines), bool(data.get(f"{name}_unknown")), edited=adding or bool(gone))

    def _line(self, data: Mapping[str, Any], name: str) -> TypedLine:
        return TypedLine(
            str(data.get(f"{name}-state") or ""),
            typed_in(data, f"{name}-from"),
            typed_in(data, f"{name}-to"),
            bool(data.get(f"{name}-still")),
        )

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return not any(key.startswith(name) for key in data)

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        places = drawn(TypedPlaces.of(value), name=name, id_=(attrs or {}).get("id", name), wrong={})
        return SafeString(get_template("portal/places.html").render({"places": places}))


def _count(data: Mapping[str, Any], name: str) -> int:
    pattern = re.compile(re.escape(name) + r"-([0-9]{1,2})-[a-z]")
    found = [int(match[1]) for key in data if (match := pattern.match(str(key)))]
    return min(max(found, default=-1) + 1, MOST_LINES)


def drawn(typed: TypedPlaces, *, name: str, id_: str, wrong: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    """The lines as a template draws them."""
    lines = [
        {
            "number": n + 1,
            "name": f"{name}-{n}",
            "id": f"{id_}-{n}",
            "options": [(key, label, key == line.state) for key, label in CHOICES],
            "state_wrong": f"{n}-state" in wrong,
            "start": boxes(
                line.start, name=f"{name}-{n}-from", id_=f"{id_}-{n}-from", wrong=wrong.get(f"{n}-from", ())
            ),
            "start_unknown": line.start.unknown,
            "end": boxes(
                line.end, name=f"{name}-{n}-to", id_=f"{id_}-{n}-to", wrong=wrong.get(f"{n}-to", ())
            ),
            "end_unknown": line.end.unknown,
            "still": line.still,
            "is_new": typed.edited and line.is_blank and n == len(typed.lines) - 1,
        }
        for n, line in enumerate(typed.lines)
    ]
    return {
        "name": name,
        "id": id_,
        "lines": lines,
        "unknown": typed.unknown,
        "several": len(lines) > 1,
        "room": len(lines) < MOST_LINES,
        "edited": typed.edited,
    }


class Places(Question):
    """Where somebody lived over time, kept as [{"state", "from", "to"}], or "unknown"."""

    kind = "places"
    is_group = True
    widget = PlacesWidget

    def __init__(self, wording: Words, **kwargs: Any) -> None:
        kwargs.setdefault("missing", _("Add at least one place, or tick “I don’t know”"))
        super().__init__(wording, **kwargs)
        self.today = date.min
        self.wrong: dict[str, tuple[str, ...]] = {}

    def prepare(self, *, answers: Answers, index: int | None, today: Any, words: Mapping[str, str]) -> None:
        self.today = today
        self.wrong = {}

    def clean(self, value: Any) -> Any:
        typed = TypedPlaces.of(value)
        lines = [(n, line) for n, line in enumerate(typed.lines) if not line.is_blank]
        if typed.unknown and not lines:
            return UNKNOWN
        if typed.unknown:
            raise ValidationError(
                _("List the places, or tick “I don’t know” for all of them, but not both"), code="both"
            )
        if not lines:
            self.wrong["0-state"] = ("state",)
            raise ValidationError(self.error_messages["required"], code="required")
        return [self._stay(n, line) for n, line in lines]

    def _stay(self, n: int, line: TypedLine) -> dict[str, str]:
        if line.state not in _NAMES:
            self._refuse(n, "state", gettext("Choose a state"), ("state",))
        began = gettext("Enter when the time in {state} began, or tick a box below it")
        ended = gettext("Enter when the time in {state} ended, or tick a box below it")
        start = self._date(n, "from", line.start, began.format(state=_NAMES[line.state]))
        if line.still:
            if not line.end.is_blank or line.end.unknown:
                self._refuse(n, "to", gettext("Give an end date or tick “Still there”, but not both"), PARTS)
            return {"state": line.state, "from": start, "to": PRESENT}
        end = self._date(n, "to", line.end, ended.format(state=_NAMES[line.state]))
        if UNKNOWN not in (start, end) and _certainly_before(end, start):
            self._refuse(n, "to", gettext("The end is before the beginning. Check both dates"), PARTS)
        return {"state": line.state, "from": start, "to": end}

    def _date(self, n: int, part: str, typed: Typed, missing: str) -> str:
        if typed.unknown and typed.is_blank:
            return UNKNOWN
        try:
            if typed.unknown:
                raise Unreadable(gettext("Enter a date, or tick “I don’t know”, but not both"))
            if typed.is_blank:
                raise Unreadable(missing)
            return read(typed, today=self.today)
        except Unreadable as unreadable:
            self._refuse(n, part, str(unreadable), unreadable.parts)
            raise

    def _refuse(self, n: int, part: str, message: str, parts: tuple[str, ...]) -> None:
        self.wrong[f"{n}-{part}"] = parts
        problem = f"{message[:1].lower()}{message[1:]}"
        words = gettext("Place {number}: {problem}").format(number=n + 1, problem=problem)
        raise ValidationError(words, code="place")

    def first_id(self, bound: Bound) -> str:
        for place, parts in self.wrong.items():
            return f"{bound.auto_id}-{place}" + ("" if place.endswith("state") else f"_{parts[0]}")
        return f"{bound.auto_id}-0-state"

    def parts(self, bound: Bound) -> dict[str, Any]:
        typed = TypedPlaces.of(bound.value())
        return drawn(typed, name=bound.html_name, id_=bound.auto_id, wrong=self.wrong)

    def shown(self, value: Any, *, answers: Answers, index: int | None, words: Mapping[str, str]) -> str:
        if not isinstance(value, list):
            return super().shown(value, answers=answers, index=index, words=words)
        return "; ".join(stay_in_words(stay) for stay in value) or str(NOT_PROVIDED)


def _certainly_before(end: str, start: str) -> bool:
    """“2009” is not before “2009-05”, but “2008-12” is."""
    length = min(len(end), len(start))
    return end[:length] < start[:length]


def stay_in_words(stay: Mapping[str, str]) -> str:
    """“Illinois, May 2009 to March 2, 2012”."""
    somewhere, some_day = gettext("A state I don’t know"), gettext("a date I don’t know")
    place = somewhere if stay["state"] == SOMEWHERE else _NAMES.get(stay["state"], printable(stay["state"]))
    start = some_day if stay["from"] == UNKNOWN else in_words(stay["from"])
    end = {PRESENT: gettext("now"), UNKNOWN: some_day}.get(stay["to"]) or in_words(stay["to"])
    return gettext("{place}, {start} to {end}").format(place=place, start=start, end=end)
