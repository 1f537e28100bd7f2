"""What the commands that read every claim have in common: the day, the mirror, and what stops them."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone

from casefile import mirror, sealing
from config.management import law


class ClaimsCommand(BaseCommand):
    """A command that reads every claim of the matter; what a person can mend ends it with one message."""

    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--as-of", type=law.day, metavar="DATE", help="the day judged on, as 2026-11-22 (default: today)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        options["as_of"] = options["as_of"] or timezone.localdate()
        try:
            self.work(options)
        except law.Unusable as error:
            raise CommandError(str(error)) from None
        except sealing.KeysMissing as error:
            raise CommandError(f"{error} {sealing.KEYS_HINT}") from None
        except DatabaseError as error:
            raise CommandError(
                f"the database cannot be read ({str(error).splitlines()[0]}): is DATABASE_URL right, and did "
                "`manage.py migrate` run?"
            ) from None

    def work(self, options: dict[str, Any]) -> None:
        raise NotImplementedError

    def told(self, found: mirror.Mirror) -> None:
        """Say what the columns hold, and which claims could not be read."""
        self.stdout.write(f"{found}.")
        if found.left_out:
            named = sorted(mirror.references(found.left_out).values())
            self.stdout.write(f"  left out: {', '.join(named)}")


def matter() -> str:
    return settings.MATTER
