"""One web address of Flickr, of any era, to what it names: hosts and paths as tables of forms."""

from __future__ import annotations

import re
from collections.abc import Callable

from exposure.identifiers.values import (
    LONG_NUMBER,
    MISTYPED,
    NO_NUMBER,
    NO_PAGE,
    NSID,
    OTHER_SITE,
    UNDECODABLE,
    Identifier,
    Kind,
    from_base58,
    named,
    unknown,
)

_FLAGS = re.IGNORECASE | re.ASCII
_LABEL = r"(?:[a-z0-9-]+\.)?"
_WHO = r"(?P<who>[^/]+)"
_ID = r"(?P<id>[0-9]{1,11})"
# Whatever follows a photo's number, but for a second number.
_REST = r"(?:/(?![0-9]+(?:/|$)).*)?"
# Pages of an account that list its own things, or things it chose.
_LISTS = (
    "albums|alltags|archives|collections|date-taken|details|favorites|faves|friends|galleries|map|page[0-9]+|"
    "popular[a-z-]*|random|sets|show|stats|tags|with"
)
SECRET = r"[0-9a-f]{8,10}"  # noqa: S105  (a part of every public picture's address)
SIZE = r"(?:_[0-9a-z]{1,2})?(?:_d)?"

# What stands after the host, and what it names. The first that fits the whole path counts.
PAGES: tuple[tuple[Kind, str], ...] = (
    ("tag", r"(?:photos/)?tags/[^/].*"),
    ("photo", rf"photos?/{_WHO}/{_ID}{_REST}"),
    ("photo", rf"videos/{_WHO}/{_ID}{_REST}"),
    ("album", rf"photos/{_WHO}/(?:sets|albums)/(?P<album>[0-9]{{1,20}})(?:/.*)?"),
    ("gallery", rf"photos/{_WHO}/galler(?:y|ies)/[0-9][0-9-]*(?:/.*)?"),
    ("gallery", r"galleries/[0-9][0-9-]*(?:/.*)?"),
    ("tag", rf"photos/{_WHO}/(?:all)?tags/[^/].*"),
    ("account", rf"photos?/{_WHO}(?:/(?:{_LISTS})(?:/.*)?)?"),
    ("account", rf"people/{_WHO}(?:/.*)?"),
    ("account", rf"(?P<who>{NSID})"),
    ("account", rf"buddyicons/(?P<who>{NSID})(?:_[a-z])?\.[a-z]{{3,4}}"),
    ("group", rf"groups/[^/]+/pool/(?P<who>{NSID})(?:/.*)?"),
    ("group", r"groups/[^/].*"),
)
FILES: tuple[tuple[Kind, str], ...] = (
    ("photo", rf"(?:.*/)?{_ID}_{SECRET}{SIZE}\.[a-z0-9]{{3,4}}"),
    ("photo", rf"video/{_ID}/{SECRET}(?:/.*)?"),
    ("account", rf"(?:.*/)?buddyicons/(?P<who>{NSID})(?:_[a-z])?\.[a-z]{{3,4}}"),
)
_Forms = tuple[tuple[Kind, re.Pattern[str]], ...]
_PAGES: _Forms = tuple((kind, re.compile(form, _FLAGS)) for kind, form in PAGES)
_FILES: _Forms = tuple((kind, re.compile(form, _FLAGS)) for kind, form in FILES)


def read(address: str) -> Identifier:
    """What an address names, given without its scheme: "www.flickr.com/photos/example-name/1234567890/"."""
    host, rest = re.match(r"([^/?#&]*)(.*)", address, re.DOTALL).groups()  # type: ignore[union-attr]
    host = re.sub(r":[0-9]{1,5}$", "", host).removesuffix(".")
    for form, reader in _HOSTS:
        if form.fullmatch(host):
            return reader(rest)
    return unknown(OTHER_SITE)


def page(rest: str) -> Identifier:
    """What the part of a page's address after the host names."""
    path, query = _parts(rest)
    last = path.rpartition("/")[2]
    if last.lower().endswith(".gne"):
        return _asked(last.lower(), query)
    if path.lower().startswith("gp/"):
        return unknown(UNDECODABLE)
    too_long = re.match(r"photos?/[^/]+/[0-9]{12}", path, _FLAGS)
    return _first(_PAGES, path) or unknown(LONG_NUMBER if too_long else NO_PAGE)


def _file(rest: str) -> Identifier:
    return _first(_FILES, _parts(rest)[0]) or unknown(NO_NUMBER)


def _short(rest: str) -> Identifier:
    path = _parts(rest)[0]
    what, _, code = path.partition("/")
    if what != "p":
        return unknown(UNDECODABLE if path else NO_PAGE)
    number = from_base58(code)
    return Identifier("photo", number) if number else unknown(MISTYPED)


_HOSTS: tuple[tuple[re.Pattern[str], Callable[[str], Identifier]], ...] = tuple(
    (re.compile(form, _FLAGS), reader)
    for form, reader in (
        (rf"{_LABEL}staticflickr\.com", _file),
        (rf"{_LABEL}static\.flickr\.com", _file),
        (r"photos[0-9]{1,2}\.flickr\.com", _file),
        (rf"{_LABEL}flickr\.com", page),
        (rf"{_LABEL}flic\.kr", _short),
    )
)


def _parts(rest: str) -> tuple[str, str]:
    """The path without empty segments, and the query. The old mobile site kept its path behind a #."""
    before, _, after = rest.partition("#")
    if not before.strip("/?&"):
        before = after.lstrip("!")
    path, query = re.match(r"([^?&#]*)(.*)", before, re.DOTALL).groups()  # type: ignore[union-attr]
    return "/".join(part for part in path.split("/") if part), query


def _first(forms: _Forms, path: str) -> Identifier | None:
    for kind, form in forms:
        found = form.fullmatch(path)
        if found:
            given = found.groupdict()
            return named(
                kind,
                who=given.get("who") or "",
                photo_id=given.get("id") or "",
                album_id=given.get("album") or "",
            )
    return None


def _asked(name: str, query: str) -> Identifier:
    """An address of the first years, whose query says what is asked for: photo.gne?id=1234567890."""
    given = _values(query)
    number, who = given.get("id", ""), given.get("nsid", "")
    is_number = re.fullmatch(r"[0-9]{1,11}", number)
    if re.fullmatch(NSID, number) and not name.startswith("group"):
        number, who = "", who or number
    if who and not re.fullmatch(NSID, who):
        return unknown(NO_PAGE)
    if name.startswith("group") and number:
        return Identifier("group")
    if re.fullmatch(r"[0-9]{1,20}", given.get("set", "")):
        return named("album", who=who, album_id=given["set"])
    if re.fullmatch(r"(?:photo|video)(?:_[a-z]+)?\.gne", name) and is_number:
        return named("photo", who=who, photo_id=number)
    short = from_base58(given.get("short", ""))
    if short and not number:
        return named("photo", who=who, photo_id=short)
    return named("account", who=who) if who and not number else unknown(NO_PAGE)


def _values(query: str) -> dict[str, str]:
    """The values of a query; a key that stands twice with different values has none."""
    found: dict[str, str] = {}
    for pair in re.split(r"[?&]", query):
        key, _, value = pair.partition("=")
        found[key.lower()] = value if found.get(key.lower(), value) == value else ""
    return found
