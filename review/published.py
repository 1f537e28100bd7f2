"""What the published lists and the firm's own checks say of a file's photos, as the file page shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import matters
from casefile import lists, lookups
from casefile.models import Claim, LookUp, Submission
from exposure.index import AccountInList, Damaged, PublishedList
from matters import lookup
from matters.lookup import LookedUp
from packets import words
from review import past_checks, photo, sources, wording

SETS = "datasets"
EARLIER = 20
NOT_YET = "The published lists have not been searched for this file yet; the portal does so by itself."
WHY = {
    LookUp.SENT: "when the answers were sent",
    LookUp.LIST: "when the lists changed",
    LookUp.CHECK: "when a check was recorded",
}


@dataclass(frozen=True, slots=True)
class AccountRow:
    """What one list holds of an account; first, last and sample as the index in force has them now."""

    nsid: str
    title: str
    photos: str
    first: str
    last: str
    sample: str


@dataclass(frozen=True, slots=True)
class EarlierLookUp:
    """A look-up that a newer one has followed."""

    when: str
    why: str
    lists: str
    matches: int
    gained: int
    lost: int


@dataclass(frozen=True, slots=True)
class ListRow:
    """One list that was searched."""

    title: str
    collection: str
    rows: str
    imported: str
    by: str
    source: sources.Hash


@dataclass(frozen=True, slots=True)
class Section:
    """The whole of "Published lists" on the page of a file; `seen` is the number of checks it shows."""

    searched: str
    why: str
    note: str
    fresh: str
    photos: tuple[photo.PhotoSheet, ...]
    accounts: tuple[AccountRow, ...]
    lists: tuple[ListRow, ...]
    earlier: tuple[EarlierLookUp, ...]
    sets: str
    seen: int


def section(file: Submission, claims: Sequence[Claim]) -> Section:
    """Read the newest look-up, the checks and what counts now; `claims` come with their determinations."""
    kept = list(file.lookups.all())
    newest = kept[-1] if kept else None
    looked = _looked(file, newest)
    checks = past_checks.of(file)
    claimed = _claimed(file)
    accounts, damaged = _accounts(looked)
    return Section(
        searched=wording.moment(newest.at) if newest else "",
        why=WHY.get(newest.why, "") if newest else "",
        note=damaged or _note(looked, newest),
        fresh=_fresh(file, kept),
        photos=tuple(
            photo.sheet(place, found, looked, checks, claims, claimed)
            for place, found in enumerate(looked.photos)
        ),
        accounts=accounts,
        lists=tuple(_list(one) for one in looked.lists),
        earlier=tuple(_earlier(row) for row in reversed(kept[:-1][-EARLIER:])),
        sets=_sets(claimed),
        seen=len(checks),
    )


def _looked(file: Submission, newest: LookUp | None) -> LookedUp:
    if newest:
        return lookups.said(newest)
    return lookup.unsearched(matters.load(file.matter).photos(file.answers), why=NOT_YET)


def _note(looked: LookedUp, newest: LookUp | None) -> str:
    """Why no list was searched; nothing where one was."""
    if newest is None:
        return NOT_YET
    if looked.lists:
        return ""
    return lookup.DAMAGED if newest.index_digest == LookUp.DAMAGED else lookup.NO_LIST


def _fresh(file: Submission, kept: Sequence[LookUp]) -> str:
    """What to say of a match that is younger than the newest packet."""
    printed = max((one.made_at for one in file.packets.all()), default=None)
    gained = [row for row in kept if row.gained and printed and row.at > printed]
    if not gained or not kept[-1].matches:
        return ""
    return f"It came on {wording.moment(gained[-1].at)}, after the newest packet, which does not show it."


def _claimed(file: Submission) -> Mapping[str, Any]:
    """The facts of the first claim as the claimant alone gives them, without lists and checks."""
    every = matters.load(file.matter).claims(file.answers, lookup.NOTHING, ())
    return every[0].to_json() if every else {}


def _sets(claimed: Mapping[str, Any]) -> str:
    value: str = claimed.get("person", {}).get(SETS, {}).get("value", "")
    return "" if value == words.UNKNOWN else value


# Lists and accounts


def _list(one: PublishedList) -> ListRow:
    return ListRow(
        title=sources.title(one),
        collection=one.collection,
        rows=f"{one.rows:,}",
        imported=wording.stamp(one.imported_at),
        by=one.imported_by,
        source=sources.Hash.of(one),
    )


def _accounts(looked: LookedUp) -> tuple[tuple[AccountRow, ...], str]:
    """What each list searched holds of each account, and what is wrong with the index, if anything is."""
    kept = {(found.photo.nsid, one.published): one for found in looked.photos for one in found.accounts}
    now: dict[tuple[str, PublishedList], AccountInList] = {}
    damaged = ""
    try:
        index = lists.current() if kept else None
    except Damaged:
        index, damaged = None, "The index is damaged now; below is what was found before."
    for nsid in dict.fromkeys(nsid for nsid, _ in kept):
        now |= {(nsid, one.published): one for one in (index.account(nsid) if index else ())}
    made = tuple(_account_row(nsid, one.published, one.photos, now) for (nsid, _), one in kept.items())
    return made, damaged


def _account_row(
    nsid: str, published: PublishedList, photos: int, now: Mapping[tuple[str, PublishedList], AccountInList]
) -> AccountRow:
    held = now.get((nsid, published))
    sample = dict.fromkeys(one.photo_id for one in held.sample) if held else {}
    return AccountRow(
        nsid=nsid,
        title=sources.title(published),
        photos=f"{photos:,}",
        first=held.first.photo_id if held else "",
        last=held.last.photo_id if held else "",
        sample=", ".join(sample),
    )


def _earlier(row: LookUp) -> EarlierLookUp:
    return EarlierLookUp(
        when=wording.moment(row.at),
        why=WHY.get(row.why, ""),
        lists=", ".join(sources.title(one) for one in lookups.said(row).lists) or "none",
        matches=row.matches,
        gained=row.gained,
        lost=row.lost,
    )
