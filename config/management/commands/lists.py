"""Print which published lists are in force, and bind them again where the index was lost or damaged."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from casefile import lists
from exposure import build
from exposure.index import Damaged, Index, PublishedList


class Command(BaseCommand):
    help = (
        "Print the published lists in force: name, version, rows, refused lines, source hash, when, by whom."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--bind", action="store_true", help="make the index again from the imported lists"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            index = build.bind(lists.root()) if options["bind"] else lists.current()
        except Damaged as error:
            raise CommandError(str(error)) from None
        self._tell(index)

    def _tell(self, index: Index) -> None:
        if not index.lists:
            self.stdout.write("No list is in force: nothing is searched until one is imported.")
        for published in index.lists:
            self.stdout.write(_line(published))
            if not lists.recorded(published):
                self.stdout.write("  in the index, and not on record yet: run its import again")


def _line(published: PublishedList) -> str:
    return (
        f"{published.name} {published.version}: {published.rows:,} rows, {published.refused:,} refused, "
        f"of {published.source_name} (SHA-256 {published.source_sha256}), "
        f"imported {published.imported_at} by {published.imported_by}"
    )
