"""What was understood of a link or a number, in words of the page's language."""

from __future__ import annotations

from django.utils.translation import gettext

from exposure.identifiers import Identifier


def named(one: Identifier) -> str:
    """“photo 4571314348 of account 12345678@N00”; what was not understood has its reason instead."""
    account, thing = _account(one), _thing(one)
    if thing and account:
        return gettext("{thing} of {account}").format(thing=thing, account=account)
    return thing or account


def _account(one: Identifier) -> str:
    names = (
        gettext("account {number}").format(number=one.nsid) if one.nsid else "",
        gettext("account name {name}").format(name=one.alias) if one.alias else "",
    )
    return ", ".join(name for name in names if name)


def _thing(one: Identifier) -> str:
    match one.kind:
        case "photo":
            return gettext("photo {number}").format(number=one.photo_id)
        case "album":
            return gettext("album {number}").format(number=one.album_id)
        case "gallery":
            return gettext("a gallery")
        case "group":
            return gettext("a group")
        case "tag":
            return gettext("a tag")
        case "unknown":
            return gettext("not understood")
        case "account":
            return ""
