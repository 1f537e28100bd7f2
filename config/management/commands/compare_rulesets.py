"""Say what another rule set would make of every claim: how many move, who, and what moved them."""

import csv
import os
import time
from argparse import ArgumentParser
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError

from casefile import mirror
from config.management import grid, law, worked_cases
from config.management.commands._claims_command import ClaimsCommand, matter
from config.management.law import Chosen
from eligibility import comparison
from eligibility.caseload import Caseload
from eligibility.comparison import RESULT, Comparison, Move
from packets import findings

HELP = f"""
Read every claim under rule set A and under rule set B on one day, and print for each theory how many claims
go from which outcome to which, then the claimant's result, then the worked cases of the matter whose outcome
changes. Nothing is written but the mirror of the facts, which is brought up to date first. Where FIELD_KEYS
is not set only the worked cases are read. A and B are each {law.WAYS}.
Claims are named by the reference of their file; for the firm only. Exit status 0 once compared, whoever
moves; 1 where a rule set, the database or FILE cannot be used; 2 for an argument that is none.
"""
COLUMNS = ("theory", "claim", "before", "after", "elements")
NO_CLAIMS = "FIELD_KEYS is not set, so no claim can be opened: these are the worked cases only."
SAME = "every element reads the same: a cap, a hold, a contradiction, or what the values come to"


@dataclass(frozen=True, slots=True)
class Compared:
    """Two rule sets over the claims of a mirror; `apart` where the second one has columns of its own."""

    before: Chosen
    after: Chosen
    found: mirror.Mirror
    apart: Caseload | None
    comparison: Comparison
    options: Mapping[str, Any]

    @property
    def theories(self) -> list[str]:
        """The theories asked for, each under its name, and last the result."""
        wanted = self.options["theory"]
        return [name for name in self.comparison.before if wanted in (None, name)]

    def title(self, theory: str) -> str:
        if theory == RESULT:
            return "The claimant's result"
        law_of = self.after.rules.theories.get(theory) or self.before.rules.theories[theory]
        return f"{theory} ({law_of.title})"

    def moves(self, theory: str) -> Iterator[Move]:
        rules = (self.before.rules, self.after.rules)
        return comparison.moves(
            self.comparison,
            rules,
            self.found.caseload,
            theory,
            as_of=self.options["as_of"],
            apart=self.apart,
        )


class Command(ClaimsCommand):
    help = HELP

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("before", metavar="A", help="the rule set to start from")
        parser.add_argument("after", metavar="B", help="the rule set to compare it with")
        super().add_arguments(parser)
        parser.add_argument("--theory", metavar="T", help=f"only this theory, or `{RESULT}`")
        parser.add_argument(
            "--who", type=int, default=0, metavar="N", help="name up to N claims that move in each theory"
        )
        parser.add_argument(
            "--csv", type=Path, metavar="FILE", help="write every claim that moves to a table"
        )

    def work(self, options: dict[str, Any]) -> None:
        begun = time.perf_counter()
        before, after = law.choose(options["before"]), law.choose(options["after"])
        _check_theory(options["theory"], before, after)
        self.stdout.write(f"A  {before}\nB  {after}\nAs of {options['as_of']}.")
        read = time.perf_counter()
        if settings.FIELD_KEYS:
            found, apart = self._columns(before, after)
            self.told(found)
            read = time.perf_counter()
            if found.caseload.keys:
                self._claims(_compare(before, after, found, apart, options))
        else:
            self.stdout.write(NO_CLAIMS)
        compared = time.perf_counter()
        self._worked(before, after, options["theory"])
        ended = time.perf_counter()
        self.stdout.write(
            f"\nTook {ended - begun:.2f} s: rule sets and mirror {read - begun:.2f}, claims "
            f"{compared - read:.2f}, worked cases {ended - compared:.2f}."
        )

    def _columns(self, before: Chosen, after: Chosen) -> tuple[mirror.Mirror, Caseload | None]:
        try:
            return mirror.current(before.rules, after.rules, matter=matter()), None
        except mirror.Clash as clash:
            self.stdout.write(f"B declares {', '.join(clash.facts)} differently: its columns are read apart.")
        found = mirror.current(before.rules, matter=matter())
        try:
            return found, mirror.beside(found, after.rules)
        except mirror.Unreadable as error:
            named = ", ".join(sorted(mirror.references(error.claims[:10]).values()))
            raise CommandError(
                f"B cannot read the facts of {grid.count(len(error.claims), 'claim')} ({named}): it declares "
                "a fact so that an answer already given is none. Let it accept what A accepts."
            ) from None

    def _claims(self, compared: Compared) -> None:
        for theory in compared.theories:
            self._theory(compared, theory)
        moved = compared.comparison.how_many_moved
        total = grid.count(len(compared.comparison.keys), "claim")
        everything = f"In any theory or the result: {moved:,} of {total} move."
        self.stdout.write(f"\n{everything if moved else 'Nobody moves in anything.'}")
        if compared.options["csv"]:
            self._table(compared, compared.options["csv"])

    def _theory(self, compared: Compared, theory: str) -> None:
        counts = compared.comparison.counts(theory)
        moved = sum(number for (before, after), number in counts.items() if before != after)
        if not moved:
            self.stdout.write(f"\n{compared.title(theory)}: nobody moves.")
            return
        total = grid.count(sum(counts.values()), "claim")
        self.stdout.write(f"\n{compared.title(theory)}: {moved:,} of {total} move.")
        rows = [("under A", "under B", "claims"), *_transitions(counts)]
        for line in grid.lines(rows, right=(2,)):
            self.stdout.write(line)
        self._who(compared, theory)

    def _who(self, compared: Compared, theory: str) -> None:
        shown = list(islice(compared.moves(theory), max(compared.options["who"], 0)))
        names = mirror.references([move.key for move in shown])
        rows = [(names[m.key], f"{words(m.before)} → {words(m.after)}", elements(m, theory)) for m in shown]
        for line in grid.lines(rows, indent="    "):
            self.stdout.write(line)

    def _table(self, compared: Compared, path: Path) -> None:
        try:
            with open(path, "w", encoding="utf-8", newline="", opener=_private) as file:
                written = _write(compared, csv.writer(file))
        except OSError as error:
            raise CommandError(f"{path} cannot be written: {error.strerror}") from None
        self.stdout.write(f"{path}: {grid.count(written, 'row')}, of {', '.join(COLUMNS)}.")

    def _worked(self, before: Chosen, after: Chosen, theory: str | None) -> None:
        found = worked_cases.compare(before.rules, after.rules)
        changed = [case for case in found.changed if theory in (None, case.theory)]
        total = grid.count(found.total, "worked case")
        self.stdout.write(f"\nGolden cases that change: {len(changed) or 'none'} of {total}.")
        rows = [
            (c.name, c.theory, f"{words(c.before)} → {words(c.after)}", f"expected: {words(c.expected)}")
            for c in changed
        ]
        for line in (*grid.lines(rows), *(f"  {told}" for told in found.unreadable)):
            self.stdout.write(line)


def _check_theory(theory: str | None, *chosen: Chosen) -> None:
    known = dict.fromkeys(name for one in chosen for name in one.rules.theories)
    if theory is not None and theory not in (*known, RESULT):
        raise CommandError(f"no theory is {theory!r}: there are {', '.join(known)}, and {RESULT}")


def _compare(
    before: Chosen, after: Chosen, found: mirror.Mirror, apart: Caseload | None, options: Mapping[str, Any]
) -> Compared:
    compared = comparison.compare(
        before.rules, after.rules, found.caseload, as_of=options["as_of"], apart=apart
    )
    return Compared(before, after, found, apart, compared, options)


def _transitions(counts: Mapping[tuple[str, str], int]) -> Iterator[tuple[str, str, str]]:
    """Those that move, the most first, then those that stay."""
    for (before, after), number in sorted(counts.items(), key=lambda one: (one[0][0] == one[0][1], -one[1])):
        yield words(before), "the same" if before == after else words(after), f"{number:,}"


def words(outcome: str) -> str:
    return findings.outcome(outcome)


def elements(move: Move, theory: str) -> str:
    """What moved a claim: each element with its values under A and B."""
    if theory == RESULT:
        return ""
    values = (f"{name} {before or '-'}→{after or '-'}" for name, (before, after) in move.elements.items())
    return ", ".join(values) or SAME


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _write(compared: Compared, table: Any) -> int:
    """Write who moves, theory by theory; return how many rows."""
    table.writerow(COLUMNS)
    written = 0
    for theory in compared.theories:
        waiting = compared.moves(theory)
        while some := list(islice(waiting, comparison.TOGETHER)):
            names = mirror.references([move.key for move in some])
            table.writerows([theory, names[m.key], m.before, m.after, elements(m, theory)] for m in some)
            written += len(some)
    return written
