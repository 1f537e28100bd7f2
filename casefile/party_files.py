"""Read a CSV of parties: what each line says, and of each line that is not taken, why not."""

import codecs
import csv
import hashlib
import io
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from casefile.likeness import Address, words

MOST_BYTES, MOST_ROWS = 20_000_000, 100_000
MOST_CELL, MOST_NOTE, MOST_ALIASES = 300, 4_000, 30
COLUMNS = {
    "name": ("name", "party", "full name", "party name", "client", "client name"),
    "aliases": ("aliases", "alias", "other names", "also known as", "aka"),
    "address": ("address", "full address"),
    "street": ("street", "street address", "address 1"),
    "city": ("city", "town"),
    "code": ("code", "zip", "zip code", "postal code", "postcode"),
    "matter": ("matter", "old matter", "matter number", "case"),
    "result": ("result", "outcome"),
    "note": ("note", "notes", "remarks"),
}
WORDS = {"name": "name", "aliases": "aliases", "address": "address", "street": "street", "city": "city",
         "code": "ZIP code", "matter": "old matter", "result": "result", "note": "note"}  # fmt: skip
TURNING = "\u202a\u202b\u202d\u202e\u2066\u2067\u2068"
FREE = ("matter", "result", "note")
FORMULA = ("=", "+", "-", "@", "\t", "\r")
NO_NAME, FORMULAS, TOO_LONG, SHORT, AGAIN, ODD = "no_name", "formula", "long", "cells", "again", "control"
REASONS = {
    NO_NAME: "no name: the name is empty or has no letter",
    FORMULAS: "a cell begins like a formula of a spreadsheet (=, +, - or @)",
    TOO_LONG: "a cell is longer than is kept, or there are too many aliases",
    SHORT: "more cells than the heading has columns: quote a text that has a comma in it",
    AGAIN: "the same party stands on an earlier line",
    ODD: "a character that cannot be shown stands in it",
}


class Unreadable(ValueError):
    """The file as a whole is refused; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One party, and the line it begins on."""

    line: int
    known: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Refusal:
    """One line that was not taken, and why, as a code of REASONS."""

    line: int
    reason: str

    @property
    def words(self) -> str:
        return REASONS[self.reason]


@dataclass(frozen=True, slots=True)
class Reading:
    """A whole file as it was understood. `unknown`: headings that no column is read from."""

    sha256: str
    columns: tuple[str, ...]
    unknown: tuple[str, ...]
    entries: tuple[Entry, ...]
    refused: tuple[Refusal, ...]


def read(content: bytes) -> Reading:
    """Read a CSV with a heading; comma, semicolon or tab between its cells. Raises: Unreadable."""
    if len(content) > MOST_BYTES:
        raise Unreadable(f"The file has more than {MOST_BYTES // 1_000_000} MB. Split it into several lists.")
    text = _decoded(content)
    rows = _rows(text)
    heading = next(rows, (0, []))[1]
    places = _places(heading)
    entries: list[Entry] = []
    refused: list[Refusal] = []
    for taken in _entries(rows, heading, places):
        (refused if isinstance(taken, Refusal) else entries).append(taken)  # type: ignore[arg-type]
    return Reading(
        sha256=hashlib.sha256(content).hexdigest(),
        columns=tuple(name for name in WORDS if name in places),
        unknown=tuple(one for n, one in enumerate(heading) if n not in places.values() and one.strip()),
        entries=tuple(entries),
        refused=tuple(refused),
    )


def _decoded(content: bytes) -> str:
    encoding = "utf-8-sig"
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as fault:
        line = content[: fault.start].count(b"\n") + 1
        raise Unreadable(
            f"The file is not UTF-8 text: line {line} has the byte 0x{content[fault.start]:02X}. "
            "Save it from the spreadsheet as “CSV UTF-8” and try again."
        ) from None
    if "\0" in text:
        raise Unreadable("The file has zero bytes in it and is no CSV. Save it as “CSV UTF-8” and try again.")
    if not text.strip():
        raise Unreadable("The file is empty.")
    return text


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each row that is not blank, with the line it begins on."""
    first = text.lstrip().partition("\n")[0]
    between = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=between, strict=True)
    before = 0
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield before + 1, row
            before = reader.line_num
    except csv.Error:
        raise Unreadable(
            f"The quotes do not close from line {before + 1} on, so the lines after it cannot be told apart. "
            "Mend that line and try again."
        ) from None


def _places(heading: list[str]) -> dict[str, int]:
    titles = [" ".join(one.replace("_", " ").split()).casefold() for one in heading]
    places = {
        name: titles.index(title)
        for name, spellings in COLUMNS.items()
        for title in reversed(spellings)
        if title in titles
    }
    if "name" not in places:
        raise Unreadable(
            "No column is headed “name”. The first line must name the columns: name, aliases, address (or "
            "street, city, zip), matter, result, note. Only the name is needed."
        )
    return places


def _entries(
    rows: Iterator[tuple[int, list[str]]], heading: list[str], places: dict[str, int]
) -> Iterator[Entry | Refusal]:
    seen: set[str] = set()
    for line, row in rows:
        if len(seen) >= MOST_ROWS:
            raise Unreadable(f"The file has more than {MOST_ROWS:,} parties. Split it into several lists.")
        cells = {name: row[at].strip(" ") if at < len(row) else "" for name, at in places.items()}
        why = _fault(cells, row, heading)
        known = {} if why else _known(cells)
        twin = repr(sorted(known.items()))
        if not why and twin in seen:
            why = AGAIN
        seen.add(twin)
        yield Refusal(line, why) if why else Entry(line, known)


def _fault(cells: dict[str, str], row: list[str], heading: list[str]) -> str:
    """Why a line is not taken, as a code; "" where it is."""
    checks = (
        (any(cell.strip() for cell in row[len(heading) :]), SHORT),
        (any(_is_odd(cell) for cell in cells.values()), ODD),
        (any(_is_formula(name, cell) for name, cell in cells.items()), FORMULAS),
        (not words(cells["name"]), NO_NAME),
        (any(len(cell) > _most(name) for name, cell in cells.items()), TOO_LONG),
        (len(_aliases(cells)) > MOST_ALIASES, TOO_LONG),
    )
    return next((reason for is_so, reason in checks if is_so), "")


def _most(name: str) -> int:
    return MOST_NOTE if name in (*FREE, "aliases") else MOST_CELL


def _is_odd(cell: str) -> bool:
    """Whether a control character stands in a cell, or one that turns the direction of what is read."""
    return any((ord(c) < 32 and c not in "\n\r\t") or c in TURNING for c in cell)


def _is_formula(name: str, cell: str) -> bool:
    """Text of the firm's own may begin with a dash, as lists do; an account's name with @."""
    marks = FORMULA[:2] if name in FREE else FORMULA
    if name == "aliases":
        return any(one.startswith(FORMULA[:3]) for one in _split(cell))
    return cell.startswith(marks)


def _known(cells: dict[str, str]) -> dict[str, Any]:
    """What is kept of a party; what is not known is left out."""
    home = _address(cells)
    known: dict[str, Any] = {
        "name": cells["name"],
        "aliases": list(_aliases(cells)),
        "address": asdict(home) if home else {},
        **{name: cells.get(name, "") for name in FREE},
    }
    return {name: value for name, value in known.items() if value}


def _address(cells: dict[str, str]) -> Address | None:
    if cells.get("street"):
        return Address(cells["street"], cells.get("city", ""), cells.get("code", ""))
    if not cells.get("address"):
        return None
    read = Address.read(cells["address"])
    return Address(read.street, read.city or cells.get("city", ""), read.code or cells.get("code", ""))


def _aliases(cells: dict[str, str]) -> tuple[str, ...]:
    names = (one.removeprefix("@") for one in _split(cells.get("aliases", "")))
    return tuple(dict.fromkeys(one for one in names if words(one)))


def _split(cell: str) -> list[str]:
    return [one.strip() for one in cell.replace("|", ";").replace("\n", ";").split(";") if one.strip()]
