"""The metadata file of YFCC100M: no heading, tab separated, free text URL-encoded, 23 columns or 25.

The later file of 25 columns has a line number first and, third, the MD5 of the plain http download address.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from exposure.importing.layouts import fields
from exposure.importing.layouts.lines import Lines, Mask, Places
from exposure.importing.layouts.reading import Piece, Row

FEWER, MORE = 23, 25
_PAGE = re.compile(rb"https?://(?:www\.)?flickr\.com/photos/([^/]+)/([^/]+)/?", re.IGNORECASE)
_USUAL = b"http://www.flickr.com/photos/"

NO_COLUMNS = "has neither 23 nor 25 columns"
OTHER_COUNT = "has the other number of columns than the lines before; a file has 23 or 25 throughout"
NO_NUMBER = "25 columns, but the first is no line number"
NO_MARKER = "the last column is neither 0 (photo) nor 1 (video)"
NO_PAGE = "the page address is none of a Flickr photo"
OTHER_PAGE = "the page address names another account or photo than the line"
OTHER_HASH = "the hash is not that of the download address"


@dataclass(frozen=True, slots=True)
class Yfcc100m:
    """One of the two forms; `hashes` asks to compute each line's hash anew, one line at a time."""

    count: int
    hashes: bool = False
    name: ClassVar[str] = "yfcc100m"
    heads: ClassVar[bool] = False

    @classmethod
    def of(cls, head: bytes, *, hashes: bool = False) -> Yfcc100m:
        """Decide by the first line that has the columns of one form."""
        for line in head.split(b"\n"):
            parts = line.split(b"\t")
            if len(parts) == FEWER or (len(parts) == MORE and parts[0].isdigit()):
                return cls(len(parts), hashes)
        return cls(FEWER, hashes)

    def one(self, line: bytes) -> Row | str:
        parts = line.split(b"\t")
        if len(parts) != self.count:
            return OTHER_COUNT if len(parts) in (FEWER, MORE) else NO_COLUMNS
        if self.count == MORE:
            if not parts[0].isdigit():
                return NO_NUMBER
            if self.hashes and parts[2] and parts[2].lower() != _md5(parts[16]):
                return OTHER_HASH
            del parts[2], parts[0]
        found = fields.row(parts[0], parts[1])
        if isinstance(found, str):
            return found
        if parts[22] not in (b"0", b"1"):
            return NO_MARKER
        return _page(parts[13], photo=parts[0], account=parts[1]) or found

    def columns(self, lines: Lines, wanted: Mask) -> Iterator[Piece]:
        if self.hashes:
            return
        at, starts, ends = lines.fields(ord("\t"), self.count, wanted & lines.plain())
        photo, page = (0, 13) if self.count == FEWER else (1, 15)
        user = photo + 1 if self.count == FEWER else photo + 2
        number, account, good = fields.rows(lines, starts[:, [photo, user]], ends[:, [photo, user]])
        last = starts[:, -1]
        good &= (ends[:, -1] - last == 1) & ((lines.letters[last] | np.uint8(1)) == ord("1"))
        if self.count == MORE:
            good &= lines.numbers(starts[:, 0], ends[:, 0])[1]
        named = [page, user, photo]
        good &= _usual_page(lines, starts[:, named], ends[:, named])
        yield Piece(at[good], number[good], fields.codes(account[good]))


def _md5(address: bytes) -> bytes:
    return hashlib.md5(address, usedforsecurity=False).hexdigest().encode()


def _page(address: bytes, *, photo: bytes, account: bytes) -> str:
    """Why the page address does not go with the line; empty where it does or there is none."""
    if not address:
        return ""
    found = _PAGE.fullmatch(address)
    if not found:
        return NO_PAGE
    return "" if (found[1].replace(b"%40", b"@"), found[2]) == (account, photo) else OTHER_PAGE


def _usual_page(lines: Lines, starts: Places, ends: Places) -> Mask:
    """Whether the first field is empty or the usual address of the account and photo in the other two."""
    (at, user, photo), (end, user_end, photo_end) = starts.T, ends.T
    of_user, of_photo = np.minimum(user_end - user, 16), np.minimum(photo_end - photo, 16)
    in_user = at + len(_USUAL)
    in_photo = in_user + of_user + 1
    closing = in_photo + of_photo
    usual = (end == closing + 1) & lines.have(at, _USUAL)
    usual &= (lines.letters[in_photo - 1] == ord("/")) & (lines.letters[np.minimum(closing, end)] == ord("/"))
    usual &= lines.same(user, in_user, of_user) & lines.same(photo, in_photo, of_photo)
    either: Mask = usual | (end == at)
    return either
