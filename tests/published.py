"""Small lists imported for real, each into the folder that is this test's own."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime

import numpy as np

from casefile import lists
from exposure import build, nsids
from exposure.index import PublishedList

IMPORTED = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
PHOTO, ACCOUNT, OTHER = "4571314348", "12345678@N00", "87654321@N00"
LINES = ((2331659999, OTHER), (int(PHOTO), ACCOUNT), (8032659999, ACCOUNT))


def describe(
    name: str = "megaface", version: str = "2016", *, collection: str = "megaface", rows: int = len(LINES)
) -> PublishedList:
    sha256 = hashlib.sha256(f"{name} {version}".encode()).hexdigest()
    return PublishedList(
        name, version, collection, "megaface", f"{name}.txt", sha256, 4096, rows, 0,
        IMPORTED.isoformat(), "Robin Attorney",
    )  # fmt: skip


def write(
    name: str = "megaface",
    version: str = "2016",
    *,
    collection: str = "megaface",
    lines: Sequence[tuple[int, str]] = LINES,
) -> PublishedList:
    """Write a list as its importer leaves it: whole, and not yet in force."""
    folder = lists.root() / "lists" / name / version
    folder.mkdir(parents=True)
    rows = build.Rows(
        np.array([photo for photo, _ in lines], np.uint64),
        nsids.codes(np.array([account for _, account in lines], f"S{nsids.LONGEST + 1}")),
        np.arange(1, len(lines) + 1, dtype=np.uint32),
    )
    described = describe(name, version, collection=collection, rows=len(lines))
    return build.write_list(folder / build.LIST, described, lambda: [rows])
