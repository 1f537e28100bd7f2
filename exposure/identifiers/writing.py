"""A text about Flickr as it was meant: nothing escaped, one kind of slash, no stray spaces in an address."""

from __future__ import annotations

import re

from exposure.identifiers.values import NSID

HOST = r"(?:[a-z0-9-]+\.)*(?:flickr\.com|staticflickr\.com|flic\.kr)"
# Signs that are seen as nothing.
UNSEEN = "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
# Escaped punctuation, however often it was escaped (%40, %2540); letters and digits are never written so.
_ESCAPED = re.compile(
    r"%(?:25)*+(?:(?P<sign>2[0-9A-F]|3[A-F]|40|5[B-F]|60|7[B-E])|0[9AD]|C2%(?:25)*A0|E2%(?:25)*80%(?:25)*8B)",
    re.I,
)
_ENTITIES = {"&amp;": "&", "&quot;": '"', "&apos;": "'", "&#39;": "'", "&lt;": "<", "&gt;": ">", "&#64;": "@"}
_ENTITY = re.compile("|".join(_ENTITIES), re.I)
# Spaces beside a slash or an @ go where what follows surely belongs to the address; 8 digits can be a day.
_GAP = r"[^\S\n]"
_PATH_WORD = "photos?|people|videos|groups|galleries|sets|albums|tags|sizes|in|pool|p"
_BELONGS = (
    rf"(?:[0-9]{{9,11}}(?!\w)|[0-9]{{6,8}}(?={_GAP}*[/?#&]|[^\w\n]*$)|{NSID}(?![\w@])|(?:{_PATH_WORD}){_GAP}*/"
    rf"|[0-9A-Za-z_-]{{1,64}}{_GAP}*/{_GAP}*[0-9]{{6,11}}(?!\w))"
)
_SPACED = re.compile(rf"{_GAP}*+/(?={_GAP}*+{_BELONGS}){_GAP}*|(?<=//){_GAP}+(?={HOST})", re.I | re.A | re.M)
_SPACED_AT = re.compile(rf"(?<=[0-9]){_GAP}*+@{_GAP}*+(?=N[0-9]{{2}}(?![0-9A-Za-z]))", re.I)


def plain(text: str) -> str:
    """The text as it was meant: nothing escaped, one kind of slash, no stray spaces inside an address."""
    text = _ESCAPED.sub(lambda found: chr(int(found["sign"], 16)) if found["sign"] else " ", text)
    text = _ENTITY.sub(lambda found: _ENTITIES[found[0].lower()], text)
    text = re.sub(rf"(?<!\w)[{UNSEEN}]+|[{UNSEEN}]+(?!\w)", " ", text)
    text = text.replace("\\_", "_").replace("\\/", "/").replace("\\", "/")
    return _SPACED.sub(_closed, _SPACED_AT.sub("@", text)).strip()


def _closed(found: re.Match[str]) -> str:
    return found[0].strip()
