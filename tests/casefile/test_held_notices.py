"""A deadline that is near in a held file: its clearers are told the day, once, and nothing else."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail

from casefile import conflicts, consents, held_notices, jobs, pipeline
from casefile.conflicts import Ruling
from casefile.models import AuditEntry, Clearance, Delivery, Determination, Grant, Job, Submission
from tests import factories
from tests.casefile.test_conflicts import bring, send, work

pytestmark = pytest.mark.django_db


@pytest.fixture
def held() -> Submission:
    """A file of a child of 2008, held; the day before its safe deadline comes near is found from its rows."""
    bring(at=factories.SENT_AT)
    file = send(role="child", born="2008-03-01")
    jobs.owe(kind=jobs.ADVANCE, subject=file.pk, at=factories.SENT_AT)
    work(at=factories.SENT_AT)
    mail.outbox.clear()
    return file


def deadline(file: Submission) -> datetime:
    rows = Determination.objects.newest().filter(claim__submission=file, safe_deadline__isnull=False)
    day = rows.order_by("safe_deadline")[0].safe_deadline
    assert day is not None
    return datetime(day.year, day.month, day.day, 18, 0, tzinfo=UTC)


def days_work(at: datetime) -> None:
    job = jobs.owe_day(kind=jobs.CHECK_CONFLICTS, on=at.date(), at=at)
    pipeline.work(job_id=job.pk, clock=lambda: at)
    for owed in Job.objects.filter(kind=jobs.DELIVER).due(at=at):
        pipeline.work(job_id=owed.pk, clock=lambda: at)


def test_each_clearer_is_told_reference_and_day_once(held: Submission) -> None:
    factories.make_staff("one@example.com", roles=(Grant.CLEARER,))
    factories.make_staff("two@example.com", roles=(Grant.CLEARER,))
    factories.make_staff("gone@example.com", roles=(Grant.CLEARER,), is_active=False)
    factories.make_staff("robin@example.com")
    due = deadline(held)
    days_work(due - timedelta(days=60))
    assert mail.outbox == []
    for days in (20, 19):
        days_work(due - timedelta(days=days))
    assert sorted(one.to[0] for one in mail.outbox) == ["one@example.com", "two@example.com"]
    for one in mail.outbox:
        said = f"{one.subject}\n{one.body}"
        assert held.reference in said and due.date().isoformat() in said
        assert not one.attachments
        assert not any(word in said for word in ("Example", "pat-example", "BIPA", "child", "Register"))


def test_a_cleared_file_owes_no_notice(held: Submission) -> None:
    clearer = factories.make_staff("one@example.com", roles=(Grant.CLEARER,))
    due = deadline(held) - timedelta(days=20)
    held_notices.owe(held, at=due)
    ruling = Ruling(Clearance.CLEAR, "not_same", "")
    conflicts.rule(held, ruling, seen=held.clearances.count(), by=clearer, at=due)
    days_work(due)
    assert not [one for one in mail.outbox if one.to == ["one@example.com"]]
    assert Delivery.objects.get(letter__kind=held_notices.KIND).state == Delivery.FAILED


def test_a_claimant_who_wants_paper_does_not_stop_it(held: Submission) -> None:
    factories.make_staff("one@example.com", roles=(Grant.CLEARER,))
    if held.consents.filter(purpose="esign", given=True).exists():
        consents.withdraw(held, purpose="esign", at=factories.SENT_AT)
    days_work(deadline(held) - timedelta(days=20))
    assert "one@example.com" in {one.to[0] for one in mail.outbox}


def test_where_nobody_may_clear_the_record_says_so(held: Submission) -> None:
    days_work(deadline(held) - timedelta(days=20))
    assert AuditEntry.objects.filter(event="conflict.nobody_to_tell", subject=str(held.pk)).exists()
