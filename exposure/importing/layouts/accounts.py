"""A table of accounts and photos with a heading; comma, semicolon or tab, as spreadsheets write it."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from exposure.importing.layouts import fields
from exposure.importing.layouts.lines import BOM, Lines, Mask
from exposure.importing.layouts.reading import Piece, Row

_ACCOUNT = ("nsid", "ownernsid", "usernsid", "account", "accountid", "owner", "ownerid", "userid", "user")
_PHOTO = ("photoid", "photo", "imageid", "id")
_ADDRESS = ("photourl", "url", "pageurl", "photopage", "flickrurl", "link", "address")
_PAGE = re.compile(
    rb"(?:https?://)?(?:www\.|m\.)?flickr\.com/photos/([0-9]{5,11}(?:@|%40)N[0-9]{2})/([0-9]+)(?:[/?#].*)?",
    re.IGNORECASE,
)

OPEN_QUOTE = "a quotation mark is not closed on its line; fields over several lines are not read"
OTHER_COUNT = "has another number of columns than the heading"
NO_PAGE = "the address is not that of a photo page which names the account by its number"
BAD_QUOTES = "quotation marks stand where none may"


class NoHeading(ValueError):
    """The first line does not say which columns hold the account and the photo."""


@dataclass(frozen=True, slots=True)
class Accounts:
    """Where the heading says account and photo stand; without both, where the page address stands."""

    separator: bytes
    count: int
    account: int = -1
    photo: int = -1
    address: int = -1
    name: ClassVar[str] = "accounts"
    heads: ClassVar[bool] = True

    @classmethod
    def of(cls, head: bytes) -> Accounts:
        """Read the heading. Raises: NoHeading, which says what it wants."""
        line = head.removeprefix(BOM).partition(b"\n")[0].removesuffix(b"\r")
        separator = max((b",", b";", b"\t"), key=line.count)
        names = [re.sub(rb"[^a-z]", b"", part.lower()).decode() for part in line.split(separator)]
        account, photo, address = (_first(names, known) for known in (_ACCOUNT, _PHOTO, _ADDRESS))
        if account >= 0 and photo >= 0:
            return cls(separator, len(names), account=account, photo=photo)
        if address >= 0:
            return cls(separator, len(names), address=address)
        raise NoHeading(
            "the first line must name the columns: one for the account (nsid, account, owner or user id) and "
            "one for the photo (photo_id, photo or id), or one for the photo page (url); it has "
            + (", ".join(filter(None, names))[:200] or "none of them")
        )

    def one(self, line: bytes) -> Row | str:
        parts = self._cut(line)
        if isinstance(parts, str):
            return parts
        if len(parts) != self.count:
            return OTHER_COUNT
        if self.address < 0:
            return fields.row(parts[self.photo].strip(), parts[self.account].strip())
        found = _PAGE.fullmatch(parts[self.address].strip())
        if not found:
            return NO_PAGE
        return fields.row(found[2], found[1].replace(b"%40", b"@").upper())

    def _cut(self, line: bytes) -> list[bytes] | str:
        if b'"' not in line:
            return line.split(self.separator)
        if line.count(b'"') % 2:
            return OPEN_QUOTE
        try:
            rows = list(csv.reader([line.decode()], delimiter=self.separator.decode(), strict=True))
        except csv.Error:
            return BAD_QUOTES
        return [part.encode() for part in rows[0]]

    def columns(self, lines: Lines, wanted: Mask) -> Iterator[Piece]:
        if self.address >= 0:
            return
        at, starts, ends = lines.fields(self.separator[0], self.count, wanted & lines.plain())
        named = [self.photo, self.account]
        number, account, good = fields.rows(lines, starts[:, named], ends[:, named])
        good &= ~lines.holding(b'"')[at]
        yield Piece(at[good], number[good], fields.codes(account[good]))


def _first(names: list[str], known: tuple[str, ...]) -> int:
    return next((names.index(name) for name in known if name in names), -1)
