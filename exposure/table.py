"""One published list in an opened file: its rows by photo, by account, singly and many at once."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from struct import Struct
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from exposure import nsids
from exposure.columns import ACCOUNTS, BUCKETS, BY_ACCOUNT, ROWS, STARTS, Mapped, Part
from exposure.sightings import AccountInList, Found, PublishedList, Sighting

_LONGEST_ID = 11


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
        return tuple(self._sighting(row, photo_id) for row in self._held(number)) if number else ()

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
        hits = self._rows[rows]
        return Found(self.published, asked, self._array(ACCOUNTS)[hits["account"]], hits["line"])

    # Rows of one photo, one at a time

    def _held(self, number: int) -> range:
        """The rows of a photo."""
        bucket, buckets = number >> self.part.shift, self._buckets
        if bucket + 1 >= len(buckets):
            return range(0)
        key, low, last = number & (1 << self.part.shift) - 1, self._low, buckets[bucket + 1]
        start = end = bisect_left(low, key, buckets[bucket], last)
        while end < last and low[end] == key:
            end += 1
        return range(start, end)

    def _sighting(self, row: int, photo_id: str = "") -> Sighting:
        _, account, line = self._packed.unpack_from(self._bytes, row * self._packed.size)
        photo = photo_id or str(self._photos(np.array([row]))[0])
        return Sighting(photo, nsids.text(self._accounts[account]), line, self.published)

    # Rows of many photos at once

    def _stretches(self, photos: NDArray[np.uint64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """For each photo its first row and the row after its last; equal where there is none."""
        shift, buckets = np.uint64(self.part.shift), self._array(BUCKETS)
        bucket = np.minimum(photos >> shift, np.uint64(len(buckets) - 2)).astype(np.int64)
        start, end = buckets[bucket].astype(np.int64), buckets[bucket + 1].astype(np.int64)
        end = np.where(photos >> shift > np.uint64(len(buckets) - 2), start, end)
        key = photos & np.uint64((1 << self.part.shift) - 1)
        first = self._searched(key, start, end)
        low = self._rows["low"]
        hit = (first < end) & (low[np.minimum(first, len(low) - 1)] == key)
        last = first.copy()
        last[hit] = self._searched(key[hit] + np.uint64(1), first[hit], end[hit])
        return first, last

    def _searched(
        self, key: NDArray[np.uint64], start: NDArray[np.int64], end: NDArray[np.int64]
    ) -> NDArray[np.int64]:
        """For each key the first row of its stretch that is not below it: every stretch halved at once."""
        low, start, end = self._rows["low"], start.copy(), end.copy()
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
        photos: NDArray[np.uint64] = upper | self._rows["low"][rows].astype(np.uint64)
        return photos

    def _array(self, name: str) -> NDArray[Any]:
        return self.mapped.array(self.part.columns[name])

    def _view(self, name: str) -> memoryview[int]:
        return self.mapped.view(self.part.columns[name])

    @cached_property
    def _buckets(self) -> memoryview[int]:
        return self._view(BUCKETS)

    @cached_property
    def _bytes(self) -> memoryview[int]:
        return self.mapped.bytes_of(self.part.columns[ROWS])

    @cached_property
    def _low(self) -> memoryview[int]:
        """The rows' lower bits: every fifth or third number of the packed rows, where they lie."""
        kind: Literal["H", "I"] = "I" if self.part.shift == 32 else "H"
        return self._bytes.cast(kind)[:: self._packed.size * 8 // self.part.shift]

    @cached_property
    def _packed(self) -> Struct:
        return Struct("<III" if self.part.shift == 32 else "<HII")

    @cached_property
    def _rows(self) -> NDArray[Any]:
        return self._array(ROWS)

    @cached_property
    def _accounts(self) -> memoryview[int]:
        return self._view(ACCOUNTS)

    @cached_property
    def _starts(self) -> memoryview[int]:
        return self._view(STARTS)


def _number(photo_id: str) -> int:
    """A photo id as a number; 0, which no photo has, where it is not one as Flickr writes it."""
    written = photo_id.isascii() and photo_id.isdecimal() and len(photo_id) <= _LONGEST_ID
    return int(photo_id) if written and not photo_id.startswith("0") else 0
