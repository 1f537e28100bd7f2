"""A list's rows in the order of an index: counted, cut into pieces that fit in memory, sorted, written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from exposure import columns
from exposure.columns import ACCOUNTS, BUCKETS, BY_ACCOUNT, ROWS, STARTS

PIECE = 1 << 21
"""Rows sorted at once: what decides the memory a build takes, about 200 bytes for each of them."""
ROW = np.dtype([("photo", "<u8"), ("account", "<u8"), ("line", "<u4")])
_COARSE = np.uint64(24)  # photo numbers are counted in stretches of 2^24 to cut the rows into pieces
_WIDE, _NARROW = 32, 16  # bits of a photo number kept in each row; the rest is said once for a bucket
_MANY = 1 << 20  # rows from which the table of narrow buckets (up to 6 MB) is worth two bytes a row
_INDEX_BITS = np.uint64(26)  # a photo number has 37 bits, so the place in a piece has up to 27


@dataclass(frozen=True, slots=True)
class Rows:
    """Lines of a list as columns: the photo's number, the account's number as `nsids.code`, the line."""

    photo: NDArray[np.uint64]
    account: NDArray[np.uint64]
    line: NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Counted:
    """How many rows a list has, its highest photo id, and its accounts in order.

    `coarse` counts the rows in each stretch of 2^24 photo ids.
    """

    rows: int
    highest: int
    coarse: NDArray[np.int64]
    accounts: NDArray[np.uint64]

    @property
    def shift(self) -> int:
        """Bits of a photo id that stand in its row."""
        return _NARROW if self.rows >= _MANY else _WIDE

    def sizes(self) -> dict[str, tuple[Any, int]]:
        """Type and count of every column."""
        return {
            BUCKETS: ("<u4", (self.highest >> self.shift) + 2),
            ACCOUNTS: ("<u8", len(self.accounts)),
            STARTS: ("<u4", len(self.accounts) + 1),
            ROWS: (columns.row_type(self.shift), self.rows),
            BY_ACCOUNT: ("<u4", self.rows),
        }

    def pieces(self) -> NDArray[np.int64]:
        """For each stretch the piece it belongs to: whole stretches, of PIECE rows or a little more."""
        before = np.concatenate(([0], np.cumsum(self.coarse)[:-1]))
        return before // PIECE


def count(chunks: Iterable[Rows]) -> Counted:
    """Go through all rows once."""
    rows, highest = 0, 0
    coarse, accounts = np.zeros(0, np.int64), np.zeros(0, np.uint64)
    for chunk in chunks:
        if not len(chunk.photo):
            continue
        rows += len(chunk.photo)
        highest = max(highest, int(chunk.photo.max()))
        found = np.bincount((chunk.photo >> _COARSE).astype(np.int64), minlength=len(coarse))
        found[: len(coarse)] += coarse
        coarse = found
        accounts = np.union1d(accounts, chunk.account)
    return Counted(rows, highest, coarse, accounts)


def spread(folder: Path, counted: Counted, chunks: Iterable[Rows]) -> list[Path]:
    """Write the rows into one file for each piece, in the order they came."""
    piece_of = counted.pieces()
    paths = [folder / str(n) for n in range(int(piece_of[-1]) + 1)]
    files = [path.open("wb", buffering=1 << 20) for path in paths]
    try:
        for chunk in chunks:
            packed = np.empty(len(chunk.photo), ROW)
            packed["photo"], packed["account"], packed["line"] = chunk.photo, chunk.account, chunk.line
            wanted = piece_of[(chunk.photo >> _COARSE).astype(np.int64)]
            for n in np.unique(wanted) if len(files) > 1 else range(len(files)):
                files[n].write((packed if len(files) == 1 else packed[wanted == n]).tobytes())
    finally:
        for one in files:
            one.close()
    return paths


def fill(out: dict[str, NDArray[Any]], counted: Counted, pieces: Iterable[Path]) -> None:
    """Sort piece after piece into the columns, and remove each."""
    out[ACCOUNTS][:] = counted.accounts
    held = np.zeros(len(counted.accounts), np.int64)
    buckets = np.zeros(len(out[BUCKETS]) - 1, np.int64)
    start = 0
    for path in pieces:
        rows = np.fromfile(path, ROW)
        path.unlink()
        if not len(rows):
            continue
        rows = rows[_order(rows["photo"])]
        end = start + len(rows)
        account = np.searchsorted(counted.accounts, rows["account"])
        packed = out[ROWS][start:end]
        packed["low"] = rows["photo"] & np.uint64((1 << counted.shift) - 1)
        packed["account"], packed["line"] = account, rows["line"]
        first = int(rows["photo"][0]) >> counted.shift
        found = np.bincount((rows["photo"] >> np.uint64(counted.shift)).astype(np.int64) - first)
        buckets[first : first + len(found)] += found
        held += np.bincount(account, minlength=len(held))
        start = end
    out[BUCKETS][1:] = np.cumsum(buckets)
    out[STARTS][1:] = np.cumsum(held)
    _by_account(out)


def _order(photo: NDArray[np.uint64]) -> NDArray[np.int64]:
    """The order by photo number, lines of one photo as they came: one sort of number and place together."""
    if len(photo) >> int(_INDEX_BITS):
        return np.argsort(photo, kind="stable")
    places = np.arange(len(photo), dtype=np.uint64)
    both = np.sort(photo << _INDEX_BITS | places)
    return (both & np.uint64((1 << int(_INDEX_BITS)) - 1)).astype(np.int64)


def _by_account(out: dict[str, NDArray[Any]]) -> None:
    """The places of all rows, account by account: a counting sort, one piece at a time."""
    free = out[STARTS][:-1].astype(np.int64)
    for start in range(0, len(out[ROWS]), PIECE):
        account = out[ROWS]["account"][start : start + PIECE].astype(np.int64)
        order = np.argsort(account, kind="stable")
        ordered = account[order]
        begins = np.flatnonzero(np.diff(ordered, prepend=-1))
        counts = np.diff(begins, append=len(ordered))
        within = np.arange(len(ordered)) - np.repeat(begins, counts)
        out[BY_ACCOUNT][free[ordered] + within] = order + start
        free[ordered[begins]] += counts
