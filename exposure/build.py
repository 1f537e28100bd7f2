"""Make the index from the published lists: each is sorted once into columns, then all bound in one file."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from exposure import columns, index
from exposure.columns import ACCOUNT, ACCOUNTS, BUCKETS, BY_ACCOUNT, LINE, LOW, STARTS, Damaged, Part
from exposure.index import Index, PublishedList

LIST, RETIRED, INDEX = "list.bin", "retired", "index"
PIECE = 1 << 22
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


def write_list(target: Path, published: PublishedList, chunks: Callable[[], Iterable[Rows]]) -> PublishedList:
    """Write a list as a sorted file, whole or not at all. `chunks` is called twice and gives the same rows.

    Takes 20 bytes a row of disk beside the target while it works. Raises: ValueError for a list without rows.
    """
    counted = _count(chunks())
    if not counted.rows:
        raise ValueError(f"{published.name} {published.version} has no line that names a photo")
    with tempfile.TemporaryDirectory(dir=target.parent) as folder, _replacing(target) as stream:
        pieces = _spread(Path(folder), counted, chunks())
        placed = columns.place(counted.sizes())
        last = max(column.end for column in placed.values())
        stream.truncate(last)
        out = {name: _mapped(stream, column) for name, column in placed.items()}
        _fill(out, counted, pieces)
        for one in out.values():
            one.flush()
        del out
        sha256 = columns.sha256_of(stream, start=0, end=last)
        stream.seek(last)
        columns.write_footer(stream, (Part(asdict(published), counted.shift, placed, 0, last, sha256),))
    return published


def finished(root: Path) -> tuple[tuple[Path, PublishedList], ...]:
    """Return the imported lists under a folder that are not retired: the newest import of each name."""
    newest: dict[str, tuple[Path, PublishedList]] = {}
    for path in sorted(root.glob(f"lists/*/*/{LIST}")):
        if (path.parent / RETIRED).exists():
            continue
        published = index.open_index(path).lists[0]
        if published.name not in newest or newest[published.name][1].imported_at <= published.imported_at:
            newest[published.name] = (path, published)
    return tuple(newest[name] for name in sorted(newest))


def bind(root: Path) -> Index:
    """Make the one index of all lists in force and put it in the place of the former; workers reopen it.

    Raises: Damaged where a list's bytes are not those that were written.
    """
    root.mkdir(parents=True, exist_ok=True)
    target = root / INDEX
    with _replacing(target) as stream:
        parts = tuple(_append(stream, path) for path, _ in finished(root))
        columns.write_footer(stream, parts)
    return index.open_index(target)


def _append(stream: BinaryIO, path: Path) -> Part:
    part = columns.open_file(path).parts[0]
    start = columns.aligned(stream.tell())
    stream.seek(start)
    with path.open("rb") as source:
        if columns.sha256_of(source, start=part.start, end=part.end) != part.sha256:
            raise Damaged(path, "holds other bytes than were written; import the list again")
        source.seek(part.start)
        _copy(source, stream, part.end - part.start)
    return part.moved(start)


def _copy(source: BinaryIO, target: BinaryIO, left: int) -> None:
    while left:
        piece = source.read(min(PIECE, left))
        target.write(piece)
        left -= len(piece)


@contextmanager
def _replacing(target: Path) -> Iterator[BinaryIO]:
    """A file beside the target that takes its place, on disk for certain, once it is whole."""
    fresh = target.with_name(f".{target.name}.{os.getpid()}.new")
    try:
        with fresh.open("w+b") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        fresh.replace(target)
    finally:
        fresh.unlink(missing_ok=True)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


# How a list is counted, cut into pieces and sorted


@dataclass(frozen=True, slots=True)
class _Counted:
    rows: int
    highest: int
    coarse: NDArray[np.int64]  # rows in each stretch of 2^24 photo numbers
    accounts: NDArray[np.uint64]

    @property
    def shift(self) -> int:
        return _NARROW if self.rows >= _MANY else _WIDE

    def sizes(self) -> dict[str, tuple[str, int]]:
        return {
            BUCKETS: ("<u4", (self.highest >> self.shift) + 2),
            ACCOUNTS: ("<u8", len(self.accounts)),
            STARTS: ("<u4", len(self.accounts) + 1),
            LOW: ("<u2" if self.shift == _NARROW else "<u4", self.rows),
            ACCOUNT: ("<u4", self.rows),
            LINE: ("<u4", self.rows),
            BY_ACCOUNT: ("<u4", self.rows),
        }

    def pieces(self) -> NDArray[np.int64]:
        """For each stretch the piece it belongs to: whole stretches, of PIECE rows or a little more."""
        before = np.concatenate(([0], np.cumsum(self.coarse)[:-1]))
        return before // PIECE


def _count(chunks: Iterable[Rows]) -> _Counted:
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
    return _Counted(rows, highest, coarse, accounts)


def _spread(folder: Path, counted: _Counted, chunks: Iterable[Rows]) -> list[Path]:
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


def _fill(out: dict[str, NDArray[Any]], counted: _Counted, pieces: Iterable[Path]) -> None:
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
        out[LOW][start:end] = rows["photo"] & np.uint64((1 << counted.shift) - 1)
        out[ACCOUNT][start:end] = account
        out[LINE][start:end] = rows["line"]
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
    for start in range(0, len(out[ACCOUNT]), PIECE):
        account = out[ACCOUNT][start : start + PIECE].astype(np.int64)
        order = np.argsort(account, kind="stable")
        ordered = account[order]
        begins = np.flatnonzero(np.diff(ordered, prepend=-1))
        counts = np.diff(begins, append=len(ordered))
        within = np.arange(len(ordered)) - np.repeat(begins, counts)
        out[BY_ACCOUNT][free[ordered] + within] = order + start
        free[ordered[begins]] += counts


def _mapped(stream: BinaryIO, column: columns.Column) -> Any:
    return np.memmap(stream, dtype=column.dtype, mode="r+", offset=column.offset, shape=(column.count,))
