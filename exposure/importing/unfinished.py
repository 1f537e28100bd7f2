"""An import under way, as it lies on disk: rows, refused lines, and how far both are certain."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from exposure import sorting
from exposure.build import ROW, Rows
from exposure.importing.layouts import Parsed, Refused

SPOOL, REFUSED, CHECKPOINT = "rows.spool", "refused.jsonl", "checkpoint.json"
LINES_KEPT = 5
"""Line numbers kept with each reason for the report; refused.jsonl has them all."""
_ROWS_AT_ONCE, _COUNTED_AT_ONCE = 1 << 20, 1 << 25


@dataclass(frozen=True, slots=True)
class Reason:
    """Why lines were refused, how many, and the first of them."""

    reason: str
    count: int
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """How far an import came: `end` in the unpacked text, `line` the next one, `read` bytes of the file."""

    layout: str
    hashes: bool
    end: int = 0
    line: int = 1
    read: int = 0
    sha256: str = ""
    rows: int = 0
    refused: int = 0
    refused_bytes: int = 0
    apart: int = 0
    reasons: tuple[Reason, ...] = field(default=())

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, found: dict[str, Any]) -> Checkpoint:
        return cls(**{**found, "reasons": reasons_of(found["reasons"])})

    def after(self, parsed: Parsed, *, refused_bytes: int, line: int, end: int) -> Checkpoint:
        """The same with the lines of one more chunk."""
        return replace(
            self,
            end=end,
            line=line,
            rows=self.rows + len(parsed.photo),
            refused=self.refused + len(parsed.refused),
            refused_bytes=self.refused_bytes + refused_bytes,
            apart=self.apart + parsed.apart,
            reasons=_tallied(self.reasons, parsed.refused) if parsed.refused else self.reasons,
        )


class Damaged(Exception):
    """What was kept of an import cannot be read back."""


class Unfinished:
    """The files of one import under way; whoever opens them holds the lock."""

    def __init__(self, folder: Path, begun: Checkpoint) -> None:
        """Take up what was kept; begin with `begun` where nothing was. Raises: Damaged, OSError."""
        self._folder = folder
        self.so_far = _loaded(folder / CHECKPOINT) or begun
        self._rows = _opened(folder / SPOOL, self.so_far.rows * ROW.itemsize)
        self._refused = _opened(folder / REFUSED, self.so_far.refused_bytes)

    def __enter__(self) -> Unfinished:
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._rows)
        os.close(self._refused)

    def add(self, parsed: Parsed, *, line: int, end: int) -> None:
        """Append what a chunk held; after it the next line and its place in the unpacked text."""
        packed = np.empty(len(parsed.photo), ROW)
        packed["photo"], packed["account"], packed["line"] = parsed.photo, parsed.account, parsed.line
        _write(self._rows, packed.tobytes())
        told = "".join(json.dumps(asdict(one), ensure_ascii=False) + "\n" for one in parsed.refused).encode()
        _write(self._refused, told)
        self.so_far = self.so_far.after(parsed, refused_bytes=len(told), line=line, end=end)

    def keep(self, *, read: int, sha256: str) -> None:
        """Make everything so far certain: after a crash the import goes on from here."""
        self.so_far = replace(self.so_far, read=read, sha256=sha256)
        os.fsync(self._rows)
        os.fsync(self._refused)
        write_whole(self._folder / CHECKPOINT, self.so_far.to_json())

    def chunks(self) -> Iterator[Rows]:
        """The rows in the order of their lines."""
        spool = self._spool()
        for start in range(0, len(spool), _ROWS_AT_ONCE):
            part = spool[start : start + _ROWS_AT_ONCE]
            yield Rows(*(np.ascontiguousarray(part[name]) for name in ("photo", "account", "line")))

    def distinct(self, column: str) -> int:
        """How many different photos or accounts the rows name, counted in parts that fit into memory."""
        values = self._spool()[column]
        parts = np.uint64(len(values) // _COUNTED_AT_ONCE + 1)
        if parts == 1:
            return len(sorting.distinct(values))
        return sum(len(sorting.distinct(values[values % parts == part])) for part in range(int(parts)))

    def _spool(self) -> NDArray[Any]:
        if not self.so_far.rows:
            return np.empty(0, ROW)
        return np.memmap(self._folder / SPOOL, ROW, "r", shape=(self.so_far.rows,))


def write_whole(path: Path, content: dict[str, Any]) -> None:
    """Put a JSON file in the place of the former one, on disk for certain, or leave that as it is."""
    fresh = path.with_name(f".{path.name}.new")
    with fresh.open("w", encoding="utf-8") as stream:
        json.dump(content, stream, ensure_ascii=False, indent=1)
        stream.flush()
        os.fsync(stream.fileno())
    fresh.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def reasons_of(found: list[dict[str, Any]]) -> tuple[Reason, ...]:
    """Read reasons back from JSON."""
    return tuple(Reason(one["reason"], one["count"], tuple(one["lines"])) for one in found)


def clear(folder: Path, *, leave: frozenset[str]) -> None:
    """Remove what an import left in its folder, temporary files of a build among it, but for these names."""
    for path in folder.iterdir():
        if path.name in leave:
            continue
        if path.is_dir():
            clear(path, leave=frozenset())
            path.rmdir()
        else:
            path.unlink()


def _tallied(reasons: tuple[Reason, ...], refused: tuple[Refused, ...]) -> tuple[Reason, ...]:
    counts = {one.reason: one.count for one in reasons}
    lines = {one.reason: one.lines for one in reasons}
    for one in refused:
        counts[one.reason] = counts.get(one.reason, 0) + 1
        if counts[one.reason] <= LINES_KEPT:
            lines[one.reason] = (*lines.get(one.reason, ()), one.line)
    return tuple(Reason(reason, count, lines[reason]) for reason, count in counts.items())


def _loaded(path: Path) -> Checkpoint | None:
    try:
        return Checkpoint.from_json(json.loads(path.read_bytes()))
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError) as error:
        raise Damaged(f"{path} cannot be read ({error})") from error


def _opened(path: Path, size: int) -> int:
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    if os.fstat(handle).st_size < size:
        os.close(handle)
        raise Damaged(f"{path} is shorter than its checkpoint says")
    os.ftruncate(handle, size)
    os.lseek(handle, size, os.SEEK_SET)
    return handle


def _write(handle: int, data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[os.write(handle, left) :]
