"""What is looked for in published lists, and what a look-up gives."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


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
    """What one list holds of an account: how many lines and photos, its first and last photo by id, a sample.

    The sample is spread evenly over the account's lines in the order of photo ids.
    """

    nsid: str
    lines: int
    photos: int
    first: Sighting
    last: Sighting
    sample: tuple[Sighting, ...]
    published: PublishedList


@dataclass(frozen=True, slots=True)
class Found:
    """The hits of many photos in one list as columns: the place in what was asked, account code and line."""

    published: PublishedList
    asked: NDArray[np.int64]
    account: NDArray[np.uint64]
    line: NDArray[np.uint32]
