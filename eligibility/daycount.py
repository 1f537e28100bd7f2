"""Days as whole numbers, so that a test of days is a comparison of numbers in every reading of the rules."""

from collections.abc import Iterable
from datetime import date

from eligibility import holidays
from eligibility.values import add_years

DAY_ZERO = date(1799, 12, 31).toordinal()
NEVER = 0
"""Before every day that can be written: the earliest end of a day not known, and a day that is none."""
FOREVER = date(2499, 12, 31).toordinal() - DAY_ZERO
"""After every day that can be written: the latest end of a day that is not known."""


def number(day: date) -> int:
    """Days since 31 December 1799."""
    return day.toordinal() - DAY_ZERO


def day(count: int) -> date:
    """The day of a number, 1 to FOREVER."""
    return date.fromordinal(count + DAY_ZERO)


class YearsLater(dict[int, int]):
    """The same day some years later, by number; for want of a 29 February the 28th or (late) 1 March."""

    def __init__(self, years: int, *, late: bool) -> None:
        self.years, self.late = years, late

    def __missing__(self, count: int) -> int:
        later = count
        if NEVER < count < FOREVER:
            try:
                later = min(FOREVER, number(add_years(day(count), self.years, late=self.late)))
            except (ValueError, OverflowError):  # beyond the year 9999
                later = FOREVER
        self[count] = later
        return later


class Rolled(dict[int, int]):
    """The day itself or the next working day, by number."""

    def __init__(self, days_off: Iterable[holidays.Holiday]) -> None:
        self.days_off = tuple(days_off)

    def __missing__(self, count: int) -> int:
        rolled = count
        if NEVER < count < FOREVER:
            rolled = min(FOREVER, number(holidays.roll(day(count), self.days_off)))
        self[count] = rolled
        return rolled
