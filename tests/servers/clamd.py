"""A private clamd with two signatures of its own, that a test may stop and start."""

import hashlib
import os
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

from tests.casefile.made_files import EICAR

START_SECONDS = 20.0
MISSING = "clamd is not on this machine; make test installs clamav-daemon where it may"


def program() -> str | None:
    """Return where clamd is, if it is here at all."""
    return shutil.which("clamd") or shutil.which("clamd", path="/usr/sbin")


class Clamd:
    """clamd in `folder`, which must be a short path; it knows the test file EICAR and nothing else."""

    def __init__(self, folder: Path, *, stream_max: str = "30M") -> None:
        self.folder, self.socket = folder, folder / "clamd.sock"
        self.stream_max = stream_max
        self.process: subprocess.Popen[bytes] | None = None
        database = folder / "database"
        database.mkdir(parents=True)
        digest = hashlib.sha256(EICAR).hexdigest()
        (database / "own.hsb").write_text(f"{digest}:{len(EICAR)}:Eicar-Own\n")
        (database / "own.ndb").write_text(f"Eicar-Own-Body:0:*:{EICAR.hex()}\n")

    def start(self) -> None:
        """Start it, and wait until it answers."""
        config = self.folder / "clamd.conf"
        config.write_text(
            f"LocalSocket {self.socket}\nDatabaseDirectory {self.folder / 'database'}\nForeground yes\n"
            f"StreamMaxLength {self.stream_max}\nTemporaryDirectory {self.folder}\nUser {_name()}\n"
        )
        self.process = subprocess.Popen(
            [program() or "clamd", "-c", str(config)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        give_up_at = time.monotonic() + START_SECONDS
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > give_up_at:
                raise RuntimeError("clamd did not start")
            time.sleep(0.05)

    def _answers(self) -> bool:
        try:
            with socket.socket(socket.AF_UNIX) as one:
                one.settimeout(1)
                one.connect(str(self.socket))
                one.sendall(b"zPING\0")
                return one.recv(16).startswith(b"PONG")
        except OSError:
            return False

    def freeze(self) -> None:
        """Let it hang: it takes connections and says nothing."""
        if self.process:
            os.kill(self.process.pid, signal.SIGSTOP)

    def kill(self) -> None:
        """End it; its socket stays behind, as after a crash."""
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None


def _name() -> str:
    import pwd

    return pwd.getpwuid(os.getuid()).pw_name
