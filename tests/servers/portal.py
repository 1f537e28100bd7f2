"""The portal's own processes, as `make run` starts them, for tests that kill some of them."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from groundwork import start

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("web", "worker", "sweeper")


class Portal:
    """Web, worker and sweeper under one environment; each leads a process group of its own."""

    def __init__(self, env: Mapping[str, str], *, log: Path) -> None:
        self.port = _free_port()
        self.env = {**env, "PORT": str(self.port)}
        self.log = log
        self.commands = {program.name: program for program in start.portal(Path(sys.executable), self.port)}
        self.running: dict[str, subprocess.Popen[bytes]] = {}

    @property
    def url(self) -> str:
        """Return the site's address without a closing slash."""
        return f"http://127.0.0.1:{self.port}"

    def prepare(self) -> None:
        """Make the tables and load the demonstration."""
        command = [sys.executable, "bin/prepare.py"]
        subprocess.run(command, cwd=ROOT, env=self.env, check=True, stdout=subprocess.DEVNULL)

    def start(self, *parts: str) -> None:
        """Start the named parts (all when none is named) and wait until the site answers."""
        for part in parts or PARTS:
            with (self.log / f"{part}.log").open("ab") as log:
                self.running[part] = subprocess.Popen(
                    self.commands[part].argv,
                    cwd=ROOT,
                    env=self.env,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                )
            ready = self.commands[part].ready
            if ready is not None:
                wait_until(ready, within=30, what=f"the {part} serves")

    def kill(self, part: str) -> None:
        """kill -9 to the part and all its children at once."""
        process = self.running.pop(part)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def stop(self) -> None:
        """End everything that still runs."""
        for part in list(self.running):
            self.kill(part)


def wait_until(met: Callable[[], object], *, within: float, what: str) -> None:
    """Wait until `met()` is true; fail with `what` after `within` seconds."""
    give_up_at = time.monotonic() + within
    while not met():
        if time.monotonic() > give_up_at:
            raise AssertionError(f"Not within {within} s: {what}")
        time.sleep(0.05)


def _free_port() -> int:
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return int(line.getsockname()[1])
