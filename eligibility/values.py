"""What a fact can be worth: true, false or unknown; a day known only in part; a number; a place lived in."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

EARLIEST = date(1800, 1, 1)
LATEST = date(2199, 12, 31)
ONE_DAY = timedelta(days=1)

_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


class Truth(StrEnum):
    """Kleene's three values, F < U < T: `&` is the lesser, `|` the greater, `~` swaps T and F."""

    F = "F"
    U = "U"
    T = "T"

    @property
    def rank(self) -> int:
        return _RANK[self.value]

    def __lt__(self, other: str) -> bool:
        return self.rank < Truth(other).rank

    def __le__(self, other: str) -> bool:
        return self.rank <= Truth(other).rank

    def __gt__(self, other: str) -> bool:
        return self.rank > Truth(other).rank

    def __ge__(self, other: str) -> bool:
        return self.rank >= Truth(other).rank

    def __and__(self, other: "Truth") -> "Truth":
        return self if self.rank <= other.rank else other

    def __or__(self, other: "Truth") -> "Truth":
        return self if self.rank >= other.rank else other

    def __invert__(self) -> "Truth":
        return _OPPOSITE[self.value]


_RANK = {"F": 0, "U": 1, "T": 2}
_OPPOSITE = {"F": Truth.T, "U": Truth.U, "T": Truth.F}


def truth(*, always: bool, never: bool) -> Truth:
    """T when it holds on every reading of the facts, F when on none, else U."""
    if always:
        return Truth.T
    return Truth.F if never else Truth.U


class Missing(StrEnum):
    """No value: not known, or known to be none at all."""

    UNKNOWN = "unknown"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A day known to lie between two days, both ends possible."""

    lo: date
    hi: date

    def __post_init__(self) -> None:
        if self.lo > self.hi:
            raise ValueError(f"the span {self.lo} to {self.hi} ends before it starts")

    @classmethod
    def parse(cls, text: str) -> "DateSpan":
        """Read "2009", "2009-05", "2009-05-02" or "2009-05-02..2009-06-01"; ValueError says what is wrong."""
        return _parse_span(text)

    @classmethod
    def on(cls, day: date) -> "DateSpan":
        return cls(day, day)

    @classmethod
    def from_utc(cls, day: date) -> "DateSpan":
        """The two days in Illinois on which something dated in UTC can have happened."""
        return cls(day - ONE_DAY, day)

    @property
    def is_one_day(self) -> bool:
        return self.lo == self.hi

    def __str__(self) -> str:
        lo, hi = self.lo, self.hi
        if lo == hi:
            return lo.isoformat()
        if (lo.month, lo.day, hi.month, hi.day) == (1, 1, 12, 31) and lo.year == hi.year:
            return f"{lo.year:04}"
        month_end = calendar.monthrange(lo.year, lo.month)[1]
        if lo.day == 1 and hi == lo.replace(day=month_end):
            return lo.isoformat()[:7]
        return f"{lo}..{hi}"


@lru_cache(maxsize=65536)
def _parse_span(text: str) -> DateSpan:
    first, dots, last = text.strip().partition("..")
    if dots:
        return DateSpan(_parse_span(first).lo, _parse_span(last).hi)
    found = _PARTIAL.fullmatch(first)
    if not found:
        raise ValueError(f"{text!r} is not a date: write it as 2009, 2009-05 or 2009-05-02")
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        lo = date(year or 0, month or 1, day or 1)
    except ValueError:
        raise ValueError(f"{text!r} is not a day in any calendar") from None
    if not EARLIEST <= lo <= LATEST:
        raise ValueError(f"{text!r} is outside the years {EARLIEST.year} to {LATEST.year}")
    if day:
        return DateSpan(lo, lo)
    last_month = month or 12
    return DateSpan(lo, date(lo.year, last_month, calendar.monthrange(lo.year, last_month)[1]))


def parse_day(text: str) -> date:
    """Read one whole day; ValueError when the day or month is missing."""
    span = DateSpan.parse(text)
    if not span.is_one_day:
        raise ValueError(f"{text!r} must be one whole day, such as 2009-05-02")
    return span.lo


@dataclass(frozen=True, slots=True)
class NumberSpan:
    """A whole number known to lie between two, both ends possible."""

    lo: int
    hi: int

    def __str__(self) -> str:
        return str(self.lo) if self.lo == self.hi else f"{self.lo} to {self.hi}"


@dataclass(frozen=True, slots=True)
class Stay:
    """A place lived in: a state, or "??" somewhere unknown; both ends included, None = to the present."""

    place: str
    start: DateSpan
    end: DateSpan | None

    def __str__(self) -> str:
        return f"{self.place}:{self.start}/{self.end if self.end else 'present'}"


Value = Truth | Missing | DateSpan | NumberSpan | str | tuple[Stay, ...]


def show(value: Value) -> str:
    """The one written form of a value, as it is stored, digested and printed."""
    if isinstance(value, Truth):
        return {"T": "yes", "F": "no", "U": "unknown"}[value.value]
    if isinstance(value, tuple):
        return "|".join(str(stay) for stay in value) or "none"
    return str(value)


def add_years(day: date, years: int, *, late: bool = False) -> date:
    """The same day some years later; for want of a 29 February the 28th (early reading) or 1 March (late)."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1) if late else date(day.year + years, 2, 28)


def birthday(born: date, age: int, *, late: bool) -> date:
    """The day an age is attained. No Illinois rule was found for 29 February, so both readings are kept."""
    return add_years(born, age, late=late)


def before(first: DateSpan, second: DateSpan) -> Truth:
    """Is the first day earlier than the second?"""
    return truth(always=first.hi < second.lo, never=first.lo >= second.hi)


def turned(age: int, born: DateSpan, on: DateSpan) -> Truth:
    """Has a person attained an age on a day? The birthday itself counts."""
    return truth(
        always=birthday(born.hi, age, late=True) <= on.lo,
        never=birthday(born.lo, age, late=False) > on.hi,
    )
