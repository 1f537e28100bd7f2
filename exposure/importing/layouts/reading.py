"""Read whole lines under a layout: columns of the photos they name, a reason for each other line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from exposure import nsids
from exposure.importing.layouts.lines import LONGEST, Lines, Mask, Numbers, Places

TOO_LONG = "longer than 1 MB"
NULS = "holds NUL bytes, as UTF-16 text and binary files do; lists are UTF-8"
STRAY_RETURN = "holds a carriage return within the line; lines end with LF or CRLF"
NOT_UTF8 = "is not UTF-8"
SHOWN = 120
"""Characters of a refused line that are kept."""
HEAD = 4 * SHOWN
"""Bytes that are enough to show them."""

Row: TypeAlias = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Refused:
    """A line that names no photo: its number from 1, why, and how it begins, safe to print."""

    line: int
    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class Piece:
    """Lines of a chunk read at once: their places in it, the photo numbers, the accounts' numbers."""

    at: Places
    photo: Numbers
    account: Numbers


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a chunk holds. `apart` counts blank lines and headings: neither rows nor refused."""

    photo: Numbers
    account: Numbers
    line: NDArray[np.uint32]
    refused: tuple[Refused, ...]
    apart: int


class Layout(Protocol):
    """How a list is written."""

    @property
    def name(self) -> str: ...

    @property
    def heads(self) -> bool:
        """Whether the first line of a file is a heading."""

    def one(self, line: bytes) -> Row | str:
        """The photo and account one line names, or the reason why it names none; this defines the layout."""

    def columns(self, lines: Lines, wanted: Mask) -> Iterator[Piece]:
        """Lines among the wanted ones that can be read at once, exactly as `one` would read them.

        A line left out is read by `one`. Each piece is taken off `wanted` before the next is asked for.
        """


def read(layout: Layout, data: bytes, *, first: int) -> Parsed:
    """Read whole lines, of which the first has this number in its file. Never raises on any bytes."""
    lines = Lines(data, first=first)
    left = np.ones(len(lines), np.bool_)
    apart = int(first == 1 and len(lines) > 0 and layout.heads)
    left[:apart] = False
    quick = left & (lines.ends - lines.starts <= LONGEST)
    pieces = []
    for piece in layout.columns(lines, quick):
        quick[piece.at] = left[piece.at] = False
        pieces.append(piece)
    slow = _Slow(layout)
    for at in np.flatnonzero(left).tolist():
        slow.take(lines.raw(at), at=at, line=first + at)
    return _joined([*pieces, slow.piece()], first, tuple(slow.refused), apart + slow.blank)


def too_long(head: bytes, *, line: int) -> Parsed:
    """What stands for a line of which only the first bytes were kept."""
    return only(Refused(line, TOO_LONG, shown(head)))


def only(refused: Refused) -> Parsed:
    """One refused line and nothing else."""
    nothing = np.empty(0, np.uint64)
    return Parsed(nothing, nothing, np.empty(0, np.uint32), (refused,), 0)


def shown(line: bytes) -> str:
    """How a line begins, with every byte that is no printable character written as an escape."""
    text = line[:HEAD].decode("utf-8", "backslashreplace")
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text[:SHOWN])


def judge(layout: Layout, raw: bytes) -> Row | str | None:
    """What one line is: a row, the reason why it is none, or None for a blank line."""
    if len(raw) > LONGEST:
        return TOO_LONG
    line = raw.removesuffix(b"\r")
    if not line.strip(b" \r"):
        return None
    if b"\0" in line:
        return NULS
    if b"\r" in line:
        return STRAY_RETURN
    if not _is_utf8(line):
        return NOT_UTF8
    return layout.one(line)


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


class _Slow:
    """Lines read one by one."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.at: list[int] = []
        self.photo: list[int] = []
        self.account: list[int] = []
        self.refused: list[Refused] = []
        self.blank = 0

    def take(self, raw: bytes, *, at: int, line: int) -> None:
        found = judge(self.layout, raw)
        if found is None:
            self.blank += 1
        elif isinstance(found, str):
            self.refused.append(Refused(line, found, shown(raw)))
        else:
            self.at.append(at)
            self.photo.append(found[0])
            self.account.append(nsids.code(found[1]))

    def piece(self) -> Piece:
        return Piece(
            np.array(self.at, np.int64), np.array(self.photo, np.uint64), np.array(self.account, np.uint64)
        )


def _joined(pieces: list[Piece], first: int, refused: tuple[Refused, ...], apart: int) -> Parsed:
    used = [piece for piece in pieces if len(piece.at)] or pieces[:1]
    at = np.concatenate([piece.at for piece in used])
    photo = np.concatenate([piece.photo for piece in used])
    account = np.concatenate([piece.account for piece in used])
    if len(used) > 1:
        order = np.argsort(at, kind="stable")
        at, photo, account = at[order], photo[order], account[order]
    return Parsed(photo, account, (at + first).astype(np.uint32), refused, apart)
