"""Whether a photo stands in a published list: exact look-up by identifier, never by face."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from exposure import columns, nsids
from exposure.columns import ACCOUNT, ACCOUNTS, BUCKETS, BY_ACCOUNT, LINE, LOW, STARTS, Damaged, Mapped, Part

__all__ = ["EMPTY", "AccountInList", "Damaged", "Found", "Index", "PhotoKey", "PublishedList", "Sighting"]

FILE = "index"
_LONGEST_ID = 11


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


@dataclass(frozen=True)
class Table:
    """One list of an opened file, its rows sorted by photo id.

    A photo id's upper bits choose a bucket, a stretch of rows; each row keeps the lower bits. Single look-ups
    read plain views, which Python indexes in 30 ns; many at once are searched together by numpy.
    """

    mapped: Mapped
    part: Part

    @cached_property
    def published(self) -> PublishedList:
        return PublishedList(**self.part.published)

    def sightings(self, photo_id: str) -> tuple[Sighting, ...]:
        """Every line that names the photo, in the order of the list."""
        number = _number(photo_id)
        return tuple(self._sighting(row, photo_id) for row in self._rows(number)) if number else ()

    def account(self, nsid: str, *, sample: int) -> AccountInList | None:
        """What the list holds of an account; None where it does not name it."""
        code, accounts = nsids.code(nsid), self._accounts
        place = bisect_left(accounts, code)
        if place == len(accounts) or accounts[place] != code:
            return None
        rows = self._array(BY_ACCOUNT)[self._starts[place] : self._starts[place + 1]]
        photos = self._photos(rows)
        spread = rows[np.unique(np.linspace(0, len(rows) - 1, num=min(sample, len(rows))).astype(int))]
        return AccountInList(
            nsid=nsid,
            lines=len(rows),
            photos=len(np.unique(photos)),
            first=self._sighting(int(rows[0])),
            last=self._sighting(int(rows[-1])),
            sample=tuple(self._sighting(int(row)) for row in spread),
            published=self.published,
        )

    def find(self, photos: NDArray[np.uint64]) -> Found:
        """Every line that names one of many photos, photo by photo."""
        first, end = self._stretches(photos)
        counts = end - first
        asked = np.repeat(np.arange(len(photos)), counts)
        within = np.arange(len(asked)) - np.repeat(np.cumsum(counts) - counts, counts)
        rows = np.repeat(first, counts) + within
        account = self._array(ACCOUNTS)[self._array(ACCOUNT)[rows]]
        return Found(self.published, asked, account, self._array(LINE)[rows])

    # Rows of one photo, one at a time

    def _rows(self, number: int) -> range:
        bucket, buckets, low = number >> self.part.shift, self._buckets, self._low
        if bucket + 1 >= len(buckets):
            return range(0)
        start, end = buckets[bucket], buckets[bucket + 1]
        key = number & (1 << self.part.shift) - 1
        row = bisect_left(low, key, start, end)
        if row == end or low[row] != key:
            return range(0)
        return range(row, bisect_right(low, key, row, end))

    def _sighting(self, row: int, photo_id: str = "") -> Sighting:
        nsid = nsids.text(self._accounts[self._account[row]])
        photo = photo_id or str(self._photos(np.array([row]))[0])
        return Sighting(photo, nsid, self._line[row], self.published)

    # Rows of many photos at once

    def _stretches(self, photos: NDArray[np.uint64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """For each photo its first row and the row after its last; equal where there is none."""
        shift, buckets = np.uint64(self.part.shift), self._array(BUCKETS)
        bucket = np.minimum(photos >> shift, np.uint64(len(buckets) - 2)).astype(np.int64)
        start, end = buckets[bucket].astype(np.int64), buckets[bucket + 1].astype(np.int64)
        end = np.where(photos >> shift > np.uint64(len(buckets) - 2), start, end)
        key = photos & np.uint64((1 << self.part.shift) - 1)
        first = self._searched(key, start, end)
        low = self._array(LOW)
        hit = (first < end) & (low[np.minimum(first, len(low) - 1)] == key)
        last = first.copy()
        last[hit] = self._searched(key[hit] + np.uint64(1), first[hit], end[hit])
        return first, last

    def _searched(
        self, key: NDArray[np.uint64], start: NDArray[np.int64], end: NDArray[np.int64]
    ) -> NDArray[np.int64]:
        """For each key the first row of its stretch that is not below it: every stretch halved at once."""
        low, start, end = self._array(LOW), start.copy(), end.copy()
        for _ in range(int((end - start).max(initial=0)).bit_length()):
            middle = (start + end) >> 1
            below = (start < end) & (low[np.minimum(middle, len(low) - 1)] < key)
            start = np.where(below, middle + 1, start)
            end = np.where(below | (start >= end), end, middle)
        return start

    def _photos(self, rows: NDArray[Any]) -> NDArray[np.uint64]:
        """The photo ids of rows: the bucket they lie in, then their lower bits."""
        bucket = np.searchsorted(self._array(BUCKETS), rows, side="right") - 1
        upper = bucket.astype(np.uint64) << np.uint64(self.part.shift)
        photos: NDArray[np.uint64] = upper | self._array(LOW)[rows].astype(np.uint64)
        return photos

    def _array(self, name: str) -> NDArray[Any]:
        return self.mapped.array(self.part.columns[name])

    def _view(self, name: str) -> memoryview[int]:
        return self.mapped.view(self.part.columns[name])

    @cached_property
    def _buckets(self) -> memoryview[int]:
        return self._view(BUCKETS)

    @cached_property
    def _low(self) -> memoryview[int]:
        return self._view(LOW)

    @cached_property
    def _account(self) -> memoryview[int]:
        return self._view(ACCOUNT)

    @cached_property
    def _line(self) -> memoryview[int]:
        return self._view(LINE)

    @cached_property
    def _accounts(self) -> memoryview[int]:
        return self._view(ACCOUNTS)

    @cached_property
    def _starts(self) -> memoryview[int]:
        return self._view(STARTS)


@dataclass(frozen=True, slots=True)
class Index:
    """An opened, read-only index; the one without lists stands for "no list has been imported".

    `digest` names exactly these lists in these versions; empty where there is no file.
    """

    tables: tuple[Table, ...] = ()
    digest: str = ""

    @property
    def lists(self) -> tuple[PublishedList, ...]:
        return tuple(table.published for table in self.tables)

    def look_up(self, keys: Iterable[PhotoKey]) -> tuple[Sighting, ...]:
        """Return every sighting of the photos, key by key and list by list; an account given must agree."""
        return tuple(self._seen(keys))

    def _seen(self, keys: Iterable[PhotoKey]) -> Iterator[Sighting]:
        for key in keys:
            for table in self.tables:
                for sighting in table.sightings(key.photo_id):
                    if key.nsid is None or key.nsid == sighting.nsid:
                        yield sighting

    def find(self, photos: NDArray[np.uint64]) -> tuple[Found, ...]:
        """Return the hits of many photo ids in each list as columns, whatever the account."""
        return tuple(table.find(photos) for table in self.tables)

    def account(self, nsid: str, *, sample: int = 5) -> tuple[AccountInList, ...]:
        """Return what each list holds of an account; lists that do not name it are left out.

        Raises: ValueError where `nsid` is no NSID.
        """
        held = (table.account(nsid, sample=sample) for table in self.tables)
        return tuple(one for one in held if one is not None)


EMPTY = Index()
_opened: dict[Path, tuple[tuple[int, int, int], Index]] = {}


def open_index(path: Path) -> Index:
    """Open an index, or the file of a single list, which is an index of one.

    Raises: Damaged, OSError.
    """
    mapped = columns.open_file(path)
    return Index(tuple(Table(mapped, part) for part in mapped.parts), mapped.digest)


def current(root: Path) -> Index:
    """Return the index in force under a folder, opened anew once it is replaced; EMPTY where there is none.

    Raises: Damaged.
    """
    path = root / FILE
    try:
        told = path.stat()
    except FileNotFoundError:
        return EMPTY
    stamp = (told.st_ino, told.st_mtime_ns, told.st_size)
    kept = _opened.get(path)
    if kept is None or kept[0] != stamp:
        kept = _opened[path] = (stamp, open_index(path))
    return kept[1]


def _number(photo_id: str) -> int:
    """A photo id as a number; 0, which no photo has, where it is not one as Flickr writes it."""
    written = photo_id.isascii() and photo_id.isdecimal() and len(photo_id) <= _LONGEST_ID
    return int(photo_id) if written and not photo_id.startswith("0") else 0
