"""The one file of a matter that holds the columns of its claims: sealed whole, replaced whole."""

import hashlib
import io
import os
import secrets
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage

import eligibility
from casefile import sealing
from eligibility import caseload_bytes
from eligibility.caseload import Caseload

ID_BYTES = 16


class Unusable(Exception):
    """There is no stored mirror that can be gone on with; the message says why, after "rebuilt: "."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What a file holds: the columns, and of each claim, by key, the revision they were read from."""

    caseload: Caseload
    revisions: dict[str, bytes]


@lru_cache(maxsize=1)
def engine() -> bytes:
    """SHA-256 of the engine's own text: columns that another one made are never gone on with."""
    found = hashlib.sha256()
    for path in sorted(Path(eligibility.__path__[0]).glob("*.py")):
        found.update(hashlib.sha256(path.read_bytes()).digest())
    return found.digest()


def _name(matter: str) -> str:
    return f"mirrors/{matter}.sealed"


def _place(matter: str) -> str:
    return f"mirror:{matter}"


def write(matter: str, kept: Kept) -> None:
    """Store the sealed columns in place of the old ones; a reader finds one or the other, never half."""
    revisions = b"".join(kept.revisions[key] for key in kept.caseload.keys)
    content = engine() + len(revisions).to_bytes(8) + revisions + caseload_bytes.write(kept.caseload)
    _replace(_name(matter), sealing.seal(content, place=_place(matter)))


def read(matter: str) -> Kept:
    """Open the stored columns; raises Unusable where there are none, or none that this engine made."""
    try:
        with default_storage.open(_name(matter)) as file:
            content = sealing.open_sealed(file.read(), place=_place(matter))
    except FileNotFoundError:
        raise Unusable("nothing was stored") from None
    except sealing.Tampered:
        raise Unusable("the stored file was damaged") from None
    except sealing.KeysMissing:
        raise Unusable("the key that sealed the stored file is not in FIELD_KEYS") from None
    size = len(engine())
    if content[:size] != engine():
        raise Unusable("the engine has changed since")
    begins = size + 8
    ends = begins + int.from_bytes(content[size:begins])
    caseload = caseload_bytes.read(content[ends:])
    numbers = range(begins, ends, ID_BYTES)
    parts = (content[number : number + ID_BYTES] for number in numbers)
    return Kept(caseload, dict(zip(caseload.keys, parts, strict=True)))


def forget(matter: str) -> None:
    """Remove the stored columns: what they held of anybody is gone with them."""
    default_storage.delete(_name(matter))


def _replace(name: str, sealed: bytes) -> None:
    try:
        path = Path(default_storage.path(name))
    except NotImplementedError:  # files are kept elsewhere: who looks in between finds none, and rebuilds
        default_storage.delete(name)
        default_storage.save(name, File(io.BytesIO(sealed)))
        return
    path.parent.mkdir(parents=True, exist_ok=True, mode=settings.FILE_UPLOAD_DIRECTORY_PERMISSIONS)
    beside = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(sealed)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
