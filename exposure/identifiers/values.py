"""What a text about Flickr can name, in one spelling, and the words for what cannot be read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["photo", "account", "album", "group", "gallery", "tag", "unknown"]

# Flickr's own: no 0, O, I or l, and lower case first.
BASE58 = "123456789abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ"
NSID = r"[0-9]{5,11}@[Nn][0-9]{2}"
_NSID = re.compile(NSID)
_ID = re.compile(r"[0-9]{1,11}")
_ALIAS = re.compile(r"[0-9A-Za-z_-]{1,64}")
# Words that stand where an account's name would.
_NOBODY = {"contacts", "explore", "friends", "me", "organize", "public", "search", "tags", "upload"}


def _(words: str) -> str:
    """A sentence that pages may show in another language: found by this mark, translated where shown."""
    return words


EMPTY = _("Nothing was typed. Paste the address of a photo or of an account, or type its number.")
TOO_LONG = _("This is longer than 2,000 characters. Paste only the address of one photo or account.")
SEVERAL = _("This names more than one thing. Put each on a line of its own.")
WORD = _(
    "A word alone can be a screen name, which people change, or a file name that is not Flickr’s. Open "
    "the profile on Flickr and paste its address, such as flickr.com/people/example-name."
)
PROSE = _(
    "No Flickr address, account number or file name was found here, and other numbers are not read. Open "
    "the photo or the profile on Flickr and paste the address that the browser then shows."
)
LONG_NUMBER = _(
    "A photo’s number has at most 11 digits, and this has more. An album’s number looks like 7215… with "
    "17 digits. Paste the whole address of the photo or the album."
)
SHORT_NUMBER = _(
    "A number alone is read as a photo’s only if it has 6 to 11 digits. Paste the whole address of the photo."
)
OTHER_DIGITS = _(
    "Only the digits 0 to 9 can be read. Type the number with them, or paste the photo’s address."
)
BROKEN = _(
    "A space stands inside this address or number, so it is not clear where it ends. Open the photo or "
    "the profile on Flickr and paste the address that the browser then shows."
)
OTHER_SITE = _(
    "This is the address of another site, not of Flickr. Open the photo or the profile on Flickr and "
    "paste the address that the browser then shows."
)
UNDECODABLE = _(
    "This short address or guest pass does not say what it leads to. Open it and paste the address that "
    "the browser then shows."
)
MISTYPED = _(
    "This short address cannot be read: what follows flic.kr/p/ never has 0, O, I or l. Copy it again, or"
    " open it and paste the address that the browser then shows."
)
ME = _(
    "“me” in an address is whoever is signed in. Open your own profile on Flickr and paste an address "
    "with its name or number, such as flickr.com/people/example-name."
)
NO_ACCOUNT = _(
    "The account in this address cannot be read. Open the photo or the profile on Flickr and paste the "
    "address that the browser then shows."
)
NO_NUMBER = _(
    "No photo’s number can be read in the address of this picture. Open the photo or the profile on "
    "Flickr and paste the address that the browser then shows."
)
NO_PAGE = _(
    "This page of Flickr names no photo and no account that can be read. Open the photo or the profile on"
    " Flickr and paste the address that the browser then shows."
)


@dataclass(frozen=True, slots=True)
class Identifier:
    """What a text names; "" for what it does not name.

    `nsid` is an account's permanent number, `alias` the name in its address, which its owner chose. `reason`
    is for kind "unknown" alone: why, and what to paste instead.
    """

    kind: Kind
    photo_id: str = ""
    nsid: str = ""
    alias: str = ""
    album_id: str = ""
    reason: str = ""

    def __str__(self) -> str:
        """What was understood, in words."""
        if self.kind == "account":
            return self.account
        named = {
            "photo": f"photo {self.photo_id}",
            "album": f"album {self.album_id}",
            "gallery": "a gallery",
            "group": "a group",
            "tag": "a tag",
            "unknown": "not understood",
        }[self.kind]
        return f"{named} of {self.account}" if self.account else named

    @property
    def account(self) -> str:
        """The account in words; empty where none is named."""
        named = (("account", self.nsid), ("account name", self.alias))
        return ", ".join(f"{what} {value}" for what, value in named if value)


def unknown(reason: str) -> Identifier:
    return Identifier("unknown", reason=reason)


def named(kind: Kind, *, who: str = "", photo_id: str = "", album_id: str = "") -> Identifier:
    """The identifier of an address that names an account, as it stands there; unknown if it is none."""
    if who.lower() == "me":
        return unknown(ME)
    nsid, alias = account(who)
    if (who and not nsid and not alias) or (kind == "account" and alias.isdecimal()):
        return unknown(NO_PAGE if who.lower() in _NOBODY else NO_ACCOUNT)
    return Identifier(kind, photo_id, nsid, alias, album_id)


def account(who: str) -> tuple[str, str]:
    """An account's number and name, one of them empty; both where the text is neither."""
    if _NSID.fullmatch(who):
        return who.upper(), ""
    is_alias = _ALIAS.fullmatch(who) and who.lower() not in _NOBODY
    return "", who if is_alias else ""


def from_base58(text: str) -> str:
    """The photo number behind a flic.kr short address; empty where it is none."""
    if not 1 <= len(text) <= 7 or text[0] == BASE58[0]:
        return ""
    number = 0
    for character in text:
        digit = BASE58.find(character)
        if digit < 0:
            return ""
        number = number * 58 + digit
    return str(number) if _ID.fullmatch(str(number)) else ""
