"""The file room as a Django application."""

from django.apps import AppConfig


class CasefileApp(AppConfig):
    """Holds every table of the portal and their one migration history."""

    name = "casefile"
