"""Whether a photo stands in a published list: exact look-up by identifier, never by face."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class PhotoKey:
    """A photo as the claimant names it: its Flickr id, and the account's permanent NSID if known."""

    photo_id: str
    nsid: str | None = None


@dataclass(frozen=True, slots=True)
class PublishedList:
    """One version of one published list, as it was imported.

    `collection` is the slug of the set it lists, such as "megaface" or "yfcc100m"; `layout` how its file is
    written. `source_sha256` is that of the file as given, compressed where it was. Rows are lines that name a
    photo, `refused` those that do not. `imported_at` is ISO 8601 in UTC.
    """

    name: str
    version: str
    collection: str
    layout: str
    source_name: str
    source_sha256: str
    source_bytes: int
    rows: int
    refused: int
    imported_at: str
    imported_by: str


@dataclass(frozen=True, slots=True)
class Sighting:
    """One line of a published list that names the photo; lines are counted from 1."""

    photo_id: str
    nsid: str
    line: int
    published: PublishedList


@dataclass(frozen=True, slots=True)
class AccountInList:
    """What one list holds of an account: how many lines and photos, its first and last photo by id, a sample."""

    nsid: str
    lines: int
    photos: int
    first: Sighting
    last: Sighting
    sample: tuple[Sighting, ...]
    published: PublishedList


@dataclass(frozen=True, slots=True)
class Index:
    """An opened, read-only index; the one without lists stands for "no list has been imported"."""

    lists: tuple[PublishedList, ...] = ()
    digest: str = ""

    def look_up(self, keys: Iterable[PhotoKey]) -> tuple[Sighting, ...]:
        """Return every sighting of the photos, list by list and line by line; an account given must agree."""
        return ()

    def account(self, nsid: str, *, sample: int = 5) -> tuple[AccountInList, ...]:
        """Return what each list holds of an account; lists that do not name it are left out."""
        return ()


EMPTY = Index()


def current(root: Path) -> Index:
    """Return the index in force under a folder, opened anew once it is replaced; EMPTY where there is none."""
    return EMPTY
