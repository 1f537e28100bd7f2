"""What people paste about Flickr, read offline: a photo, an account, an album, or why it cannot be read.

Never raises on any text and never guesses. Only ASCII digits count; a number inside a sentence is not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from exposure.identifiers import addresses, writing
from exposure.identifiers.values import (
    BROKEN,
    EMPTY,
    LONG_NUMBER,
    NSID,
    OTHER_DIGITS,
    PROSE,
    SEVERAL,
    SHORT_NUMBER,
    TOO_LONG,
    WORD,
    Identifier,
    account,
    from_base58,
    unknown,
)
from exposure.identifiers.writing import HOST, UNSEEN

__all__ = ["LONGEST", "Identifier", "from_base58", "identify", "identify_lines", "lines"]

LONGEST = 2000
_FLAGS = re.IGNORECASE | re.ASCII

_EDGE = " \t\r\n\v\f\u00a0\"'`<>()[]{}«»‹›“”„‘’‚*.,;:!?…" + "\u200b\ufeff"
_TRAILING = ".,;:!?~'’*"

# Marks that belong to the sign before them.
_MARKS = "\u0300-\u036f\u20d0-\u20ff\ufe00-\ufe0f"
# Where a link begins: with a scheme, with // or half a scheme, with Flickr's host, or any host and a path.
_START = re.compile(
    rf"https?:/+|(?<![\w:/])(?:https?:?)?//?(?={HOST})|(?<![\w.@/:%-])(?={HOST})"
    r"|(?<![\w.@/:%-])(?=(?:[a-z0-9-]+\.)++[a-z]{2,24}(?::[0-9]+)?/)",
    re.I,
)
# A link whose own beginning is spoilt, up to one that it names: that one is not what was pasted.
_UNREAD = re.compile(rf"{HOST}/\S*$", re.I)
_NESTED = re.compile(r"https?:/+", re.I)
# A link goes on over the signs of addresses, and over any sign between two digits or letters: nothing is cut
# short, and a link with a stray sign in it is not read at all.
_BODY = re.compile(
    rf"(?:[\w\-./@:?=&%#+~!$*{_MARKS}]|(?<=\w)[{UNSEEN}](?=\w)|(?<=\d)[^\w\s](?=\d)"
    r"|(?<=\w)[^\w\s<>\"|()\[\]{}](?=\w))*"
)
# What can be the rest of the same address after a space.
_TORN = re.compile(r"[^\S\n]+(?:(?P<digits>[0-9]+)(?![^\W_])|[\w-]*/[0-9]{1,11}(?!\w))")
# A short address and, after a space, letters that no word has: the rest of its code.
_CODE = re.compile(r"(?:/p/|short=)[1-9A-Za-z]{1,6}$")
_CODE_ON = re.compile(r"[^\S\n]+(?=\w*(?:[0-9]|[a-z][A-Z]))([1-9A-Za-z]{1,6})(?!\w)")

# Not within a longer number or word.
_FRESH = r"(?<![\w.])(?<!\d[^\w\s/@])"
# Names distinctive enough to be read inside a sentence: Flickr's files, MegaFace's paths, account numbers.
_FILE = re.compile(
    rf"{_FRESH}(?<![@-])(?P<id>[0-9]{{6,11}})_(?P<secret>{addresses.SECRET}){addresses.SIZE}"
    r"\.(?:jpe?g|png|gif|webp|mp4|mov)(?![0-9A-Za-z])",
    _FLAGS,
)
_FACE = re.compile(
    rf"{_FRESH}(?P<who>{NSID})(?:_identity_[0-9]+)?[/@](?P<id>[0-9]{{1,11}})_[0-9]{{1,4}}\.jpe?g(?![0-9A-Za-z])",
    _FLAGS,
)
_OWN = re.compile(
    rf"{_FRESH}(?P<who>{NSID})(?:_identity_[0-9]+)?/(?P<id>[0-9]{{6,11}})/?(?=[^\w\s]*(?:\s|$))(?!\s+\d)",
    _FLAGS,
)
_ACCOUNT = re.compile(rf"{_FRESH}(?P<who>{NSID})(?:_identity_[0-9]+)?(?![\w@-]|[./]\w)", _FLAGS)
_IN_PROSE = (_FACE, _FILE, _OWN, _ACCOUNT)
_FACE_ALONE = re.compile(r"([0-9]{9,11})_[0-9]{1,3}\.jpe?g", _FLAGS)
# How Flickr ends a share code for forums.
_SHARED = "[/url], on flickr"
# A telephone's own name for a picture: 20120513_123456789.jpg.
_DATED = re.compile(r"(?:19|20)[0-9]{6}")


def identify(text: str) -> Identifier:
    """What one text names: an address, a file name, a number, with or without words around it."""
    if len(text) > LONGEST:
        return unknown(TOO_LONG)
    text = writing.plain(text)
    if not text:
        return unknown(EMPTY)
    alone = _alone(text.strip(_EDGE))
    if alone:
        return alone
    found, rest = _links(text)
    found += _in_prose(rest)
    if found:
        return _one(found, text)
    return unknown(PROSE if re.search(r"\s", text.strip(_EDGE)) else WORD)


def lines(text: str) -> tuple[str, ...]:
    """The lines of a text that are not blank."""
    return tuple(line for line in text.splitlines() if line.strip())


def identify_lines(text: str) -> tuple[Identifier, ...]:
    """What each line that is not blank names."""
    return tuple(identify(line) for line in lines(text))


def _alone(text: str) -> Identifier | None:
    """A text that is nothing but a number, the end of an address, or the name of a MegaFace file."""
    if re.fullmatch(r"[0-9]+", text):
        if 6 <= len(text) <= 11:
            return Identifier("photo", text)
        return unknown(LONG_NUMBER if len(text) > 11 else SHORT_NUMBER)
    if re.fullmatch(r"\d+", text) or (text and all(sign.isnumeric() for sign in text)):
        return unknown(OTHER_DIGITS)
    if re.match(r"/(?:photos?|people|videos|groups|galleries|tags)/\S*$", text, re.I):
        return addresses.page(text)
    face = _FACE_ALONE.fullmatch(text)
    return Identifier("photo", face[1]) if face else None


def _links(text: str) -> tuple[list[Identifier], str]:
    """What the links of a text name, and the text without them."""
    found: list[Identifier] = []
    rest, at = [], 0
    while start := _START.search(text, at):
        body = _BODY.match(text, start.end())
        end = body.end() if body else start.end()
        before = text[at : start.start()]
        rest.append(before)
        pieces = list(_unwrapped(text[start.end() : end], marked=text[max(0, start.start() - 1)]))
        found += [unknown(BROKEN)] if _UNREAD.search(before) or _is_torn(text, end) else pieces
        at = max(end, start.end(), start.start() + 1)
    return found, " ".join([*rest, text[at:]])


def _unwrapped(body: str, *, marked: str) -> Iterator[Identifier]:
    """What a link names; of a redirect or an archive, what the whole address inside it names."""
    pieces = _NESTED.split(body)
    for place, piece in enumerate(pieces):
        trimmed = piece.rstrip(_TRAILING).removesuffix("_" if marked == "_" else "")
        named = addresses.read(trimmed)
        is_wrapper = place + 1 < len(pieces) and piece.endswith(("/", "=", "?"))
        if is_wrapper and named.kind == "unknown":
            continue
        if not re.search(r"\.(?:js|css)(?:\?|$)", trimmed, re.I):
            yield named
        if is_wrapper and piece.endswith("="):
            return  # an address handed along in the query of one that names something itself


def _is_torn(text: str, end: int) -> bool:
    """Whether the link ends at a space that may stand inside its number or its account's name."""
    code, more = _CODE.search(text[:end]), _CODE_ON.match(text, end)
    if code and more and len(re.split("[/=]", code[0])[-1]) + len(more[1]) <= 7:
        return True
    after = _TORN.match(text, end)
    if not after:
        return False
    if not after["digits"] or text[end - 1] == "/":
        return True
    count = len(text[:end]) - len(text[:end].rstrip("0123456789"))
    return 0 < count <= 11 - len(after["digits"])


def _in_prose(text: str) -> list[Identifier]:
    found = []
    for form in _IN_PROSE:
        found += [_distinct(one) for one in form.finditer(text) if not _is_own_name(one)]
        text = form.sub(" ", text)
    return found


def _distinct(found: re.Match[str]) -> Identifier:
    given = found.groupdict()
    nsid = account(given.get("who", ""))[0]
    return Identifier("photo" if "id" in given else "account", given.get("id", ""), nsid)


def _is_own_name(found: re.Match[str]) -> bool:
    """Whether this is a telephone's name of a picture, with its day and time, and not Flickr's."""
    given = found.groupdict()
    return bool(
        given.get("secret", "").isdecimal() and len(given["secret"]) < 10 and _DATED.fullmatch(given["id"])
    )


def _one(found: list[Identifier], text: str) -> Identifier:
    """The one thing that all of these name."""
    different = list(dict.fromkeys(found))
    if len(different) == 1:
        return different[0]
    if any(one.kind == "unknown" for one in different):
        return unknown(SEVERAL)
    # A share code of Flickr links to the photo and, in a second link, to the account that it is of.
    shared = _SHARED in text.lower()
    left = [one for one in different if not _is_implied(one, different)]
    things = {(one.kind, one.photo_id) for one in left if not (shared and one.kind == "account")}
    if len(things) == 1 and left[0].photo_id:
        return _merged(left)
    return left[0] if len(left) == 1 else unknown(SEVERAL)


def _is_implied(one: Identifier, all_: list[Identifier]) -> bool:
    """Whether an account is named by another of these anyway, as the owner of a photo or an album."""
    return one.kind == "account" and any(
        other.kind != "account" and {one.nsid, one.alias} <= {other.nsid, other.alias, ""} for other in all_
    )


def _merged(found: list[Identifier]) -> Identifier:
    """One photo, with the account as far as any of these name it."""
    nsids, aliases = {one.nsid for one in found} - {""}, {one.alias for one in found} - {""}
    if len(nsids) > 1 or len(aliases) > 1:
        return unknown(SEVERAL)
    return replace(found[0], nsid="".join(nsids), alias="".join(aliases))
