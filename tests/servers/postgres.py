"""A private PostgreSQL on a unix socket. Standard library only: `make test` starts it before pytest."""

import contextlib
import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

START_SECONDS = 30.0
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
SAFE = ("fsync=on", "synchronous_commit=on")
NEW = ("--username=postgres", "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C.UTF-8", "-k")
_PR_SET_PDEATHSIG = 1


class Postgres:
    """A server in a folder of its own under the system's temporary folder; a context, gone at its end.

    `durable` keeps the disk settings of production, for tests that kill the server; `more` are settings of
    the caller's, as `name=value`.
    """

    def __init__(self, *, durable: bool = False, more: tuple[str, ...] = ()) -> None:
        self.programs = _programs()
        self.settings = (*(SAFE if durable else FAST), *more)
        self.folder = Path(tempfile.mkdtemp(prefix="intake-pg-", dir="/tmp"))
        self.data = self.folder / "data"
        self.process: subprocess.Popen[bytes] | None = None
        self._owner = _owner()
        if self._owner:
            shutil.chown(self.folder, self._owner, self._owner)

    def __enter__(self) -> Self:
        try:
            self._call("initdb", f"--pgdata={self.data}", *NEW)
            self.start()
            self.create("portal")
        except BaseException:
            self.remove()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.remove()

    def url(self, database: str) -> str:
        """Return the DATABASE_URL of one of its databases."""
        return f"postgres://postgres@/{self.folder}/{database}"

    def create(self, database: str, *, like: str = "template1") -> str:
        """Make an empty database, or a copy of one that nobody uses now; return its DATABASE_URL."""
        whose = (f"--host={self.folder}", "--username=postgres", f"--template={like}")
        self._call("createdb", *whose, database)
        return self.url(database)

    def start(self) -> None:
        """Start the server and wait until it takes connections."""
        options = (*self.settings, "listen_addresses=", f"unix_socket_directories={self.folder}")
        words = [word for option in options for word in ("-c", option)]
        with (self.folder / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                [str(self.programs / "postgres"), "-D", str(self.data), *words],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=_end_with_parent,
                user=self._owner,
                group=self._owner,
            )
        self._wait()

    def kill(self) -> None:
        """Stop at once, as after a power cut: SIGQUIT, PostgreSQL's `immediate` mode."""
        self._end(signal.SIGQUIT)

    def restart(self) -> None:
        """Kill the server and start it again; it recovers from its log."""
        self.kill()
        self.start()

    @contextlib.contextmanager
    def frozen(self) -> Iterator[None]:
        """Stop every process of the server from running for a while, without ending any."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.killpg(self.process.pid, signal.SIGCONT)

    def remove(self) -> None:
        """End the server and remove its folder."""
        self._end(signal.SIGINT)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _end(self, number: signal.Signals) -> None:
        if self.process is None:
            return
        self.process.send_signal(number)
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        self.process = None

    def _wait(self) -> None:
        assert self.process is not None
        give_up_at = time.monotonic() + START_SECONDS
        ask = [str(self.programs / "pg_isready"), "--quiet", f"--host={self.folder}", "--username=postgres"]
        while subprocess.run(ask, check=False).returncode:
            if self.process.poll() is not None or time.monotonic() > give_up_at:
                raise RuntimeError(f"PostgreSQL did not start:\n{(self.folder / 'server.log').read_text()}")
            time.sleep(0.05)

    def _call(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [str(self.programs / program), *arguments],
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
            user=self._owner,
            group=self._owner,
        )
        if done.returncode:
            raise RuntimeError(f"{program} failed:\n{done.stdout}{done.stderr}")


def _owner() -> str | None:
    """Return whom to run it as when we are root, which PostgreSQL refuses."""
    if os.geteuid():
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def _programs() -> Path:
    """Return the folder of the newest server Debian's packages put on this machine."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    beside = shutil.which("initdb")
    if not found and not beside:
        raise RuntimeError("PostgreSQL is not installed: sudo apt-get install postgresql")
    return found[-1].parent if found else Path(str(beside)).parent


def _end_with_parent() -> None:
    """In the child: be told to end (fast shutdown) when the one who started us dies (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGINT)
