"""`make check`: every tool that reads the code, two at a time, one line each."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from groundwork import keys, machine, say, venv

ROOT = Path(__file__).resolve().parents[2]
# The scripts that carry no .py: ruff finds them only by name.
SCRIPTS = (
    "run", "test", "check", "bench", "lock", "words", "docs", "pictures", "clean", "prove-bare",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tool:
    """One tool: its label, its command, and what it needs in the environment."""

    name: str
    argv: tuple[str, ...]
    env: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Result:
    """How one tool ended, after how many seconds, and what it said."""

    tool: Tool
    status: int
    seconds: float
    words: str


def main() -> int:
    """Make sure of the workshop, run every tool, print the words of those that failed."""
    try:
        log = machine.usable_folder(ROOT / "var") / "set-up.log"
        machine.provide(machine.RUN, log=log)
        python = venv.ensure(ROOT, "requirements-dev.txt", log=log)
    except say.Stop as stop:
        return say.give_up(stop)
    failed = []
    for result in run(python.parent):
        print(f"check   | {result.tool.name:<24} {_verdict(result):<6} {result.seconds:5.1f} s", flush=True)
        if result.status:
            failed.append(result)
    for result in failed:
        print(f"\n--- {result.tool.name}\n{result.words.rstrip()}", file=sys.stderr, flush=True)
    return 1 if failed else 0


def run(programs: Path) -> Iterator[Result]:
    """Run the tools, the longest first, and give each result in that order."""
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        yield from pool.map(_run, tools(programs))


def tools(programs: Path) -> tuple[Tool, ...]:
    """Return every tool with its command; `programs` is the environment's bin folder."""
    manage, ruff = (str(programs / "python"), "manage.py"), str(programs / "ruff")
    sources = (".", *(f"bin/{name}" for name in SCRIPTS))
    pages = tuple(sorted(str(page.relative_to(ROOT)) for page in (ROOT / "templates").rglob("*.html")))
    return (
        Tool("mypy", (str(programs / "mypy"), "."), production()),
        Tool("check --deploy", (*manage, "check", "--deploy", "--fail-level", "WARNING"), production()),
        Tool("migrations", (*manage, "makemigrations", "--check", "--dry-run"), production()),
        Tool("readability", (str(programs / "python"), "bin/groundwork/readability.py"), production()),
        Tool("import-linter", (str(programs / "lint-imports"),)),
        Tool("ruff check", (ruff, "check", *sources)),
        Tool("ruff format", (ruff, "format", "--check", *sources)),
        *((Tool("djade", (str(programs / "djade"), "--check", *pages)),) if pages else ()),
    )


def production() -> dict[str, str]:
    """Return an environment like a firm's own server, with keys of this moment."""
    return {
        "SECRET_KEY": keys.secret_key(),
        "FIELD_KEYS": keys.field_keys(),
        "DATABASE_URL": "sqlite://:memory:",
        "REDIS_URL": "unix:///run/intake/broker.sock",
        "EMAIL_URL": "smtp+tls://portal:secret@relay.firm.example:587",
        "ALLOWED_HOSTS": "intake.firm.example",
        "SITE_URL": "https://intake.firm.example",
        "FIRM_NAME": "Example Law Office",
        "FIRM_ADDRESS": "1 Example Street, Exampletown, IL 60000",
        "FIRM_EMAIL": "intake@firm.example",
        "FIRM_PHONE": "(555) 555-0100",
        "PORTAL_DEMO": "0",
        "DRAFT_TEXTS_ACCEPTED": "1",  # the texts are shipped as drafts: approval is the firm's own act
    }


def _run(tool: Tool) -> Result:
    began = time.monotonic()
    done = subprocess.run(
        tool.argv,
        cwd=ROOT,
        env={**os.environ, **tool.env},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return Result(tool, done.returncode, time.monotonic() - began, done.stdout)


def _verdict(result: Result) -> str:
    return "FAILED" if result.status else "ok"
