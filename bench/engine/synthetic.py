"""A caseload drawn at random, straight into its columns: one photo a claim, at most one line in Illinois.

Every declared fact is drawn by its kind, so that a new one needs nothing here; those named below are
drawn more like life. About 15 in 100 answers are "not known", of the facts with a default 2 in 100.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from bench.engine.flat import NO_DAYS
from bench.engine.subset import PLACE
from eligibility.caseload import ENTERED, REACH, TRAITS, Caseload, dtype, one_if_alike
from eligibility.daycount import FOREVER, NEVER, number
from eligibility.facts import Declaration, Kind
from eligibility.homes import ANY_DAY, SOMEWHERE_CODE, TO_THE_PRESENT, Homes, code
from eligibility.law import Ruleset
from eligibility.rows import LARGEST, NO, OPEN, YES, columns, word_code

Array = npt.NDArray[Any]
SEED = 20261122
UNKNOWN, UNKNOWN_OF_DEFAULT, NONE_AT_ALL = 0.15, 0.02, 0.9
YES_OR_NO = {"depicted": 0.9, "public_2014": 0.9, "release": 0.05, "told_age": 0.5, "il_in_window": 0.7}
WORDS = {
    "dataset_hit": {"exact": 0.6, "claimed": 0.1, "account": 0.1, "none": 0.1, "not_checked": 0.1},
    "defendant": {"private": 0.94, "private_univ": 0.03, "state_agency": 0.03},
    "licence_2014": {"cc-by-nc-sa-2.0": 0.5, "cc-by-2.0": 0.4, "arr": 0.1},
    "media": {"photo": 0.97, "video": 0.03},
}
STATES = {"IL": 0.7, "IN": 0.15, "TX": 0.15}
NUMBERS = {"photo_id": (10**9, 17 * 10**9), "tolling_days": (0, 1)}
DAYS = {
    "subject_dob": ("1950-01-01", "2013-12-31"),
    "uploaded": ("2004-01-01", "2014-12-31"),
    "account_created": ("2004-03-01", "2014-12-31"),
    "learned": ("2017-01-01", "2026-11-01"),
    "subject_death": ("2012-01-01", "2026-11-01"),
}
ANY_DAYS = ("2005-01-01", "2026-11-01")
PROVEN = {"dataset_hit": 0.8, "licence_2014": 0.5}


@dataclass(frozen=True, slots=True)
class Drawn:
    """A caseload, and the days of its one line of residence in PLACE as the peers take them (flat.py)."""

    load: Caseload
    lived: Mapping[str, Array]


def draw(ruleset: Ruleset, *, claims: int, as_of: date, seed: int = SEED) -> Drawn:
    """Claims of one photo each; no line of residence begins after `as_of`."""
    chance = np.random.default_rng(seed)
    load, lived = Caseload.empty(ruleset), dict[str, Array]()
    reach = np.zeros(claims, dtype=np.int32)
    for fact in load.facts.values():
        if fact.kind is Kind.PLACES:
            lines = _lines(chance, claims, number(as_of))
            load.homes[fact.name] = lines.homes(claims)
            lived |= lines.lived(claims, fact.name, number(as_of))
            reach = np.maximum(reach, lines.reach(claims))
        else:
            load.columns |= dict(_columns(chance, fact, claims))
        if fact.name in load.proven:
            proven = chance.random(claims) < PROVEN.get(fact.name, 0)
            load.columns[f"{fact.name}.proven"] = np.where(proven, YES, NO).astype(np.uint8)
    for name in TRAITS:
        load.columns[f"trait.{name}"] = chance.integers(1, 2**63, claims, dtype=np.uint64)
    for name in ENTERED:
        load.columns[f"stated.{name}"] = np.zeros(claims, dtype=bool)
    load.columns[REACH] = reach
    load.columns = {name: one_if_alike(column) for name, column in load.columns.items()}
    load.keys = [str(key) for key in range(claims)]
    load.claim_of = np.arange(claims, dtype=np.int32)
    return Drawn(load, lived)


def _columns(chance: np.random.Generator, fact: Declaration, claims: int) -> Iterator[tuple[str, Array]]:
    drawn = list(_drawn(chance, fact, claims))
    for name, column in zip(columns(fact), drawn, strict=False):
        yield name, column.astype(dtype(fact, name))


def _drawn(chance: np.random.Generator, fact: Declaration, claims: int) -> Iterator[Array]:
    unknown = chance.random(claims) < (UNKNOWN if fact.default is None else UNKNOWN_OF_DEFAULT)
    match fact.kind:
        case Kind.TRUTH:
            likely = 0.03 if fact.default else 0.5
            yes = chance.random(claims) < YES_OR_NO.get(fact.name, likely)
            yield np.where(unknown, OPEN, np.where(yes, YES, NO))
        case Kind.WORD:
            yield np.where(unknown, 0, _words(chance, fact, claims))
        case Kind.DAY:
            yield from _days(chance, fact, claims, unknown)
        case Kind.NUMBER:
            low, high = NUMBERS.get(fact.name, (0, 1000))
            drawn = chance.integers(low, high, claims)
            yield np.where(unknown, 0, drawn)
            yield np.where(unknown, LARGEST, drawn)
            yield np.where(unknown, OPEN, YES)
        case _:
            yield np.where(unknown, OPEN, YES)


def _words(chance: np.random.Generator, fact: Declaration, claims: int) -> Array:
    likely = WORDS.get(fact.name, dict.fromkeys(fact.values, 1 / len(fact.values)) if fact.values else STATES)
    codes = [word_code(fact.values, word) for word in likely]
    odds = np.array(list(likely.values()))
    drawn: Array = chance.choice(codes, size=claims, p=odds / odds.sum())
    return drawn


def _days(chance: np.random.Generator, fact: Declaration, claims: int, unknown: Array) -> Iterator[Array]:
    """A day, or its month or year; or, where that may be, none at all."""
    first, last = (np.datetime64(day, "D") for day in DAYS.get(fact.name, ANY_DAYS))
    lo, hi = _partly(chance, chance.integers(first.astype(int), last.astype(int), claims))
    none = (chance.random(claims) < NONE_AT_ALL) & fact.may_be_none & ~unknown
    yield np.where(unknown | none, NEVER, lo)
    yield np.where(unknown, FOREVER, np.where(none, NEVER, hi))
    yield np.where(unknown, OPEN, np.where(none, NO, YES))


def _partly(chance: np.random.Generator, drawn: Array) -> tuple[Array, Array]:
    """Days since 1970 as our day numbers: 80 in 100 exact, 10 known to the month, 10 to the year."""
    days = drawn.astype("datetime64[D]")
    how = chance.random(len(drawn))
    lo, hi = days.copy(), days.copy()
    for unit, share in (("M", 0.2), ("Y", 0.1)):
        whole = days.astype(f"datetime64[{unit}]")
        lo = np.where(how < share, whole.astype("datetime64[D]"), lo)
        hi = np.where(how < share, (whole + 1).astype("datetime64[D]") - np.timedelta64(1, "D"), hi)
    since = number(date(1970, 1, 1))
    return lo.astype(np.int64) + since, hi.astype(np.int64) + since


@dataclass(frozen=True, slots=True)
class _Lines:
    """Lines of residence, in the order of their rows: the place and the four ends of each."""

    row: Array
    place: Array
    ends: tuple[Array, Array, Array, Array]

    def homes(self, rows: int) -> Homes:
        ends = np.stack([end.astype(np.int32) for end in self.ends])
        return Homes(rows, self.row.astype(np.int32), self.place.astype(np.uint16), ends)

    def reach(self, rows: int) -> Array:
        """residence.reach of each row: every line "to the present" has begun by then, every other is over."""
        found, ending = np.zeros(rows, dtype=np.int32), self.ends[3]
        lasting = ending == TO_THE_PRESENT
        has = np.zeros(rows, dtype=bool)
        has[self.row[lasting]] = True
        last = np.where(lasting, self.ends[1], np.where(ending > FOREVER, 0, ending))
        np.maximum.at(found, self.row, last.astype(np.int32))
        return np.where(has, found, 0).astype(np.int32)

    def lived(self, rows: int, fact: str, today: int) -> dict[str, Array]:
        """The days in PLACE, certain and possible, as four columns."""
        start_lo, start_hi = self.ends[:2]
        end_lo, end_hi = (np.where(end == TO_THE_PRESENT, today, end) for end in self.ends[2:])
        here = self.place == code(PLACE)
        certain = np.minimum(start_hi, end_hi), np.maximum(end_lo, start_lo)
        sides = {
            "certain": (here & (start_lo <= end_hi) & (certain[0] <= certain[1]), certain),
            "possible": ((here | (self.place == SOMEWHERE_CODE)) & (start_lo <= end_hi), (start_lo, end_hi)),
        }
        found = {}
        for side, (real, (first, last)) in sides.items():
            of = self.row[real]
            if len(np.unique(of)) < len(of):
                raise ValueError(f"somebody has two lines in {PLACE}")
            for end, days, none in (("lo", first, NO_DAYS[0]), ("hi", last, NO_DAYS[1])):
                column = np.full(rows, none, dtype=np.int32)
                column[of] = days[real]
                found[f"{fact}.{PLACE}.{side}.{end}"] = column
        return found


def _lines(chance: np.random.Generator, claims: int, today: int) -> _Lines:
    """Not known, one line, or a line and a later one elsewhere; only the first is ever in PLACE."""
    kind, since = chance.random(claims), number(date(1970, 1, 1))
    start_lo, start_hi = _partly(chance, chance.integers(1, 16_000, claims))  # 1970 to 2013
    lasts = start_hi + chance.integers(400, 12_000, claims)
    over = (lasts + 400 < today) & (chance.random(claims) < 0.5)
    ends = [np.where(over, end, TO_THE_PRESENT) for end in _partly(chance, lasts - since)]
    place = chance.choice([code(PLACE), code("IN"), SOMEWHERE_CODE], size=claims, p=[0.75, 0.22, 0.03])
    unknown = kind < UNKNOWN
    line = [place, start_lo, start_hi, *ends]
    for column, value in zip(line, (SOMEWHERE_CODE, NEVER, NEVER, ANY_DAY, ANY_DAY), strict=True):
        column[unknown] = value
    second = np.flatnonzero((kind > 0.8) & over)
    begins, lasting = ends[1][second] + 1, np.full(len(second), TO_THE_PRESENT)
    later = [np.full(len(second), code("TX")), begins, begins, lasting, lasting]
    row = np.concatenate((np.arange(claims), second))
    order = np.argsort(row, kind="stable")
    places, *four = (np.concatenate(pair)[order] for pair in zip(line, later, strict=True))
    return _Lines(row[order], places, (four[0], four[1], four[2], four[3]))
