"""The work still owed: rows promise it, a lease says who is at it, Celery is only told of it."""

import logging
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import OperationalError, connection, models

from casefile.models import Delivery, Heartbeat, Job

log = logging.getLogger("portal.jobs")
ADVANCE, DELIVER = "advance", "deliver"
REDETERMINE, REDETERMINE_CLAIM = "redetermine", "redetermine_claim"
CHECK_UPLOAD, CHECK_UPLOADS = "check_upload", "check_uploads"
LOOK_UP_AGAIN, LOOK_UP_FILE = "look_up_again", "look_up_file"
CHECK_CONFLICTS, CHECK_CONFLICTS_FILE = "check_conflicts", "check_conflicts_file"
RE_SIGN = "re_sign"
WAY_BACK, REMIND, TIDY = "way_back", "remind", "tidy"
COPY, TELL_FIRM = "copy", "tell_firm"
REQUEUE, BULK, RELATE = "requeue", "bulk", "relate"
MAIL_HEAD, WALK_RECORD = "mail_head", "walk_record"
TELL_DEADLINES, MAIL_CALENDAR = "tell_deadlines", "mail_calendar"
MOVE_CLOCK, MOVE_CLOCK_FILE = "move_clock", "move_clock_file"
FIND_DUE, ERASE = "find_due", "erase"
BACKOFF_SECONDS = (1, 5, 30, 120)


class LeaseLost(Exception):
    """Somebody else holds the job now; whatever this worker did is theirs to finish."""


def owe(
    *,
    kind: str,
    subject: uuid.UUID,
    at: datetime,
    run_after: datetime | None = None,
    on: date | str | None = None,
) -> Job:
    """Promise work once, or once for the day or state of things `on`: a second promise is the same row."""
    job, _ = Job.objects.get_or_create(
        key=f"{kind}:{subject}:{on}" if on else f"{kind}:{subject}",
        defaults={"kind": kind, "subject": subject, "run_after": run_after or at, "made_at": at},
    )
    return job


def withdraw(*, kind: str, subject: uuid.UUID, but: Job | None = None) -> None:
    """Take back what of this kind is promised about a subject and not begun."""
    promised = Job.objects.filter(kind=kind, subject=subject, state=Job.READY)
    promised.exclude(pk__in=[but.pk] if but else []).delete()


def owe_anew(*, kind: str, subject: uuid.UUID, at: datetime, run_after: datetime) -> Job:
    """Promise work that may have been done before: one row, ready again where it had ended."""
    job = owe(kind=kind, subject=subject, at=at, run_after=run_after)
    ended = Job.objects.filter(pk=job.pk, state__in=(Job.DONE, Job.DEAD))
    ended.update(state=Job.READY, run_after=run_after, attempts=0, done_at=None, last_error="")
    return job


def owe_day(*, kind: str, on: date, at: datetime) -> Job:
    """Promise a day's work once; its subject is the day itself."""
    return owe(kind=kind, subject=day_subject(on), at=at, on=on)


def day_subject(on: date) -> uuid.UUID:
    """Return the id that stands for a day, where a job is about no row."""
    return uuid.UUID(int=on.toordinal())


def stuck(*, kind: str, on: date | str) -> list[uuid.UUID]:
    """Return the subjects whose own job of this kind still goes on, or ended dead for that day or state."""
    unfinished = models.Q(state__in=(Job.READY, Job.LEASED)) | models.Q(
        state=Job.DEAD, key__endswith=f":{on}"
    )
    return list(Job.objects.filter(unfinished, kind=kind).values_list("subject", flat=True))


def claim(job_id: uuid.UUID, *, at: datetime) -> Job | None:
    """Lease a due job, counting the attempt now so that work that kills its worker ends; None if not due.

    A job claimed `JOB_ATTEMPTS` times without an end is dead: it stays, is shown, and is not tried again.
    """
    taken = (
        Job.objects.filter(pk=job_id)
        .due(at=at)
        .filter(attempts__lt=settings.JOB_ATTEMPTS)
        .update(
            state=Job.LEASED,
            lease_id=uuid.uuid4(),
            lease_until=at + timedelta(seconds=settings.JOB_LEASE_SECONDS),
            attempts=models.F("attempts") + 1,
        )
    )
    if taken:
        return Job.objects.get(pk=job_id)
    spent = Job.objects.filter(pk=job_id, attempts__gte=settings.JOB_ATTEMPTS).due(at=at)
    spent.update(state=Job.DEAD, lease_id=None, lease_until=None)
    return None


@contextmanager
def renewed(job: Job, *, clock: Callable[[], datetime]) -> Iterator[None]:
    """Renew the job's lease every third of it while the work goes on, so that a lease means "alive"."""
    ended = threading.Event()
    keeper = threading.Thread(target=_renew, args=(job, clock, ended), daemon=True)
    keeper.start()
    try:
        yield
    finally:
        ended.set()
        keeper.join()


def _renew(job: Job, clock: Callable[[], datetime], ended: threading.Event) -> None:
    lease = timedelta(seconds=settings.JOB_LEASE_SECONDS)
    held = Job.objects.filter(pk=job.pk, state=Job.LEASED, lease_id=job.lease_id)
    try:
        while not ended.wait(lease.total_seconds() / 3):
            try:
                if not held.update(lease_until=clock() + lease):
                    return
            except OperationalError:
                # A busy database: there are two more turns before the lease runs out.
                log.warning("lease.unrenewed id=%s", job.pk)
    finally:
        connection.close()


def finish(job: Job, *, at: datetime) -> None:
    """Mark the leased job done; raises LeaseLost if the lease went to somebody else."""
    _settle(job, state=Job.DONE, done_at=at, last_error="")


def fail(job: Job, *, at: datetime, error: str) -> None:
    """Give the job back for a later try, or bury it after its last; `error` never names a person."""
    if job.attempts >= settings.JOB_ATTEMPTS:
        _settle(job, state=Job.DEAD, last_error=error[:200])
        return
    wait = BACKOFF_SECONDS[min(job.attempts, len(BACKOFF_SECONDS)) - 1]
    _settle(job, state=Job.READY, run_after=at + timedelta(seconds=wait), last_error=error[:200])


def postpone(job: Job, *, until: datetime) -> None:
    """Give the job back for `until` without counting this try, for work that must wait on somebody else."""
    _settle(job, state=Job.READY, run_after=until, attempts=0)


def _settle(job: Job, **change: object) -> None:
    held = Job.objects.filter(pk=job.pk, state=Job.LEASED, lease_id=job.lease_id)
    if not held.update(lease_id=None, lease_until=None, **change):
        raise LeaseLost(f"{job} was leased again elsewhere.")


def beat(name: str, *, at: datetime) -> None:
    """Say that the process `name` lives."""
    Heartbeat.objects.update_or_create(name=name, defaults={"at": at})


def health(*, at: datetime) -> dict[str, float | int | None]:
    """Return the ages in seconds of the sweeper's beat and of the oldest due job, and counts of faults."""
    beat_at = Heartbeat.objects.filter(name="sweeper").values_list("at", flat=True).first()
    waiting = Job.objects.due(at=at).order_by("run_after").values_list("run_after", flat=True).first()
    return {
        "sweeper_age_seconds": (at - beat_at).total_seconds() if beat_at else None,
        "oldest_due_job_seconds": (at - waiting).total_seconds() if waiting else 0,
        "jobs_dead": Job.objects.filter(state=Job.DEAD).count(),
        "deliveries_failed": Delivery.objects.filter(state=Delivery.FAILED).count(),
        "deliveries_uncertain": Delivery.objects.filter(state=Delivery.UNCERTAIN).count(),
    }
