"""How lists are written: a layout's name and the head of a file give what reads the file's lines."""

from __future__ import annotations

from exposure.importing.layouts.accounts import Accounts, NoHeading
from exposure.importing.layouts.megaface import MegaFace
from exposure.importing.layouts.reading import Layout, Parsed, Refused, only, read, shown, too_long
from exposure.importing.layouts.yfcc100m import Yfcc100m

__all__ = [
    "HEAD",
    "NAMES",
    "Layout",
    "NoHeading",
    "Parsed",
    "Refused",
    "guess",
    "of",
    "only",
    "read",
    "shown",
    "too_long",
]

NAMES = ("megaface", "yfcc100m", "accounts")
HEAD = 1 << 18
"""Bytes of a file that are enough to open it under its layout."""


def of(name: str, head: bytes, *, hashes: bool = False) -> Layout:
    """Return the layout of that name for the file that begins so; `hashes` is for yfcc100m with 25 columns.

    Raises: NoHeading for a table of accounts whose first line does not name its columns.
    """
    if name == "yfcc100m":
        return Yfcc100m.of(head, hashes=hashes)
    if name == "accounts":
        return Accounts.of(head)
    if name == "megaface":
        return MegaFace()
    raise KeyError(name)


def guess(head: bytes) -> str:
    """Return the layout that reads more than half of the first lines; empty where none does."""
    whole = head[: head.rfind(b"\n") + 1] or head
    for name in NAMES:
        try:
            parsed = read(of(name, head), whole, first=1)
        except NoHeading:
            continue
        if len(parsed.photo) > len(parsed.refused):
            return name
    return ""
