"""Bring in a list of adverse or former parties from a CSV file."""

import getpass
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from casefile import parties, party_files
from casefile.models import ConflictList

SHOWN = 50


class Command(BaseCommand):
    help = (
        "Read a CSV of parties (name; aliases, address or street, city, zip, matter, result, note), say each "
        "refused line with its reason, and bring the list into force: every open file is searched again."
    )

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """Let --version be the list's, not Django's own."""
        return super().create_parser(prog_name, subcommand, conflict_handler="resolve", **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="the CSV, in UTF-8")
        parser.add_argument("--kind", required=True, choices=[kind for kind, _ in ConflictList.KINDS])
        parser.add_argument("--name", required=True, help="what the list is called")
        parser.add_argument("--version", required=True, help="which edition of it, such as 2026-11")
        parser.add_argument("--by", default="", help="who brings it in (the login name)")
        parser.add_argument("--dry-run", action="store_true", help="say what was understood, and stop")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            reading = party_files.read(options["file"].read_bytes())
        except (OSError, party_files.Unreadable) as fault:
            raise CommandError(str(fault)) from fault
        self._tell(reading)
        if options["dry_run"]:
            return
        if not reading.entries:
            raise CommandError("No line was understood; nothing was brought in.")
        row = {name: options[name] for name in ("kind", "name", "version")}
        by = options["by"] or getpass.getuser()
        try:
            made, is_new = parties.bring_in(reading, **row, by=by, at=timezone.now())
        except parties.OtherContent as other:
            raise CommandError(str(other)) from other
        done = "is in force; open files are searched again" if is_new else "was there already"
        self.stdout.write(f"{made.name} {made.version} {done}")

    def _tell(self, reading: party_files.Reading) -> None:
        say = self.stdout.write
        say(f"parties   {len(reading.entries):,}")
        say(f"refused   {len(reading.refused):,}")
        for one in reading.refused[:SHOWN]:
            say(f"  line {one.line:,}: {one.words}")
        if len(reading.refused) > SHOWN:
            say(f"  and {len(reading.refused) - SHOWN:,} more, kept with the list")
        if reading.unknown:
            say(f"not read  columns headed {', '.join(reading.unknown)}")
        say(f"SHA-256   {reading.sha256}")
