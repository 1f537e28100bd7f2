"""Before anything is timed: does each port say what our engine says, of worked cases and drawn claims?"""

import csv
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from bench.engine import flat, subset
from bench.engine.subset import Subset
from bench.engine.tables import Inputs
from eligibility import daycount
from eligibility.reading import pairs_of
from eligibility.rows import Row
from matters.flickr_megaface import facts as megaface

Array = npt.NDArray[Any]


class OneByOne(Protocol):
    columns: tuple[str, ...]

    def trace(self, facts: dict[str, int]) -> dict[str, int]: ...


class AllAtOnce(Protocol):
    inputs: Inputs

    def load(self, flat: Mapping[str, Array]) -> None: ...

    def verdicts(self) -> dict[str, Array]: ...


@dataclass(frozen=True, slots=True)
class Cases:
    """The rows of the worked cases that fit the work, by the day they are judged on."""

    lines: int
    lines_that_fit: int
    rows: Mapping[int, tuple[Row, ...]]

    @property
    def count(self) -> int:
        return sum(len(rows) for rows in self.rows.values())


def worked_cases(work: Subset) -> Cases:
    """Every line of cases.csv; lines of one claimant have the same facts and are one row."""
    with megaface.CASES.open(encoding="utf-8", newline="") as table:
        texts = [line["facts"] for line in csv.DictReader(table)]
    rows: dict[int, dict[str, Row]] = {}
    fitting = 0
    for text in texts:
        case = megaface.from_text(text)
        today = daycount.number(case.as_of)
        row = pairs_of(megaface.shipped(), case.claim)[0].row
        if subset.fits(work, row, today):
            fitting += 1
            rows.setdefault(today, {})[text] = row
    return Cases(len(texts), fitting, {day: tuple(found.values()) for day, found in rows.items()})


def differences(
    work: Subset, rows: Mapping[int, tuple[Row, ...]], make: Callable[[int], OneByOne]
) -> list[str]:
    """What a port that reads one claim says otherwise."""
    found = []
    for today, some in rows.items():
        port = make(today)
        for row in some:
            ours = subset.ours(work, row, today)
            theirs = port.trace(flat.of_row(port.columns, work.rules.layout, row, as_of=today))
            found += [
                f"{name}: ours {ours[name]}, theirs {theirs.get(name)}"
                for name in ours
                if ours[name] != theirs.get(name)
            ]
    return found


def table_differences(
    work: Subset, rows: Mapping[int, tuple[Row, ...]], make: Callable[[int], AllAtOnce]
) -> list[str]:
    """What a port that reads columns says otherwise."""
    found = []
    for today, some in rows.items():
        port = make(today)
        names = port.inputs.columns
        each = [flat.of_row(names, work.rules.layout, row, as_of=today) for row in some]
        port.load({name: np.array([one[name] for one in each], dtype=_kind(name)) for name in each[0]})
        expected = [subset.ours(work, row, today) for row in some]
        found += unequal({name: [one[name] for one in expected] for name in work.verdicts}, port.verdicts())
    return found


def unequal(ours: Mapping[str, Iterable[int] | Array], theirs: Mapping[str, Array]) -> list[str]:
    """The verdicts of which some row differs, and of how many."""
    counts = {name: int((np.asarray(ours[name]) != theirs[name]).sum()) for name in ours}
    return [f"{name}: {count} rows" for name, count in counts.items() if count]


def _kind(name: str) -> type[np.generic]:
    """Numbers of photos need 64 bits."""
    return np.int64 if "photo_id" in name else np.int32
