"""A list's file as it lies there: its bytes unpacked in pieces, its SHA-256, and where it breaks off."""

from __future__ import annotations

import bz2
import hashlib
import os
import stat
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Protocol

AT_ONCE = 1 << 20
"""Bytes of text read or unpacked at once, whatever a packed file claims to hold."""
_PACKED = 1 << 16
_GZIP, _BZIP2 = b"\x1f\x8b", b"BZh"
_ARCHIVES = {
    b"PK\x03\x04": "a ZIP archive",
    b"7z\xbc\xaf\x27\x1c": "a 7z archive",
    b"\xfd7zXZ\x00": "packed with xz",
    b"\x28\xb5\x2f\xfd": "packed with zstd",
}


class Unreadable(Exception):
    """The file cannot be opened or read, or is packed in a way that is not read; says which."""


class Broken(Exception):
    """The packed file is cut short or damaged: near which of its bytes, and how."""

    def __init__(self, byte: int, reason: str) -> None:
        super().__init__(byte, reason)
        self.byte, self.reason = byte, reason

    def __str__(self) -> str:
        return f"{self.reason} near byte {self.byte:,}"


class Source:
    """One file opened for one reading; plain, .gz or .bz2 by its first bytes, whatever its name."""

    def __init__(self, path: Path, *, at_once: int = AT_ONCE) -> None:
        """Raises: Unreadable."""
        self.path, self._at_once, self._packed = path, at_once, min(at_once, _PACKED)
        self._file = _opened(path)
        self.size = os.fstat(self._file.fileno()).st_size
        self.read = 0
        """Bytes of the file read and hashed."""
        self._hash = hashlib.sha256()
        self.place = 0
        """Where in the file the reading is; behind `read` while a known beginning is read again."""
        start = self._file.read(8)
        self._file.seek(0)
        self.packing = "gz" if start.startswith(_GZIP) else "bz2" if start.startswith(_BZIP2) else ""
        for magic, what in _ARCHIVES.items():
            if start.startswith(magic):
                raise Unreadable(f"{path} is {what}: unpack it first; plain text, .gz and .bz2 are read")

    def __enter__(self) -> Source:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    @property
    def sha256(self) -> str:
        """Of the bytes read so far."""
        return self._hash.hexdigest()

    def starts_with(self, *, count: int, sha256: str) -> bool:
        """Read the first bytes for their hash alone: whether they are those of that hash."""
        while self.read < count and self._raw(min(AT_ONCE, count - self.read)):
            pass
        self._file.seek(0)
        self.place = 0
        return self.read == count and self.sha256 == sha256

    def blocks(self, *, skip: int = 0) -> Iterator[bytes]:
        """Unpack the file from its start and give what follows the first `skip` bytes.

        Raises: Unreadable, Broken (after everything before the damage has been given).
        """
        if not self.packing:
            self._file.seek(skip)
            self.place = skip
            yield from iter(lambda: self._raw(self._at_once), b"")
            return
        for block in self._unpacked():
            yield block[skip:]  # empty while skipping, so that whoever waits sees it go on
            skip = max(0, skip - len(block))

    def rest(self) -> None:
        """Read what is left of the file for its hash alone."""
        while self._raw(AT_ONCE):
            pass

    def _raw(self, count: int) -> bytes:
        try:
            block = self._file.read(count)
        except OSError as error:
            where = f"at byte {self.place:,}"
            raise Unreadable(f"{self.path} cannot be read {where}: {error.strerror}") from error
        fresh = self.place + len(block) - self.read
        if fresh > 0:
            self._hash.update(block[-fresh:])
            self.read += fresh
        self.place += len(block)
        return block

    def _unpacked(self) -> Iterator[bytes]:
        """One packed stream after another, as both packers may write them."""
        packed = self._raw(self._packed)
        while packed:
            stream: _Stream = _Gzip(self._at_once) if self.packing == "gz" else _Bzip2(self._at_once)
            while not stream.done:
                if not packed:
                    raise Broken(self.size, "the file is cut short: its packed text ends too early")
                yield from self._given(stream, packed)
                packed = stream.left if stream.done else self._raw(self._packed)
            packed = packed.lstrip(b"\0") or self._padding()
            while packed and len(packed) < len(_BZIP2) and (more := self._raw(self._packed)):
                packed += more
            if packed and not packed.startswith(_GZIP if self.packing == "gz" else _BZIP2):
                raise Broken(self.place - len(packed), "the packed text is followed by something else")

    def _given(self, stream: _Stream, packed: bytes) -> Iterator[bytes]:
        try:
            yield from stream.unpack(packed)
        except (zlib.error, OSError, EOFError) as error:
            late = "; gz notices late, so lines before may be wrong" if self.packing == "gz" else ""
            raise Broken(self.place - len(packed), f"the packed text is damaged ({error}){late}") from error

    def _padding(self) -> bytes:
        """The next bytes that are not the zeros a tape or a download was filled up with."""
        while packed := self._raw(self._packed):
            if packed := packed.lstrip(b"\0"):
                return packed
        return b""


def head(path: Path, count: int) -> bytes:
    """Return how the unpacked file begins, as far as it can be read. Raises: Unreadable."""
    found = b""
    with Source(path) as source:
        try:
            for block in source.blocks():
                found += block
                if len(found) >= count:
                    break
        except Broken:
            pass  # the reading that follows meets the same damage and says so
    return found[:count]


class _Stream(Protocol):
    @property
    def done(self) -> bool: ...
    @property
    def left(self) -> bytes: ...
    def unpack(self, packed: bytes) -> Iterator[bytes]: ...


class _Gzip:
    def __init__(self, most: int) -> None:
        self._most = most
        self._stream = zlib.decompressobj(wbits=31)

    @property
    def done(self) -> bool:
        return self._stream.eof

    @property
    def left(self) -> bytes:
        return self._stream.unused_data

    def unpack(self, packed: bytes) -> Iterator[bytes]:
        text = self._stream.decompress(packed, self._most)
        while text:
            yield text
            more = self._stream.unconsumed_tail
            if self.done or (not more and len(text) < self._most):
                return
            text = self._stream.decompress(more, self._most)


class _Bzip2:
    def __init__(self, most: int) -> None:
        self._most = most
        self._stream = bz2.BZ2Decompressor()

    @property
    def done(self) -> bool:
        return self._stream.eof

    @property
    def left(self) -> bytes:
        return self._stream.unused_data

    def unpack(self, packed: bytes) -> Iterator[bytes]:
        text = self._stream.decompress(packed, self._most)
        while text or not (self._stream.needs_input or self.done):
            yield text
            if self._stream.needs_input or self.done:
                return
            text = self._stream.decompress(b"", self._most)


def _opened(path: Path) -> BinaryIO:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise Unreadable(f"{path} is no file, but a folder or a device")
        return path.open("rb")
    except OSError as error:
        raise Unreadable(f"{path} cannot be opened: {error.strerror}") from error
