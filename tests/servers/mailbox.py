"""The SMTP receiver of bin/mailbox.py as a process of its own, and its log as the count of mails."""

import json
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


class Mailbox:
    """Receives into `folder`; behaves badly when told to."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = 0
        self.process: subprocess.Popen[str] | None = None

    @property
    def url(self) -> str:
        """Return its EMAIL_URL."""
        return f"smtp://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it, on the same port as before if it ran before."""
        command = [sys.executable, str(ROOT / "bin" / "mailbox.py")]
        where = ["--folder", str(self.folder), "--port", str(self.port)]
        self.process = subprocess.Popen(
            [*command, *where], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True
        )
        assert self.process.stdout is not None
        words = self.process.stdout.readline()
        if "receiving on" not in words:
            raise RuntimeError(f"The mail receiver did not start: {words}")
        self.port = int(words.split(" into ")[0].rsplit(":", 1)[1])

    def stop(self) -> None:
        """End it: connections are refused from now on."""
        if self.process is not None:
            self.process.kill()
            self.process.communicate()
            self.process = None

    def behave(self, mode: str = "accept", *, code: int = 451, seconds: float | None = None) -> None:
        """From now on: accept, refuse (with `code`), silent-before-data, silent-after-data or cut.

        With `seconds`, it accepts again after that long.
        """
        until = None if seconds is None else time.time() + seconds
        fresh = self.folder / "control.new"
        fresh.write_text(json.dumps({"mode": mode, "code": code, "until": until}))
        fresh.rename(self.folder / "control.json")

    @property
    def accepted(self) -> list[dict[str, Any]]:
        """Return a line for each message it took: file, message_id, from, to, bytes, sha256, answered."""
        return self._lines("log.jsonl")

    @property
    def refused(self) -> list[dict[str, Any]]:
        """Return a line for each recipient it refused: to, from, code."""
        return self._lines("refused.jsonl")

    @property
    def copies(self) -> Counter[str]:
        """Return how often each Message-ID was taken."""
        return Counter(line["message_id"] for line in self.accepted)

    def message(self, line: dict[str, Any]) -> bytes:
        """Return the message of one line of the log."""
        return (self.folder / str(line["file"])).read_bytes()

    def _lines(self, name: str) -> list[dict[str, Any]]:
        try:
            text = (self.folder / name).read_text()
        except FileNotFoundError:
            return []
        # The last line may be half written at this moment.
        return [json.loads(line) for line in text.splitlines(keepends=True) if line.endswith("\n")]
