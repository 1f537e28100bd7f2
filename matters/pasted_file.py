"""A file of links as lines of text: whatever it was saved as, and never a picture or a program."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator

from exposure import identifiers

MOST_BYTES = 200_000
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_BINARY = re.compile("[\x00-\x08\x0e-\x1f\x7f]")


class NotText(ValueError):
    """The file holds something other than text."""


def lines(content: bytes, *, name: str) -> str:
    """The lines of a .txt or .csv file; of a row of a table, the one cell that names a photo.

    Raises: NotText.
    """
    text = _decoded(content)
    return "\n".join(_rows(text)) if name.lower().endswith(".csv") else text


def _decoded(content: bytes) -> str:
    encoding = next((name for mark, name in _MARKS if content.startswith(mark)), "")
    for guess in filter(None, (encoding, "utf-8", "cp1252", "latin-1")):
        try:
            text = content.decode(guess)
        except UnicodeDecodeError:
            continue
        if _BINARY.search(text):
            break
        return text
    raise NotText


def _rows(text: str) -> Iterator[str]:
    dialect = (
        ";" if text.count(";") > text.count(",") else "\t" if text.count("\t") > text.count(",") else ","
    )
    try:
        for row in csv.reader(text.splitlines(), delimiter=dialect):
            yield _photo(row)
    except csv.Error:
        yield from text.splitlines()


def _photo(row: list[str]) -> str:
    """The only cell that names a photo, best with its account; the whole row where none or several do."""
    read = [(identifiers.identify(cell), cell) for cell in row]
    photos = [(found, cell) for found, cell in read if found.photo_id]
    owned = [(found, cell) for found, cell in photos if found.account] or photos
    if len({found.photo_id for found, _ in owned}) == 1:
        return owned[0][1]
    return " ".join(filter(None, row))
