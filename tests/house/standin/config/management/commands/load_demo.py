"""Loads nothing."""

from typing import Any

from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """Needs nothing."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Print nothing."""
