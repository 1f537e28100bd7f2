"""Work that is owed is done once, and never forgotten."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from pytest_django.fixtures import Settings

from casefile import jobs
from casefile.models import Job

AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def owed() -> Job:
    return jobs.owe(kind=jobs.ADVANCE, subject=uuid.uuid4(), at=AT)


def test_the_same_work_is_promised_once() -> None:
    subject = uuid.uuid4()
    assert jobs.owe(kind="advance", subject=subject, at=AT) == jobs.owe(
        kind="advance", subject=subject, at=AT
    )
    assert Job.objects.count() == 1


def test_a_leased_job_is_not_given_to_a_second_worker() -> None:
    job = owed()
    assert jobs.claim(job.pk, at=AT) is not None
    assert jobs.claim(job.pk, at=AT) is None


def test_a_job_whose_lease_ran_out_is_claimed_again(settings: Settings) -> None:
    job = owed()
    jobs.claim(job.pk, at=AT)
    later = AT + timedelta(seconds=settings.JOB_LEASE_SECONDS + 1)
    again = jobs.claim(job.pk, at=later)
    assert again is not None
    assert again.attempts == 2


def test_a_worker_that_lost_its_lease_may_not_finish(settings: Settings) -> None:
    job = owed()
    first = jobs.claim(job.pk, at=AT)
    jobs.claim(job.pk, at=AT + timedelta(seconds=settings.JOB_LEASE_SECONDS + 1))
    assert first is not None
    with pytest.raises(jobs.LeaseLost):
        jobs.finish(first, at=AT)


def test_work_that_kills_its_worker_every_time_ends_dead(settings: Settings) -> None:
    job = owed()
    step = timedelta(seconds=settings.JOB_LEASE_SECONDS + 1)
    claims = [jobs.claim(job.pk, at=AT + number * step) for number in range(settings.JOB_ATTEMPTS)]
    assert all(claims)
    assert jobs.claim(job.pk, at=AT + 10 * step) is None
    job.refresh_from_db()
    assert job.state == Job.DEAD
    assert jobs.health(at=AT)["jobs_dead"] == 1


def test_a_failure_waits_longer_each_time_and_then_ends(settings: Settings) -> None:
    job, at, waits = owed(), AT, []
    for _ in range(settings.JOB_ATTEMPTS):
        held = jobs.claim(job.pk, at=at)
        assert held is not None
        jobs.fail(held, at=at, error="ValueError")
        job.refresh_from_db()
        waits.append((job.run_after - at).total_seconds())
        at = max(at, job.run_after)
    assert waits[:4] == [1, 5, 30, 120]
    assert job.state == Job.DEAD
    assert job.last_error == "ValueError"


def test_waiting_on_somebody_else_is_not_a_failed_attempt() -> None:
    job = owed()
    for number in range(12):
        held = jobs.claim(job.pk, at=AT + timedelta(minutes=number))
        assert held is not None
        jobs.postpone(held, until=AT + timedelta(minutes=number + 1))
    job.refresh_from_db()
    assert (job.state, job.attempts) == (Job.READY, 0)


def test_health_tells_the_age_of_the_oldest_due_job_and_of_the_sweeper() -> None:
    owed()
    jobs.beat("sweeper", at=AT)
    health = jobs.health(at=AT + timedelta(seconds=40))
    assert health["oldest_due_job_seconds"] == 40
    assert health["sweeper_age_seconds"] == 40
