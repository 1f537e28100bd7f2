"""How a command that reads a large file shows how far it is: a bar on a terminal, else lines."""

import shutil
import sys
import time
from types import TracebackType
from typing import Any, Self

from tqdm import tqdm

from exposure.importing.orders import Progress

EVERY_SECONDS = 15


class Bar:
    """One bar of the file's bytes, with the rows so far beside it."""

    def __init__(self) -> None:
        self._bar: tqdm[Any] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.close()

    def __call__(self, progress: Progress) -> None:
        """Show this progress."""
        bar = self._bar = self._bar if self._bar is not None else _new(progress)
        bar.set_description(progress.doing, refresh=False)
        bar.set_postfix_str(_counts(progress), refresh=progress.doing != "reading")
        bar.update(progress.read - bar.n)


def _new(progress: Progress) -> "tqdm[Any]":
    terminal = shutil.get_terminal_size()
    return tqdm(
        total=progress.size,
        initial=progress.read,
        unit="B",
        unit_scale=True,
        ncols=terminal.columns or 80,  # some terminals say that they have no size
        nrows=terminal.lines or 24,
        file=sys.stderr,
    )


class Lines:
    """A line every so often, for logs."""

    def __init__(self, *, every: float = EVERY_SECONDS) -> None:
        self._every = every
        self._started = self._told = time.monotonic()
        self._first: int | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    def __call__(self, progress: Progress) -> None:
        """Tell this progress where the last was told long enough ago."""
        now = time.monotonic()
        if self._first is None:
            self._first = progress.read
        if now - self._told < self._every:
            return
        self._told = now
        left = (progress.size - progress.read) * (now - self._started) / max(progress.read - self._first, 1)
        read = f"{progress.read * 100 // max(progress.size, 1)} % of {progress.size:,} bytes"
        sys.stderr.write(f"{progress.doing}: {read}, {_counts(progress)}, about {left:.0f} s left\n")


def shown() -> Bar | Lines:
    """What fits where standard error goes."""
    return Bar() if sys.stderr.isatty() else Lines()


def _counts(progress: Progress) -> str:
    return f"{progress.rows:,} rows, {progress.refused:,} refused"
