"""What the machine must bring: system packages, a free port, a folder that can be written."""

import ctypes
import errno
import fcntl
import importlib.util
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from groundwork import commands, say


@dataclass(frozen=True, slots=True)
class Need:
    """A Debian package, and how to see that what it brings is there, whoever installed it."""

    package: str
    found: Callable[[], bool]
    must: bool = True


def _library(name: str) -> Callable[[], bool]:
    def loads() -> bool:
        try:
            ctypes.CDLL(name)
        except OSError:
            return False
        return True

    return loads


def _program(name: str) -> Callable[[], bool]:
    return lambda: shutil.which(name) is not None


def _file(pattern: str) -> Callable[[], bool]:
    return lambda: any(Path("/").glob(pattern.lstrip("/")))


RUN = (
    Need("python3-venv", lambda: importlib.util.find_spec("ensurepip") is not None),
    Need("libpango-1.0-0", _library("libpango-1.0.so.0")),
    Need("libpangoft2-1.0-0", _library("libpangoft2-1.0.so.0")),
    Need("libharfbuzz-subset0", _library("libharfbuzz-subset.so.0")),
    # Without these two, names in most of the world's scripts print as empty boxes.
    Need("fonts-noto-core", _file("/usr/share/fonts/**/NotoSansDevanagari-Regular.ttf"), must=False),
    Need("fonts-droid-fallback", _file("/usr/share/fonts/**/DroidSansFallback*.ttf"), must=False),
)
TEST = (
    *RUN,
    Need("chromium", _program("chromium")),
    Need("poppler-utils", _program("pdftotext")),
    Need("qpdf", _program("qpdf")),
    Need("gettext", _program("msgfmt")),
    Need("redis-server", _program("redis-server")),
    # Without these two their tests say so and are skipped.
    Need("clamav-daemon", _file("/usr/sbin/clamd"), must=False),
    Need("libimage-exiftool-perl", _program("exiftool"), must=False),
    Need("postgresql", _file("/usr/lib/postgresql/*/bin/initdb")),
)
NODE = (Need("nodejs", _program("node")), Need("npm", _program("npm")))
ALL = (*TEST, *NODE, Need("default-jre-headless", _program("java")))
"""What `make test ALL=1` needs beside: the HTML checker is a Java program that npm brings."""


def provide(needs: Sequence[Need], *, log: Path) -> None:
    """Install the packages that are missing, when this person may; else say which, and how.

    Raises say.Stop when something that cannot be done without is missing and may not be installed.
    """
    missing = [need for need in needs if not need.found()]
    if not missing:
        return
    names = [need.package for need in missing]
    privilege = _privilege()
    if privilege is None:
        ask_for(missing)
        return
    say.step(f"installing {len(names)} system packages: {' '.join(names)}")
    # RUNLEVEL=1 keeps Debian from starting a service for a server that we only want on the disk.
    quiet = ["env", "DEBIAN_FRONTEND=noninteractive", "RUNLEVEL=1", "apt-get", "-q", "-y"]
    commands.run([*privilege, *quiet, "update"], label="apt-get update", log=log)
    commands.run(
        [*privilege, *quiet, "install", "--no-install-recommends", *names],
        label="apt-get install",
        log=log,
    )
    importlib.invalidate_caches()
    still = [need for need in missing if need.must and not need.found()]
    if still:
        ask_for(still)


def _privilege() -> list[str] | None:
    """Return the words to put before apt-get, or None when this person may not or there is no apt."""
    if shutil.which("apt-get") is None:
        return None
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0:
        return [sudo, "-n"]
    return None


def ask_for(missing: Sequence[Need]) -> None:
    """Say which packages are missing and how to get them; raise say.Stop when one must be there."""
    names = " ".join(need.package for need in missing)
    ask = (
        f"Missing on this machine: {names}\n"
        f"Install with:  sudo apt-get install --no-install-recommends {names}\n"
        "(on a system without apt: the packages of the same content), then run the command again."
    )
    if any(need.must for need in missing):
        raise say.Stop(ask)
    say.step(f"going on without fonts: names in some scripts will print as empty boxes.\n{ask}")


def usable_folder(folder: Path) -> Path:
    """Make `folder` (mode 0700) and prove that it can be written; raise say.Stop when it cannot."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise say.Stop(
            f"The folder {folder} cannot be written: {error.strerror}.\n"
            "Everything made at run time is kept there. Give yourself the folder "
            f"(sudo chown -R $USER {folder.parent}), free some space, or clone to a folder of your own."
        ) from error
    return folder


def port_from(text: str) -> int:
    """Read PORT; raise say.Stop when it is no port number."""
    if text.isascii() and text.isdigit() and 0 < int(text) < 65536:
        return int(text)
    raise say.Stop(f"PORT={text} is no port. Choose a number from 1024 to 65535: make run PORT=8001")


def free_port(port: int) -> None:
    """Raise say.Stop unless a server may listen on 127.0.0.1:`port` now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            why = "is taken by another program" if error.errno == errno.EADDRINUSE else f"{error.strerror}"
            raise say.Stop(
                f"Port {port} on 127.0.0.1: {why}.\n"
                f"Stop that program, or choose another port: make run PORT={port % 65535 + 1}"
            ) from error


def only_one(var: Path) -> IO[str]:
    """Hold the folder for this run; raise say.Stop when another run holds it. Keep the file open."""
    lock = (var / "run.lock").open("a+")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        lock.seek(0)
        raise say.Stop(
            f"The portal already runs from this folder (process {lock.read().strip()}).\n"
            "Stop it with Ctrl-C in its terminal first; a second one needs a clone and a PORT of its own."
        ) from error
    lock.truncate(0)
    lock.write(f"{os.getpid()}\n")
    lock.flush()
    return lock
