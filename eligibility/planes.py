"""The rules as one function of columns: every claim of a caseload at once.

The steps are those of lowering.py and judging.py, the very text that one claim is read with; only the few
words of the dialect differ. Work goes block by block, so that what a step leaves is still near when the next
one needs it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from eligibility import compiled, daycount, daytables, homes
from eligibility.judging import judge
from eligibility.law import NOT_APPLICABLE, OUTCOMES, Ruleset
from eligibility.lowering import truth
from eligibility.program import Program, Term
from eligibility.rows import Layout

Array = npt.NDArray[Any]
BLOCK = 1 << 16
TRUTH = np.uint8
NOT_LOOKED_AT = OUTCOMES.index(NOT_APPLICABLE)


class Columns:
    """How the steps are written for columns."""

    def lesser(self, first: Term, second: Term) -> Term:
        return f"minimum({first}, {second})"

    def greater(self, first: Term, second: Term) -> Term:
        return f"maximum({first}, {second})"

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


def pick(test: Any, yes: Any, no: Any) -> Any:
    """`yes` where the test is not 0. By masks: np.where takes twenty times as long on truths."""
    if not isinstance(test, np.ndarray):
        return yes if test else no
    arrays = [side.dtype for side in (yes, no) if isinstance(side, np.ndarray)]
    kind = np.result_type(*arrays) if arrays else TRUTH if max(yes, no) < 256 else np.int32
    mask = np.negative((test != 0).astype(kind))
    return no ^ ((no ^ yes) & mask)


def look_up(table: Array, place: Any) -> Any:
    return table.take(place, mode="clip") if isinstance(place, np.ndarray) else int(table[place])


@dataclass(frozen=True, slots=True)
class Bulk:
    """Terms of a rule set ready to read over columns: the function, its text, tables and columns."""

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
    text = compiled.source(program, layout, wanted)
    run = compiled.build(text, _scope(program))
    return Bulk(layout, run, text, tuple(program.tables.items()), compiled.columns_needed(program, wanted))


def fingerprint(ruleset: Ruleset, theory: str) -> tuple[object, ...]:
    """All that a theory's outcome rests on beside the facts: the same, and every claim comes to the same."""
    bulk = compile_columns(ruleset, (theory,))
    entered = (ruleset.defendants, ruleset.tolling, ruleset.events, ruleset.holidays)
    return (bulk.text, bulk.tables, *entered, ruleset.theories[theory].by_defendant)


def _scope(program: Program) -> dict[str, object]:
    scope: dict[str, object] = {
        "minimum": np.minimum,
        "maximum": np.maximum,
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
                scope[name] = daytables.years_later(int(str(rest[0])), late=rest[1] == "late")
            case "rolled":
                scope[name] = daytables.rolled(program.ruleset.holidays)
            case "forever":
                scope[name] = daycount.FOREVER
            case _:
                scope[name] = np.array(rest[0], dtype=TRUTH)
    return scope


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
