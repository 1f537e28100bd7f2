"""A local mail receiver: keeps each message as a file and a line of a log, and fails on request.

The log counts what a relay would have accepted, so a test can say how often a person was mailed.
"""

import argparse
import asyncio
import email
import email.policy
import hashlib
import json
import os
import secrets
import signal
import socket
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session

HANG_SECONDS = 3600
MODES = ("accept", "refuse", "silent-before-data", "silent-after-data", "cut")


@dataclass(frozen=True, slots=True)
class Behaviour:
    """How to answer now: `code` for mode refuse; back to accept after `until` (seconds since 1970)."""

    mode: str = "accept"
    code: int = 451
    until: float | None = None

    @classmethod
    def read(cls, control: Path) -> "Behaviour":
        """Return what `control` asks for: JSON like {"mode": "refuse", "code": 451, "until": 1.5e9}."""
        try:
            asked = cls(**json.loads(control.read_text()))
        except FileNotFoundError:
            return cls()
        if asked.mode not in MODES:
            raise ValueError(f"{control}: mode is one of {', '.join(MODES)}, not {asked.mode!r}")
        return cls() if asked.until is not None and _now().timestamp() >= asked.until else asked

    @property
    def refusal(self) -> str:
        """Return the SMTP reply of mode refuse."""
        kind = "4.7.1 try again later" if self.code < 500 else "5.7.1 refused for good"
        return f"{self.code} {kind}"


class Mailbox:
    """What the receiver does with a message: aiosmtpd calls these in the order of the conversation."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.control = folder / "control.json"

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Refuse the recipient, or take it."""
        behaviour = Behaviour.read(self.control)
        if behaviour.mode == "refuse":
            self._log("refused.jsonl", {"to": [address], "from": envelope.mail_from, "code": behaviour.code})
            return behaviour.refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Keep the message; it counts as accepted even when the answer is never given."""
        silent = Behaviour.read(self.control).mode == "silent-after-data"
        self._keep(envelope, answered=not silent)
        if silent:
            await asyncio.sleep(HANG_SECONDS)
        return "250 OK kept"

    def _keep(self, envelope: Envelope, *, answered: bool) -> None:
        content = bytes(envelope.original_content or b"")
        message = email.message_from_bytes(content, policy=email.policy.default)
        name = f"{_now():%Y%m%dT%H%M%S.%f}-{secrets.token_hex(4)}.eml"
        fresh = self.folder / f".{name}.new"
        with fresh.open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        fresh.rename(self.folder / name)
        line = {
            "file": name,
            "message_id": str(message["Message-ID"] or "").strip(),
            "from": envelope.mail_from,
            "to": list(envelope.rcpt_tos),
            "bytes": len(content),
            "sha256": hashlib.sha256(content).hexdigest(),
            "answered": answered,
        }
        self._log("log.jsonl", line)

    def _log(self, name: str, line: dict[str, Any]) -> None:
        text = json.dumps({"at": _now().isoformat(), **line}) + "\n"
        with (self.folder / name).open("a") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())


class Conversation(SMTP):
    """One SMTP connection that may fall silent, or be cut, at the point a test asks for."""

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802 - aiosmtpd's name
        """Answer the DATA command, unless asked to be silent or to cut the line in the middle."""
        mode = Behaviour.read(self.event_handler.control).mode
        if mode == "silent-before-data":
            await asyncio.sleep(HANG_SECONDS)
        if mode == "cut":
            await self.push("354 End data with <CR><LF>.<CR><LF>")
            await self._reader.read(512)
            self.cut()
            return
        await super().smtp_DATA(arg)

    def cut(self) -> None:
        """Break the connection without a word, as a fallen line does."""
        if isinstance(self.transport, asyncio.Transport):
            self.transport.abort()


async def serve(folder: Path, line: socket.socket) -> None:
    """Receive on `line` until told to stop."""
    loop = asyncio.get_running_loop()
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopped.set)
    mailbox = Mailbox(folder)
    limit = 50 * 1024 * 1024
    server = await loop.create_server(
        lambda: Conversation(mailbox, data_size_limit=limit, loop=loop), sock=line
    )
    print(f"receiving on 127.0.0.1:{line.getsockname()[1]} into {folder}", flush=True)
    await stopped.wait()
    server.close()


def main() -> int:
    """Read the arguments and receive; return the exit status."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--folder", type=Path, required=True, help="where messages and logs go")
    where = arguments.add_mutually_exclusive_group()
    where.add_argument("--port", type=int, default=0, help="a port of 127.0.0.1; 0 takes a free one")
    where.add_argument("--fd", type=int, help="an already bound socket, inherited")
    given = arguments.parse_args()
    given.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if given.fd is not None:
        line = socket.socket(fileno=given.fd)
    else:
        line = socket.socket()
        line.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        line.bind(("127.0.0.1", given.port))
    asyncio.run(serve(given.folder, line))
    return 0


def _now() -> datetime:
    return datetime.now(UTC)


if __name__ == "__main__":
    sys.exit(main())
