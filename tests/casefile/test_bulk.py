"""One act on many files: each by itself, each with what came of it, once however often it is asked for."""

import uuid
from datetime import UTC, datetime
from typing import Any

import pytest

from casefile import bulk, jobs, pipeline, queue_rows, rights
from casefile.models import Assignment, BulkItem, BulkRun, Grant, Job, QueueRow, StaffMember, Submission
from tests import factories

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 18, tzinfo=UTC)
KEY = uuid.UUID(int=7)


@pytest.fixture
def paralegal(db: None) -> StaffMember:
    return factories.make_staff(roles=(Grant.PARALEGAL,))


@pytest.fixture
def attorney(db: None) -> StaffMember:
    return factories.make_staff()


def start(files: list[Submission], by: StaffMember, *, act: str = BulkRun.ASSIGN, **more: object) -> BulkRun:
    given: dict[str, Any] = {"to": by if act == BulkRun.ASSIGN else None, "at": NOW, **more}
    return bulk.start(given.pop("key", KEY), files=[one.pk for one in files], act=act, by=by, **given)


def work(run: BulkRun) -> dict[str, str]:
    """Do the run as a worker does; what came of each file."""
    job = bulk.job(run)
    while Job.objects.get(pk=job.pk).state == Job.READY:
        pipeline.work(job_id=job.pk, clock=lambda: NOW)
    return {one.submission.reference: one.why or one.outcome for one in run.items.all()}


def test_files_are_given_to_a_person_and_taken_off_again(paralegal: StaffMember) -> None:
    files = [factories.make_file(packet=False) for _ in range(3)]
    found = work(start(files, paralegal))
    assert set(found.values()) == {BulkItem.DONE}
    assert {row.owner for row in QueueRow.objects.all()} == {paralegal}
    found = work(start(files, paralegal, act=BulkRun.TAKE_OFF, key=uuid.UUID(int=8)))
    assert set(found.values()) == {BulkItem.DONE}
    assert {row.owner for row in QueueRow.objects.all()} == {None}
    assert [one.number for one in files[0].assignments.all()] == [1, 2]


def test_what_was_so_already_and_what_the_conflict_check_holds_is_skipped_with_its_reason(
    paralegal: StaffMember,
) -> None:
    mine, held, other = factories.make_file(), factories.make_file(clear=False), factories.make_file()
    waiting = factories.make_submission(clear=None)
    work(start([mine], paralegal))
    found = work(start([mine, held, other, waiting], paralegal, key=uuid.UUID(int=8)))
    assert found == {
        mine.reference: bulk.ALREADY,
        held.reference: bulk.CONFLICT,
        waiting.reference: bulk.CONFLICT,
        other.reference: BulkItem.DONE,
    }


def test_rights_are_those_of_the_moment_of_the_work(paralegal: StaffMember) -> None:
    file = factories.make_file()
    run = start([file], paralegal)
    rights.take(staff=paralegal, roles=[Grant.PARALEGAL], by="x", at=NOW)
    assert work(run) == {file.reference: bulk.NO_RIGHT}
    assert not Assignment.objects.exists()


def test_nobody_is_given_a_file_they_may_not_open(paralegal: StaffMember) -> None:
    file, auditor = factories.make_file(), factories.make_staff(roles=(Grant.AUDITOR,))
    assert work(start([file], paralegal, to=auditor)) == {file.reference: bulk.MAY_NOT_OPEN}
    gone = factories.make_staff(is_active=False)
    again = start([file], paralegal, to=gone, key=uuid.UUID(int=8))
    assert work(again) == {file.reference: bulk.MAY_NOT_OPEN}


def test_a_double_click_is_one_run(paralegal: StaffMember, attorney: StaffMember) -> None:
    file = factories.make_file()
    assert start([file], paralegal) == start([file], paralegal)
    assert (BulkRun.objects.count(), Job.objects.filter(kind=jobs.BULK).count()) == (1, 1)
    with pytest.raises(bulk.Taken):
        start([file], attorney)


def test_nothing_ticked_and_nobody_chosen_promise_nothing(paralegal: StaffMember) -> None:
    with pytest.raises(bulk.NothingChosen):
        start([], paralegal)
    with pytest.raises(bulk.NobodyChosen):
        start([factories.make_file()], paralegal, to=None)
    assert not BulkRun.objects.exists()


def test_a_run_goes_on_in_batches_after_a_worker_died(
    paralegal: StaffMember, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "BATCH", 2)
    files = [factories.make_file(packet=False) for _ in range(5)]
    run = start(files, paralegal)
    assert bulk.work(run.pk, NOW)
    assert run.items.filter(outcome=BulkItem.DONE).count() == 2
    assert set(work(run).values()) == {BulkItem.DONE}
    assert Assignment.objects.count() == 5


def test_a_run_takes_a_limited_number_and_says_how_many_it_left_out(
    paralegal: StaffMember, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "MOST", 2)
    run = start([factories.make_submission() for _ in range(3)], paralegal, left_out=4)
    assert (run.items.count(), run.left_out) == (2, 5)


def test_one_file_that_fails_holds_up_no_other(
    paralegal: StaffMember, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, good = factories.make_file(), factories.make_file()
    receive = queue_rows.receive

    def fail(file: Submission, *, at: datetime) -> None:
        if file == bad:
            raise ValueError
        receive(file, at=at)

    monkeypatch.setattr("casefile.queue_rows.receive", fail)
    found = work(start([bad, good], paralegal, act=BulkRun.REFRESH))
    assert found == {bad.reference: bulk.FAILED, good.reference: BulkItem.DONE}
