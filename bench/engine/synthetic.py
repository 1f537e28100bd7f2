"""A caseload drawn at random, straight into its columns: one photo a claim, at most one line of residence in Illinois.

Every declared fact is drawn by its kind, so that a new one needs nothing here; those named in CHANCES or DAYS are
drawn more like life. About 15 in 100 answers are "not known", of the facts with a default 2 in 100.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from eligibility.caseload import ENTERED, REACH, TRAITS, Caseload, dtype
from eligibility.daycount import FOREVER, NEVER, number
from eligibility.facts import Declaration, Kind
from eligibility.homes import SOMEWHERE_CODE, TO_THE_PRESENT, Homes, code
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
MOST_LINES = 2


def caseload(facts: Mapping[str, Declaration], *, claims: int, as_of: date, seed: int = SEED) -> Caseload:
    """Claims of one photo each; no line of residence begins after `as_of`."""
    chance = np.random.default_rng(seed)
    found: dict[str, Array] = {}
    homes: dict[str, Homes] = {}
    reach = np.zeros(claims, dtype=np.int32)
    for fact in facts.values():
        if fact.kind is Kind.PLACES:
            homes[fact.name], reach = _homes(chance, claims, number(as_of))
        else:
            found |= dict(_columns(chance, fact, claims))
        found[f"{fact.name}.proven"] = _chosen(chance, claims, {YES: PROVEN.get(fact.name, 0)}, NO)
    for name in TRAITS:
        found[f"trait.{name}"] = chance.integers(1, 2**63, claims, dtype=np.uint64)
    for name in ENTERED:
        found[f"stated.{name}"] = np.zeros(claims, dtype=bool)
    found[REACH] = reach
    keys = [str(key) for key in range(claims)]
    return Caseload(facts, keys, found, np.arange(claims, dtype=np.int32), homes)


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


def _homes(chance: np.random.Generator, claims: int, today: int) -> tuple[Homes, Array]:
    """Not known, one line, or a line and a later one elsewhere; only the first is ever in Illinois."""
    kind = chance.random(claims)
    start_lo, start_hi = _partly(chance, chance.integers(1, 16_000, claims))  # 1970 to 2013
    lasts = start_hi + chance.integers(30, 12_000, claims)
    over = (lasts + 400 < today) & (chance.random(claims) < 0.5)
    end_lo, end_hi = _partly(chance, lasts - number(date(1970, 1, 1)))
    place = chance.choice([code("IL"), code("IN"), SOMEWHERE_CODE], size=claims, p=[0.75, 0.22, 0.03])
    unknown, second = kind < UNKNOWN, (kind > 0.8) & over
    rows = np.arange(claims, dtype=np.int32)
    line = [rows, place, start_lo, start_hi, np.where(over, end_lo, TO_THE_PRESENT), np.where(over, end_hi, TO_THE_PRESENT)]
    for column, value in zip(line[1:], (SOMEWHERE_CODE, NEVER, NEVER, FOREVER + 1, FOREVER + 1), strict=True):
        column[unknown] = value
    second &= ~unknown
    ends = np.full(int(second.sum()), TO_THE_PRESENT)
    later = [rows[second], np.full(len(ends), code("TX")), end_hi[second] + 1, end_hi[second] + 1, ends, ends]
    row, places, *four = (np.concatenate(pair) for pair in zip(line, later, strict=True))
    order = np.argsort(row, kind="stable")
    days = (part[order].astype(np.int32) for part in four)
    homes = Homes(claims, row[order].astype(np.int32), places[order].astype(np.uint16), *days)
    open_ended = ~unknown & (~over | second)
    reach = np.where(open_ended, np.where(second, end_hi + 1, start_hi), 0).astype(np.int32)
    return homes, reach


def _chosen(chance: np.random.Generator, claims: int, odds: Mapping[int, float], otherwise: int) -> Array:
    found = np.full(claims, otherwise, dtype=np.uint8)
    for value, share in odds.items():
        if share:
            found[chance.random(claims) < share] = value
    return found


def lived(homes: Homes, fact: str, place: str, as_of: date) -> dict[str, Array]:
    """The days of the one line in a place, certain and possible, as four columns; see flat.py for the names."""
    today = number(as_of)
    end_lo, end_hi = (np.where(end == TO_THE_PRESENT, today, end) for end in (homes.end_lo, homes.end_hi))
    here = homes.place == code(place)
    maybe = here | (homes.place == SOMEWHERE_CODE)
    certain = np.minimum(homes.start_hi, end_hi), np.maximum(end_lo, homes.start_lo)
    sides = {
        "certain": (here & (homes.start_lo <= end_hi) & (certain[0] <= certain[1]), certain),
        "possible": (maybe & (homes.start_lo <= end_hi), (homes.start_lo, end_hi)),
    }
    found = {}
    for side, (real, (first, last)) in sides.items():
        rows = homes.row[real]
        if len(np.unique(rows)) < len(rows):
            raise ValueError(f"somebody has two lines in {place}")
        for end, days, none in (("lo", first, FOREVER + 2), ("hi", last, -1)):
            column = np.full(homes.rows, none, dtype=np.int32)
            column[rows] = days[real]
            found[f"{fact}.{place}.{side}.{end}"] = column
    return found
