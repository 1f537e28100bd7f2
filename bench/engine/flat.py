"""The facts of a claim as the plain columns that a peer can read: whole numbers, nothing nested.

Names: `depicted` (0 no, 1 not known, 2 yes; a word by its code, 0 not known), `uploaded.lo`, `.hi`, `.is`,
`licence_2014.proven`; `subject_dob.hi+13` is a birthday ready made; `res.IL.certain.lo` and its three fellows
the one line of residence.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from eligibility.daycount import FOREVER, YearsLater
from eligibility.residence import Home
from eligibility.rows import Layout, Row

NO_DAYS = (FOREVER + 2, -1)
EVERY_DAY = (0, FOREVER + 1)


def plain(name: str) -> str:
    """The name as an identifier, for peers that take a dot for a path; never that of a test or element."""
    return "fact_" + name.replace(".", "_").replace("+", "_plus_")


def of_row(names: Iterable[str], layout: Layout, row: Row, *, as_of: int) -> dict[str, int]:
    """Some columns of one row, under plain names."""
    return {plain(name): _one(name, layout, row, as_of) for name in names}


def _one(name: str, layout: Layout, row: Row, as_of: int) -> int:
    if "+" in name:
        column, _, years = name.partition("+")
        return YearsLater(int(years), late=column.endswith(".hi"))[_number(row[layout.place[column]])]
    if name.count(".") == 3:
        fact, place, side, end = name.split(".")
        home = row[layout.place[fact]]
        assert home is None or isinstance(home, Home)
        return _lived(home, place, as_of)[side][end == "hi"]
    return _number(row[layout.place[name]])


def _number(value: object) -> int:
    assert isinstance(value, int)
    return value


def _lived(home: Home | None, place: str, as_of: int) -> dict[str, tuple[int, int]]:
    if home is None:
        return {"certain": NO_DAYS, "possible": EVERY_DAY}
    certain, possible = home.days(place, as_of)
    return {"certain": certain[0] if certain else NO_DAYS, "possible": possible[0] if possible else NO_DAYS}


def of_columns(names: Iterable[str], columns: Mapping[str, Any], rows: int) -> dict[str, npt.NDArray[Any]]:
    """Some columns of a whole caseload, under plain names; what is one number for all is spelt out."""
    return {plain(name): _many(name, columns, rows) for name in names}


def _many(name: str, columns: Mapping[str, Any], rows: int) -> npt.NDArray[Any]:
    if "+" in name:
        column, _, years = name.partition("+")
        days, back = np.unique(columns[column], return_inverse=True)
        later = YearsLater(int(years), late=column.endswith(".hi"))
        return np.array([later[int(day)] for day in days], dtype=np.int32)[back]
    found = columns[name]
    return found if isinstance(found, np.ndarray) else np.full(rows, found, dtype=np.uint8)
