"""Letters of the calendar: to the duty attorney at each rung, to the firm each day, none about a person."""

from datetime import timedelta
from typing import Any

import pytest

from casefile import calendar, deadline_notices, jobs, pipeline, printing, queue_rows
from casefile.letters import Unwanted
from casefile.models import Claim, Clearance, Deadline, DeadlineNotice, Delivery, Job
from tests import factories

pytestmark = pytest.mark.django_db
AT = factories.SENT_AT
BORN = "2006-12-04"  # safe and rolled on December 4, 2026, 13 days after the answers were sent


@pytest.fixture(autouse=True)
def _addresses(settings: Any) -> None:
    settings.DUTY_EMAIL, settings.CALENDAR_EMAIL = "duty@firm.example", "firm@firm.example"


def urgent(**more: Any) -> Claim:
    file = factories.make_submission()
    return factories.make_claim(file, **{"known": factories.SURE, "born": BORN, **more})


def letters(kind: str) -> list[Delivery]:
    return [one for one in Delivery.objects.order_by("queued_at") if (one.letter or {}).get("kind") == kind]


def text(delivery: Delivery, *, after_days: int = 0) -> str:
    message = printing.compose(delivery, at=AT + timedelta(days=after_days))
    return f"{message.subject}\n{message.body}"


def day(days: int) -> bool:
    """The day's work of so many days later, to its end."""
    at = AT + timedelta(days=days)
    return deadline_notices.tell(jobs.day_subject(at.date()), at)


def test_new_findings_within_30_days_are_told_at_once_and_once() -> None:
    claim = urgent()
    (letter,) = letters("deadline_near")
    assert letter.recipient == "duty@firm.example"
    said = text(letter)
    assert f"File {claim.submission.reference}: a deadline, 13 days left" in said
    assert "BIPA: a minor during collection" in said
    assert "Pat" not in said
    queue_rows.refresh(claim.submission, at=AT)
    assert not day(0)
    assert len(letters("deadline_near")) == 1
    assert Job.objects.filter(kind=jobs.DELIVER, subject=letter.pk).exists()


def test_each_rung_is_told_once_as_the_days_pass() -> None:
    urgent(born="2007-06-01")  # until June 1, 2027: 192 days
    told = []
    for days in (0, 11, 12, 13, 101, 102, 103, 161, 162, 163):
        day(days)
        told.append(len(letters("deadline_near")))
    assert told == [0, 0, 1, 1, 1, 2, 2, 2, 3, 3]
    assert [one.rung for one in DeadlineNotice.objects.order_by("-rung")] == [180, 90, 30]


def test_a_deadline_met_or_held_meanwhile_is_not_mailed() -> None:
    met, held = urgent(), urgent()
    first, second = letters("deadline_near")
    row = Deadline.objects.get(claim=met, theory="BIPA_MINOR")
    calendar.mark(
        met, row.theory, kind="met", seen=(row.safe_on, row.rolled_on), note="Filed.",
        by=factories.make_staff(), at=AT,
    )  # fmt: skip
    with pytest.raises(Unwanted, match="met"):
        text(first)
    Clearance.objects.create(
        submission=held.submission, number=2, outcome=Clearance.POSSIBLE, terms=[], terms_digest="", lists=[],
        lists_digest="", lists_searched=0, at=AT, by="system",
    )  # fmt: skip
    with pytest.raises(Unwanted, match="holds"):
        text(second)


def test_the_digest_names_references_days_and_lanes_and_nothing_else() -> None:
    claim = urgent()
    job = deadline_notices.mail_digest(at=AT)
    assert job is not None
    assert deadline_notices.mail_digest(at=AT) == job
    (letter,) = letters("deadline_digest")
    said = text(letter)
    assert "Limitation calendar for Sat, November 21, 2026" in said
    assert f"{claim.submission.reference}: 13 days left (BIPA: a minor during collection)" in said
    assert "Pat" not in said


def test_a_day_on_which_nothing_presses_has_no_digest() -> None:
    claim = urgent(born="2009-06-01")
    assert deadline_notices.mail_digest(at=AT) is None
    assert claim.deadlines.exists()


def test_an_acknowledged_deadline_leaves_the_digest_until_the_lowest_rung() -> None:
    claim = urgent(born="2007-04-01")  # 131 days
    row = Deadline.objects.get(claim=claim, theory="BIPA_MINOR")
    assert deadline_notices.mail_digest(at=AT) is not None
    calendar.mark(
        claim, row.theory, kind="acknowledged", seen=(row.safe_on, row.rolled_on), note="",
        by=factories.make_staff(), at=AT,
    )  # fmt: skip
    assert deadline_notices.mail_digest(at=AT + timedelta(days=1)) is None
    assert deadline_notices.mail_digest(at=AT + timedelta(days=50)) is not None  # the rung of 90 days
    assert deadline_notices.mail_digest(at=AT + timedelta(days=110)) is not None


def test_the_day_owes_both_and_the_jobs_do_them() -> None:
    urgent(born="2007-04-01")
    pipeline.owe_daily(at=AT)
    for kind in (jobs.TELL_DEADLINES, jobs.MAIL_CALENDAR):
        pipeline.work(job_id=Job.objects.get(kind=kind).pk, clock=lambda: AT)
        assert Job.objects.get(kind=kind).state == Job.DONE
    assert len(letters("deadline_near")) == len(letters("deadline_digest")) == 1


def test_without_an_address_nobody_is_told(settings: Any) -> None:
    settings.DUTY_EMAIL = settings.CALENDAR_EMAIL = ""
    urgent()
    assert not day(0)
    assert deadline_notices.mail_digest(at=AT) is None
    assert not DeadlineNotice.objects.exists()
