"""Whether a photo stands in a published list: exact look-up by identifier, never by face."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from exposure import columns
from exposure.columns import Damaged
from exposure.sightings import AccountInList, Found, PhotoKey, PublishedList, Sighting
from exposure.table import Table

__all__ = ["EMPTY", "AccountInList", "Damaged", "Found", "Index", "PhotoKey", "PublishedList", "Sighting"]

FILE = "index"


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
