"""Work every file's row of the queue and its search keys out anew."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from casefile import queue_rows, relations
from casefile.models import Submission


class Command(BaseCommand):
    """For after a change of what the queue shows, or a restored copy."""

    help = "Work the queue's row of every file out anew, with the keys that it is found by; safe at any time."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--related", action="store_true", help="find also what is alike, and count flags")
        parser.add_argument("--lacking", action="store_true", help="only files that have no row yet")

    def handle(self, *args: Any, **options: Any) -> None:
        """Go through the files, the oldest first."""
        files = Submission.objects.order_by("submitted_at", "pk")
        if options["lacking"]:
            files = files.filter(queue_row=None)
        every = list(files.values_list("pk", flat=True))
        for pk in every:
            file = Submission.objects.filter(pk=pk).first()
            if file:  # it may be erased meanwhile
                queue_rows.receive(file, at=timezone.now())
        for pk in every if options["related"] else ():  # once all have the keys that they are compared by
            relations.renew(pk, at=timezone.now())
        self.stdout.write(f"{len(every):,} files are in the queue as their rows say.")
