"""The flags of a file as sentences with their points; they explain, and decide nothing."""

from collections.abc import Iterator
from dataclasses import dataclass

from casefile import flags
from casefile.models import Submission


@dataclass(frozen=True, slots=True)
class Raised:
    """One flag: what it is worth, and what it says."""

    points: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Section:
    """All flags of a file, the weightiest first."""

    points: int
    every: tuple[Raised, ...]


def of(file: Submission) -> Section:
    """Read the flags that stand; what the door saw counts before the first counting too."""
    every = tuple(sorted(_raised(file), key=lambda one: -one.points))
    return Section(sum(one.points for one in every), every)


def _raised(file: Submission) -> Iterator[Raised]:
    rows = flags.standing(file.flags.all())
    yield from (Raised(row.points, flags.sentence(row.code, row.found)) for row in rows)
    kept = {row.code for row in rows}
    for code in file.signals:
        if code not in kept:
            yield Raised(flags.KINDS[code].points if code in flags.KINDS else 0, flags.sentence(code, {}))
