"""What the published lists say of a file's photos, as values that are kept, printed and read again."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any, ClassVar

from eligibility.values import DateSpan
from exposure import dating
from exposure.index import Index, PhotoKey, PublishedList

AGREES, DIFFERS, UNKNOWN = "agrees", "differs", "unknown"
NO_LIST = "No list has been imported, so nothing was searched."
DAMAGED = "The index of the published lists was damaged, so nothing was searched. It will be, once mended."
NO_NUMBER = "No photo number could be read from what was given, so the lists were not searched for it."


@dataclass(frozen=True, slots=True)
class NamedPhoto:
    """A photo as the claimant names it; "" for whatever the pasted texts do not say.

    `stated` is the day of upload as answered, whole or in part.
    """

    label: str
    photo_id: str = ""
    nsid: str = ""
    alias: str = ""
    stated: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """One line of a list that names the photo's number: under which account, and what that is worth.

    `account` says how the line's account compares with the claimant's: it agrees, differs, or the claimant's
    is not known by number. `proves` says whether being in this list is being in the collection at issue.
    """

    published: PublishedList
    line: int
    nsid: str
    account: str
    proves: bool

    @property
    def is_match(self) -> bool:
        """The claimant's photo, in a list that proves: only this makes a finding exact."""
        return self.proves and self.account != DIFFERS


@dataclass(frozen=True, slots=True)
class AccountLines:
    """How many lines, of how many photos, a list holds of the claimant's account."""

    published: PublishedList
    lines: int
    photos: int
    proves: bool


@dataclass(frozen=True, slots=True)
class PhotoFound:
    """One photo: where it was seen, what its number and account say of dates, or why it was not searched."""

    photo: NamedPhoto
    why_not: str = ""
    seen: tuple[Seen, ...] = ()
    accounts: tuple[AccountLines, ...] = ()
    dated: str = ""
    era: str = ""
    conflicts: tuple[str, ...] = ()

    @property
    def matches(self) -> tuple[Seen, ...]:
        """The lines that prove; those whose account agrees stand first."""
        return tuple(sorted((one for one in self.seen if one.is_match), key=lambda one: one.account))

    @property
    def elsewhere(self) -> tuple[Seen, ...]:
        """The lines that give the photo's number to another account: a conflict, never a match."""
        return tuple(one for one in self.seen if one.account == DIFFERS)


@dataclass(frozen=True, slots=True)
class Check:
    """What a member of the firm, `by` name, found of one photo where they looked, and on which day."""

    EXACT: ClassVar = "exact"
    NOTHING: ClassVar = "nothing"
    MISTAKEN: ClassVar = "mistaken"

    label: str
    outcome: str
    where: str
    how: str
    by: str
    on: date


@dataclass(frozen=True, slots=True)
class LookedUp:
    """Everything one look-up found: the lists in force then, those of them that prove, and every photo."""

    lists: tuple[PublishedList, ...] = ()
    proving: tuple[PublishedList, ...] = ()
    photos: tuple[PhotoFound, ...] = ()

    def matched(self) -> frozenset[str]:
        """The labels of the photos that have a match."""
        return frozenset(found.photo.label for found in self.photos if found.matches)

    def of(self, label: str) -> PhotoFound | None:
        """What was found of one photo; None where it was not part of this look-up."""
        return next((found for found in self.photos if found.photo.label == label), None)

    def to_json(self) -> dict[str, Any]:
        """As plain JSON; each list is written once and named by its place."""
        place = {one: number for number, one in enumerate(self.lists)}
        return {
            "lists": [asdict(one) for one in self.lists],
            "proving": [place[one] for one in self.proving],
            "photos": [_found_to_json(found, place) for found in self.photos],
        }

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> LookedUp:
        """Read what `to_json` wrote."""
        lists = tuple(PublishedList(**one) for one in document["lists"])
        return cls(
            lists=lists,
            proving=tuple(lists[number] for number in document["proving"]),
            photos=tuple(_found_from_json(found, lists) for found in document["photos"]),
        )


NOTHING = LookedUp()


def search(photos: Sequence[NamedPhoto], found_in: Index, *, proving: Collection[str]) -> LookedUp:
    """Look every photo up by its number, whatever the account, and each account by its own.

    `proving` are the slugs of the collections that count as the one at issue.
    """
    lists = found_in.lists
    return LookedUp(
        lists=lists,
        proving=tuple(one for one in lists if one.collection in proving),
        photos=tuple(_search(photo, found_in, proving) for photo in photos),
    )


def unsearched(photos: Sequence[NamedPhoto], *, why: str) -> LookedUp:
    """A look-up that could not be made: what the numbers say for themselves, and why nothing was searched."""
    return LookedUp(photos=tuple(_dated(photo, why_not=why) for photo in photos))


def _search(photo: NamedPhoto, found_in: Index, proving: Collection[str]) -> PhotoFound:
    if not found_in.lists:
        return _dated(photo, why_not=NO_LIST)
    found = _dated(photo, why_not="" if photo.photo_id else NO_NUMBER)
    seen = found_in.look_up([PhotoKey(photo.photo_id)]) if photo.photo_id else ()
    held = found_in.account(photo.nsid) if photo.nsid else ()
    return PhotoFound(
        photo=photo,
        why_not=found.why_not,
        dated=found.dated,
        era=found.era,
        conflicts=found.conflicts,
        seen=tuple(
            Seen(
                one.published, one.line, one.nsid, compared(photo, one.nsid),
                one.published.collection in proving,
            )
            for one in seen
        ),
        accounts=tuple(
            AccountLines(one.published, one.lines, one.photos, one.published.collection in proving)
            for one in held
        ),
    )  # fmt: skip


def compared(photo: NamedPhoto, nsid: str) -> str:
    """How the account of a list's line compares with the claimant's, which may not be known by number."""
    if not photo.nsid:
        return UNKNOWN
    return AGREES if photo.nsid == nsid else DIFFERS


def _dated(photo: NamedPhoto, *, why_not: str) -> PhotoFound:
    if not photo.photo_id:
        return PhotoFound(photo, why_not or NO_NUMBER, era=_era(photo))
    return PhotoFound(
        photo=photo,
        why_not=why_not,
        dated=dating.upload(photo.photo_id).words,
        era=_era(photo),
        conflicts=conflicts(photo),
    )


def _era(photo: NamedPhoto) -> str:
    return dating.era(photo.nsid).words if photo.nsid else ""


def conflicts(photo: NamedPhoto, *, page: str = "") -> tuple[str, ...]:
    """What the number, the stated day and the day a page shows say against each other: to be looked into."""
    if not photo.photo_id:
        return ()
    found = dating.conflicts(photo.photo_id, stated=span(photo.stated), page=span(page))
    return tuple(one.sentence for one in found)


def span(text: str) -> tuple[date, date] | None:
    """The first and last day that a day, month or year stands for; None where it says none."""
    try:
        found = DateSpan.parse(text)
    except ValueError:
        return None
    return found.lo, found.hi


# As JSON


def _found_to_json(found: PhotoFound, place: Mapping[PublishedList, int]) -> dict[str, Any]:
    return {
        **{one.name: getattr(found, one.name) for one in fields(found)},
        "photo": asdict(found.photo),
        "conflicts": list(found.conflicts),
        "seen": [_placed(one, place) for one in found.seen],
        "accounts": [_placed(one, place) for one in found.accounts],
    }


def _placed(one: Seen | AccountLines, place: Mapping[PublishedList, int]) -> dict[str, Any]:
    row = {field.name: getattr(one, field.name) for field in fields(one)}
    return row | {"published": place[one.published]}


def _found_from_json(found: Mapping[str, Any], lists: Sequence[PublishedList]) -> PhotoFound:
    return PhotoFound(
        **{
            **found,
            "photo": NamedPhoto(**found["photo"]),
            "conflicts": tuple(found["conflicts"]),
            "seen": tuple(Seen(**{**one, "published": lists[one["published"]]}) for one in found["seen"]),
            "accounts": tuple(
                AccountLines(**{**one, "published": lists[one["published"]]}) for one in found["accounts"]
            ),
        }
    )
