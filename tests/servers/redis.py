"""A private Redis on a unix socket that a test may kill, freeze, empty and start again."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from groundwork import broker

START_SECONDS = 10.0


class Redis:
    """redis-server (or the packaged one) in `folder`, which must be a short path."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.socket = folder / "broker.sock"
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Return its REDIS_URL."""
        return f"unix://{self.socket}"

    def start(self) -> None:
        """Start it, with what its log held, and wait until it answers."""
        server = broker.program(Path(sys.executable))
        with (self.folder / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                broker.argv(server, folder=self.folder, path=self.socket),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        give_up_at = time.monotonic() + START_SECONDS
        while not broker.answers(self.socket):
            if self.process.poll() is not None or time.monotonic() > give_up_at:
                raise RuntimeError(f"Redis did not start:\n{(self.folder / 'redis.log').read_text()}")
            time.sleep(0.02)

    def kill(self) -> None:
        """End it with kill -9; its socket stays behind, as after a crash."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    def restart(self) -> None:
        """Kill it and start it again."""
        self.kill()
        self.start()

    @contextlib.contextmanager
    def frozen(self) -> Iterator[None]:
        """Let it hold its connections and answer nothing for a while."""
        assert self.process is not None
        self.process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self.process.send_signal(signal.SIGCONT)

    def flush(self) -> None:
        """Throw away everything it holds: FLUSHALL."""
        if self.command("FLUSHALL") != b"+OK":
            raise RuntimeError("FLUSHALL was refused")

    def command(self, *words: str) -> bytes:
        """Send one command; return the first line of the answer."""
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(5)
            line.connect(os.fspath(self.socket))
            line.sendall((" ".join(words) + "\r\n").encode())
            return line.recv(65536).split(b"\r\n", 1)[0]

    def forget(self) -> None:
        """Kill it and remove what it kept on disk: the volume is gone."""
        self.kill()
        for entry in self.folder.iterdir():
            if entry.is_dir():
                shutil.rmtree(entry)
