"""Make up a caseload, to try the desk out and to measure it."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from casefile.seeding import caseload, packed, people

HELP = """
Write N plainly fictional files, with answers that the interview itself took, true facts and findings, rows of
the queue and search keys. Nothing is mailed or printed for them, nobody decided of them, and what is alike in
them is not looked for (requeue --related does that). Every file names a source that begins with
"made-up", by which the queue's source filter tells it from a real one.
"""


class Command(BaseCommand):
    """Refuses where real files are, and where lists are in force that no made-up file was searched in."""

    help = HELP

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("count", type=int, metavar="N")
        parser.add_argument("--seed", type=int, default=1, help="another number makes other people")
        parser.add_argument("--batch", type=int, default=1000, help="files written in one transaction")
        parser.add_argument("--processes", type=int, default=2, choices=(1, 2, 4), help="PostgreSQL only")
        parser.add_argument(
            "--columns-only",
            action="store_true",
            help="no rows: N claims as the packed columns that rule sets are compared over, in a file",
        )
        parser.add_argument(
            "--among-real-files",
            action="store_true",
            help="write them although there are real files here; they cannot be taken out again at once",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Say how many there are and how many a second that was."""
        count, began = options["count"], time.perf_counter()
        if count < 1 or options["batch"] < 1:
            raise CommandError("N and --batch are numbers from 1 on.")
        what = "claims, as columns" if options["columns_only"] else "files"
        if options["columns_only"]:
            where = packed.write(count, seed=options["seed"])
            self.stdout.write(f"Stored under {where}.")
        else:
            self._fill(options)
        took = time.perf_counter() - began
        self.stdout.write(f"{count:,} {what} in {took:,.1f} s: {count / took:,.0f} a second.")

    def _fill(self, options: dict[str, Any]) -> None:
        try:
            caseload.fill(
                options["count"],
                seed=options["seed"],
                batch=options["batch"],
                among_real=options["among_real_files"],
                processes=options["processes"],
                at=timezone.now(),
                told=lambda number: self.stderr.write(f"{number:,} files"),
            )
        except caseload.RealFiles:
            raise CommandError(
                f"There are {caseload.real():,} real files here; made-up ones among them would be counted "
                "and worked on as if somebody had sent them. Take an empty database; or, if it must be this "
                f"one, add --among-real-files: those have a source that begins with {people.MADE_UP!r}."
            ) from None
        except caseload.ListsInForce:
            raise CommandError(
                "Lists are in force (of photos, or of parties), and made-up files would say that they were "
                "searched in none. Make the files first; the day's work then searches them."
            ) from None
