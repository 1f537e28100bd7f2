"""Celery's way in: a message names a job and may be lost, late or repeated without harm."""

import logging
import uuid
from collections.abc import Iterable
from datetime import datetime

from celery import shared_task
from django.utils import timezone

from casefile import jobs, pipeline
from casefile.models import Job, Submission, Upload

log = logging.getLogger("portal.tasks")


@shared_task(name="casefile.work")
def work(job_id: str, **_: object) -> None:
    """Do the job if it is due, then ring for what it made ready; arguments of newer senders are ignored."""
    ring(pipeline.work(job_id=uuid.UUID(job_id), clock=timezone.now))


def ring(job_ids: Iterable[uuid.UUID]) -> bool:
    """Tell Celery of due jobs; False if it could not be told, which the sweeper makes good.

    What is owed is a row already, so no fault here may reach the page of whoever owed it.
    """
    for job_id in job_ids:
        try:
            work.apply_async((str(job_id),))
        except Exception as error:
            log.warning("hint.unsent job=%s error=%s", job_id, type(error).__name__)
            return False
    return True


def ring_for(submission: Submission) -> bool:
    """Tell Celery that a submission waits to be carried on."""
    return ring(Job.objects.filter(kind=jobs.ADVANCE, subject=submission.pk).values_list("pk", flat=True))


def ring_soon(subject: uuid.UUID) -> bool:
    """Tell Celery of whatever is owed about a row, so that a letter asked for leaves at once."""
    return ring(Job.objects.filter(subject=subject, state=Job.READY).values_list("pk", flat=True))


def ring_for_release(submission: Submission) -> bool:
    """Tell Celery of the messages of a file that a ruling let go."""
    owed = Job.objects.filter(kind=jobs.DELIVER, state=Job.READY)
    return ring(owed.filter(subject__in=submission.deliveries.values("pk")).values_list("pk", flat=True))


def ring_check(upload: Upload) -> bool:
    """Tell Celery that a file waits to be looked at."""
    return ring(Job.objects.filter(kind=jobs.CHECK_UPLOAD, subject=upload.pk).values_list("pk", flat=True))


def due(*, at: datetime, limit: int, quiet: set[uuid.UUID]) -> list[uuid.UUID]:
    """Return ids of the longest-waiting due jobs that were not rung for just now."""
    waiting = Job.objects.due(at=at).exclude(pk__in=quiet).order_by("run_after")
    return list(waiting.values_list("pk", flat=True)[:limit])
