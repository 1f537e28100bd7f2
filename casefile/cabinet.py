"""Bytes of any size in file storage, sealed piece by piece, so that no file is in memory as a whole."""

import os
import tempfile
import uuid
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from django.core.files.base import File
from django.core.files.storage import default_storage

from casefile import sealing

PIECE = 1 << 20
_LENGTH_BYTES = 4
_LONGEST = PIECE + 1024


class Damaged(Exception):
    """The stored bytes are gone, were cut short, or are not those that were put there."""


def put(pieces: Iterable[bytes], *, folder: str, place: str) -> str:
    """Store the bytes sealed for `place` under a fresh name in `folder`, on the disk when this returns.

    Each piece is sealed for its number and for whether it is the last, so that none can be left out, moved
    or put in from another file. Pieces are at most PIECE bytes.
    """
    with tempfile.TemporaryFile() as sealed:
        for piece in _sealed(pieces, place):
            sealed.write(len(piece).to_bytes(_LENGTH_BYTES, "big"))
            sealed.write(piece)
        sealed.seek(0)
        stored_as = default_storage.save(f"{folder}/{uuid.uuid4()}.sealed", File(sealed))
    _settle(stored_as)
    return stored_as


def _sealed(pieces: Iterable[bytes], place: str) -> Iterator[bytes]:
    number, held = 0, None
    for piece in pieces:
        if held is not None:
            yield sealing.seal(held, place=f"{place}:{number}")
            number += 1
        held = piece
    yield sealing.seal(held or b"", place=f"{place}:{number}:last")


def _settle(stored_as: str) -> None:
    """Have the disk keep the file and its name, where storage is a disk."""
    try:
        path = Path(default_storage.path(stored_as))
    except NotImplementedError:
        return
    for one in (path, path.parent):
        handle = os.open(one, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def pieces(stored_as: str, *, place: str) -> Iterator[bytes]:
    """Yield the bytes stored for this place, piece by piece. Raises: Damaged."""
    try:
        with default_storage.open(stored_as) as file:
            yield from _opened(file, place)
    except FileNotFoundError:
        raise Damaged(f"{stored_as} is not in storage.") from None
    except sealing.Tampered:
        raise Damaged(f"{stored_as} is not what was put there.") from None


def _opened(file: IO[bytes], place: str) -> Iterator[bytes]:
    number, sealed = 0, _next(file)
    while sealed:
        following = _next(file)
        mark = "" if following else ":last"
        yield sealing.open_sealed(sealed, place=f"{place}:{number}{mark}")
        number, sealed = number + 1, following
    if not number:
        raise sealing.Tampered(f"The file at {place} is empty.")


def _next(file: IO[bytes]) -> bytes:
    head = file.read(_LENGTH_BYTES)
    if not head:
        return b""
    length = int.from_bytes(head, "big")
    piece = file.read(length) if 0 < length <= _LONGEST else b""
    if len(head) < _LENGTH_BYTES or len(piece) != length or not piece:
        raise sealing.Tampered("A stored piece was cut short.")
    return piece


def discard(stored_as: str) -> None:
    """Take the file out of storage; one that is gone already is no fault."""
    if stored_as:
        default_storage.delete(stored_as)
