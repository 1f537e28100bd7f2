"""Where everybody of a caseload lived, as columns: residence.py for all rows at once."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from eligibility.daycount import FOREVER, NEVER, day, number
from eligibility.residence import SOMEWHERE, Home
from eligibility.values import DateSpan, Stay

Days = npt.NDArray[np.int32]
TO_THE_PRESENT = FOREVER
ANY_DAY = FOREVER + 1
"""The end of a line that stands for "not known": possible on every day, also on those to come."""
DENSE = 0.25
"""From this share of rows on, the first line of each row has a column of its own."""


def code(place: str) -> int:
    return SOMEWHERE_CODE if place == SOMEWHERE else (ord(place[0]) - 64) * 27 + ord(place[1]) - 64


def letters(code: int) -> str:
    return chr(code // 27 + 64) + chr(code % 27 + 64) if code else SOMEWHERE


SOMEWHERE_CODE = 0


@dataclass(frozen=True, slots=True)
class Lines:
    """Joined days of one place: the first of each row, and the further ones with the row they are of."""

    lo: Days | None
    hi: Days | None
    row: Days
    more_lo: Days
    more_hi: Days

    @property
    def nbytes(self) -> int:
        parts = (self.lo, self.hi, self.row, self.more_lo, self.more_hi)
        return sum(part.nbytes for part in parts if part is not None)

    def part(self, first: int, last: int) -> "Lines":
        """Those of the rows from `first` up to `last`."""
        a, b = _from_to(self.row, first, last)
        lo = self.lo[first:last] if self.lo is not None else None
        hi = self.hi[first:last] if self.hi is not None else None
        return Lines(lo, hi, self.row[a:b] - first, self.more_lo[a:b], self.more_hi[a:b])

    def cover(self, lo: Any, hi: Any, rows: int) -> npt.NDArray[np.uint8]:
        """1 where one line holds every day from `lo` to `hi`."""
        found = self._first(rows) if self.lo is None else ((self.lo <= lo) & (hi <= self.hi)).view(np.uint8)
        if len(self.row):
            inside = (self.more_lo <= _at(lo, self.row)) & (_at(hi, self.row) <= self.more_hi)
            found[self.row[inside]] = 1
        return found

    def meet(self, lo: Any, hi: Any, rows: int) -> npt.NDArray[np.uint8]:
        """1 where some line holds some day from `lo` to `hi`."""
        found = self._first(rows) if self.lo is None else ((self.lo <= hi) & (lo <= self.hi)).view(np.uint8)
        if len(self.row):
            touching = (self.more_lo <= _at(hi, self.row)) & (_at(lo, self.row) <= self.more_hi)
            found[self.row[touching]] = 1
        return found

    @staticmethod
    def _first(rows: int) -> npt.NDArray[np.uint8]:
        return np.zeros(rows, dtype=np.uint8)


def _from_to(rows: Days, first: int, last: int) -> tuple[int, int]:
    """Where the lines of some rows stand. Ends of the same kind: another would have the whole column cast."""
    a, b = np.searchsorted(rows, np.array((first, last), dtype=rows.dtype))
    return int(a), int(b)


def _at(ends: Any, rows: Days) -> Any:
    return ends[rows] if isinstance(ends, np.ndarray) else ends


@dataclass(slots=True)
class Homes:
    """Every line of residence as written, row by row. A row not known has a line of its own."""

    rows: int
    row: Days
    place: npt.NDArray[np.uint16]
    ends: Days
    """Earliest and latest start, earliest and latest end: four rows."""
    _as_of: int = -1
    _found: dict[str, tuple[Lines, Lines]] = field(default_factory=dict)

    @classmethod
    def of(cls, homes: list[Home | None]) -> "Homes":
        lines = [line for row, home in enumerate(homes) for line in _lines(row, home)]
        table = np.array(lines, dtype=np.int32).reshape(-1, 6).T
        return cls(len(homes), table[0].copy(), table[1].astype(np.uint16), table[2:].copy())

    @classmethod
    def alike(cls, home: Home | None, rows: int) -> "Homes":
        """The same lines in every row."""
        one = cls.of([home])
        lines = len(one.row)
        row = np.repeat(np.arange(rows, dtype=np.int32), lines)
        return cls(rows, row, np.tile(one.place, rows), np.tile(one.ends, (1, rows)))

    def chosen(self, rows: npt.NDArray[np.bool_]) -> "Homes":
        """Only these rows, numbered anew."""
        number_of = np.cumsum(rows, dtype=np.int32) - 1
        lines = rows[self.row]
        return Homes(int(rows.sum()), number_of[self.row[lines]], self.place[lines], self.ends[:, lines])

    def followed_by(self, other: "Homes") -> "Homes":
        """These rows and then the others."""
        row = np.concatenate((self.row, other.row + np.int32(self.rows)))
        place = np.concatenate((self.place, other.place))
        return Homes(self.rows + other.rows, row, place, np.concatenate((self.ends, other.ends), axis=1))

    def ordered(self, order: npt.NDArray[np.int64]) -> "Homes":
        """The rows in another order: `order` names the row that comes first, second ..."""
        number_of = np.empty(self.rows, dtype=np.int32)
        number_of[order] = np.arange(self.rows, dtype=np.int32)
        row = number_of[self.row]
        by_row = np.argsort(row, kind="stable")
        return Homes(self.rows, row[by_row], self.place[by_row], self.ends[:, by_row])

    def open_rows(self) -> npt.NDArray[np.bool_]:
        """Rows in which nothing was said, or a line is somewhere, or begins or ends on no one day."""
        inexact = (self.ends[0] < self.ends[1]) | (self.ends[2] < self.ends[3])
        inexact |= self.place == SOMEWHERE_CODE
        found = np.zeros(self.rows, dtype=bool)
        found[self.row[inexact]] = True
        return found

    def home(self, row: int) -> Home | None:
        """The lines of one row as written."""
        stays = []
        for at in range(*_from_to(self.row, row, row + 1)):
            if self.ends[3][at] == ANY_DAY:
                return None
            start = DateSpan(day(int(self.ends[0][at])), day(int(self.ends[1][at])))
            is_over = self.ends[3][at] != TO_THE_PRESENT
            end = DateSpan(day(int(self.ends[2][at])), day(int(self.ends[3][at]))) if is_over else None
            stays.append(Stay(letters(int(self.place[at])), start, end))
        return Home(tuple(stays))

    def part(self, first: int, last: int) -> "HomesPart":
        return HomesPart(self, first, last)

    @property
    def nbytes(self) -> int:
        joined = sum(lines.nbytes for pair in self._found.values() for lines in pair)
        return self.row.nbytes + self.place.nbytes + self.ends.nbytes + joined

    def lines(self, place: str, as_of: int) -> tuple[Lines, Lines]:
        """Days certainly and days possibly lived in a place; kept until another day is asked for."""
        if as_of != self._as_of:
            self._as_of, self._found = as_of, {}
        if place not in self._found:
            self._found[place] = self._certain(code(place), as_of), self._possible(code(place), as_of)
        return self._found[place]

    def _certain(self, place: int, as_of: int) -> Lines:
        here = self.place == place
        start_lo, start_hi = self.ends[0][here], self.ends[1][here]
        end_lo, end_hi = _ended(self.ends[2][here], as_of), _ended(self.ends[3][here], as_of)
        lo, hi = np.minimum(start_hi, end_hi), np.maximum(end_lo, start_lo)
        return _joined(self.rows, self.row[here], lo, hi, (start_lo <= end_hi) & (lo <= hi))

    def _possible(self, place: int, as_of: int) -> Lines:
        here = (self.place == place) | (self.place == SOMEWHERE_CODE)
        lo, hi = self.ends[0][here], _ended(self.ends[3][here], as_of)
        return _joined(self.rows, self.row[here], lo, hi, lo <= hi)


@dataclass(frozen=True, slots=True)
class HomesPart:
    """Some rows of Homes in one block of work."""

    homes: Homes
    first: int
    last: int


def home_known(part: HomesPart) -> npt.NDArray[np.uint8]:
    """2 where something was said of the places lived in."""
    unknown = part.homes.row[part.homes.ends[3] == ANY_DAY]
    found = np.full(part.last - part.first, 2, dtype=np.uint8)
    found[unknown[(unknown >= part.first) & (unknown < part.last)] - part.first] = 0
    return found


def _ended(ends: Days, as_of: int) -> Days:
    found: Days = np.where(ends == TO_THE_PRESENT, np.int32(as_of), ends).astype(np.int32)
    return found


def _lines(row: int, home: Home | None) -> list[tuple[int, ...]]:
    if home is None:
        return [(row, SOMEWHERE_CODE, NEVER, NEVER, ANY_DAY, ANY_DAY)]
    lines: list[tuple[int, ...]] = []
    for stay in home.stays:
        ends = (number(stay.end.lo), number(stay.end.hi)) if stay.end else (TO_THE_PRESENT, TO_THE_PRESENT)
        lines.append((row, code(stay.place), number(stay.start.lo), number(stay.start.hi), *ends))
    return lines


def _joined(rows: int, row: Days, lo: Days, hi: Days, real: npt.NDArray[np.bool_]) -> Lines:
    """Lines of a row that touch or overlap are one; `real` says which are lines at all."""
    row, lo, hi = row[real], lo[real], hi[real]
    order = np.lexsort((lo, row))
    row, lo, hi = row[order], lo[order], hi[order]
    if len(row):
        # The latest end so far within each row: a row's numbers stand above all of the rows before it.
        above = row.astype(np.int64) * (ANY_DAY + 2)
        latest = np.maximum.accumulate(above + hi) - above
        begins = np.ones(len(row), dtype=bool)
        begins[1:] = (row[1:] != row[:-1]) | (lo[1:] > latest[:-1] + 1)
        ends = np.append(np.flatnonzero(begins)[1:] - 1, len(row) - 1)
        row, lo, hi = row[begins], lo[begins], latest[ends].astype(np.int32)
    return _first_apart(rows, row, lo, hi)


def _first_apart(rows: int, row: Days, lo: Days, hi: Days) -> Lines:
    if len(row) < DENSE * rows:
        return Lines(None, None, row, lo, hi)
    is_first = np.ones(len(row), dtype=bool)
    is_first[1:] = row[1:] != row[:-1]
    first_lo, first_hi = np.full(rows, ANY_DAY, dtype=np.int32), np.full(rows, -1, dtype=np.int32)
    first_lo[row[is_first]], first_hi[row[is_first]] = lo[is_first], hi[is_first]
    more = ~is_first
    return Lines(first_lo, first_hi, row[more], lo[more], hi[more])


def lived_on(part: HomesPart, place: str, lo: Any, hi: Any, as_of: int) -> npt.NDArray[np.uint8]:
    """residence.lived_on for every row."""
    certain, possible = (lines.part(part.first, part.last) for lines in part.homes.lines(place, as_of))
    rows = part.last - part.first
    return certain.cover(lo, hi, rows) + possible.meet(lo, hi, rows)


def lived_during(part: HomesPart, place: str, lo: Any, hi: Any, as_of: int) -> npt.NDArray[np.uint8]:
    """residence.lived_during for every row."""
    certain, possible = (lines.part(part.first, part.last) for lines in part.homes.lines(place, as_of))
    rows = part.last - part.first
    return certain.meet(lo, hi, rows) + possible.meet(lo, hi, rows)
