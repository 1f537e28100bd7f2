"""The secrets of a demonstration: made once, kept in var/secrets.env, readable by their owner only."""

import base64
import os
import secrets
import shlex
from collections.abc import Callable
from pathlib import Path

from groundwork import say


def keep(var: Path) -> dict[str, str]:
    """Return the secrets of this folder, making those that are not there yet.

    Raises say.Stop when rows sealed under lost keys are there: new keys would make them unreadable.
    """
    file = var / "secrets.env"
    held = _read(file)
    if not held.get("FIELD_KEYS") and (var / "portal.sqlite3").exists():
        raise say.Stop(
            f"{file} is gone, but the database {var / 'portal.sqlite3'} was sealed with the keys in it.\n"
            f"Put the file back, or start afresh without the old answers: rm -r {var}"
        )
    made = {name: make() for name, make in _MAKERS.items() if not held.get(name)}
    if made:
        held = held | made
        _write(file, held)
    return held


def field_keys() -> str:
    """Return a sealing key and an index key in the form FIELD_KEYS has."""
    return f"k1:{_key()};index:{_key()}"


def secret_key() -> str:
    """Return a key for Django's signatures."""
    return secrets.token_urlsafe(50)


_MAKERS: dict[str, Callable[[], str]] = {"SECRET_KEY": secret_key, "FIELD_KEYS": field_keys}


def _key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


def _read(file: Path) -> dict[str, str]:
    if not file.exists():
        return {}
    lines = (line for line in file.read_text().splitlines() if "=" in line and not line.startswith("#"))
    pairs = (line.split("=", 1) for line in lines)
    return {name.strip(): "".join(shlex.split(value)) for name, value in pairs}


def _write(file: Path, held: dict[str, str]) -> None:
    text = "".join(f"{name}={shlex.quote(value)}\n" for name, value in held.items())
    fresh = file.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    fresh.replace(file)
