"""The figures as the page bench/exposure.md."""

import platform
import sqlite3
from collections.abc import Iterator, Sequence
from importlib.metadata import version

import numpy as np

from bench.exposure.imports import Imported
from bench.exposure.limit import Limit
from bench.exposure.look_ups import MANY, WARM, Measured


def markdown(
    *,
    rows: int,
    stores: Sequence[Measured],
    limit: Limit,
    memory: dict[str, float],
    files: Sequence[Imported],
) -> str:
    parts = (_head(), _imports(files), _size(rows, stores, limit), _look_ups(stores), _memory(rows, memory))
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def _head() -> Iterator[str]:
    yield "# The index of published lists against its peers"
    yield ""
    machine = f"Python {platform.python_version()}, {platform.machine()}"
    yield f"Written by `make bench ONLY=exposure` on {machine}; SQLite {sqlite3.sqlite_version},"
    yield f"LMDB {version('lmdb')}, DuckDB {version('duckdb')}, numpy {np.__version__}. All in one run, one"
    yield "thread each; made-up lists (bench/exposure/synthetic.py)."


def _imports(files: Sequence[Imported]) -> Iterator[str]:
    yield "## A list's file brought in"
    yield ""
    yield "Ours reads and checks every line, keeps refused ones, hashes the file, leaves a checkpoint on disk"
    yield "every few MB and ends with the sorted list; SQLite and DuckDB read the lines into a table and"
    yield "order or index it; `sort` orders the lines as bytes. Seconds per million rows; in brackets theirs"
    yield "to ours."
    yield ""
    yield "| file | ours | sort | SQLite | DuckDB |"
    yield "|---|---|---|---|---|"
    for one in files:
        per = {name: seconds / one.rows * 1e6 for name, seconds in one.seconds.items()}
        others = (f"{per[name]:.2f} ({per[name] / per['ours']:.1f})" for name in ("sort", "SQLite", "DuckDB"))
        what = f"{one.layout}, {one.rows:,} rows, {one.megabytes:,.0f} MB"
        yield f"| {what} | {per['ours']:.2f} | {' | '.join(others)} |"


def _size(rows: int, stores: Sequence[Measured], limit: Limit) -> Iterator[str]:
    yield f"## Built from {rows:,} rows, and the size"
    yield ""
    yield "Ours and SQLite find rows by photo and by account; LMDB and DuckDB, as built here, by photo alone."
    yield ""
    yield "| store | built, s per million rows | bytes a row |"
    yield "|---|---|---|"
    for one in stores:
        yield f"| {one.name} | {one.build / rows * 1e6:.2f} | {one.size / rows:.2f} |"
    yield ""
    yield (
        f"The least that photo and account can take: {limit.photo:.2f} bits for a sorted photo id among "
        f"{limit.highest:,} and {limit.account:.2f} for the account (its entropy in these rows), together "
        f"{(limit.photo + limit.account) / 8:.2f} bytes a row; the line of a list in no order takes "
        f"{limit.line:.2f} bits more. Ours spends 2 bytes on the id, 4 on the account, 4 on the line, 4 on "
        "the order by account, and the rest on the tables of buckets and accounts."
    )


def _look_ups(stores: Sequence[Measured]) -> Iterator[str]:
    yield "## Look-ups"
    yield ""
    yield "Half of them hits. Warm: the file is in memory. Cold: nothing of it is, the file was just opened."
    yield f"Many: {MANY:,} at once, SQLite and LMDB one by one through Python, DuckDB by a join."
    yield ""
    yield "| store | warm p50, µs | p99 | cold p50, µs | p99 | many, ms | theirs to ours |"
    yield "|---|---|---|---|---|---|---|"
    for one in stores:
        single = " | ".join(f"{seconds * 1e6:.1f}" for seconds in (*one.warm, *one.cold))
        yield f"| {one.name} | {single} | {one.many * 1e3:.1f} | {one.many / stores[0].many:.1f} |"


def _memory(rows: int, memory: dict[str, float]) -> Iterator[str]:
    yield "## Memory of a worker that holds the index"
    yield ""
    yield f"Its own pages (`Anonymous` in smaps_rollup; pages of the file are the system's), {rows:,} rows:"
    opened, asked, batch = (memory[name] - memory["before"] for name in ("opened", "asked", "batch"))
    yield f"{opened:.1f} MB more once opened, {asked:.1f} MB after {WARM:,} look-ups, {batch:.1f} MB after"
    yield f"{MANY:,} at once; {memory['batch']:.1f} MB in all, Python and numpy among them."
