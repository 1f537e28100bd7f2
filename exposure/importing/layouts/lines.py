"""A chunk of a list as positions in its bytes, and the numbers that stand there, a whole column at a time."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Places: TypeAlias = NDArray[np.int64]
Mask: TypeAlias = NDArray[np.bool_]
Numbers: TypeAlias = NDArray[np.uint64]

BOM = b"\xef\xbb\xbf"
LONGEST = 1 << 20
"""Bytes of the longest line that is read; a longer one is refused."""
_ROOM = 64  # bytes before and after the chunk, so that a look to either side stays inside
_ZEROS, _HIGH, _SIX = (
    np.uint64(0x3030303030303030),
    np.uint64(0xF0F0F0F0F0F0F0F0),
    np.uint64(0x0606060606060606),
)
_EIGHT, _BITS, _WORD = np.uint64(8), np.uint64(64), 8


class Lines:
    """The lines of one chunk: where each starts and ends (before its line feed)."""

    __slots__ = ("bytes", "ends", "first", "letters", "starts", "words")

    def __init__(self, data: bytes, *, first: int) -> None:
        if first == 1:
            data = data.removeprefix(BOM)
        closing = b"" if data.endswith(b"\n") or not data else b"\n"
        self.bytes = b"".join((bytes(_ROOM), data, closing, bytes(_ROOM)))
        self.letters: NDArray[np.uint8] = np.frombuffer(self.bytes, np.uint8)
        # The eight bytes from every place on, as one number: overlapping, and no byte is copied.
        self.words: Numbers = np.ndarray((len(self.bytes) - 7,), "<u8", self.bytes, strides=(1,))
        self.ends: Places = np.flatnonzero(self.letters == 10)
        self.starts: Places = np.concatenate((np.array([_ROOM], np.int64), self.ends[:-1] + 1))[
            : len(self.ends)
        ]
        self.first = first

    def __len__(self) -> int:
        return len(self.ends)

    def raw(self, at: int) -> bytes:
        """The bytes of a line without its line feed."""
        return self.bytes[self.starts[at] : self.ends[at]]

    def plain(self) -> Mask:
        """Which lines are ASCII without NUL and without a carriage return except at the end."""
        plain = np.ones(len(self), np.bool_)
        if not self.bytes.isascii():
            plain[self._lines_of(np.flatnonzero(self.letters > 127))] = False
        if self.bytes.count(b"\0") != 2 * _ROOM:
            plain[self._lines_of(np.flatnonzero(self.letters[_ROOM:-_ROOM] == 0) + _ROOM)] = False
        if self.bytes.count(b"\r") != self.bytes.count(b"\r\n"):
            returns = np.flatnonzero(self.letters == 13)
            plain[self._lines_of(returns[self.letters[returns + 1] != 10])] = False
        return plain

    def places_of(self, letters: Mask) -> Places:
        """Where such letters stand in the lines, not in the room around them."""
        places = np.flatnonzero(letters)
        return places[np.searchsorted(places, _ROOM) : np.searchsorted(places, len(self.bytes) - _ROOM)]

    def _lines_of(self, places: Places) -> Places:
        return np.searchsorted(self.ends, places)

    def holding(self, letter: bytes) -> Mask:
        """Which lines hold this one byte."""
        holding = np.zeros(len(self), np.bool_)
        if letter in self.bytes:
            holding[self._lines_of(np.flatnonzero(self.letters == letter[0]))] = True
        return holding

    def fields(self, separator: int, count: int, wanted: Mask) -> tuple[Places, Places, Places]:
        """Cut lines into fields: which of the wanted lines have that many, and each field's start and end."""
        marks = self.places_of((self.letters == separator) | (self.letters == 10))
        last = np.flatnonzero(self.letters[marks] == 10)
        before = np.concatenate((np.array([-1]), last[:-1]))
        fitting = np.flatnonzero(wanted & (last - before == count))
        if len(fitting) == len(self):
            ends = marks.reshape(-1, count)
        else:
            ends = marks[before[fitting][:, None] + np.arange(1, count + 1)]
        starts = np.empty_like(ends)
        starts[:, 0] = self.starts[fitting]
        starts[:, 1:] = ends[:, :-1] + 1
        # Not in place: where every line fits, `ends` is a view of the marks.
        closed = ends[:, -1] - (self.letters[ends[:, -1] - 1] == 13)
        return fitting, starts, np.concatenate((ends[:, :-1], closed[:, None]), axis=1)

    def numbers(self, starts: Places, ends: Places) -> tuple[Numbers, Mask]:
        """Read digits, up to sixteen, as numbers; the second column says which fields are such digits."""
        length = ends - starts
        low, low_good = self._eight(ends - _WORD, np.minimum(length, _WORD))
        high, high_good = self._eight(ends - 2 * _WORD, np.clip(length - _WORD, 0, _WORD))
        good = low_good & high_good & (length > 0) & (length <= 2 * _WORD)
        return low + high * np.uint64(100_000_000), good

    def _eight(self, at: Places, length: Places) -> tuple[Numbers, Mask]:
        """The number written in the last `length` of eight bytes: all eight digits added up at once."""
        before = _BITS - length.astype(np.uint64) * _EIGHT
        digits = ((self.words[at] ^ _ZEROS) >> before) << before
        good = ((digits | (digits + _SIX)) & _HIGH) == 0
        pairs = (digits * np.uint64(10) + (digits >> _EIGHT)) & np.uint64(0x00FF00FF00FF00FF)
        fours = (pairs * np.uint64(100) + (pairs >> np.uint64(16))) & np.uint64(0x0000FFFF0000FFFF)
        eight = (fours * np.uint64(10_000) + (fours >> np.uint64(32))) & np.uint64(0xFFFFFFFF)
        return eight, good

    def have(self, at: Places, text: bytes) -> Mask:
        """Whether these bytes (eight or more) stand there."""
        have = np.ones(len(at), np.bool_)
        for n in {*range(0, len(text) - 7, _WORD), len(text) - _WORD}:
            have &= self.words[at + n] == np.uint64(int.from_bytes(text[n : n + _WORD], "little"))
        return have

    def same(self, one: Places, other: Places, length: Places) -> Mask:
        """Whether the same bytes, up to sixteen, stand in both places."""
        same = length <= 2 * _WORD
        for n in (0, _WORD):
            unused = (_EIGHT - np.clip(length - n, 0, _WORD).astype(np.uint64)) * _EIGHT
            same &= ((self.words[one + n] ^ self.words[other + n]) << unused) == 0
        return same

    def texts(self, starts: Places, ends: Places, *, width: int) -> NDArray[np.bytes_]:
        """Copy fields of at most `width` bytes (a multiple of eight) out as a column of bytes."""
        out = np.empty((len(starts), width // _WORD), "<u8")
        for n in range(width // _WORD):
            kept = np.clip(ends - starts - n * _WORD, 0, _WORD).astype(np.uint64)
            unused = (_EIGHT - kept) * _EIGHT
            out[:, n] = (self.words[starts + n * _WORD] << unused) >> unused
        return out.view(f"S{width}").reshape(-1)
