"""Days on which a period of time cannot end: weekends and holidays, and the roll to the next working day."""

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from eligibility.values import ONE_DAY

_MONTHS = {name: number for number, name in enumerate(calendar.month_abbr) if name}
_DAYS = {name: number for number, name in enumerate(calendar.day_abbr)}
_FIXED = re.compile(r"(\d{1,2}) ([A-Z][a-z]{2})", re.ASCII)
_FLOATING = re.compile(r"(1st|2nd|3rd|4th|last) ([A-Z][a-z]{2}) ([A-Z][a-z]{2})", re.ASCII)
_NTH = {"1st": 0, "2nd": 1, "3rd": 2, "4th": 3, "last": -1}


@dataclass(frozen=True, slots=True)
class Holiday:
    """A yearly holiday: a day of a month, or the nth weekday of a month."""

    text: str
    month: int
    day: int | None = None
    weekday: int = 0
    nth: int = 0

    @classmethod
    def parse(cls, text: str) -> "Holiday":
        """Read "12 Feb", "3rd Mon Jan" or "last Mon May"; ValueError otherwise."""
        if (fixed := _FIXED.fullmatch(text)) and fixed[2] in _MONTHS:
            month, day = _MONTHS[fixed[2]], int(fixed[1])
            if 1 <= day <= calendar.monthrange(2001, month)[1]:
                return cls(text, month, day=day)
        floating = _FLOATING.fullmatch(text)
        if floating and floating[2] in _DAYS and floating[3] in _MONTHS:
            return cls(text, _MONTHS[floating[3]], weekday=_DAYS[floating[2]], nth=_NTH[floating[1]])
        raise ValueError(f"{text!r} is not a holiday: write it as 12 Feb, 3rd Mon Jan or last Mon May")

    def in_year(self, year: int) -> date:
        if self.day:
            return date(year, self.month, self.day)
        last = calendar.monthrange(year, self.month)[1]
        days = (date(year, self.month, day) for day in range(1, last + 1))
        return [day for day in days if day.weekday() == self.weekday][self.nth]


Holidays = tuple[Holiday, ...]


def parse(texts: Iterable[str]) -> Holidays:
    return tuple(Holiday.parse(text) for text in texts)


@lru_cache(maxsize=1024)
def _in_year(holidays: Holidays, year: int) -> frozenset[date]:
    return frozenset(holiday.in_year(year) for holiday in holidays)


def roll(day: date, holidays: Holidays) -> date:
    """The day itself, or the next one that is no Saturday, Sunday or holiday (5 ILCS 70/1.11)."""
    while day.weekday() >= 5 or day in _in_year(holidays, day.year):
        day += ONE_DAY
    return day
