"""What stands in daycount.py one day at a time, as tables of every day that can be written."""

from datetime import date
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from eligibility import daycount
from eligibility.holidays import Holidays

Days = npt.NDArray[np.int32]
EPOCH = date(1970, 1, 1).toordinal()
"""Day zero of numpy's own dates."""


@lru_cache(maxsize=64)
def years_later(years: int, *, late: bool) -> Days:
    """daycount.YearsLater for every day that can be written."""
    days = np.arange(daycount.FOREVER + 1, dtype=np.int64)
    dates = (days + (daycount.DAY_ZERO - EPOCH)).astype("datetime64[D]")
    months = dates.astype("datetime64[M]")
    later = months + 12 * years
    landed = later.astype("datetime64[D]") + (dates - months.astype("datetime64[D]"))
    if not late:
        landed = np.minimum(landed, (later + 1).astype("datetime64[D]") - np.timedelta64(1, "D"))
    found = landed.astype(np.int64) - (daycount.DAY_ZERO - EPOCH)
    found = np.minimum(found, daycount.FOREVER)
    found[daycount.NEVER], found[daycount.FOREVER] = daycount.NEVER, daycount.FOREVER
    table: Days = found.astype(np.int32)
    return table


@lru_cache(maxsize=8)
def rolled(days_off: Holidays) -> Days:
    """daycount.Rolled for every day that can be written, found from the last day back."""
    found = np.arange(daycount.FOREVER + 1, dtype=np.int32)
    off = np.zeros(daycount.FOREVER + 1, dtype=bool)
    first_saturday = 1 + (5 - daycount.day(1).weekday()) % 7
    off[first_saturday::7] = off[first_saturday + 1 :: 7] = True
    for year in range(daycount.day(1).year, daycount.day(daycount.FOREVER).year + 1):
        for holiday in days_off:
            off[daycount.number(holiday.in_year(year))] = True
    off[daycount.NEVER] = off[daycount.FOREVER] = False
    working = np.where(off, daycount.FOREVER, found)
    return np.minimum.accumulate(working[::-1])[::-1].astype(np.int32)
