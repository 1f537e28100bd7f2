"""One spelling for what people paste about Flickr: photo numbers, account numbers and account names.

Reads offline, accepts ASCII digits only, and never raises on any text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote

ALPHABET = "123456789abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ"
LONGEST = 2000
_NSID = re.compile(r"([0-9]{5,11})@[Nn]([0-9]{2})")
_ID = re.compile(r"[0-9]{6,11}")
_ALIAS = re.compile(r"[0-9A-Za-z_-]{1,64}")
_STATIC_FILE = re.compile(r"(?:^|/)([0-9]{6,11})_[0-9a-f]{8,10}(?:_[a-z0-9]{1,2})?(?:_d)?\.[a-z]{3,4}$", re.I)
_MEGAFACE_FILE = re.compile(r"(?:^|[/@])([0-9]{6,11})_[0-9]{1,3}\.jpg$", re.I)
_PAGE_HOSTS = {"flickr.com", "www.flickr.com", "m.flickr.com", "secure.flickr.com"}
_NOT_PEOPLE = {"tags", "upload", "organize", "public", "search", "friends", "me"}


@dataclass(frozen=True, slots=True)
class Identifier:
    """What a text names, as far as it does: a photo's number, an account's number, an account's name."""

    photo_id: str = ""
    nsid: str = ""
    alias: str = ""

    def __bool__(self) -> bool:
        return bool(self.photo_id or self.nsid or self.alias)

    def __str__(self) -> str:
        named = (("photo", self.photo_id), ("account", self.nsid), ("account name", self.alias))
        return ", ".join(f"{what} {value}" for what, value in named if value)


NOTHING = Identifier()


def read_all(text: str) -> tuple[Identifier, ...]:
    """What each word of a text names; words that name nothing are left out."""
    words = re.split(r"[\s,;<>\"']+", text[:LONGEST])
    return tuple(found for word in words if (found := read(word)))


def read(text: str) -> Identifier:
    """What one pasted text names: an address, a file name, a number; `NOTHING` where it names nothing."""
    text = _plain(text)
    host, _, path = text.partition("/")
    host = host.lower().removesuffix(".")
    if host in ("flic.kr", "www.flic.kr"):
        return _short(path)
    if host in _PAGE_HOSTS:
        return _page(path)
    if host.endswith(("staticflickr.com", "static.flickr.com")) or re.fullmatch(
        r"photos[0-9]+\.flickr\.com", host
    ):
        return _file(path)
    return _bare(text)


def from_base58(text: str) -> str:
    """The photo number behind a flic.kr short address; empty where it is none."""
    number = 0
    for character in text[:12]:
        digit = ALPHABET.find(character)
        if digit < 0:
            return ""
        number = number * 58 + digit
    return str(number) if _ID.fullmatch(str(number)) else ""


def _plain(text: str) -> str:
    text = unquote(text[:LONGEST], errors="replace").strip().strip("<>()[]\"'")
    text = re.sub(r"^(https?:)?//", "", text, flags=re.I)
    return text.partition("#")[0].strip()


def _account(text: str) -> Identifier:
    found = _NSID.fullmatch(text)
    if found:
        return Identifier(nsid=f"{found[1]}@N{found[2]}")
    known = _ALIAS.fullmatch(text) and text.lower() not in _NOT_PEOPLE
    return Identifier(alias=text) if known else NOTHING


def _page(path: str) -> Identifier:
    path, _, query = path.partition("?")
    parts = [part for part in path.split("/") if part]
    if parts and parts[0].endswith(".gne"):
        return _query(query)
    if len(parts) < 2 or parts[0] not in ("photos", "photo", "people", "videos"):
        return NOTHING
    account = _account(parts[1])
    number = parts[2] if len(parts) > 2 and _ID.fullmatch(parts[2]) and parts[0] != "people" else ""
    return Identifier(number, account.nsid, account.alias)


def _query(query: str) -> Identifier:
    given = dict(pair.partition("=")[::2] for pair in query.split("&"))
    if _ID.fullmatch(given.get("id", "")):
        return Identifier(photo_id=given["id"])
    return Identifier(photo_id=from_base58(given.get("short", "")))


def _short(path: str) -> Identifier:
    parts = path.partition("?")[0].split("/")
    return Identifier(photo_id=from_base58(parts[1])) if len(parts) > 1 and parts[0] == "p" else NOTHING


def _file(path: str) -> Identifier:
    found = _STATIC_FILE.search(path.partition("?")[0])
    return Identifier(photo_id=found[1]) if found else NOTHING


def _bare(text: str) -> Identifier:
    if _NSID.fullmatch(text):
        return _account(text)
    if _ID.fullmatch(text):
        return Identifier(photo_id=text)
    found = _MEGAFACE_FILE.search(text) or _STATIC_FILE.search(text)
    owner = _NSID.search(text) if found else None
    return Identifier(found[1], f"{owner[1]}@N{owner[2]}" if owner else "") if found else NOTHING
