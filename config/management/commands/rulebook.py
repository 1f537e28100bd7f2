"""Write the rule book of the shipped rule set, or say which of its pages are stale."""

from argparse import ArgumentParser
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config.management import worked_cases
from config.management.law import MATTER
from eligibility.rulebook import pages as book
from eligibility.rulebook import words

HELP = """
Write the rule book of the shipped rule set as Markdown pages: a first page with settings, facts, definitions,
contradictions and holds, and one page for each theory with its elements, citations, time limit and worked
cases. A page that no longer belongs to the book is removed. The same rule set and cases give the same bytes.
With --check nothing is written: every page that is missing, stale or left over is named, and the exit status
is 1 if there is one.
"""


class Command(BaseCommand):
    help = HELP
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, help="where the pages are (default: docs/rules)")
        parser.add_argument("--check", action="store_true", help="write nothing; say which page is stale")

    def handle(self, *args: Any, **options: Any) -> None:
        folder = options["folder"] or settings.ROOT / "docs" / "rules"
        wanted = book.pages(MATTER.shipped(), worked_cases.read())
        try:
            if options["check"]:
                self._check(folder, wanted)
            else:
                self._write(folder, wanted)
        except OSError as error:
            raise CommandError(f"{error.filename} cannot be used: {error.strerror}") from None

    def _check(self, folder: Path, wanted: Mapping[str, str]) -> None:
        wrong = list(_differences(folder, wanted))
        for name, what in wrong:
            self.stdout.write(f"{what}: {folder / name}")
        if wrong:
            self.stdout.write("To write them anew: python manage.py rulebook")
            raise SystemExit(1)
        self.stdout.write(f"{len(wanted)} pages in {folder} are as the rule set has them")

    def _write(self, folder: Path, wanted: Mapping[str, str]) -> None:
        changed = list(_differences(folder, wanted))
        folder.mkdir(parents=True, exist_ok=True)
        for name, what in changed:
            if what == "left over":
                (folder / name).unlink()
            else:
                (folder / name).write_text(wanted[name], encoding="utf-8", newline="\n")
        self.stdout.write(f"{folder}: {len(wanted)} pages, {len(changed)} changed")


def _differences(folder: Path, wanted: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Every page that is not as wanted, with what is wrong with it."""
    present = {path.name for path in folder.glob("*.md")}
    for name, text in wanted.items():
        if name not in present:
            yield name, "missing"
        elif (folder / name).read_bytes() != text.encode():
            yield name, "stale"
    for name in sorted(present - set(wanted)):
        if _is_ours(folder / name):
            yield name, "left over"


def _is_ours(page: Path) -> bool:
    """A page that this command wrote, not a stranger's file in the same folder."""
    return words.MARK in page.read_text(encoding="utf-8", errors="replace")
