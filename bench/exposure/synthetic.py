"""Made-up lists of the real size and shape: photo ids to mid-2014, a few accounts with most of the photos."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from exposure import nsids
from exposure.build import ROW, Rows

ACCOUNTS = 581_099  # as many as YFCC100M has
LAST_ID = 13_900_000_000
STEP = 1 << 20
Packed = NDArray[Any]


def write_rows(path: Path, count: int, *, seed: int = 7) -> None:
    """Write `count` packed rows in the order of a list that nobody sorted."""
    dice = np.random.default_rng(seed)
    codes = account_codes(dice)
    weight = np.cumsum(dice.pareto(1.2, ACCOUNTS) + 0.05)
    weight /= weight[-1]
    with path.open("wb") as stream:
        for start in range(0, count, STEP):
            rows = np.empty(min(STEP, count - start), ROW)
            rows["photo"] = dice.random(len(rows)) * LAST_ID + 1_000_000
            rows["account"] = codes[np.searchsorted(weight, dice.random(len(rows)))]
            rows["line"] = np.arange(start + 1, start + len(rows) + 1)
            rows.tofile(stream)


def account_codes(dice: np.random.Generator) -> NDArray[np.uint64]:
    """The codes of made-up accounts of eight digits, @N00."""
    numbers = dice.permutation(90_000_000)[:ACCOUNTS] + 10_000_000
    return np.uint64(3) << np.uint64(44) | numbers.astype(np.uint64) << np.uint64(7)


def chunks(path: Path) -> Iterator[Rows]:
    """The rows as the builder takes them."""
    held: Packed = np.memmap(path, dtype=ROW, mode="r")
    for start in range(0, len(held), STEP):
        one = held[start : start + STEP]
        yield Rows(one["photo"], one["account"], one["line"])


def asked(path: Path, count: int, *, seed: int = 3) -> NDArray[np.uint64]:
    """Photo ids to look for: half of them in the rows, half drawn anew."""
    dice = np.random.default_rng(seed)
    held: Packed = np.memmap(path, dtype=ROW, mode="r")
    hits = held["photo"][np.sort(dice.integers(0, len(held), count // 2))].astype(np.uint64)
    misses = (dice.random(count - len(hits)) * LAST_ID).astype(np.uint64) + np.uint64(1_000_000)
    both = np.concatenate((hits, misses))
    dice.shuffle(both)
    return both


def write_megaface(path: Path, count: int) -> None:
    """Write a listing of `count` paths in the form of MegaFace's training set."""
    with path.open("w", encoding="ascii") as stream:
        for start, photos, owners in _named(count, seed=21):
            stream.writelines(
                f"{who}_identity_{(start + n) // 7}/{photo}_{n % 3}.jpg\n"
                for n, (photo, who) in enumerate(zip(photos, owners, strict=True))
            )


def write_yfcc(path: Path, count: int) -> None:
    """Write `count` rows of 23 columns in the form of YFCC100M."""
    with path.open("w", encoding="ascii") as stream:
        for _, photos, owners in _named(count, seed=22):
            stream.writelines(_yfcc(photo, who) for photo, who in zip(photos, owners, strict=True))


def _named(count: int, *, seed: int) -> Iterator[tuple[int, list[int], list[str]]]:
    dice = np.random.default_rng(seed)
    codes = account_codes(dice)
    for start in range(0, count, 1 << 16):
        some = min(1 << 16, count - start)
        photos = (dice.random(some) * LAST_ID).astype(np.int64) + 1_000_000
        owners = [nsids.text(int(code)) for code in codes[dice.integers(0, ACCOUNTS, some)]]
        yield start, photos.tolist(), owners


def _yfcc(photo: int, who: str) -> str:
    server, farm, secret = photo % 8000, photo % 9 + 1, f"{photo * 2654435761 % (1 << 40):010x}"
    return (
        f"{photo}\t{who}\texample+user\t2010-04-16 11:00:49.0\t1272811190\tCanon+EOS+400D+DIGITAL\t"
        f"On+the+Wall\tA+wall+in+the+sun%2C+seen+from+the+garden+of+a+made-up+house\t"
        f"b%26w,wall,garden,sun\t\t-87.62\t41.88\t16\t"
        f"http://www.flickr.com/photos/{who}/{photo}/\t"
        f"http://farm{farm}.staticflickr.com/{server}/{photo}_{secret}.jpg\tAttribution License\t"
        f"http://creativecommons.org/licenses/by/2.0/\t{server}\t{farm}\t{secret}\t{secret[::-1]}\tjpg\t0\n"
    )
