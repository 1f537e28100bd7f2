"""Our side of the measurements over a whole caseload."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from bench.engine.subset import CHILD, DEPICTED, Subset
from eligibility import bulk, compiled, daycount
from eligibility.caseload import Caseload
from eligibility.judging import judge
from eligibility.law import OUTCOMES, Ruleset
from eligibility.lowering import Program

Array = npt.NDArray[Any]


class Verdicts:
    """Every verdict of the subset over columns: the very steps of bulk.py, asked for the elements too."""

    def __init__(self, work: Subset, load: Caseload, as_of: date) -> None:
        self.names, self._today, self._rows = work.verdicts, daycount.number(as_of), load.rows
        layout = compiled.layout_of(work.ruleset)
        program = Program(work.ruleset, bulk.Columns())
        judged = {name: judge(program, work.ruleset.theories[name]) for name in (DEPICTED, CHILD)}
        elements = judged[DEPICTED].elements | judged[CHILD].elements
        wanted = (*(elements[name] for name in work.verdicts[:-1]), judged[CHILD].outcome)
        text = bulk.spared(compiled.source(program, layout, wanted))
        self._run = compiled.build(text, bulk._scope(program))
        self.columns = bulk.entered(work.ruleset, load, work.ruleset.defendants[0])
        needed = compiled.columns_needed(program, wanted)
        self.needed = {layout.place[name]: self.columns[name] for name in needed}
        self.bytes_read = sum(_bytes(column) for column in self.needed.values())
        self.found = np.zeros((len(wanted), load.rows), dtype=np.uint8)
        self._width = len(layout.names)

    def run(self) -> Array:
        row: list[Any] = [None] * self._width
        for first in range(0, self._rows, bulk.BLOCK):
            last = min(first + bulk.BLOCK, self._rows)
            for place, column in self.needed.items():
                row[place] = bulk._part(column, first, last)
            for into, worth in zip(self.found, self._run(row, self._today), strict=True):
                into[first:last] = worth
        return self.found


def _bytes(column: Any) -> int:
    return int(column.nbytes) if hasattr(column, "nbytes") else 0


@dataclass(frozen=True, slots=True)
class Difference:
    """Of each theory that an edit touches: how many claims went from which outcome to which."""

    moved: Mapping[str, Mapping[tuple[str, str], int]]

    @property
    def total(self) -> int:
        return sum(count for moves in self.moved.values() for count in moves.values())


def touched(before: Ruleset, after: Ruleset) -> tuple[str, ...]:
    """The theories whose steps are not the same any more."""

    def steps(rules: Ruleset, name: str) -> str:
        return bulk.compile_columns(rules, (name,)).text

    same_days_off = before.holidays == after.holidays
    both = [name for name in after.theories if name in before.theories]
    return tuple(name for name in both if not same_days_off or steps(before, name) != steps(after, name))


def difference(
    load: Caseload, known: Mapping[str, Array], after: Ruleset, theories: tuple[str, ...], as_of: date
) -> Difference:
    """From outcomes known under the rules of before to counts of moves under those of after."""
    fresh = bulk.outcomes(after, load, as_of=as_of, theories=theories)
    moved = {}
    for name, new in zip(theories, fresh, strict=True):
        changed = np.flatnonzero(known[name] != new)
        pairs = known[name][changed].astype(np.int64) * len(OUTCOMES) + new[changed]
        counts = np.bincount(pairs, minlength=len(OUTCOMES) ** 2)
        moved[name] = {
            (OUTCOMES[pair // len(OUTCOMES)], OUTCOMES[pair % len(OUTCOMES)]): int(counts[pair])
            for pair in np.flatnonzero(counts).tolist()
        }
    return Difference(moved)
