"""Prove `make run` and `make test` on a bare Debian 12 in a folder of its own, and note what they cost.

Outside: a minimal system by debootstrap with python3, make and git, and a clone of this commit. Inside, in
namespaces that vanish with the last process: both commands, timed, and a look for what they left running.
"""

import argparse
import json
import os
import shlex
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path

from groundwork import figures, say

ROOT = Path(__file__).resolve().parents[2]
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
GIVEN = ("python3", "make", "git", "ca-certificates")
CLONE = "/srv/portal"
# How a machine reaches its package registries is the machine's affair: taken along as environment only.
NETWORK = ("PIP_", "SSL_CERT_", "REQUESTS_CA_", "CURL_CA_", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY")
ENTER = """
set -e
mount -t proc proc "$BARE/proc"
mount --rbind /dev "$BARE/dev"
for path in $BIND; do
    mkdir -p "$BARE$(dirname "$path")"
    if [ -d "$path" ]; then mkdir -p "$BARE$path"; else touch "$BARE$path"; fi
    mount --bind "$path" "$BARE$path"
done
exec chroot "$BARE" /usr/bin/env -i {env} /bin/sh -c {command}
"""


def main() -> int:
    """Read the arguments and prove; return the exit status."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path, help="scratch folder, outside the clone; about 3 GB")
    arguments.add_argument("--bind", action="append", default=[], help="a path to show inside")
    arguments.add_argument("--no-tests", action="store_true", help="only make run")
    arguments.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    given = arguments.parse_args()
    try:
        if given.inside:
            return _inside(given.folder, tests=not given.no_tests)
        return _outside(given.folder.resolve(), binds=given.bind, tests=not given.no_tests)
    except say.Stop as stop:
        return say.give_up(stop)


def _outside(folder: Path, *, binds: Sequence[str], tests: bool) -> int:
    if os.geteuid() or not shutil.which("debootstrap"):
        raise say.Stop("This needs root and debootstrap (apt-get install debootstrap).")
    system = folder / "bare"
    if system.exists():
        raise say.Stop(f"{system} is there already. Remove it first: rm -r --one-file-system {system}")
    folder.mkdir(parents=True, exist_ok=True)
    say.step("debootstrap of a minimal Debian 12")
    _call("debootstrap", "--variant=minbase", "bookworm", str(system))
    install = (
        f"apt-get update && apt-get install -y --no-install-recommends {' '.join(GIVEN)} && apt-get clean"
    )
    _enter(system, install, binds=())
    _call("git", "-C", str(ROOT), "bundle", "create", str(system / "portal.bundle"), "HEAD")
    _enter(system, f"git -c advice.detachedHead=false clone --quiet /portal.bundle {CLONE}", binds=())
    say.step(f"a bare system with {' '.join(GIVEN)} and a clone stands in {system}")
    only = " --no-tests" if not tests else ""
    inside = f"cd {CLONE} && python3 bin/prove-bare --inside{only} /figures.json"
    status = _enter(system, inside, binds=(*_authorities(), *binds), check=False)
    if status:
        return status
    return _keep(json.loads((system / "figures.json").read_text()))


def _keep(measured: dict[str, object]) -> int:
    file = ROOT / figures.MEASURED
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(measured, indent=1) + "\n")
    print(figures.table(measured))
    return 0


def _enter(system: Path, command: str, *, binds: Sequence[str], check: bool = True) -> int:
    """Run `command` in the bare system, in mount and process namespaces of its own."""
    env = {
        "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        "HOME": "/root",
        "TERM": "dumb",
    }
    env |= {name: value for name, value in os.environ.items() if name.upper().startswith(NETWORK)}
    words = " ".join(shlex.quote(f"{name}={value}") for name, value in env.items())
    script = ENTER.format(env=words, command=shlex.quote(command))
    apart = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "--propagation", "private"]
    outer = {**os.environ, "BARE": str(system), "BIND": " ".join(binds)}
    status = subprocess.run([*apart, "/bin/sh", "-c", script], env=outer, check=False).returncode
    if status and check:
        raise say.Stop(f"In the bare system this failed (status {status}): {command}")
    return status


def _authorities() -> tuple[str, ...]:
    """Return the files of certificates this machine's environment names."""
    names = ("PIP_CERT", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE")
    return tuple(sorted({os.environ[name] for name in names if Path(os.environ.get(name, "-")).is_file()}))


def _call(*argv: str) -> None:
    done = subprocess.run(argv, capture_output=True, text=True, check=False)
    if done.returncode:
        raise say.Stop(f"{argv[0]} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")


def _inside(file: Path, *, tests: bool) -> int:
    """In the bare system: both commands in turn; write what was measured to `file`."""
    port = _free_port()
    measured: dict[str, object] = {"processor cores": os.cpu_count(), "bare system, MB": _megabytes("/")}
    measured["first `make run` until it serves, s"] = _run(port)
    measured["system after it, MB"] = _megabytes("/")
    measured["of that the virtual environment, MB"] = _megabytes(f"{CLONE}/.venv")
    measured["second `make run` until it serves, s"] = _run(port)
    file.write_text(json.dumps(measured))
    if not tests:
        return 0
    began = time.monotonic()
    status = subprocess.run(["make", "test"], stdin=subprocess.DEVNULL, check=False).returncode
    measured["`make test` from there, s"] = round(time.monotonic() - began)
    measured["system after it, in all MB"] = _megabytes("/")
    file.write_text(json.dumps(measured))
    return status


def _run(port: int) -> float:
    """Start, look at the pages, stop with Ctrl-C; return the seconds until it served."""
    began = time.monotonic()
    with subprocess.Popen(
        ["make", "run", f"PORT={port}"], stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as running:
        assert running.stdout is not None  # noqa: S101
        took = 0.0
        for line in running.stdout:
            print(line, end="", flush=True)
            if line.startswith("Ready in"):
                took = time.monotonic() - began
                _look(port)
                os.killpg(running.pid, signal.SIGINT)
    if not took:
        raise say.Stop("make run ended before it served.")
    left = _processes()
    if left:
        raise say.Stop("make run left running:\n" + "\n".join(left))
    return round(took, 1)


def _look(port: int) -> None:
    for page in ("/", "/desk/", "/outbox/", "/healthz"):
        address = f"http://127.0.0.1:{port}{page}"
        give_up_at = time.monotonic() + 15
        while (status := _status(address)) == 503 and time.monotonic() < give_up_at:
            # /healthz says so until the sweeper's first beat.
            time.sleep(0.2)
        print(f"prove   | {page} {status}", flush=True)
        if status != 200:
            raise say.Stop(f"{address} answered {status}")


def _status(address: str) -> int:
    try:
        with urllib.request.urlopen(address, timeout=20) as answer:  # noqa: S310
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def _processes() -> list[str]:
    """Return the command lines of every process in this namespace but the first and ourselves."""
    numbers = (int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit())
    others = [number for number in numbers if number not in (1, os.getpid())]
    lines = (Path(f"/proc/{number}/cmdline").read_bytes() for number in others)
    return [line.replace(b"\0", b" ").decode(errors="replace") for line in lines if line]


def _megabytes(path: str) -> int:
    shown = subprocess.run(
        ["du", "-smx", "--exclude=/proc", "--exclude=/dev", path], capture_output=True, text=True, check=False
    )
    return int(shown.stdout.split()[0])


def _free_port() -> int:
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return int(line.getsockname()[1])
