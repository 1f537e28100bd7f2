"""Walk the whole record and say the first place where it was changed; exits 1 if there is one."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from casefile import audit, chain, verifying
from casefile.chain import Head

HELP = """
Link what was recorded last, then walk the record from its first entry to its last and say the first place
where it is not what it was: an entry changed, deleted, put in or moved, a link changed, a tail cut off. A
cut tail shows against a head that left the house: those of printed packets, daily letters and printed pages
are known, and --head takes one from paper in your hand, which no row here can change.
"""


class Command(BaseCommand):
    help = HELP
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--head",
            action="append",
            default=[],
            metavar="NUMBER:SHA256",
            help="a head as it stands on a packet, a letter or a printed page; may be given more than once",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            heads = [(Head.parse(text), "the head you gave") for text in options["head"]]
        except ValueError as error:
            raise CommandError(str(error)) from None
        while chain.link(at=timezone.now()):
            pass
        began = time.monotonic()
        verdict = verifying.verify(at=timezone.now(), heads=heads, by=audit.SYSTEM)
        took = time.monotonic() - began
        self.stdout.write(
            f"{verdict.rows:,} entries hold, {verdict.unlinked:,} wait to be linked; "
            f"{took:.1f} s, {verdict.rows / max(took, 0.001):,.0f} a second"
        )
        if verdict.head:
            self.stdout.write(f"head {verdict.head}")
        if verdict.fault:
            self.stdout.write(f"FAULT: {verdict.fault}")
            raise SystemExit(1)
