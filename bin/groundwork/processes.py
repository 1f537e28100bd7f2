"""Run several programs in one terminal: labelled lines, stopped together, nothing left running."""

import ctypes
import os
import select
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from groundwork import say

STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT)
PATIENCE_SECONDS = 10.0
_POLL_SECONDS = 0.1
_COLOURS = (36, 33, 32, 35, 34)
_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


@dataclass(frozen=True, slots=True)
class Program:
    """One program: its label, its command, and how to see that it serves. Servers are stopped last."""

    name: str
    argv: tuple[str, ...]
    ready: Callable[[], bool] | None = None
    server: bool = False
    pass_fds: tuple[int, ...] = ()
    log: Path | None = None

    @property
    def words(self) -> str:
        """Say where its own words stand."""
        return f"See {self.log}." if self.log else "See its lines above."


@dataclass(slots=True)
class _Running:
    program: Program
    process: subprocess.Popen[bytes]
    colour: int
    rest: bytes = b""


@dataclass(slots=True)
class Crew:
    """The programs of one run. Call `start` for each, then `watch`; use as a context so that all end."""

    env: Mapping[str, str]
    cwd: Path
    patience: float = PATIENCE_SECONDS
    asked: int = 0
    _running: list[_Running] = field(default_factory=list)
    _selector: selectors.BaseSelector = field(default_factory=selectors.DefaultSelector)

    def __enter__(self) -> "Crew":
        for number in STOPPING:
            # `nohup` has set SIGHUP aside on purpose: leave that.
            if signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, self._ask_to_stop)
        return self

    def __exit__(self, *_: object) -> None:
        self._stop_all()

    def start(self, program: Program, *, within: float = 30.0) -> None:
        """Start one program and wait until it serves; raise say.Stop when it ends or takes too long."""
        process = subprocess.Popen(
            program.argv,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=dict(self.env),
            cwd=self.cwd,
            start_new_session=True,
            preexec_fn=_end_with_parent,
            pass_fds=program.pass_fds,
        )
        running = _Running(program, process, _COLOURS[len(self._running) % len(_COLOURS)])
        self._running.append(running)
        assert process.stdout is not None  # noqa: S101
        os.set_blocking(process.stdout.fileno(), False)
        self._selector.register(process.stdout, selectors.EVENT_READ, running)
        give_up_at = time.monotonic() + within
        while program.ready and not self.asked and not program.ready():
            self._pump()
            self._refuse_deaths()
            if time.monotonic() > give_up_at:
                raise say.Stop(f"{program.name} did not serve within {within:.0f} s. {program.words}")

    def watch(self) -> None:
        """Pass the lines on until somebody asks to stop; raise say.Stop when a program ends by itself."""
        while not self.asked:
            self._pump()
            self._refuse_deaths()
            if _nobody_reads():
                self.asked = signal.SIGHUP

    def _ask_to_stop(self, number: int, _: FrameType | None) -> None:
        # A second Ctrl-C means now.
        self.patience = 0.0 if self.asked else self.patience
        self.asked = self.asked or number

    def _refuse_deaths(self) -> None:
        for running in self._running:
            status = running.process.poll()
            if status is not None and not self.asked:
                self._pump()
                how = f"status {status}" if status >= 0 else f"signal {signal.Signals(-status).name}"
                program = running.program
                raise say.Stop(f"{program.name} ended ({how}); all was stopped. {program.words}")

    def _pump(self) -> None:
        for key, _ in self._selector.select(timeout=_POLL_SECONDS):
            running: _Running = key.data
            try:
                read = os.read(key.fd, 65536)
            except BlockingIOError:
                continue
            if not read:
                self._selector.unregister(key.fileobj)
            *lines, running.rest = (running.rest + read).split(b"\n")
            if not read and running.rest:
                lines, running.rest = [running.rest], b""
            for line in lines:
                self._print(running, line.decode(errors="replace").rstrip())

    def _print(self, running: _Running, line: str) -> None:
        label = f"{running.program.name:<7} |"
        if sys.stdout.isatty():
            label = f"\033[{running.colour}m{label}\033[0m"
        self._write(f"{label} {line}\n")

    def _write(self, text: str) -> None:
        try:
            sys.stdout.write(text)
            sys.stdout.flush()
        except OSError:
            # The terminal is gone, so nobody can stop us later: stop now, and speak to nobody.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            self.asked = self.asked or signal.SIGHUP

    def _stop_all(self) -> None:
        if any(running.process.poll() is None for running in self._running):
            self._write("set-up  | stopping\n")
        self.asked = self.asked or signal.SIGTERM
        for servers in (False, True):
            self._stop([r for r in reversed(self._running) if r.program.server is servers])
        while self._selector.get_map() and self._selector.select(timeout=0):
            self._pump()
        self._selector.close()

    def _stop(self, group: list[_Running]) -> None:
        for running in group:
            if running.process.poll() is None:
                running.process.terminate()
        began = time.monotonic()
        while any(r.process.poll() is None for r in group) and time.monotonic() - began < self.patience:
            self._pump()
        for running in group:
            # Each program leads a group of its own: what it left behind goes with it.
            try:
                os.killpg(running.process.pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
            running.process.wait()


def _nobody_reads() -> bool:
    """Say whether the terminal or pipe behind our lines is gone.

    When `make` leads the terminal's session, the kernel tells make alone, and make waits for us.
    """
    poll = select.poll()
    poll.register(sys.stdout.fileno(), 0)
    return bool(poll.poll(0))


def _end_with_parent() -> None:
    """In the child: be told to end when the one who started us dies, even by kill -9 (Linux)."""
    if _LIBC is not None:
        _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
