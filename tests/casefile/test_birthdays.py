"""On the first day a pictured minor can be 18, that the person must sign again goes on record, once."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from casefile import birthdays, claims, jobs, pipeline
from casefile.models import AuditEntry, Claim, Job
from tests import factories

pytestmark = pytest.mark.django_db
AT = factories.SENT_AT


def make_claim(born: str, role: str = "parent") -> Claim:
    claim = factories.make_claim(factories.make_submission(), role=role, born=born, known="")
    birthdays.owe(claim, at=AT)
    return claim


def promised(claim: Claim) -> list[datetime]:
    return [job.run_after for job in Job.objects.filter(kind=jobs.RE_SIGN, subject=claim.pk, state=Job.READY)]


def revise(claim: Claim, born: str, *, number: int = 2) -> None:
    known = factories.facts_of(f"role=parent;subject_dob={born}")
    claims.revise(claim, known, number=number, by="staff", at=AT)
    birthdays.owe(claim, at=AT)


def work(at: datetime) -> None:
    for job in Job.objects.due(at=at):
        pipeline.work(job_id=job.pk, clock=lambda: at)


def due() -> int:
    return AuditEntry.objects.filter(event="resign.due").count()


@pytest.mark.parametrize(
    ("born", "utc"),
    [
        ("2010-03-15", datetime(2028, 3, 15, 14, tzinfo=UTC)),  # daylight saving time in Chicago
        ("2010-12-01", datetime(2028, 12, 1, 15, tzinfo=UTC)),
        ("2012-02-29", datetime(2030, 2, 28, 15, tzinfo=UTC)),  # the early reading
        ("2010-06", datetime(2028, 6, 1, 14, tzinfo=UTC)),
        ("2010", datetime(2028, 1, 1, 15, tzinfo=UTC)),
    ],
)
def test_the_day_is_promised_for_nine_in_chicago(born: str, utc: datetime) -> None:
    assert promised(make_claim(born)) == [utc]


@pytest.mark.parametrize(
    ("born", "role"),
    [
        ("unknown", "parent"),
        ("2008-11-20", "parent"),  # 18 the day before the answers were sent
        ("2012", "estate"),
        ("1990", "guardian"),
        ("2012", "self"),
        ("", "uploader_only"),
    ],
)
def test_nothing_is_promised_without_a_date_or_a_minor(born: str, role: str) -> None:
    assert promised(make_claim(born, role)) == []


def test_somebody_who_may_be_18_already_is_due_at_once() -> None:
    claim = make_claim("2008")
    work(AT)
    assert due() == 1
    assert AuditEntry.objects.get(event="resign.due").subject == str(claim.pk)


def test_on_the_day_it_goes_on_record_once_and_says_no_date() -> None:
    claim = make_claim("2010-03-15")
    day = birthdays.morning(date(2028, 3, 15))
    work(day - timedelta(seconds=1))
    assert due() == 0
    work(day)
    work(day + timedelta(days=1))
    assert birthdays.come(claim.pk, at=day + timedelta(days=2)) is None
    assert due() == 1
    entry = AuditEntry.objects.get(event="resign.due")
    assert (entry.actor, entry.detail) == ("system", {})


def test_a_corrected_birth_date_moves_the_day() -> None:
    claim = make_claim("2010-03-15")
    revise(claim, "2011-03-15")
    assert promised(claim) == [birthdays.morning(date(2029, 3, 15))]
    revise(claim, "unknown", number=3)
    assert promised(claim) == []
    revise(claim, "2010-03-15", number=4)
    assert promised(claim) == [birthdays.morning(date(2028, 3, 15))]


def test_a_job_that_was_leased_while_the_date_moved_waits_for_the_new_one() -> None:
    claim = make_claim("2010-03-15")
    known = factories.facts_of("role=parent;subject_dob=2011-03-15")
    claims.revise(claim, known, number=2, by="staff", at=AT)
    day = birthdays.morning(date(2028, 3, 15))
    assert birthdays.come(claim.pk, at=day) == birthdays.morning(date(2029, 3, 15))
    assert due() == 0


def test_facts_read_from_answers_promise_the_day(finished_parent: Any) -> None:
    assert [job.run_after for job in Job.objects.filter(kind=jobs.RE_SIGN)] == [
        birthdays.morning(date(2028, 4, 30)),
        birthdays.morning(date(2030, 1, 1)),
    ]


@pytest.fixture
def finished_parent() -> None:
    """A parent of two children whose answers were carried to a packet."""
    from django.test import Client

    from casefile.models import Submission
    from tests.intake.conftest import Claimant
    from tests.personas import PARENT, TWICE

    claimant = Claimant(Client())
    claimant.pass_age()
    claimant.walk(PARENT, lists=TWICE)
    claimant.send(PARENT)
    submission = Submission.objects.get()
    from casefile import rulesets
    from matters.lookup import NOTHING

    rulesets.publish_shipped(matter=submission.matter, at=submission.submitted_at)
    claims.read(submission, NOTHING, at=submission.submitted_at)
    claims.read(submission, NOTHING, at=submission.submitted_at)
