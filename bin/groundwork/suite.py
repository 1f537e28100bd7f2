"""`make test`: the machine, the tools, then the tests on SQLite and on a PostgreSQL of its own."""

import argparse
import itertools
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from groundwork import check, machine, node, say, venv

ROOT = Path(__file__).resolve().parents[2]
# Pure or about files: a second database would tell nothing new.
WITHOUT_DATABASE = ("tests/eligibility", "tests/exposure", "tests/house", "tests/matters", "tests/packets")
ON_BOTH = (ROOT / "tests/eligibility/test_readings.py",)
"""In a folder without database, and yet about one: the rules are also read in SQL."""
BOTH = "not one_database"
FAULT_RUNS = 10
VALIDITY = "tests/validity"


@dataclass(frozen=True, slots=True)
class Leg:
    """One run of pytest: its title, its arguments, and on which database."""

    title: str
    arguments: tuple[str, ...]
    postgres: bool = False
    env: Mapping[str, str] = field(default_factory=dict)


def main() -> int:
    """Run the tier asked for; return pytest's first failing status (no test at all is a failure too)."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--faults", action="store_true", help="only the fault tests, ten times in a row")
    given = arguments.parse_args()
    everything = os.environ.get("ALL", "") not in ("", "0")
    try:
        log = machine.usable_folder(ROOT / "var") / "set-up.log"
        machine.provide(machine.ALL if everything else machine.TEST, log=log)
        python = venv.ensure(ROOT, "requirements-dev.txt", log=log)
        if everything:
            node.ensure(ROOT, VALIDITY, log=log)
    except say.Stop as stop:
        return say.give_up(stop)
    if given.faults:
        return _run(python, faults())
    return check.main() or _run(python, legs(everything=everything))


def legs(*, everything: bool) -> tuple[Leg, ...]:
    """Return the runs of the tier for every commit, or of everything.

    What is pure, about rows or in a browser runs on both cores at once; what kills processes runs alone.
    """
    many = ("-n", "2", "--dist", "worksteal")
    ignored = tuple(f"--ignore={path}" for folder in WITHOUT_DATABASE for path in _without_database(folder))
    rows = "not fault and not journey"
    if everything:
        return (
            Leg("SQLite, everything", ("-m", rows, *many)),
            Leg("PostgreSQL, everything", ("-m", f"{rows} and {BOTH}", *many, *ignored), postgres=True),
            Leg("browsers, SQLite", ("-m", "journey", *many)),
            Leg("browsers, PostgreSQL", ("-m", f"journey and {BOTH}", *many), postgres=True),
            Leg("processes, SQLite", ("-m", "fault")),
            Leg("processes, PostgreSQL", ("-m", f"fault and {BOTH}"), postgres=True),
        )
    rows = f"{rows} and not all"
    return (
        Leg("SQLite", ("-m", rows, *many)),
        Leg("PostgreSQL", ("-m", f"{rows} and {BOTH}", *many, *ignored), postgres=True),
        Leg("browsers", ("-m", "journey and not all", *many)),
        Leg("processes", ("-m", "fault and not all")),
    )


def _without_database(folder: str) -> tuple[str, ...]:
    """The folder, or its other tests where one is to run on both: pytest ignores no less than it is told."""
    if not any(path.is_relative_to(ROOT / folder) for path in ON_BOTH):
        return (folder,)
    tests = sorted((ROOT / folder).glob("test_*.py"))
    return tuple(str(path.relative_to(ROOT)) for path in tests if path not in ON_BOTH)


def faults() -> tuple[Leg, ...]:
    """Return the fault runs: ten in a row, by turns on SQLite and on PostgreSQL."""
    databases = itertools.cycle(("SQLite", "PostgreSQL"))
    numbers = range(1, FAULT_RUNS + 1)
    return tuple(
        Leg(f"faults, run {number} of {FAULT_RUNS}, {name}", ("-m", "fault"), postgres=name == "PostgreSQL")
        for number, name in zip(numbers, databases, strict=False)
    )


def _run(python: Path, runs: tuple[Leg, ...]) -> int:
    """Run the legs until one fails, so that pytest's own closing lines are the last ones printed."""
    sys.path.insert(0, str(ROOT))
    from tests.servers.postgres import Postgres

    for leg in runs:
        say.step(f"pytest: {leg.title}")
        if leg.postgres:
            with Postgres() as server:
                status = pytest(python, leg, {"DATABASE_URL": server.url("portal")})
        else:
            status = pytest(python, leg, {"DATABASE_URL": "sqlite:///var/portal.sqlite3"})
        if status:
            return status
    return 0


def pytest(python: Path, leg: Leg, env: Mapping[str, str]) -> int:
    """Run one leg; return pytest's status, in which 5 says that no test ran."""
    argv = [str(python), "-m", "pytest", *leg.arguments]
    given = {name: value for name, value in os.environ.items() if name not in ("REDIS_URL", "EMAIL_URL")}
    return subprocess.run(
        argv, cwd=ROOT, env={**given, **leg.env, **env}, stdin=subprocess.DEVNULL, check=False
    ).returncode
