"""One import in a process of its own, which dies at a chosen write or finds the disk full."""

import argparse
import os
import resource
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from exposure import importing
from exposure.importing.orders import Choices, Order, Pace, Progress, Stopped

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def order(path: Path, *, layout: str = "megaface", version: str = "1") -> Order:
    return Order(path, "example-list", version, "megaface", layout, "Pat Example", AT)


def dying(real: Callable[..., Any], left: list[int]) -> Callable[..., Any]:
    """The same, but the process is gone just before the last one that is left."""

    def call(*args: Any, **more: Any) -> Any:
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*args, **more)

    return call


def say(progress: Progress) -> None:
    sys.stdout.write(f"{progress.rows}\n")
    sys.stdout.flush()


def main() -> int:
    given = argparse.ArgumentParser()
    given.add_argument("path", type=Path)
    given.add_argument("root", type=Path)
    given.add_argument("--layout", default="megaface")
    given.add_argument("--chunk", type=int, default=2000)
    given.add_argument("--dies-at", type=int, default=0)
    given.add_argument("--largest-file", type=int, default=0)
    asked = given.parse_args()
    if asked.largest_file:
        resource.setrlimit(resource.RLIMIT_FSIZE, (asked.largest_file, asked.largest_file))
    if asked.dies_at:
        left = [asked.dies_at]
        for home, name in (
            (os, "write"),
            (os, "fsync"),
            (os, "ftruncate"),
            (Path, "replace"),
            (Path, "unlink"),
        ):
            setattr(home, name, dying(getattr(home, name), left))
    try:
        importing.run(
            order(asked.path, layout=asked.layout),
            root=asked.root,
            choices=Choices(anyway=True),
            pace=Pace(chunk=asked.chunk, checkpoint=3),
            watch=say,
        )
    except Stopped as stop:
        sys.stderr.write(str(stop))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
