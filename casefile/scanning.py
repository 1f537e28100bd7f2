"""Ask ClamAV's daemon about a file, and say plainly where it was not scanned."""

import re
import socket
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

CLEAN, FOUND, NOT_SCANNED = "clean", "found", "not scanned"
# Why a file was not scanned, for the desk.
NO_SCANNER, TOO_LONG, OLD_SIGNATURES, REFUSED, SILENT = "no_scanner", "too_long", "old", "refused", "silent"
_DATED = re.compile(r"ClamAV [^/]+/[0-9]+/\w{3} (\w{3} +[0-9]{1,2} [0-9:]{8} [0-9]{4})")
_ANSWER_BYTES = 4096
_CHUNK = 1 << 16


class Down(Exception):
    """The scanner does not answer; ask again later."""


@dataclass(frozen=True, slots=True)
class Scan:
    """What the scanner said, which scanner with which signatures, and why it said nothing."""

    said: str
    scanned_with: str = ""
    why_not: str = ""


def scan(pieces: Iterable[bytes], *, at: datetime) -> Scan:
    """Send a file to the scanner named by CLAMD. Raises: Down."""
    if not settings.CLAMD:
        return Scan(NOT_SCANNED, why_not=NO_SCANNER)
    version = _asked(b"zVERSION\0")
    if not version.startswith("ClamAV"):
        raise Down("The scanner does not say who it is.")
    answer = _streamed(pieces)
    with_words = version[:120]
    if answer.endswith("FOUND"):
        return Scan(FOUND, with_words)
    if "size limit" in answer or not answer:
        return Scan(NOT_SCANNED, with_words, TOO_LONG)
    if not answer.endswith("OK"):
        return Scan(NOT_SCANNED, with_words, REFUSED)
    if not is_fresh(version, at=at):
        return Scan(NOT_SCANNED, with_words, OLD_SIGNATURES)
    return Scan(CLEAN, with_words)


def signed_on(version: str) -> datetime | None:
    """Return when the signatures of a scanner's version line were made; None where it names no day."""
    found = _DATED.match(version)
    if not found:
        return None
    day = " ".join(found[1].split())
    return datetime.strptime(f"{day} +0000", "%b %d %H:%M:%S %Y %z")


def is_fresh(version: str, *, at: datetime) -> bool:
    """Whether the scanner's signatures are young enough to call a file clean."""
    made = signed_on(version)
    return made is not None and at - made <= timedelta(days=settings.CLAMD_SIGNATURE_DAYS)


def _connected() -> socket.socket:
    try:
        if settings.CLAMD.startswith("/"):
            one = socket.socket(socket.AF_UNIX)
            one.settimeout(settings.CLAMD_SECONDS)
            one.connect(settings.CLAMD)
            return one
        host, _, port = settings.CLAMD.rpartition(":")
        return socket.create_connection((host, int(port)), timeout=settings.CLAMD_SECONDS)
    except (OSError, ValueError) as error:
        raise Down(type(error).__name__) from None


def _asked(command: bytes) -> str:
    with closing(_connected()) as one:
        try:
            one.sendall(command)
            return _answer(one)
        except OSError as error:
            raise Down(type(error).__name__) from None


def _streamed(pieces: Iterable[bytes]) -> str:
    """The answer to the stream; nothing where the scanner hung up, as it does over its own limit."""
    with closing(_connected()) as one:
        try:
            one.sendall(b"zINSTREAM\0")
            for chunk in _chunks(pieces):
                one.sendall(len(chunk).to_bytes(4, "big") + chunk)
            one.sendall(bytes(4))
        except TimeoutError:
            raise Down("TimeoutError") from None
        except OSError:  # it hung up: what it said before, if anything, is still to be read
            pass
        try:
            return _answer(one)
        except TimeoutError:
            raise Down("TimeoutError") from None
        except OSError:
            return ""


def _chunks(pieces: Iterable[bytes]) -> Iterator[bytes]:
    for piece in pieces:
        for start in range(0, len(piece), _CHUNK):
            yield piece[start : start + _CHUNK]


def _answer(one: socket.socket) -> str:
    said = b""
    while len(said) < _ANSWER_BYTES and not said.endswith(b"\0"):
        more = one.recv(_ANSWER_BYTES)
        if not more:
            break
        said += more
    return said.rstrip(b"\0").decode(errors="replace").strip()
