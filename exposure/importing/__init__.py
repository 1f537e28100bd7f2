"""Import a published list: read its file to the end, through interruptions, and publish the sorted rows."""

from __future__ import annotations

import errno
import fcntl
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC
from pathlib import Path

from exposure import build, index
from exposure.importing import layouts, orders, sources, unfinished
from exposure.importing.layouts import Layout
from exposure.importing.orders import AlreadyThere, Choices, Order, Pace, Report, Stopped, Watcher
from exposure.importing.perusal import Perusal, WrongFile
from exposure.importing.sources import Source
from exposure.importing.unfinished import Checkpoint, Unfinished
from exposure.index import PublishedList

REPORT, LOCK = "report.json", "lock"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_LASTING = frozenset({LOCK, REPORT, build.LIST, build.RETIRED, unfinished.REFUSED})


def folder_of(root: Path, *, name: str, version: str) -> Path:
    """Return where an import lies. Raises: Stopped for a name or version that is no plain word."""
    for what, word in (("name", name), ("version", version)):
        if not _NAME.fullmatch(word):
            raise Stopped(f"{word!r} cannot be a {what}: letters, digits, dots, dashes and underlines only")
    return root / "lists" / name / version


def guess(path: Path) -> str:
    """Return the layout that reads the file's first lines; empty where none does. Raises: Stopped."""
    try:
        return layouts.guess(sources.head(path, layouts.HEAD))
    except sources.Unreadable as error:
        raise Stopped(str(error)) from error


def run(
    order: Order,
    *,
    root: Path,
    choices: Choices = orders.AS_USUAL,
    pace: Pace = orders.PACE,
    watch: Watcher = orders.unwatched,
) -> Report:
    """Import a list, or go on where an interrupted import of it stopped.

    Raises: Stopped, AlreadyThere. KeyboardInterrupt and a kill leave what the next run goes on from.
    """
    folder = folder_of(root, name=order.name, version=order.version)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _locked(folder), Source(order.path, at_once=pace.chunk) as source:
            return _Import(order, folder, source, choices, pace, watch).run()
    except sources.Unreadable as error:
        raise Stopped(str(error)) from error
    except unfinished.Damaged as error:
        raise Stopped(f"{error}; give --restart to read the file from its beginning") from error
    except OSError as error:
        raise Stopped(_about(error, folder)) from error


def _about(error: OSError, folder: Path) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return (
            f"the disk is full. Make room where {folder} lies (20 bytes for each row, 60 "
            "while the rows are sorted) and run the same command: it goes on from the last checkpoint"
        )
    return f"{error.filename or folder}: {error.strerror}"


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Only one process imports a list at a time; the lock goes with the process, however it ends."""
    with (folder / LOCK).open("a") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Stopped(
                f"another process is importing into {folder} right now; wait until it ends"
            ) from error
        yield


class _Import:
    def __init__(
        self, order: Order, folder: Path, source: Source, choices: Choices, pace: Pace, watch: Watcher
    ) -> None:
        self.order, self.folder, self.source = order, folder, source
        self.choices, self.pace, self.watch = choices, pace, watch

    def run(self) -> Report:
        self._refuse_a_second()
        if not self.source.size:
            raise Stopped(f"{self.order.path} is empty")
        begun = Checkpoint(self.order.layout, self.choices.hashes)
        if self.choices.restart or not (self.folder / unfinished.CHECKPOINT).exists():
            unfinished.clear(self.folder, leave=frozenset({LOCK}))
        layout = self._layout()
        with Unfinished(self.folder, begun) as kept:
            self._take_up(kept, begun)
            perusal = Perusal(
                self.source, layout, kept, choices=self.choices, pace=self.pace, watch=self.watch
            )
            try:
                perusal.run()
            except WrongFile:
                unfinished.clear(self.folder, leave=frozenset({LOCK}))
                raise
            perusal.tell("sorting")
            return self._publish(kept, perusal.cut_short)

    def _refuse_a_second(self) -> None:
        """A finished list is evidence: it is never overwritten."""
        target = self.folder / build.LIST
        if not target.exists():
            return
        self.source.rest()
        there = index.open_index(target).lists[0]
        if there.source_sha256 != self.source.sha256:
            raise Stopped(
                f"{there.name} {there.version} is there already, imported from another file "
                f"({there.source_name}, SHA-256 {there.source_sha256}); give another --version"
            )
        unfinished.clear(self.folder, leave=_LASTING)
        raise AlreadyThere(Report.of(self.folder / REPORT))

    def _layout(self) -> Layout:
        head = sources.head(self.order.path, layouts.HEAD)
        try:
            return layouts.of(self.order.layout, head, hashes=self.choices.hashes)
        except layouts.NoHeading as error:
            raise Stopped(f"{self.order.path} is no table of accounts: {error}") from error

    def _take_up(self, kept: Unfinished, begun: Checkpoint) -> None:
        """Make sure that what was read before is how this file begins."""
        so_far = kept.so_far
        if (so_far.layout, so_far.hashes) != (begun.layout, begun.hashes):
            raise Stopped(
                f"this import was begun under the layout {so_far.layout}"
                f"{' with hashes' if so_far.hashes else ''}; go on with the same, or give --restart"
            )
        if so_far.read and not self.source.starts_with(count=so_far.read, sha256=so_far.sha256):
            raise Stopped(
                f"{self.order.path} is not the file of which {so_far.line - 1:,} lines were read before: its "
                f"first {so_far.read:,} bytes differ. Give that file, or --restart to forget it and read this"
            )

    def _publish(self, kept: Unfinished, cut_short: str) -> Report:
        so_far, order = kept.so_far, self.order
        if self.source.read != self.source.size:
            raise Stopped(
                f"{order.path} changed while it was read; wait until it is whole and give --restart"
            )
        if not so_far.rows:
            raise Stopped(
                f"none of the {so_far.refused:,} lines names a photo; see {self.folder / unfinished.REFUSED}"
            )
        published = PublishedList(
            name=order.name,
            version=order.version,
            collection=order.collection,
            layout=order.layout,
            source_name=order.path.name,
            source_sha256=self.source.sha256,
            source_bytes=self.source.size,
            rows=so_far.rows,
            refused=so_far.refused,
            imported_at=order.at.astimezone(UTC).isoformat(timespec="seconds"),
            imported_by=order.by,
        )
        photos, accounts = kept.distinct("photo"), kept.distinct("account")
        report = Report(published, photos, accounts, so_far.apart, so_far.reasons, cut_short)
        unfinished.write_whole(self.folder / REPORT, asdict(report))
        build.write_list(self.folder / build.LIST, published, kept.chunks)
        unfinished.clear(self.folder, leave=_LASTING)
        return report
