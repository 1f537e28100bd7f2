"""Evaluate a table of worked cases and compare each finding with the one expected."""

import csv
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

import matters
from eligibility.evaluate import evaluate
from eligibility.facts import FactError

MATTER = matters.load(settings.MATTER)
COLUMNS = ("case_id", "facts", "theory", "expected")
HELP = f"""
Evaluate a table of worked cases (columns {", ".join(COLUMNS)}; others are not read) under the shipped
rule set and compare `expected` with the outcome found. A row that names no as_of is judged on
{MATTER.cases_on}. Every mismatch is printed with its trace. Exit status 1 on any mismatch or unreadable row.
"""


@dataclass(frozen=True, slots=True)
class Row:
    number: int
    case: str
    facts: str
    theory: str
    expected: str

    def __str__(self) -> str:
        return f"row {self.number} ({self.case}, {self.theory})"


@dataclass(slots=True)
class Tally:
    passed: int = 0
    failed: int = 0
    unreadable: int = 0
    elsewhere: Counter[str] = field(default_factory=Counter)


class Command(BaseCommand):
    help = HELP
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.csv", help="the table of cases")
        parser.add_argument("--theory", metavar="T", help="only the rows of this theory, such as BIPA_MINOR")

    def handle(self, *args: Any, **options: Any) -> None:
        rows = list(_chosen(_rows(options["file"]), options["theory"], options["file"]))
        tally = Tally()
        for row in rows:
            self._check(row, tally)
        if tally.elsewhere:
            names = ", ".join(f"{name} {count}" for name, count in sorted(tally.elsewhere.items()))
            count = tally.elsewhere.total()
            self.stdout.write(f"{count} rows of theories not in the rule set count as failed: {names}")
        if tally.unreadable:
            self.stdout.write(f"{tally.unreadable} rows could not be read and count as failed")
        failed = tally.failed + tally.unreadable + tally.elsewhere.total()
        self.stdout.write(f"{tally.passed} passed, {failed} failed")
        if failed:
            raise SystemExit(1)

    def _check(self, row: Row, tally: Tally) -> None:
        try:
            case = MATTER.case(row.facts)
        except FactError as error:
            tally.unreadable += 1
            self.stdout.write(f"ERROR {row}: {error}")
            return
        if row.theory not in MATTER.shipped().theories:
            tally.elsewhere[row.theory] += 1
            return
        found = evaluate(MATTER.shipped(), case.claim, as_of=case.as_of).to_json()
        theory = next(theory for theory in found["theories"] if theory["id"] == row.theory)
        if theory["outcome"] == row.expected:
            tally.passed += 1
            return
        tally.failed += 1
        self.stdout.write(f"MISMATCH {row}: expected {row.expected}, found {theory['outcome']}")
        for line in _trace(theory, found["as_of"]):
            self.stdout.write(f"    {line}")


def _rows(path: Path) -> Iterator[Row]:
    """The rows of a table, numbered as lines of data from 2; CommandError says why it cannot be read."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            table = csv.DictReader(lines, strict=True)
            missing = [name for name in COLUMNS if name not in (table.fieldnames or ())]
            if missing:
                raise CommandError(
                    f"{path} has no column {', '.join(missing)}: wanted are {', '.join(COLUMNS)}"
                )
            for number, row in enumerate(table, start=2):
                yield _row(number, row)
    except OSError as error:
        raise CommandError(f"{path} cannot be opened: {error.strerror}") from None
    except (csv.Error, UnicodeDecodeError) as error:
        raise CommandError(f"{path} is not a CSV table in UTF-8: {error}") from None


def _row(number: int, row: dict[str, str | None]) -> Row:
    cells = [row[name] for name in COLUMNS]
    if None in cells or None in row:
        raise CommandError(f"row {number} has too few or too many cells: has a comma no quotation marks?")
    case, text, theory, expected = (str(cell).strip() for cell in cells)
    return Row(number, case, text, theory, expected)


def _chosen(rows: Iterator[Row], theory: str | None, path: Path) -> Iterator[Row]:
    seen: Counter[str] = Counter()
    for row in rows:
        seen[row.theory] += 1
        if theory is None or row.theory == theory:
            yield row
    if theory is not None and theory not in seen:
        raise CommandError(
            f"{path} has no row of theory {theory!r}; it has {', '.join(sorted(seen)) or 'none'}"
        )


def _trace(theory: dict[str, Any], as_of: str) -> Iterator[str]:
    reasons = "; ".join(theory["applies_reasons"])
    yield f"as of {as_of}, {theory['photo']}; applies {theory['applies']}: {reasons}"
    for element in theory["elements"]:
        yield f"{element['id']} {element['value']} {element['title']}: {'; '.join(element['reasons'])}"
        facts_used = (f"{fact['name']}={fact['value']} ({fact['source']})" for fact in element["facts"])
        yield "      " + ", ".join(facts_used)
    if theory["deadline"]:
        yield "deadline safe {safe}, rolled {rolled}. {words}".format(**theory["deadline"])
    for contradiction in theory["contradictions"]:
        yield f"contradiction {contradiction['id']}: {contradiction['sentence']}"
    for hold in theory["holds"]:
        yield f"hold {hold['id']} {hold['value']}: {hold['sentence']}"
    if theory["settles"]:
        yield f"would settle it: {', '.join(theory['settles'])}"
