"""What starts with every process: Celery's app, and the checks of what the site needs."""

from django.apps import AppConfig


class ConfigApp(AppConfig):
    """Joins Celery to Django, so that a view's hint reaches the broker the settings name."""

    name = "config"

    def ready(self) -> None:
        from config import celery, checks  # noqa: F401
