"""Work still owed."""

import uuid
from datetime import datetime
from typing import Self

from django.db import models


class JobQuerySet(models.QuerySet["Job"]):
    """Which work is due."""

    def due(self, *, at: datetime) -> Self:
        """Jobs that may be claimed at `at`: ready and due, or leased by somebody whose lease ran out."""
        return self.filter(
            models.Q(state=Job.READY, run_after__lte=at) | models.Q(state=Job.LEASED, lease_until__lt=at)
        )


class Job(models.Model):
    """One promise of the portal; the row is the queue, a Celery message only rings for it."""

    READY, LEASED, DONE, DEAD = "ready", "leased", "done", "dead"
    STATES = tuple((s, s) for s in (READY, LEASED, DONE, DEAD))

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=32)
    key = models.CharField(max_length=120, unique=True)
    subject = models.UUIDField()
    state = models.CharField(max_length=8, choices=STATES, default=READY)
    run_after = models.DateTimeField()
    lease_id = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    last_error = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        indexes = (models.Index(fields=("state", "run_after"), name="job_due"),)

    def __str__(self) -> str:
        return f"Job {self.pk}"


class Heartbeat(models.Model):
    """When a process that nobody watches last said it lives."""

    name = models.CharField(max_length=32, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Heartbeat {self.name}"


class Round(models.Model):
    """How far the round of a day over many files is: those up to `after` are done, in the order of keys."""

    kind = models.CharField(max_length=32, primary_key=True)
    on = models.DateField()
    after = models.UUIDField(null=True)

    def __str__(self) -> str:
        return f"Round {self.kind}"
