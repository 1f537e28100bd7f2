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

from matters.answers import Answers
from matters.fields.base import NOT_PROVIDED, UNKNOWN, Bound, Question, printable
from matters.fields.dates import BLANK, PARTS, Typed, Unreadable, boxes, in_words, read, typed_in

MOST_LINES = 20
SOMEWHERE, ABROAD, PRESENT = "??", "ZZ", "present"
STATES: tuple[tuple[str, str], ...] = tuple(
    (line[:2], line[3:])
    for line in """AL Alabama|AK Alaska|AS American Samoa|AZ Arizona|AR Arkansas|CA California|CO Colorado
CT Connecticut|DE Delaware|DC District of Columbia|FL Florida|GA Georgia|GU Guam|HI Hawaii
ID Idaho|IL Illinois|IN Indiana|IA Iowa|KS Kansas|KY Kentucky|LA Louisiana|ME Maine|MD Maryland
MA Massachusetts|MI Michigan|MN Minnesota|MS Mississippi|MO Missouri|MT Montana|NE Nebraska
NV Nevada|NH New Hampshire|NJ New Jersey|NM New Mexico|NY New York|NC North Carolina
ND North Dakota|MP Northern Mariana Islands|OH Ohio|OK Oklahoma|OR Oregon|PA Pennsylvania
PR Puerto Rico|RI Rhode Island|SC South Carolina|SD South Dakota|TN Tennessee|TX Texas|UT Utah
VT Vermont|VI U.S. Virgin Islands|VA Virginia|WA Washington|WV West Virginia|WI Wisconsin
WY Wyoming""".replace("\n", "|").split("|")
)
PLACES = (*STATES, (ABROAD, "Outside the United States"))
CHOICES = (*PLACES, (SOMEWHERE, "I don’t know which state"))
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

    def __init__(self, wording: str, **kwargs: Any) -> None:
        kwargs.setdefault("missing", "Add at least one place, or tick “I don’t know”")
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
                "List the places, or tick “I don’t know” for all of them, but not both", code="both"
            )
        if not lines:
            self.wrong["0-state"] = ("state",)
            raise ValidationError(self.error_messages["required"], code="required")
        return [self._stay(n, line) for n, line in lines]

    def _stay(self, n: int, line: TypedLine) -> dict[str, str]:
        if line.state not in _NAMES:
            self._refuse(n, "state", "Choose a state", ("state",))
        start = self._date(n, "from", line.start, f"Enter when the time in {_NAMES[line.state]} began")
        if line.still:
            if not line.end.is_blank or line.end.unknown:
                self._refuse(n, "to", "Give an end date or tick “Still there”, but not both", PARTS)
            return {"state": line.state, "from": start, "to": PRESENT}
        end = self._date(n, "to", line.end, f"Enter when the time in {_NAMES[line.state]} ended")
        if UNKNOWN not in (start, end) and _certainly_before(end, start):
            self._refuse(n, "to", "The end is before the beginning. Check both dates", PARTS)
        return {"state": line.state, "from": start, "to": end}

    def _date(self, n: int, part: str, typed: Typed, missing: str) -> str:
        if typed.unknown and typed.is_blank:
            return UNKNOWN
        try:
            if typed.unknown:
                raise Unreadable("Enter a date, or tick “I don’t know”, but not both")
            if typed.is_blank:
                raise Unreadable(f"{missing}, or tick a box below it")
            return read(typed, today=self.today)
        except Unreadable as unreadable:
            self._refuse(n, part, str(unreadable), unreadable.parts)
            raise

    def _refuse(self, n: int, part: str, message: str, parts: tuple[str, ...]) -> None:
        self.wrong[f"{n}-{part}"] = parts
        raise ValidationError(f"Place {n + 1}: {message[:1].lower()}{message[1:]}", code="place")

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
        return "; ".join(stay_in_words(stay) for stay in value) or NOT_PROVIDED


def _certainly_before(end: str, start: str) -> bool:
    """“2009” is not before “2009-05”, but “2008-12” is."""
    length = min(len(end), len(start))
    return end[:length] < start[:length]


def stay_in_words(stay: Mapping[str, str]) -> str:
    """“Illinois, May 2009 to March 2, 2012”."""
    place = (
        "A state I don’t know"
        if stay["state"] == SOMEWHERE
        else _NAMES.get(stay["state"], printable(stay["state"]))
    )
    start = "a date I don’t know" if stay["from"] == UNKNOWN else in_words(stay["from"])
    ends = {PRESENT: "now", UNKNOWN: "a date I don’t know"}
    return f"{place}, {start} to {ends.get(stay['to']) or in_words(stay['to'])}"
