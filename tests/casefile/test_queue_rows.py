"""A file's row of the queue: what it says, who works it out anew, and that a day overtakes it."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.management import call_command

from casefile import (
    afterwards,
    consents,
    decisions,
    evidence,
    jobs,
    pipeline,
    queue_rows,
    search_keys,
)
from casefile.models import Clearance, Decision, Job, QueueFinding, QueueRow, SearchKey, Submission, Wish
from casefile.models.queue_row import NEVER
from tests import factories
from tests.packets import examples

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 18, tzinfo=UTC)
TEXT = ("text_id", "version", "language", "status", "body", "sha256")
CONTENT = ("illinois", "minor", "proof", "dataset")
NEW = {"email": "new@example.com", "phone": "312 555 0199", "street": "9 Other Street", "city": "Peoria"}


def row(file: Submission) -> QueueRow:
    return QueueRow.objects.get(submission=file)


def kept(file: Submission) -> dict[str, Any]:
    """All that a row says, but for when it was worked out."""
    values: dict[str, Any] = dict(QueueRow.objects.filter(submission=file).values().get())
    del values["refreshed_at"]
    findings = set(QueueFinding.objects.filter(row=file.pk).values_list("about", "value"))
    return {**values, "findings": findings}


def due(days: int) -> Submission:
    day = (TODAY + timedelta(days=days)).isoformat()
    return factories.make_file(document=examples.child(safe=day), packet=False)


def work(at: datetime) -> None:
    """The day's work of the queue."""
    job = jobs.owe_day(kind=jobs.REQUEUE, on=at.date(), at=at)
    while Job.objects.get(pk=job.pk).state != Job.DONE:
        pipeline.work(job_id=job.pk, clock=lambda: at)


def test_a_row_says_what_the_filters_ask(db: None) -> None:
    file = factories.make_file(
        known=factories.SURE, role="parent", born="2010-03-15", label="Riley Example", packet=False
    )
    found = row(file)
    assert {name: getattr(found, name) for name in CONTENT} == {
        "illinois": "strong",
        "minor": "now",
        "proof": "verified",
        "dataset": "exact",
    }
    assert (found.conflict, found.decided, found.language, found.owner) == ("clear", False, "en", None)
    said = kept(file)["findings"]
    assert ("decision", "undecided") in said
    assert ("BIPA_MINOR", file.claims.get().determinations.get().result) in said
    assert len({about for about, _ in said}) == 11  # nine theories, the result and the decision


@pytest.mark.parametrize("clear", [None, False])
def test_nothing_of_its_content_is_said_before_the_conflict_check_cleared_it(*, clear: bool | None) -> None:
    file = factories.make_file(known=factories.SURE, clear=clear, packet=False)
    found = row(file)
    assert {getattr(found, name) for name in CONTENT} == {""}
    assert kept(file)["findings"] == set()
    assert (found.due_on, found.findings_at) == (NEVER, None)
    assert found.conflict == ("waiting" if clear is None else Clearance.POSSIBLE)


def test_a_deadline_presses_from_30_days_before_until_it_is_past() -> None:
    file = due(40)
    queue_rows.refresh(file, at=NOW)
    assert (row(file).urgent_on, row(file).due_on) == (NEVER, TODAY + timedelta(days=40))
    work(NOW + timedelta(days=9))
    assert row(file).urgent_on == NEVER
    work(NOW + timedelta(days=10))
    assert row(file).urgent_on == TODAY + timedelta(days=40)
    work(NOW + timedelta(days=40))
    assert row(file).urgent_on == TODAY + timedelta(days=40)
    work(NOW + timedelta(days=41))
    assert (row(file).urgent_on, row(file).due_on) == (NEVER, NEVER)


def test_a_person_who_comes_of_age_is_no_minor_the_next_morning() -> None:
    file = factories.make_file(role="parent", born="2008-11-30", label="Riley Example", packet=False)
    queue_rows.refresh(file, at=NOW)
    assert row(file).minor == "now"
    work(NOW + timedelta(days=8))
    assert row(file).minor == "then"


def test_the_days_work_makes_the_rows_that_are_lacking_and_holds_nothing_up() -> None:
    files = [factories.make_file(packet=False) for _ in range(3)]
    before = [kept(file) for file in files]
    QueueRow.objects.all().delete()
    SearchKey.objects.all().delete()
    work(NOW)
    assert [kept(file) for file in files] == before
    assert all(file.search_keys.exists() for file in files)


def test_a_file_that_cannot_be_worked_out_is_listed_and_tried_again_tomorrow(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file, other = factories.make_file(packet=False), factories.make_file(packet=False)
    QueueRow.objects.all().delete()
    write = search_keys.write

    def fail(submission: Submission) -> None:
        if submission == file:
            raise ValueError
        write(submission)

    monkeypatch.setattr("casefile.search_keys.write", fail)
    work(NOW)
    assert row(file).next_change_on == TODAY + timedelta(days=1)
    assert row(other).illinois
    monkeypatch.undo()
    work(NOW + timedelta(days=1))
    assert row(file).illinois


def test_the_command_works_every_row_out_anew(capsys: pytest.CaptureFixture[str]) -> None:
    file = factories.make_file(packet=False)
    before = kept(file)
    QueueRow.objects.filter(pk=file.pk).update(illinois="none", urgent_on=TODAY)
    call_command("requeue")
    assert kept(file) | {"next_change_on": NEVER} == before | {"next_change_on": NEVER}
    assert "1 files are in the queue" in capsys.readouterr().out


def decide(file: Submission) -> None:
    staff = factories.make_staff()
    decisions.decide(
        claim=file.claims.get(),
        said=decisions.Said(Decision.NEED_INFORMATION, "contact"),
        seen=0,
        by=staff,
        at=NOW,
    )


def undo(file: Submission) -> None:
    decide(file)
    decision = Decision.objects.get()
    decisions.undo(decision=decision, reason="mistake", seen=1, by=decision.by, at=NOW + timedelta(hours=1))


def wish(file: Submission) -> None:
    afterwards.wish(file, kind=Wish.WITHDRAW, at=NOW)


def take_back(file: Submission) -> None:
    wish(file)
    afterwards.take_back(file, kind=Wish.WITHDRAW, at=NOW + timedelta(hours=1))


def correct(file: Submission) -> None:
    afterwards.correct(file, given=NEW, at=NOW)


def consent(file: Submission) -> None:
    wanted = file.consents.get()
    type(wanted).objects.create(
        submission=file, purpose="texts", given=True, at=NOW,
        **{name: getattr(wanted, name) for name in TEXT},
    )  # fmt: skip
    consents.withdraw(file, purpose="texts", at=NOW)


def send_file(file: Submission) -> None:
    evidence.receive(draft_sha256=file.draft_sha256, file=BytesIO(factories.PDF), name="proof.pdf", at=NOW)


@pytest.mark.parametrize("verb", [decide, undo, wish, take_back, correct, consent, send_file])
def test_whatever_changes_a_file_changes_its_row(verb: Callable[[Submission], None]) -> None:
    """What the verb left must be what would be worked out from the start."""
    file = due(3)
    before = kept(file)
    verb(file)
    after = kept(file)
    if verb is not undo:
        assert after != before
    queue_rows.refresh(file, at=NOW + timedelta(hours=1))
    assert kept(file) == after
