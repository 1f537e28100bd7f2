"""Make the index from the published lists: each is sorted once into columns, then all bound in one file."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from exposure import columns, index, sorting
from exposure.columns import Damaged, Part
from exposure.index import Index, PublishedList
from exposure.sorting import ROW, Rows

__all__ = ["INDEX", "LIST", "RETIRED", "ROW", "Rows", "bind", "finished", "write_list"]

LIST, RETIRED, INDEX = "list.bin", "retired", index.FILE
_COPIED_AT_ONCE = 1 << 22


def write_list(target: Path, published: PublishedList, chunks: Callable[[], Iterable[Rows]]) -> PublishedList:
    """Write a list as a sorted file, whole or not at all. `chunks` is called twice and gives the same rows.

    Takes 20 bytes a row of disk beside the target while it works. Raises: ValueError for a list without rows.
    """
    counted = sorting.count(chunks())
    if not counted.rows:
        raise ValueError(f"{published.name} {published.version} has no line that names a photo")
    with tempfile.TemporaryDirectory(dir=target.parent) as folder, _replacing(target) as stream:
        pieces = sorting.spread(Path(folder), counted, chunks())
        placed = columns.place(counted.sizes())
        last = max(column.end for column in placed.values())
        stream.truncate(last)
        out = {name: _mapped(stream, column) for name, column in placed.items()}
        sorting.fill(out, counted, pieces)
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
        piece = source.read(min(_COPIED_AT_ONCE, left))
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


def _mapped(stream: BinaryIO, column: columns.Column) -> Any:
    return np.memmap(stream, dtype=column.dtype, mode="r+", offset=column.offset, shape=(column.count,))
