"""The worked cases of the matter, and which of their outcomes change under another rule set."""

import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from config.management.law import MATTER
from eligibility import bulk
from eligibility.caseload import Caseload
from eligibility.facts import ClaimFacts, FactError
from eligibility.law import NOT_APPLICABLE, OUTCOMES, Ruleset
from eligibility.rulebook.worked import WorkedCase

TABLES = ("cases.csv", "more_cases.csv")


@dataclass(frozen=True, slots=True)
class Row:
    """A worked case as its table has it."""

    name: str
    theory: str
    expected: str
    claim: ClaimFacts
    as_of: date


@dataclass(frozen=True, slots=True)
class Changed:
    name: str
    theory: str
    expected: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Found:
    """Cases whose outcome differs, in the tables' order, and those that a rule set cannot read."""

    total: int
    changed: tuple[Changed, ...]
    unreadable: tuple[str, ...]


def compare(before: Ruleset, after: Ruleset) -> Found:
    """Read every worked case under both rule sets, each on the day it names."""
    rows = {f"{number}": row for number, row in enumerate(_rows())}
    unreadable: dict[str, str] = {}
    found = [_outcomes(ruleset, rows, unreadable) for ruleset in (before, after)]
    changed = (
        Changed(row.name, row.theory, row.expected, *(outcomes[key] for outcomes in found))
        for key, row in rows.items()
        if key not in unreadable and found[0][key] != found[1][key]
    )
    return Found(len(rows), tuple(changed), tuple(unreadable.values()))


def read() -> Iterator[WorkedCase]:
    """The worked cases that ship with the matter."""
    for name in TABLES:
        table = MATTER.folder / name
        if table.exists():
            with table.open(encoding="utf-8-sig", newline="") as lines:
                for row in csv.DictReader(lines, strict=True):
                    facts, theory = row["facts"], row["theory"]
                    yield WorkedCase(row["case_id"], facts, theory, row["expected"], row["reason"])


def _rows() -> Iterator[Row]:
    for one in read():
        case = MATTER.case(one.facts)
        yield Row(one.case, one.theory, one.expected, case.claim, case.as_of)


def _outcomes(ruleset: Ruleset, rows: dict[str, Row], unreadable: dict[str, str]) -> dict[str, str]:
    """The outcome of each case for its theory, by the case's key; the days are read one after another."""
    found: dict[str, str] = {}
    days: dict[date, Caseload] = defaultdict(lambda: Caseload.empty(ruleset))
    for key, row in rows.items():
        try:
            days[row.as_of].put(key, row.claim)
        except FactError as error:
            unreadable[key] = f"{row.name} ({row.theory}) cannot be read under {ruleset.version}: {error}"
    for as_of, caseload in days.items():
        caseload.settle()
        if not caseload.keys:
            continue
        table = bulk.outcomes(ruleset, caseload, as_of=as_of)
        places = {name: place for place, name in enumerate(ruleset.theories)}
        for number, key in enumerate(caseload.keys):
            place = places.get(rows[key].theory)
            found[key] = NOT_APPLICABLE if place is None else OUTCOMES[table[place][number]]
    return found
