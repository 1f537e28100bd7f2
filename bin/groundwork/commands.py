"""Run one long command of the set-up: its words go to a log, a line of progress to the terminal."""

import os
import re
import subprocess
import time
from collections import deque
from collections.abc import Mapping, Sequence
from pathlib import Path

from groundwork import say

QUIET_SECONDS = 5.0


def run(
    argv: Sequence[str],
    *,
    label: str,
    log: Path,
    count: str = "",
    total: int = 0,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
) -> list[str]:
    """Run `argv` to its end and return its last lines; lines matching `count` are counted against `total`.

    Raises say.Stop with the command's last lines when it fails.
    """
    tail: deque[str] = deque(maxlen=12)
    matched, spoken = 0, time.monotonic()
    with (
        log.open("a") as kept,
        subprocess.Popen(
            argv,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            env={**os.environ, **(env or {})},
            cwd=cwd,
        ) as process,
    ):
        try:
            assert process.stdout is not None  # noqa: S101
            for line in process.stdout:
                kept.write(line)
                tail.append(line.rstrip())
                matched += bool(count and re.match(count, line))
                if time.monotonic() - spoken > QUIET_SECONDS:
                    spoken = time.monotonic()
                    say.step(f"{label}: {min(matched, total)} of {total}" if total else f"{label}: working")
            status = process.wait()
        except BaseException:
            process.terminate()
            raise
    if status:
        lines = "\n".join(f"  {line}" for line in tail if line)
        raise say.Stop(f"{label} failed (status {status}). Its last lines, the rest is in {log}:\n{lines}")
    return list(tail)
