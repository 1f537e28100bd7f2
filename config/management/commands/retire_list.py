"""Take a published list out of the index; open files are looked up anew without it."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from casefile import lists
from exposure.index import Damaged


class Command(BaseCommand):
    help = (
        "Take one version of a list out of the index for good. Its files stay; an older version of it, where "
        "there is one, is in force again. Open files are looked up anew."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name")
        parser.add_argument("version")
        parser.add_argument("--by", required=True, help="who decided it")
        parser.add_argument("--reason", required=True, help="why, in a sentence; it is kept")

    def handle(self, *args: Any, **options: Any) -> None:
        name, version = options["name"], options["version"]
        try:
            lists.retire(name, version, by=options["by"], reason=options["reason"], at=timezone.now())
        except (lists.NoSuchList, Damaged) as error:
            raise CommandError(str(error)) from None
        left = [f"{one.name} {one.version}" for one in lists.current().lists]
        self.stdout.write(f"{name} {version} is retired. In force: {', '.join(left) or 'no list'}.")
