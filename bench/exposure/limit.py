"""How few bits a row's photo, account and line can take: what no way of keeping them can go below."""

from dataclasses import dataclass
from math import lgamma, log
from pathlib import Path
from typing import Any

import numpy as np

from exposure.build import ROW


@dataclass(frozen=True, slots=True)
class Limit:
    """Bits a row. `highest` is the number of photo ids there can be."""

    photo: float
    account: float
    line: float
    highest: int


def of(rows: Path) -> Limit:
    """The photo ids as a set among all ids (log2 of n out of N), the accounts by their entropy, the lines as
    one order out of n! where the list is in none."""
    held: Any = np.memmap(rows, dtype=ROW, mode="r")
    count, highest = len(held), int(held["photo"].max())
    _, of_each = np.unique(held["account"], return_counts=True)
    share = of_each / count
    return Limit(
        photo=(lgamma(highest + 1) - lgamma(count + 1) - lgamma(highest - count + 1)) / log(2) / count,
        account=float(-(share * np.log2(share)).sum()),
        line=lgamma(count + 1) / log(2) / count,
        highest=highest,
    )
