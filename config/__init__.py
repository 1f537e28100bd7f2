"""Wiring: settings, addresses, Celery, commands. No decisions."""
