"""The sweeper: re-rings every due job, and works them itself when the broker stays away."""

import logging
import time
import uuid
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from casefile import chain, jobs, pipeline, tallies, tasks

HEARTBEAT = "sweeper"
log = logging.getLogger("portal.sweeper")


class Command(BaseCommand):
    """Runs for ever, or once."""

    help = "Ring for every due job every few seconds; do the jobs here when the broker is gone for a minute."

    # What cannot print can still ring and send: the sweeper starts without loading the press.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="one pass, then stop")

    def handle(self, *args: Any, **options: Any) -> None:
        """Sweep until stopped."""
        sweeper = Sweeper()
        sweeper.sweep(at=timezone.now())
        while not options["once"]:
            time.sleep(settings.SWEEP_SECONDS)
            close_old_connections()
            sweeper.sweep(at=timezone.now())


class Sweeper:
    """Remembers what it rang for, so that one waiting job does not fill the queue with hints."""

    def __init__(self) -> None:
        self.rung: dict[uuid.UUID, datetime] = {}
        self.silent_since: datetime | None = None
        self.owed_for: date | None = None

    def sweep(self, *, at: datetime) -> None:
        """Ring for at most `SWEEP_HINTS` due jobs; when the broker is silent for long, do them here."""
        jobs.beat(HEARTBEAT, at=at)
        self._owe_daily(at)
        self._link(at)
        recent = at - timedelta(seconds=settings.SWEEP_QUIET_SECONDS)
        self.rung = {job: when for job, when in self.rung.items() if when > recent}
        waiting = tasks.due(at=at, limit=settings.SWEEP_HINTS, quiet=set(self.rung))
        if self._alone(at):
            for job_id in waiting:
                pipeline.work(job_id=job_id, clock=timezone.now)
        reached = tasks.ring(waiting) if waiting else True
        self.silent_since = None if reached else (self.silent_since or at)
        if reached:
            self.rung.update(dict.fromkeys(waiting, at))

    def _owe_daily(self, at: datetime) -> None:
        """Promise the day's work when a day begins here, or when this sweeper does."""
        today = timezone.localtime(at).date()
        if self.owed_for != today:
            pipeline.owe_daily(at=at)
            tallies.forget(at=at)
            self.owed_for = today

    def _link(self, at: datetime) -> None:
        """Bind what was recorded since into the chain; what cannot be linked now is at the next turn."""
        try:
            chain.link(at=at)
        except DatabaseError as error:
            log.warning("chain.not_linked error=%s", type(error).__name__)

    def _alone(self, at: datetime) -> bool:
        limit = timedelta(seconds=settings.SWEEP_ALONE_AFTER_SECONDS)
        return self.silent_since is not None and at - self.silent_since >= limit
