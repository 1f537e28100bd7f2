"""What a demonstration needs before its first visitor: the shipped rules, a cache table, an attorney."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from casefile import rulesets, staff


class Command(BaseCommand):
    """Safe to run at every start."""

    help = "Publish the matter's shipped rules and make the demonstration attorney (demo mode only)."

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuses outside demo mode, where an account with a printed password must not exist."""
        if not settings.DEMO:
            raise CommandError(
                "load_demo makes an account with a known password; it runs with PORTAL_DEMO=1 only."
            )
        call_command("createcachetable", verbosity=0)
        rulesets.publish_shipped(matter=settings.MATTER, at=timezone.now())
        staff.ensure(username=settings.DEMO_ATTORNEY, password=settings.DEMO_PASSWORD, at=timezone.now())
