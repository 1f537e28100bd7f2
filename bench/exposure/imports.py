"""A list's file brought in: ours whole (read, checked, hashed, sorted) beside sort, SQLite and DuckDB."""

import os
import re
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from exposure import importing
from exposure.importing.orders import Order

_PATH = re.compile(r"([0-9]{5,11}@N[0-9]{2})_identity_[0-9]+/([0-9]+)_[0-9]+\.jpg")


@dataclass(frozen=True, slots=True)
class Imported:
    """Seconds that each way took for one file of `rows` lines."""

    layout: str
    rows: int
    megabytes: float
    seconds: dict[str, float]


def measure(folder: Path, source: Path, *, layout: str, rows: int) -> Imported:
    """Bring one file in, each way once, in turn."""
    ways: dict[str, Callable[[], None]] = {
        "ours": lambda: _ours(folder / "ours", source, layout, rows),
        "sort": lambda: _sort(source),
        "SQLite": lambda: _sqlite(folder / "rows.sqlite3", source, layout, rows),
        "DuckDB": lambda: _duckdb(folder / "rows.duckdb", source, layout, rows),
    }
    seconds = {}
    for name, way in ways.items():
        began = time.perf_counter()
        way()
        seconds[name] = time.perf_counter() - began
        print(f"bench   | {layout}: {name} {seconds[name]:.1f} s", file=sys.stderr, flush=True)
    return Imported(layout, rows, source.stat().st_size / 1e6, seconds)


def _ours(root: Path, source: Path, layout: str, rows: int) -> None:
    order = Order(source, "bench", "1", "bench", layout, "bench", datetime(2026, 1, 1, tzinfo=UTC))
    _agree(importing.run(order, root=root).published.rows, rows)


def _sort(source: Path) -> None:
    """The system's sort on bytes, one thread, to nowhere: reads and orders the lines, no more."""
    with Path(os.devnull).open("w") as nowhere:
        command = ["sort", "--parallel=1", "--buffer-size=1G", str(source)]
        subprocess.run(command, stdout=nowhere, check=True, env={**os.environ, "LC_ALL": "C"})


def _sqlite(path: Path, source: Path, layout: str, rows: int) -> None:
    db = sqlite3.connect(path)
    db.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-1000000;")
    db.execute("CREATE TABLE rows (photo INTEGER, account TEXT, line INTEGER)")
    with source.open(encoding="utf-8") as lines:
        db.executemany("INSERT INTO rows VALUES (?, ?, ?)", READ[layout](lines))
    db.execute("CREATE INDEX by_photo ON rows (photo)")
    db.execute("CREATE INDEX by_account ON rows (account)")
    db.commit()
    _agree(db.execute("SELECT count(*) FROM rows").fetchone()[0], rows)
    db.close()


def _megaface(lines: Iterator[str]) -> Iterator[tuple[int, str, int]]:
    match = _PATH.match
    for number, line in enumerate(lines, 1):
        found = match(line)
        if found:
            yield int(found[2]), found[1], number


def _yfcc(lines: Iterator[str]) -> Iterator[tuple[int, str, int]]:
    for number, line in enumerate(lines, 1):
        fields = line.split("\t")
        if len(fields) == 23:
            yield int(fields[0]), fields[1], number


READ: dict[str, Callable[[Iterator[str]], Iterator[tuple[int, str, int]]]] = {
    "megaface": _megaface,
    "yfcc100m": _yfcc,
}
SELECT = {
    "megaface": rf"""
        SELECT regexp_extract(line, '{_PATH.pattern}', 2)::UBIGINT AS photo,
               regexp_extract(line, '{_PATH.pattern}', 1) AS account, row_number() OVER () AS line
        FROM read_csv('SOURCE', columns={{'line': 'VARCHAR'}}, delim='\0', quote='', header=false)""",
    "yfcc100m": """
        SELECT column00::UBIGINT AS photo, column01 AS account, row_number() OVER () AS line
        FROM read_csv('SOURCE', delim='\t', quote='', header=false, all_varchar=true)""",
}


def _duckdb(path: Path, source: Path, layout: str, rows: int) -> None:
    db = duckdb.connect(str(path))
    db.execute("SET threads = 1")
    db.execute(
        f"CREATE TABLE rows AS SELECT * FROM ({SELECT[layout].replace('SOURCE', str(source))}) ORDER BY photo"
    )
    db.execute("CHECKPOINT")
    (found,) = db.execute("SELECT count(*) FROM rows").fetchone() or (0,)
    _agree(found, rows)
    db.close()


def _agree(found: int, rows: int) -> None:
    if found != rows:
        raise SystemExit(f"read {found} rows of {rows}")
