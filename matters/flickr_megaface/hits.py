"""Whether a photo was found: what staff saw, what the lists say and what the claimant says, in that order."""

from __future__ import annotations

from collections.abc import Sequence

from eligibility.facts import Fact, Source
from exposure.index import PublishedList
from matters.fields import UNKNOWN
from matters.lookup import UNKNOWN as NOT_COMPARED
from matters.lookup import Check, LookedUp, PhotoFound, Seen

SAID = {"this": "claimed", "account": "account", "none": "none", "not_checked": "not_checked"}
QUESTION = "5.1"
NAMED = 6  # lists named one by one in the words of a source


def hit(label: str, looked: LookedUp, checks: Sequence[Check], said: str) -> Fact:
    """The one fact of several that may speak: only a proving list or a member of staff makes it exact.

    A check that found nothing does not hide a list that was imported with the photo in it; one that calls
    the match mistaken does.
    """
    found, check = looked.of(label), next((one for one in checks if one.label == label), None)
    if check and check.outcome != Check.NOTHING:
        return _checked(check)
    if found and found.matches:
        return Fact("exact", Source("index", _matched(found.matches)))
    if check:
        return _checked(check)
    if said == "this":
        return Fact("claimed", Source("claimed", QUESTION))
    if found and (listed := _account(found)):
        return Fact("account", Source("index", listed))
    if said != "account" and found and not found.why_not and looked.proving:
        return Fact("none", Source("index", _searched(looked.proving)))
    return Fact(SAID.get(said, UNKNOWN), Source("claimed", QUESTION))


def _checked(check: Check) -> Fact:
    value = "exact" if check.outcome == Check.EXACT else "none"
    mistaken = "the match is mistaken: " if check.outcome == Check.MISTAKEN else ""
    return Fact(value, Source("staff", f"{check.by}, {check.on}, {check.where}: {mistaken}{check.how}"))


def _matched(matches: Sequence[Seen]) -> str:
    first, others = matches[0], len(matches) - 1
    return "; ".join(
        (
            f"{title(first.published)}, line {first.line}, source SHA-256 {first.published.source_sha256}",
            *(("account not compared",) if first.account == NOT_COMPARED else ()),
            *((f"{others} more line{'s' if others > 1 else ''}",) if others else ()),
        )
    )


def _account(found: PhotoFound) -> str:
    """The lists that prove and hold the account, though not under this photo's number."""
    held = [one for one in found.accounts if one.proves]
    return _few([f"{title(one.published)}: {one.lines} lines of {found.photo.nsid}" for one in held])


def _searched(lists: Sequence[PublishedList]) -> str:
    return f"searched {_few([title(one) for one in lists])}; not every list is public or imported"


def _few(names: Sequence[str]) -> str:
    more = len(names) - NAMED
    return ", ".join((*names[:NAMED], *((f"{more} more",) if more > 0 else ())))


def title(published: PublishedList) -> str:
    """A list as people name it: "megaface 2016"."""
    return f"{published.name} {published.version}"
