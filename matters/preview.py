"""What a claimant is shown of a look-up: only their own photos, under the account they name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from exposure.index import Index, PhotoKey, PublishedList
from matters.lookup import NamedPhoto


@dataclass(frozen=True, slots=True)
class Shown:
    """One photo and what is said of it; `lists` are the names of those that have it, and nothing more.

    A photo that a list has under another account is "not found", like one that no list has: whoever names a
    wrong account learns nothing of the right one, not even that there is one.
    """

    FOUND: ClassVar = "found"
    NOT_FOUND: ClassVar = "not_found"
    NO_NUMBER: ClassVar = "no_number"
    NO_ACCOUNT: ClassVar = "no_account"

    label: str
    photo_id: str
    nsid: str
    state: str
    lists: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Preview:
    """The lists that were searched and what is shown of each photo; `is_damaged` if none could be read."""

    lists: tuple[str, ...] = ()
    photos: tuple[Shown, ...] = ()
    is_damaged: bool = False

    @property
    def lacks_number(self) -> bool:
        return any(photo.state == Shown.NO_NUMBER for photo in self.photos)

    @property
    def lacks_account(self) -> bool:
        return any(photo.state == Shown.NO_ACCOUNT for photo in self.photos)


DAMAGED = Preview(is_damaged=True)


def is_comparable(photo: NamedPhoto) -> bool:
    """Whether photo and account are both known by number: a photo's number alone is never answered."""
    return bool(photo.photo_id and photo.nsid)


def look_up(photos: Sequence[NamedPhoto], found_in: Index) -> Preview:
    """Search the lists for each photo under the account it is named with."""
    return Preview(
        lists=_names(found_in.lists),
        photos=tuple(_shown(photo, found_in) for photo in photos) if found_in.lists else (),
    )


def _shown(photo: NamedPhoto, found_in: Index) -> Shown:
    if not is_comparable(photo):
        why = Shown.NO_ACCOUNT if photo.photo_id else Shown.NO_NUMBER
        return Shown(photo.label, photo.photo_id, photo.nsid, why)
    seen = found_in.look_up([PhotoKey(photo.photo_id, photo.nsid)])
    state = Shown.FOUND if seen else Shown.NOT_FOUND
    return Shown(photo.label, photo.photo_id, photo.nsid, state, _names([one.published for one in seen]))


def _names(lists: Sequence[PublishedList]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.name for one in lists))
