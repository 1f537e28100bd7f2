"""The record is walked every day, a bounded piece of it, and a fault is told loudly."""

from datetime import timedelta

import pytest

from casefile import chain, jobs, letters, pipeline, printing, record_walks, verifying
from casefile.models import AuditVerification, Delivery, Grant, Job
from casefile.models.audit_link import AuditLink
from casefile.verifying import BACKDATED, CHANGED, CUT, INSERTED, OTHER_HEAD
from tests import factories, signing_in
from tests.casefile.test_verifying import AT, entry, record, sql

DAY = timedelta(days=1)
NEW, AGAIN = AuditVerification.NEW, AuditVerification.AGAIN
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _small_steps(settings: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record_walks, "BATCH", 100)
    monkeypatch.setattr(record_walks, "AGAIN", 150)
    settings.DUTY_EMAIL = "duty@firm.example"  # type: ignore[attr-defined]


def linked(rows: int, *, days: int = 0) -> None:
    record(rows, since=AT + days * DAY)
    chain.link(at=AT + days * DAY)


def day(days: int) -> int:
    """The day's walk to its end; returns in how many batches."""
    at, batches = AT + days * DAY, 1
    while record_walks.walk(jobs.day_subject(at.date()), at):
        batches += 1
    return batches


def walks(kind: str) -> list[tuple[int, int, str]]:
    rows = AuditVerification.objects.filter(kind=kind).order_by("at", "head")
    return [(row.first, row.head, row.fault) for row in rows]


def faults() -> set[str]:
    return set(AuditVerification.objects.exclude(fault="").values_list("fault", flat=True))


def urgent() -> list[Delivery]:
    return [one for one in Delivery.objects.all() if letters.said(one, "kind") == record_walks.LETTER]


def test_the_new_is_walked_on_from_where_the_last_walk_ended_and_the_old_goes_round() -> None:
    linked(250)
    assert day(0) == 3
    assert walks(NEW) == [(1, 100, ""), (101, 200, ""), (201, 250, "")]
    linked(40, days=1)
    assert day(1) == 1
    assert walks(NEW)[-1] == (251, 290, "")
    day(2)
    day(3)
    assert walks(AGAIN) == [(1, 150, ""), (151, 290, ""), (1, 150, ""), (151, 290, "")]
    assert not faults() and not urgent()


def test_a_worker_that_dies_goes_on_where_it_was() -> None:
    linked(250)
    record_walks.walk(jobs.day_subject(AT.date()), AT)
    day(0)
    assert walks(NEW) == [(1, 100, ""), (101, 200, ""), (201, 250, "")]


def test_it_goes_on_from_a_walk_over_everything() -> None:
    linked(250)
    verifying.verify(at=AT, by="system")
    day(0)
    assert walks(NEW) == [(251, 250, "")]


def test_a_change_in_what_is_new_is_told_the_same_day_and_every_day_once() -> None:
    linked(120)
    day(0)
    linked(120, days=1)
    sql("UPDATE casefile_auditentry SET actor = 'nobody' WHERE id = %s", entry(200))
    day(1)
    day(1)
    assert faults() == {CHANGED} and len(urgent()) == 1
    day(2)
    assert len(urgent()) == 2
    (letter, _) = urgent()
    message = printing.compose(letter, at=AT + DAY)
    assert letter.recipient == "duty@firm.example" and "URGENT" in message.subject
    assert "at link 200 is not what was linked" in message.body
    assert Job.objects.filter(kind=jobs.DELIVER, subject=letter.pk).exists()


def test_a_change_in_what_is_old_is_found_when_its_slice_comes_round() -> None:
    linked(250)
    day(0)
    sql("UPDATE casefile_auditentry SET actor = 'nobody' WHERE id = %s", entry(200))
    day(1)
    assert faults() == {CHANGED} and len(urgent()) == 1
    assert walks(AGAIN)[-1] == (151, 199, CHANGED)


def test_a_tail_cut_off_is_found_by_the_walk_that_had_seen_it() -> None:
    linked(120)
    day(0)
    gone = entry(120)
    sql("DELETE FROM casefile_auditlink WHERE number = 120")
    sql("DELETE FROM casefile_auditentry WHERE id = %s", gone)
    day(1)
    assert faults() == {CUT}


def test_a_link_written_anew_is_found_by_the_walk_that_had_seen_it() -> None:
    linked(120)
    day(0)
    sql("UPDATE casefile_auditlink SET sha256 = %s WHERE number = 120", "0" * 64)
    day(1)
    assert OTHER_HEAD in faults()


def test_an_entry_far_behind_is_found_when_its_slice_comes_round() -> None:
    linked(250)
    day(0)
    first = entry(1)
    sql(
        "INSERT INTO casefile_auditentry (id, at, actor, event, subject, detail)"
        " VALUES (%s, %s, %s, %s, %s, %s)",
        first - 1, AT, "someone", "file.opened", "f1", "{}",
    )  # fmt: skip
    for days in (1, 2):
        day(days)
    assert faults() == {INSERTED}


def test_a_time_before_those_of_an_earlier_walk_is_found() -> None:
    linked(120)
    day(0)
    linked(10, days=-1)
    day(1)
    assert faults() == {BACKDATED}


def test_the_record_page_says_it_until_a_walk_over_the_same_holds() -> None:
    auditor = signing_in.at_once(factories.make_staff(roles=(Grant.AUDITOR,)))
    linked(120)
    sql("UPDATE casefile_auditentry SET actor = 'nobody' WHERE id = %s", entry(60))
    day(0)
    page = auditor.get("/desk/record/").content.decode()
    assert "The record does not hold" in page and "link 60 is not what was linked" in page
    sql("UPDATE casefile_auditentry SET actor = 'someone' WHERE id = %s", entry(60))
    day(1)
    page = auditor.get("/desk/record/").content.decode()
    assert "does not hold" not in page and "entries hold" in page
    with pytest.raises(letters.Unwanted):
        printing.compose(urgent()[0], at=AT + DAY)


def test_it_is_a_work_of_the_day() -> None:
    pipeline.owe_daily(at=AT)
    linked(3)
    pipeline.work(job_id=Job.objects.get(kind=jobs.WALK_RECORD).pk, clock=lambda: AT)
    assert Job.objects.get(kind=jobs.WALK_RECORD).state == Job.DONE
    assert AuditVerification.objects.filter(kind=NEW).exists() and AuditLink.objects.exists()


def test_without_a_duty_address_it_goes_to_the_firm(settings: object) -> None:
    settings.DUTY_EMAIL, settings.FIRM_EMAIL = "", "firm@firm.example"  # type: ignore[attr-defined]
    linked(3)
    sql("UPDATE casefile_auditentry SET actor = 'nobody' WHERE id = %s", entry(2))
    day(0)
    assert urgent()[0].recipient == "firm@firm.example"
