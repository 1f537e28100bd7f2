"""Import a published list of photos and bring it into force."""

import getpass
import re
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from casefile import lists
from config.management import progress
from exposure import importing
from exposure.importing import layouts, unfinished
from exposure.importing.orders import AlreadyThere, Choices, Order, Report, Stopped

COLLECTIONS = {"megaface": "megaface", "yfcc100m": "yfcc100m"}
HELP = """
Read a list of photos (plain, .gz or .bz2), keep every line that names a photo and every refused line with its
number and reason, and bring the list into force. Interrupted, the same command goes on where it stopped.
"""


class Command(BaseCommand):
    help = HELP
    requires_system_checks: list[str] = []

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """Let --version be the list's, not Django's own."""
        return super().create_parser(prog_name, subcommand, conflict_handler="resolve", **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="the list as it was published")
        parser.add_argument("--name", required=True, help="what the list is called, such as megaface-2")
        parser.add_argument("--version", required=True, help="which edition of it, such as 2017-06")
        parser.add_argument(
            "--layout", choices=layouts.NAMES, help="how it is written; else guessed, and said"
        )
        parser.add_argument("--collection", help="slug of the set it lists; needed with the layout accounts")
        parser.add_argument("--by", default="", help="who imports it (the login name)")
        parser.add_argument("--restart", action="store_true", help="forget an interrupted import of it")
        parser.add_argument(
            "--anyway", action="store_true", help="go on though most of the first lines are refused"
        )
        parser.add_argument(
            "--accept-truncated",
            action="store_true",
            help="publish what was read of a file that is cut short",
        )
        parser.add_argument(
            "--check-hashes",
            action="store_true",
            help="yfcc100m, 25 columns: compute every line's hash (slow)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.monotonic()
        try:
            order = self._order(options)
            report = self._imported(order, options)
        except Stopped as stop:
            raise CommandError(str(stop)) from stop
        except KeyboardInterrupt:
            self.stderr.write(
                "\nStopped; nothing was published. Run the same command to go on from the last checkpoint."
            )
            raise SystemExit(130) from None
        try:
            lists.publish(report.published, by=order.by, at=order.at)
        except lists.Retired as retired:
            raise CommandError(str(retired)) from retired
        self._tell(report, seconds=time.monotonic() - started)

    def _imported(self, order: Order, options: dict[str, Any]) -> Report:
        choices = Choices(
            anyway=options["anyway"],
            accept_truncated=options["accept_truncated"],
            restart=options["restart"],
            hashes=options["check_hashes"],
        )
        try:
            with progress.shown() as watch:
                return importing.run(order, root=lists.root(), choices=choices, watch=watch)
        except AlreadyThere as there:
            published = there.report.published
            self.stdout.write(
                f"{published.name} {published.version} is there already: the same file was imported on "
                f"{published.imported_at} by {published.imported_by}."
            )
            return there.report

    def _order(self, options: dict[str, Any]) -> Order:
        layout = options["layout"] or self._guessed(options["file"])
        collection = options["collection"] or COLLECTIONS.get(layout, "")
        if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", collection):
            raise CommandError(
                "give --collection, the slug of the set that the list belongs to: a-z, 0-9 and dashes"
            )
        return Order(
            path=options["file"],
            name=options["name"],
            version=options["version"],
            collection=collection,
            layout=layout,
            by=options["by"] or getpass.getuser(),
            at=timezone.now(),
        )

    def _guessed(self, path: Path) -> str:
        layout = importing.guess(path)
        if not layout:
            raise CommandError(
                f"no layout reads the first lines of {path}; "
                f"give --layout ({', '.join(layouts.NAMES)}) to see why"
            )
        self.stdout.write(f"Layout guessed from the first lines: {layout}")
        return layout

    def _tell(self, report: Report, *, seconds: float) -> None:
        published = report.published
        folder = importing.folder_of(lists.root(), name=published.name, version=published.version)
        say = self.stdout.write
        say(f"{published.name} {published.version} ({published.collection}, layout {published.layout})")
        say(f"rows      {published.rows:,}  ({report.photos:,} photos of {report.accounts:,} accounts)")
        say(f"refused   {published.refused:,}  ({report.apart:,} blank or heading)")
        for one in report.reasons:
            say(f"  {one.count:,} x {one.reason}: {_lines(one)}")
        if published.refused:
            say(f"  every one of them: {folder / unfinished.REFUSED}")
        if report.cut_short:
            say(f"CUT SHORT {report.cut_short}; published as far as it could be read")
        say(f"file      {published.source_name}, {published.source_bytes:,} bytes")
        say(f"SHA-256   {published.source_sha256}")
        say(f"seconds   {seconds:.1f}")


def _lines(one: unfinished.Reason) -> str:
    more = ", ..." if one.count > len(one.lines) else ""
    return ("lines " if one.count > 1 else "line ") + ", ".join(f"{line:,}" for line in one.lines) + more
