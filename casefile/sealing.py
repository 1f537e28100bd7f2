"""Encryption of what is personal, bound to its row and column, and keyed indexes to find it again."""

import base64
import binascii
import hashlib
import hmac
import json
import os
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

KEYS_HINT = (
    "Set FIELD_KEYS to 'NAME:BASE64;index:BASE64', each 32 random bytes, for example from "
    '`python3 -c "import base64,os;print(base64.b64encode(os.urandom(32)).decode())"`. '
    "The first named key seals; further ones still open what they sealed; `index` finds."
)
INDEX = "index"
NONCE_BYTES, TAG_BYTES = 12, 16
NAME_BYTES = 16  # text put where ciphertext was starts with a greater byte, so none is read as a key's name


class KeysMissing(Exception):
    """FIELD_KEYS is empty or malformed."""


class Tampered(Exception):
    """A sealed value does not belong to the row and column it stands in, or its bytes were changed."""


@dataclass(frozen=True, slots=True)
class Keyring:
    """The sealing keys by name (the first is current) and the separate key of the blind indexes."""

    current: str
    sealing: Mapping[str, bytes]
    index: bytes


@lru_cache(maxsize=8)
def keyring(text: str) -> Keyring:
    """Read a FIELD_KEYS text, `NAME:BASE64;...;index:BASE64`; raises KeysMissing saying what is wrong."""
    keys: dict[str, bytes] = {}
    for part in filter(None, (part.strip() for part in text.split(";"))):
        name, _, encoded = part.partition(":")
        try:
            key = base64.b64decode(encoded, validate=True)
        except binascii.Error:
            raise KeysMissing(f"The key named {name!r} in FIELD_KEYS is not base64.") from None
        if len(key) != 32 or not 0 < len(name.encode()) <= NAME_BYTES:
            raise KeysMissing(
                f"The key named {name!r} in FIELD_KEYS must be 32 bytes, its name 1 to {NAME_BYTES} letters."
            )
        keys[name] = key
    index = keys.pop(INDEX, None)
    if index is None or not keys:
        raise KeysMissing("FIELD_KEYS must hold at least one sealing key and the key named 'index'.")
    return Keyring(current=next(iter(keys)), sealing=keys, index=index)


def _ring() -> Keyring:
    return keyring(settings.FIELD_KEYS)


def seal(plain: bytes, *, place: str) -> bytes:
    """Encrypt with AES-256-GCM under the current key; `place` (`table.column:pk`) must match at opening."""
    return Sealer().seal(plain, place=place)


class Sealer:
    """Seals many values under the key of the moment, as `seal` does one."""

    def __init__(self) -> None:
        ring = _ring()
        name = ring.current.encode()
        self._head = bytes([len(name)]) + name
        self._cipher = AESGCM(ring.sealing[ring.current])

    def seal(self, plain: bytes, *, place: str) -> bytes:
        """Encrypt a value for its place."""
        nonce = os.urandom(NONCE_BYTES)
        return self._head + nonce + self._cipher.encrypt(nonce, plain, place.encode())


def open_sealed(sealed: bytes, *, place: str) -> bytes:
    """Decrypt what `seal` made for the same place; raises Tampered otherwise, KeysMissing without its key."""
    size = sealed[0] if sealed else 0
    if not 0 < size <= NAME_BYTES or len(sealed) < 1 + size + NONCE_BYTES + TAG_BYTES:
        raise Tampered(f"The value at {place} is cut short or was never sealed.")
    name = sealed[1 : 1 + size].decode(errors="replace")
    key = _ring().sealing.get(name)
    if key is None:
        raise KeysMissing(f"The key {name!r} that sealed {place} is not in FIELD_KEYS.")
    nonce, body = sealed[1 + size : 1 + size + NONCE_BYTES], sealed[1 + size + NONCE_BYTES :]
    try:
        return AESGCM(key).decrypt(nonce, body, place.encode())
    except InvalidTag:
        raise Tampered(f"The sealed value at {place} was changed or moved from another row.") from None


def fold(text: str) -> str:
    """One spelling for look-up: compatibility-normalised, case-folded, without accents or outer blanks."""
    if text.isascii():
        return text.strip().casefold()
    decomposed = unicodedata.normalize("NFKD", text.strip().casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def blind_index(text: str, *, purpose: str) -> str:
    """Return a keyed hex digest (HMAC-SHA256) of the folded text, to find equals without opening anything."""
    return digest(f"{purpose}\0{fold(text)}".encode())


def email_index(address: str) -> str:
    """Return the index that an e-mail address is found by, in whichever table it stands."""
    return blind_index(address, purpose="email")


def digest(content: bytes) -> str:
    """Return a keyed hex digest of personal content: equal contents agree, outsiders cannot test guesses."""
    return hmac.new(_ring().index, content, hashlib.sha256).hexdigest()


class _Opened:
    """Descriptor that opens a sealed column when it is first read, since only the row knows its place."""

    def __init__(self, field: "SealedField") -> None:
        self.field = field

    def __get__(self, row: models.Model | None, owner: type | None = None) -> Any:
        if row is None:
            return self
        held = row.__dict__.get(self.field.attname)
        if isinstance(held, _Sealed):
            held = self.field.opened(held, row)
            row.__dict__[self.field.attname] = held
        return held

    def __set__(self, row: models.Model, value: Any) -> None:
        row.__dict__[self.field.attname] = value


class _Sealed(bytes):
    """Ciphertext as it came from the database, not opened yet."""


class SealedField(models.BinaryField):  # type: ignore[type-arg]  # generic to the stubs alone
    """A JSON value kept only as AES-256-GCM ciphertext bound to table, column and primary key.

    The model's primary key must be known before the row is written (a UUID default).
    """

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only)
        setattr(cls, self.attname, _Opened(self))

    def _place(self, row: models.Model) -> str:
        return f"{row._meta.db_table}.{self.column}:{row.pk}"

    def opened(self, held: bytes, row: models.Model) -> Any:
        return self._unpacked(open_sealed(bytes(held), place=self._place(row)))

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = getattr(model_instance, self.attname)
        return None if value is None else self.sealed(value, model_instance)

    def sealed(self, value: Any, row: models.Model) -> bytes:
        """Return the ciphertext of a value for its place in this row, for an UPDATE by queryset."""
        return seal(self.plain(value), place=self._place(row))

    def plain(self, value: Any) -> bytes:
        """Return a value as it is before it is sealed."""
        return self._packed(value)

    def _packed(self, value: Any) -> bytes:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()

    def _unpacked(self, plain: bytes) -> Any:
        return json.loads(plain)

    def from_db_value(self, value: Any, expression: Any, connection: BaseDatabaseWrapper) -> _Sealed | None:
        # SQLite keeps whatever type was written; text there is no ciphertext, and fails as such when opened.
        return None if value is None else _Sealed(value.encode() if isinstance(value, str) else value)

    def value_to_string(self, obj: models.Model) -> str:
        raise TypeError("A sealed value is never serialised.")


class SealedBytesField(SealedField):
    """Bytes kept as they are under the same seal, which adds 29 bytes and the key's name."""

    def _packed(self, value: Any) -> bytes:
        return bytes(value)

    def _unpacked(self, plain: bytes) -> bytes:
        return plain
