"""Cut a stream of bytes into chunks of whole lines, with no more memory for a line than it may be long."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from exposure.importing.layouts.lines import LONGEST
from exposure.importing.layouts.reading import HEAD
from exposure.importing.sources import Broken


@dataclass(frozen=True, slots=True)
class Chunk:
    """Whole lines: their bytes, the number of the first, how many, and where they end in the unpacked text.

    A line that is too long comes alone, with only its first bytes.
    """

    data: bytes
    first: int
    lines: int
    end: int
    too_long: bool = False


class Torn(Exception):
    """The text breaks off: in which line, what of it was there, and why."""

    def __init__(self, line: int, text: bytes, broken: Broken) -> None:
        super().__init__(line, text, broken)
        self.line, self.text, self.broken = line, text, broken

    def __str__(self) -> str:
        return f"{self.broken}, in line {self.line:,}"


def cut(blocks: Iterable[bytes], *, size: int, start: int = 0, line: int = 1) -> Iterator[Chunk]:
    """Give chunks of about that size; the text is at byte `start`, in which line `line` begins.

    Raises: Torn, after the last whole line has been given.
    """
    cutter = _Cutter(start, line)
    try:
        for block in blocks:
            yield from cutter.add(block, size)
    except Broken as broken:
        yield from cutter.whole()
        raise Torn(cutter.line, bytes(cutter.held[:HEAD]), broken) from broken
    yield from cutter.last()


class _Cutter:
    def __init__(self, start: int, line: int) -> None:
        self.start, self.line = start, line
        self.held = bytearray()
        self.dropped = 0  # bytes of a line that is too long, no longer held

    def add(self, block: bytes, size: int) -> Iterator[Chunk]:
        if self.dropped:
            found = block.find(b"\n")
            if found < 0:
                self.dropped += len(block)
                return
            self.dropped += found + 1
            yield self._too_long()
            block = block[found + 1 :]
        self.held += block
        if len(self.held) >= size:
            yield from self.whole()
            if len(self.held) > LONGEST:
                self.dropped = len(self.held) - HEAD
                del self.held[HEAD:]

    def whole(self) -> Iterator[Chunk]:
        """The whole lines that are held."""
        end = 0 if self.dropped else self.held.rfind(b"\n") + 1
        if end:
            data = bytes(memoryview(self.held)[:end])
            del self.held[:end]
            yield self._chunk(data, data.count(b"\n"), end)

    def last(self) -> Iterator[Chunk]:
        """What is left at the end of the text, the last line without its line feed."""
        yield from self.whole()
        if self.dropped:
            yield self._too_long()
        elif self.held:
            yield self._chunk(bytes(self.held), 1, len(self.held))

    def _too_long(self) -> Chunk:
        data = bytes(self.held)
        self.held.clear()
        chunk = self._chunk(data, 1, len(data) + self.dropped, too_long=True)
        self.dropped = 0
        return chunk

    def _chunk(self, data: bytes, lines: int, count: int, *, too_long: bool = False) -> Chunk:
        self.start += count
        chunk = Chunk(data, self.line, lines, self.start, too_long)
        self.line += lines
        return chunk
