"""The file of an index: columns of whole numbers one after another, and at its end what they are.

body (each column begins at a multiple of 64 bytes) · footer (JSON) · its length (8 bytes) · its SHA-256 ·
MAGIC. The footer names, for each list, every column's place and the SHA-256 of the list's part of the body.
Bytes are little-endian. A file cut short has no footer, so half an index is never read.
"""

from __future__ import annotations

import hashlib
import json
import mmap
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Literal

import numpy as np
from numpy.typing import NDArray

MAGIC = b"PHOTOIX1"
ALIGN = 64
BUCKETS, ROWS, BY_ACCOUNT, ACCOUNTS, STARTS = "buckets", "rows", "by_account", "accounts", "starts"
_TRAILER = 8 + 32 + len(MAGIC)
_CHUNK = 1 << 22
_KINDS: dict[str, Literal["I", "Q"]] = {"<u4": "I", "<u8": "Q"}


def row_type(shift: int) -> list[tuple[str, str]]:
    """A row as it is packed: the photo id's lower bits, the place of its account, the line in the source.

    The three lie side by side, so that a look-up touches one page of them and not three.
    """
    return [("low", f"<u{shift // 8}"), ("account", "<u4"), ("line", "<u4")]


class Damaged(ValueError):
    """A file is no whole index; the message says what is wrong and what to do."""

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(
            f"{path} {problem}. Restore it from a backup, or bind the lists again: manage.py lists --bind."
        )


@dataclass(frozen=True, slots=True)
class Column:
    """Where a column lies: bytes from the start of the file, numpy's name of its type, how many values."""

    offset: int
    kind: str | list[tuple[str, str]]
    count: int

    @property
    def dtype(self) -> np.dtype[Any]:
        return np.dtype([tuple(field) for field in self.kind] if isinstance(self.kind, list) else self.kind)

    @property
    def end(self) -> int:
        return self.offset + self.count * self.dtype.itemsize


@dataclass(frozen=True, slots=True)
class Part:
    """One list in a file: what was published, its columns, its extent and the SHA-256 of those bytes."""

    published: Mapping[str, Any]
    shift: int
    columns: Mapping[str, Column]
    start: int
    end: int
    sha256: str

    def moved(self, to: int) -> Part:
        """The same part where its first byte lies at `to`."""
        by = to - self.start
        columns = {name: Column(one.offset + by, one.kind, one.count) for name, one in self.columns.items()}
        return Part(self.published, self.shift, columns, to, self.end + by, self.sha256)

    def to_json(self) -> dict[str, Any]:
        columns = {name: [one.offset, one.kind, one.count] for name, one in self.columns.items()}
        return {
            "published": dict(self.published),
            "shift": self.shift,
            "columns": columns,
            "start": self.start,
            "end": self.end,
            "sha256": self.sha256,
        }

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Part:
        columns = {name: Column(*place) for name, place in told["columns"].items()}
        return cls(told["published"], told["shift"], columns, told["start"], told["end"], told["sha256"])


def aligned(offset: int) -> int:
    """The next multiple of 64."""
    return -(-offset // ALIGN) * ALIGN


def place(sizes: Mapping[str, tuple[Any, int]], *, start: int = 0) -> dict[str, Column]:
    """Lay out columns of these types and counts one after another."""
    placed = {}
    for name, (kind, count) in sizes.items():
        placed[name] = Column(aligned(start), kind, count)
        start = placed[name].end
    return placed


def write_footer(stream: BinaryIO, parts: tuple[Part, ...]) -> None:
    """Close a file whose body has been written."""
    footer = json.dumps({"lists": [part.to_json() for part in parts]}, sort_keys=True).encode()
    stream.write(footer)
    stream.write(len(footer).to_bytes(8, "little") + hashlib.sha256(footer).digest() + MAGIC)


def sha256_of(stream: BinaryIO, *, start: int, end: int) -> str:
    """The SHA-256 of a stretch of a file, in hex."""
    found = hashlib.sha256()
    stream.seek(start)
    while start < end:
        piece = stream.read(min(_CHUNK, end - start))
        if not piece:
            break
        found.update(piece)
        start += len(piece)
    return found.hexdigest()


@dataclass(frozen=True, slots=True)
class Mapped:
    """A file held open as mapped memory: pages are read when they are asked for and belong to no process."""

    parts: tuple[Part, ...]
    digest: str
    memory: memoryview

    def array(self, column: Column) -> NDArray[Any]:
        """The column for numpy."""
        return np.frombuffer(self.memory, dtype=column.dtype, count=column.count, offset=column.offset)

    def view(self, column: Column) -> memoryview[int]:
        """A column of plain numbers for one value at a time, which Python reads faster than through numpy."""
        return self.memory[column.offset : column.end].cast(_KINDS[str(column.kind)])

    def bytes_of(self, column: Column) -> memoryview[int]:
        """The column as the bytes it is."""
        return self.memory[column.offset : column.end]


def open_file(path: Path) -> Mapped:
    """Map a file and read its footer.

    Raises: Damaged, OSError.
    """
    with path.open("rb") as stream:
        size = stream.seek(0, 2)
        parts, digest = _footer(path, stream, size)
        memory = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
    # One look-up touches a page here and a page there: reading ahead would only push others out.
    memory.madvise(mmap.MADV_RANDOM)
    return Mapped(parts, digest, memoryview(memory))


def _footer(path: Path, stream: BinaryIO, size: int) -> tuple[tuple[Part, ...], str]:
    if size < _TRAILER:
        raise Damaged(path, f"has {size} bytes, too few for an index")
    stream.seek(size - _TRAILER)
    trailer = stream.read(_TRAILER)
    length = int.from_bytes(trailer[:8], "little")
    if trailer[40:] != MAGIC or length > size - _TRAILER:
        raise Damaged(path, "does not end as an index does: it was cut short or is another file")
    stream.seek(size - _TRAILER - length)
    footer = stream.read(length)
    if hashlib.sha256(footer).digest() != trailer[8:40]:
        raise Damaged(path, "has a damaged table of contents")
    parts = tuple(Part.from_json(told) for told in json.loads(footer)["lists"])
    body = size - _TRAILER - length
    if any(column.end > body for part in parts for column in part.columns.values()):
        raise Damaged(path, "is shorter than its table of contents says")
    return parts, trailer[8:40].hex()
