"""Have a file looked at by a process of its own that may spend little, and read what that says."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from typing import IO

from django.conf import settings

from casefile.inspecting import ANSWER_BYTES, TOO_MUCH_WORK, WALL_SECONDS, Verdict, kinds

# No key and no address of anything: a parser that is taken over finds nothing to take.
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "MALLOC_ARENA_MAX": "1", "OMP_NUM_THREADS": "1"}


@dataclass(frozen=True, slots=True)
class Spent:
    """What a look cost: the most memory at once in KiB, and seconds of processor."""

    rss_kb: int = 0
    cpu: float = 0.0


def inspect(pieces: Iterable[bytes]) -> Verdict:
    """Return what the file is. One that breaks the process that looks is too much work, and never fit."""
    return weighed(pieces)[0]


def weighed(pieces: Iterable[bytes]) -> tuple[Verdict, Spent]:
    """Return what the file is and what finding it out cost."""
    with _held("coming") as coming, _held("going") as going:
        head = b""
        for piece in pieces:
            head = head or piece[: kinds.HEAD_BYTES]
            coming.write(piece)
        coming.seek(0)
        broken = Verdict(kinds.of(head), TOO_MUCH_WORK), Spent()
        if not _ran(coming.fileno(), going.fileno()):
            return broken
        going.seek(0)
        return _read(going) or broken


def _held(name: str) -> IO[bytes]:
    """A file in memory alone where the system has such: nothing unsealed comes to a disk."""
    if hasattr(os, "memfd_create"):
        return os.fdopen(os.memfd_create(name), "w+b", buffering=0)
    return tempfile.TemporaryFile(buffering=0)


def _ran(coming: int, going: int) -> bool:
    try:
        done = subprocess.run(  # noqa: S603  (our own module, under our own interpreter)
            [sys.executable, "-m", "casefile.inspecting", str(coming), str(going)],
            cwd=settings.ROOT,
            env=ENVIRONMENT,
            pass_fds=(coming, going),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=WALL_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def _read(going: IO[bytes]) -> tuple[Verdict, Spent] | None:
    line, _, preview = going.read(ANSWER_BYTES).partition(b"\n")
    try:
        said = json.loads(line)
        return Verdict(said["kind"], said["reason"], said["found"], preview), Spent(**said["spent"])
    except (ValueError, KeyError, TypeError):
        return None
