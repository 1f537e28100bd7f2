"""Four ways to keep the same rows: sorted columns in mapped memory (ours), SQLite, LMDB and DuckDB.

Each is built from packed rows, asked for one photo (account and line of every row) and for many.
"""

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

import duckdb
import lmdb
import numpy as np
from numpy.typing import NDArray

from bench.exposure import synthetic
from exposure import build, index
from exposure.build import ROW
from exposure.index import PublishedList

LIST = PublishedList(
    "Bench", "1", "yfcc100m", "yfcc100m", "rows", "0" * 64, 0, 0, 0, "2026-01-01T00:00:00+00:00", "bench"
)
Photos = NDArray[np.uint64]


class Store(Protocol):
    """A way to keep rows. `many` gives the number of rows found; `one` the rows of a photo."""

    name: str
    path: Path

    def build(self, rows: Path) -> None: ...
    def open(self) -> None: ...
    def close(self) -> None: ...
    def one(self, photo: int) -> Any: ...
    def many(self, photos: Photos) -> int: ...


class Columns:
    """Ours: exposure.build and exposure.index."""

    name = "sorted columns (ours)"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / "lists" / "Bench" / "1" / build.LIST

    def build(self, rows: Path) -> None:
        self.path.parent.mkdir(parents=True)
        build.write_list(self.path, LIST, lambda: synthetic.chunks(rows))

    def open(self) -> None:
        self.index = index.open_index(self.path)
        self.table = self.index.tables[0]

    def close(self) -> None:
        del self.table, self.index

    def one(self, photo: int) -> Any:
        return self.table.sightings(str(photo))

    def many(self, photos: Photos) -> int:
        (found,) = self.index.find(photos)
        return len(found.line)


class Sqlite:
    """A table with an index by photo and one by account; accounts as whole numbers, which SQLite packs."""

    name = "SQLite"

    def __init__(self, folder: Path) -> None:
        self.path = folder / "rows.sqlite3"

    def build(self, rows: Path) -> None:
        db = sqlite3.connect(self.path)
        db.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-1000000;")
        db.execute("CREATE TABLE rows (photo INTEGER, account INTEGER, line INTEGER)")
        held: Any = np.memmap(rows, dtype=ROW, mode="r")
        for start in range(0, len(held), synthetic.STEP):
            db.executemany("INSERT INTO rows VALUES (?, ?, ?)", held[start : start + synthetic.STEP].tolist())
        db.execute("CREATE INDEX by_photo ON rows (photo, account, line)")
        db.execute("CREATE INDEX by_account ON rows (account)")
        db.commit()
        db.close()

    def open(self) -> None:
        self.db = sqlite3.connect(f"file:{self.path}?mode=ro", uri=True)
        self.db.execute("SELECT 1 FROM sqlite_master").fetchall()

    def close(self) -> None:
        self.db.close()

    def one(self, photo: int) -> Any:
        return self.db.execute("SELECT account, line FROM rows WHERE photo = ?", (photo,)).fetchall()

    def many(self, photos: Photos) -> int:
        ask = self.db.execute
        wanted = "SELECT account, line FROM rows WHERE photo = ?"
        return sum(len(ask(wanted, (photo,)).fetchall()) for photo in photos.tolist())


class Lmdb:
    """Photo and line as the key, so that keys differ; account as the value. Appended in order."""

    name = "LMDB"

    def __init__(self, folder: Path) -> None:
        self.path = folder / "rows.lmdb"

    def build(self, rows: Path) -> None:
        with lmdb.open(str(self.path), map_size=1 << 36, subdir=False, sync=False) as env:
            held = np.fromfile(rows, ROW)
            held = held[np.argsort(held["photo"], kind="stable")]
            for start in range(0, len(held), synthetic.STEP):
                with env.begin(write=True) as turn:
                    turn.cursor().putmulti(self._items(held[start : start + synthetic.STEP]), append=True)

    @staticmethod
    def _items(rows: Any) -> Iterator[tuple[bytes, bytes]]:
        keys = rows["photo"].astype(">u8").tobytes()
        lines, accounts = rows["line"].astype(">u4").tobytes(), rows["account"].astype("<u8").tobytes()
        for n in range(len(rows)):
            yield keys[8 * n + 3 : 8 * n + 8] + lines[4 * n : 4 * n + 4], accounts[8 * n : 8 * n + 6]

    def open(self) -> None:
        self.env = lmdb.open(str(self.path), readonly=True, lock=False, subdir=False, readahead=False)
        self.turn = self.env.begin(buffers=True)
        self.cursor = self.turn.cursor()

    def close(self) -> None:
        self.turn.abort()
        self.env.close()

    def one(self, photo: int) -> Any:
        key, found = photo.to_bytes(5, "big"), []
        there = self.cursor.set_range(key)
        while there and bytes(self.cursor.key()[:5]) == key:
            found.append((bytes(self.cursor.value()), bytes(self.cursor.key()[5:])))
            there = self.cursor.next()
        return found

    def many(self, photos: Photos) -> int:
        return sum(len(self.one(photo)) for photo in photos.tolist())


class Duck:
    """A table sorted by photo, read through DuckDB's own ranges of each row group; many by one join.

    Its ART index is left out: for a hundred million rows it takes more memory than all the others together.
    """

    name = "DuckDB"

    def __init__(self, folder: Path) -> None:
        self.path = folder / "rows.duckdb"

    def build(self, rows: Path) -> None:
        db = duckdb.connect(str(self.path))
        db.execute("SET threads = 1")
        db.execute("CREATE TABLE loaded (photo UBIGINT, account UBIGINT, line UINTEGER)")
        held: Any = np.memmap(rows, dtype=ROW, mode="r")
        for start in range(0, len(held), synthetic.STEP * 8):
            some = held[start : start + synthetic.STEP * 8]
            given = {name: np.ascontiguousarray(some[name]) for name in ROW.names or ()}  # noqa: F841 (read by name)
            db.execute("INSERT INTO loaded SELECT photo, account, line FROM given")
        db.execute("CREATE TABLE rows AS SELECT * FROM loaded ORDER BY photo")
        db.execute("DROP TABLE loaded")
        db.execute("CHECKPOINT")
        db.close()

    def open(self) -> None:
        self.db = duckdb.connect(str(self.path), read_only=True)
        self.db.execute("SET threads = 1")

    def close(self) -> None:
        self.db.close()

    def one(self, photo: int) -> Any:
        return self.db.execute("SELECT account, line FROM rows WHERE photo = ?", [photo]).fetchall()

    def many(self, photos: Photos) -> int:
        asked = {"photo": photos}  # noqa: F841  (read by name)
        found = self.db.execute("SELECT account, line FROM rows JOIN asked USING (photo)").fetchnumpy()
        return len(found["line"])


def every(folder: Path) -> list[Store]:
    return [Columns(folder), Sqlite(folder), Lmdb(folder), Duck(folder)]


def forget(path: Path) -> None:
    """Have the system drop what it keeps of a file in memory; nobody may have it mapped."""
    with path.open("rb") as stream:
        os.fsync(stream.fileno())
        os.posix_fadvise(stream.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
