"""Our side of the measurements over a whole caseload."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from bench.engine.subset import CHILD, DEPICTED, PLACE, Subset, value_of
from eligibility import bulk, daycount, entries, planes
from eligibility.caseload import Caseload
from eligibility.homes import Homes
from eligibility.judging import judge
from eligibility.law import OUTCOMES, Ruleset
from eligibility.program import Program

Array = npt.NDArray[Any]


class Verdicts:
    """Every verdict of the subset over columns: the very steps of bulk.py, asked for the elements too."""

    def __init__(self, work: Subset, load: Caseload, as_of: date) -> None:
        program = Program(work.ruleset, planes.Columns())
        judged = {name: judge(program, work.ruleset.theories[name]) for name in (DEPICTED, CHILD)}
        elements = judged[DEPICTED].elements | judged[CHILD].elements
        wanted = (*(elements[name] for name in work.verdicts[:-1]), judged[CHILD].outcome)
        self.work, self._today = work, daycount.number(as_of)
        self._bulk = planes._bulk(program, wanted)
        self.columns = entered(work.ruleset, load)
        self.found = np.zeros((len(wanted), load.rows), dtype=np.uint8)

    def run(self) -> Array:
        """One row a verdict; the last is a place in law.OUTCOMES."""
        self.found.fill(255)
        planes.read(self._bulk, self.columns, self._today, into=list(self.found))
        return self.found

    def verdicts(self) -> dict[str, Array]:
        """Each verdict as 0, 1 or 2, as the peers give it."""
        found = dict(zip(self.work.verdicts, self.run(), strict=True))
        values = np.zeros(len(OUTCOMES), dtype=np.uint8)
        for place in np.unique(found[CHILD]).tolist():
            values[place] = value_of(self.work, place)
        return found | {CHILD: values[found[CHILD]]}

    def arrays_read(self, as_of: date) -> list[Array]:
        """The columns that one run goes over, the ready days of residence among them."""
        found: list[Array] = []
        for name in sorted(self._bulk.columns):
            column = self.columns[name]
            if isinstance(column, Homes):
                lines = column.lines(PLACE, daycount.number(as_of))
                found += [end for side in lines for end in (side.lo, side.hi) if end is not None]
            elif isinstance(column, np.ndarray):
                found.append(column)
        return found


def entered(ruleset: Ruleset, load: Caseload) -> dict[str, Any]:
    """The columns of a caseload for the first defendant."""
    return entries.entered(ruleset, load, ruleset.defendants[0])


@dataclass(frozen=True, slots=True)
class Difference:
    """Of each theory that an edit touches: how many claims went from which outcome to which."""

    moved: Mapping[str, Mapping[tuple[str, str], int]]

    @property
    def total(self) -> int:
        return sum(count for moves in self.moved.values() for count in moves.values())


def touched(before: Ruleset, after: Ruleset) -> tuple[str, ...]:
    """The theories that do not read alike any more."""
    return tuple(
        name for name in after.theories if planes.fingerprint(before, name) != planes.fingerprint(after, name)
    )


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
