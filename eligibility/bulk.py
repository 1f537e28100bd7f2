"""The rules as one function of columns: every claim of a caseload at once.

The steps are those of lowering.py and judging.py, the very text that one claim is read with; only the few words
of the dialect differ. Work goes block by block, so that what a step leaves is still near when the next one needs it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from eligibility import casework, compiled, daycount, homes
from eligibility.caseload import REACH, Caseload, trait
from eligibility.holidays import Holidays
from eligibility.judging import judge
from eligibility.law import NOT_APPLICABLE, OUTCOMES, Cover, Defendant, Event, Ruleset, Tolling
from eligibility.lowering import Program, Term, truth
from eligibility.reading import given_columns
from eligibility.rows import YES, Layout, Row, word_code

Array = npt.NDArray[Any]
BLOCK = 1 << 16
_NAMES = re.compile(r"[A-Za-z_]\w*")
_MADE = re.compile(r"^    (\w+) = ", re.MULTILINE)
TRUTH = np.uint8
NOT_LOOKED_AT = OUTCOMES.index(NOT_APPLICABLE)


class Columns:
    """How the steps are written for columns."""

    def lesser(self, first: Term, second: Term) -> Term:
        return f"lesser({first}, {second})"

    def greater(self, first: Term, second: Term) -> Term:
        return f"greater({first}, {second})"

    def pick(self, test: Term, yes: Term, no: Term) -> Term:
        return f"pick({test}, {yes}, {no})"

    def readings(self, certain: Term, possible: Term) -> Term:
        return f"ones({certain}) + ones({possible})"

    def certainly(self, comparison: Term) -> Term:
        return f"ones({comparison}) * 2"

    def look_up(self, table: Term, place: Term) -> Term:
        return f"look_up({table}, {place})"


def ones(comparison: Any) -> Any:
    """1 where a comparison holds."""
    return comparison.view(TRUTH) if isinstance(comparison, np.ndarray) else int(comparison)


def lesser(first: Any, second: Any) -> Any:
    """The lesser of two; of a truth and "not known" by comparing: np.minimum with a number takes eight times as long."""
    if isinstance(first, int) and isinstance(second, int):
        return min(first, second)
    truth, other = (second, first) if isinstance(first, int) else (first, second)
    if isinstance(other, int) and other == 1 and truth.dtype == TRUTH:
        return ones(truth != 0)
    return np.minimum(first, second)


def greater(first: Any, second: Any) -> Any:
    """The greater of two, likewise."""
    if isinstance(first, int) and isinstance(second, int):
        return max(
            first, second
        )  # of Python's own numbers: one of numpy's would make 64 bits of the columns it meets
    truth, other = (second, first) if isinstance(first, int) else (first, second)
    if isinstance(other, int) and other == 1 and truth.dtype == TRUTH:
        return truth | ones(truth == 0)
    return np.maximum(first, second)


def pick(test: Any, yes: Any, no: Any) -> Any:
    """`yes` where the test is not 0. By masks: np.where takes twenty times as long on truths."""
    if not isinstance(test, np.ndarray):
        return yes if test else no
    arrays = [side.dtype for side in (yes, no) if isinstance(side, np.ndarray)]
    kind = np.result_type(*arrays) if arrays else TRUTH if max(yes, no) < 256 else np.int32
    mask = (test != 0).astype(kind)
    np.negative(mask, out=mask)
    mask &= no ^ yes
    mask ^= no
    return mask


FEW = 4


class Few:
    """A table with few entries that differ from the rest: a comparison each is four times as fast as looking up."""

    def __init__(self, table: Array) -> None:
        values, counts = np.unique(table, return_counts=True)
        self.table, self.rest = table, values[counts.argmax()]
        others = np.flatnonzero(table != self.rest)
        self.others = [(int(at), TRUTH((int(table[at]) - int(self.rest)) % 256)) for at in others]

    def take(self, place: Array, *, mode: str) -> Array:
        found: Array | None = None
        for at, more in self.others:
            part = ones(place == at) if more == 1 else ones(place == at) * more
            found = part if found is None else np.add(found, part, out=found)
        if found is None:
            return np.full(len(place), self.rest, dtype=TRUTH)
        return np.add(found, self.rest, out=found) if self.rest else found

    def __getitem__(self, place: int) -> int:
        return int(self.table[place])


def small_table(entries: Any) -> Array | Few:
    table = np.array(entries, dtype=TRUTH)
    few = Few(table)
    return few if len(few.others) <= FEW else table


def look_up(table: Array | Few, place: Any) -> Any:
    return table.take(place, mode="clip") if isinstance(place, np.ndarray) else int(table[place])


@dataclass(frozen=True, slots=True)
class Bulk:
    """Terms of a rule set ready to read over columns: the function, its text and tables, the columns it looks at."""

    layout: Layout
    run: compiled.Read
    text: str
    tables: tuple[object, ...]
    columns: frozenset[str]


@lru_cache(maxsize=256)
def compile_columns(ruleset: Ruleset, theories: tuple[str, ...]) -> Bulk:
    """Compile the outcomes of some theories over columns, once; what they share is worked out once."""
    program = Program(ruleset, Columns())
    return _bulk(program, tuple(judge(program, ruleset.theories[name]).outcome for name in theories))


@lru_cache(maxsize=64)
def compile_results(ruleset: Ruleset) -> Bulk:
    """Compile the conditions of the claimant's result over columns, once."""
    program = Program(ruleset, Columns())
    rules = ruleset.result
    return _bulk(program, tuple(truth(program, rule.when.tree) if rule.when else "2" for rule in rules))


def _bulk(program: Program, wanted: tuple[Term, ...]) -> Bulk:
    layout = compiled.layout_of(program.ruleset)
    text = spared(compiled.source(program, layout, wanted))
    run = compiled.build(text, _scope(program))
    return Bulk(layout, run, text, tuple(program.tables.items()), compiled.columns_needed(program, wanted))


def fingerprint(ruleset: Ruleset, theory: str) -> tuple[object, ...]:
    """All that a theory's outcome rests on beside the facts: two that are the same come to the same for every claim."""
    bulk = compile_columns(ruleset, (theory,))
    entered = (ruleset.defendants, ruleset.tolling, ruleset.events, ruleset.holidays)
    return (bulk.text, bulk.tables, *entered, ruleset.theories[theory].by_defendant)


def result_conditions(ruleset: Ruleset, caseload: Caseload, *, as_of: date) -> list[Array]:
    """For each line of the result, in order, 2 for each claim of which its condition holds."""
    bulk = compile_results(ruleset)
    columns: dict[str, Any] = {**caseload.columns, **caseload.homes}
    found = np.full((len(ruleset.result), caseload.rows), 255, dtype=TRUTH)
    read(bulk, columns, daycount.number(as_of), into=list(found))
    return list(best_of_claims(caseload, found))


def rows_of_claim(ruleset: Ruleset, caseload: Caseload, number: int) -> Iterator[Row]:
    """Every pair of one claim as the rules for one claim read it."""
    where = np.flatnonzero(caseload.claim_of == number)
    for defendant in ruleset.defendants:
        yield from rows(entered(ruleset, caseload, defendant), compiled.layout_of(ruleset), where)


def spared(text: str) -> str:
    """The same function, letting go of each step's column after its last use: the next step then finds its room warm."""
    lines = text.split("\n")
    last = {name: number for number, line in enumerate(lines[1:], 1) for name in _NAMES.findall(line)}
    made = set(_MADE.findall(text))
    found = []
    for number, line in enumerate(lines):
        found.append(line)
        gone = [name for name in made if last[name] == number]
        if gone and number < len(lines) - 1:
            found.append(f"    del {', '.join(sorted(gone))}")
    return "\n".join(found)


def _scope(program: Program) -> dict[str, object]:
    scope: dict[str, object] = {
        "lesser": lesser,
        "greater": greater,
        "pick": pick,
        "ones": ones,
        "look_up": look_up,
        "lived_on": homes.lived_on,
        "lived_during": homes.lived_during,
        "home_known": homes.home_known,
    }
    for name, (kind, *rest) in program.tables.items():
        match kind:
            case "years_later":
                scope[name] = _years_later(int(rest[0]), late=rest[1] == "late")
            case "rolled":
                scope[name] = _rolled(program.ruleset.holidays)
            case "forever":
                scope[name] = daycount.FOREVER
            case _:
                scope[name] = small_table(rest[0])
    return scope


def outcomes(ruleset: Ruleset, caseload: Caseload, *, as_of: date, theories: Iterable[str] = ()) -> Array:
    """The place in law.OUTCOMES of each theory (first axis, in the order asked, or the rule set's) for each claim."""
    wanted = tuple(theories) or tuple(ruleset.theories)
    found = row_outcomes(ruleset, caseload, as_of=as_of, theories=wanted)
    return best_of_claims(caseload, found)


def row_outcomes(ruleset: Ruleset, caseload: Caseload, *, as_of: date, theories: tuple[str, ...]) -> Array:
    """The same for each row: the best over the defendants."""
    found = np.full((len(theories), caseload.rows), NOT_LOOKED_AT, dtype=TRUTH)
    by_hand = np.flatnonzero(caseload.columns[REACH] > daycount.number(as_of))
    found_by_hand = found[:, by_hand].copy()
    for number, defendant in enumerate(ruleset.defendants):
        looking = tuple(name for name in theories if not number or ruleset.theories[name].by_defendant)
        if looking:
            columns = entered(ruleset, caseload, defendant)
            into = [found[theories.index(name)] for name in looking]
            read(compile_columns(ruleset, looking), columns, daycount.number(as_of), into=into)
            for name, worth in _by_hand(ruleset, columns, by_hand, as_of):
                if name in looking:
                    best = found_by_hand[theories.index(name)]
                    np.minimum(best, worth, out=best)
    found[:, by_hand] = found_by_hand
    return found


def _by_hand(
    ruleset: Ruleset, columns: Mapping[str, Any], numbers: Array, as_of: date
) -> Iterator[tuple[str, Array]]:
    """Rows that columns cannot hold exactly, such as one that moves in the future, read one by one."""
    rules = compiled.compile_rules(ruleset)
    today = daycount.number(as_of)
    found = [rules.outcomes(row, today) for row in rows(columns, rules.layout, numbers)]
    return zip(
        ruleset.theories, np.array(found, dtype=TRUTH).reshape(-1, len(ruleset.theories)).T, strict=True
    )


def rows(columns: Mapping[str, Any], layout: Layout, numbers: Array) -> Iterator[Row]:
    """Some rows of columns as the rules for one claim read them; columns not kept are of no account."""
    return zip(*(_values(columns.get(name, 0), numbers) for name in layout.names), strict=True)


def _values(column: Any, numbers: Array) -> list[object]:
    if isinstance(column, np.ndarray):
        values: list[object] = column[numbers].tolist()
        return values
    if isinstance(column, homes.Homes):
        return [column.home(number) for number in numbers.tolist()]
    return [column] * len(numbers)


def read(bulk: Bulk, columns: Mapping[str, Any], today: int, *, into: list[Array]) -> None:
    """Read all rows block by block, keeping the better of this and what stands in `into`, a row a theory."""
    needed = [(bulk.layout.place[name], columns[name]) for name in bulk.columns]
    row: list[Any] = [None] * len(bulk.layout.names)
    for first in range(0, len(into[0]), BLOCK):
        last = min(first + BLOCK, len(into[0]))
        for place, column in needed:
            row[place] = _part(column, first, last)
        for best, worth in zip(into, bulk.run(row, today), strict=True):
            np.minimum(best[first:last], worth, out=best[first:last])


def _part(column: Any, first: int, last: int) -> Any:
    if isinstance(column, np.ndarray):
        return column[first:last]
    return column.part(first, last) if isinstance(column, homes.Homes) else column


def best_of_claims(caseload: Caseload, found: Array) -> Array:
    """The best outcome over the rows of each claim."""
    if caseload.one_row_each:
        return found
    begins = np.searchsorted(caseload.claim_of, np.arange(len(caseload.keys)))
    best: Array = np.minimum.reduceat(found, begins, axis=1)
    return best


def entered(ruleset: Ruleset, caseload: Caseload, defendant: Defendant) -> dict[str, Any]:
    """The columns of a caseload with what the attorneys entered for one defendant; what a claim states of itself holds."""
    columns: dict[str, Any] = {**caseload.columns, **caseload.homes, **given_columns(defendant)}
    if "defendant" in caseload.facts:
        kind = word_code(ruleset.facts["defendant"].values, defendant.kind)
        columns["defendant"] = _unless_stated(caseload, "defendant", "defendant", kind)
    events = [event for event in ruleset.events if event.defendant == defendant.name]
    if events and "recent_event" in caseload.facts:
        for end, column in zip(("lo", "hi", "is"), _latest(caseload, events), strict=True):
            columns[f"recent_event.{end}"] = _unless_stated(
                caseload, "recent_event", f"recent_event.{end}", column
            )
    if ruleset.tolling and "tolling_days" in caseload.facts:
        days = _tolled(caseload, ruleset.tolling)
        for end, column in zip(("lo", "hi", "is"), (days, days, YES), strict=True):
            columns[f"tolling_days.{end}"] = _unless_stated(
                caseload, "tolling_days", f"tolling_days.{end}", column
            )
    return columns


def _unless_stated(caseload: Caseload, fact: str, column: str, otherwise: Any) -> Any:
    own, kept = caseload.columns[f"stated.{fact}"], caseload.columns[column]
    return np.where(own, kept, otherwise).astype(kept.dtype) if own.any() else otherwise


def _covered(caseload: Caseload, cover: Cover) -> Array:
    """Which rows an entry covers."""
    if cover.everything:
        return np.ones(caseload.rows, dtype=bool)
    found = np.zeros(caseload.rows, dtype=bool)
    for name, texts in cover.named.items():
        found |= np.isin(
            caseload.columns[f"trait.{name}"], np.array([trait(name, t) for t in texts], dtype=np.uint64)
        )
    return found


def _latest(caseload: Caseload, events: list[Event]) -> tuple[Array, Array, Array]:
    """casework.latest_event for every row. A claim that names its own kind of defendant has none of the case's."""
    lo, hi = (np.full(caseload.rows, daycount.NEVER, dtype=np.int32) for _ in range(2))
    for event in events:
        here = _covered(caseload, event.covers) & ~caseload.columns["stated.defendant"]
        np.maximum(lo, daycount.number(event.on.lo), out=lo, where=here)
        np.maximum(hi, daycount.number(event.on.hi), out=hi, where=here)
    return lo, hi, ones(hi > daycount.NEVER) * 2


def _tolled(caseload: Caseload, entries: tuple[Tolling, ...]) -> Array:
    """casework.tolled_days for every row: one sum for each different set of entries that cover a row."""
    covered = np.array([_covered(caseload, entry.covers) for entry in entries])
    sets, which = np.unique(covered, axis=1, return_inverse=True)
    days = [
        casework.days_of(entry for entry, here in zip(entries, chosen, strict=True) if here)
        for chosen in sets.T
    ]
    return np.array(days, dtype=np.int64)[which.reshape(-1)]


@lru_cache(maxsize=64)
def _years_later(years: int, *, late: bool) -> Array:
    """daycount.YearsLater for every day that can be written."""
    days = np.arange(daycount.FOREVER + 1, dtype=np.int64)
    dates = (days + (daycount.DAY_ZERO - 719163)).astype("datetime64[D]")
    months = dates.astype("datetime64[M]")
    later = months + 12 * years
    landed = later.astype("datetime64[D]") + (dates - months.astype("datetime64[D]"))
    if not late:
        landed = np.minimum(landed, (later + 1).astype("datetime64[D]") - np.timedelta64(1, "D"))
    found = landed.astype(np.int64) - (daycount.DAY_ZERO - 719163)
    found = np.minimum(found, daycount.FOREVER)
    found[daycount.NEVER], found[daycount.FOREVER] = daycount.NEVER, daycount.FOREVER
    return found.astype(np.int32)


@lru_cache(maxsize=8)
def _rolled(days_off: Holidays) -> Array:
    """daycount.Rolled for every day that can be written: the next working day, found from the last day back."""
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
