"""One act on many files: kept as a run with a row for each file, done in batches, each file by itself."""

import logging
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction

from casefile import assignments, audit, jobs, queue_rows, rights
from casefile.models import BulkItem, BulkRun, Clearance, Job, StaffMember, Submission
from casefile.rights import Right
from casefile.standing import clearance

log = logging.getLogger("portal.bulk")
BATCH = 50
MOST = 2_000  # files of one run; what is more is counted and said
RIGHTS = {BulkRun.ASSIGN: Right.ASSIGN, BulkRun.TAKE_OFF: Right.ASSIGN, BulkRun.REFRESH: Right.BULK}
NO_RIGHT, CONFLICT, ALREADY = "no_right", "conflict", "already"
MAY_NOT_OPEN, FAILED = "may_not_open", "failed"


class NothingChosen(Exception):
    """No file was ticked, or the filter finds none any more."""


class NobodyChosen(Exception):
    """Assigning takes somebody to assign to."""


class Taken(Exception):
    """This key is another person's run."""


def start(
    key: UUID,
    *,
    files: Iterable[UUID],
    act: str,
    to: StaffMember | None,
    by: StaffMember,
    at: datetime,
    left_out: int = 0,
) -> BulkRun:
    """Promise an act on these files, once for a key however often it is sent.

    Raises: NothingChosen, NobodyChosen; Taken where the key is another person's.
    """
    existing = BulkRun.objects.filter(pk=key).first()
    if existing:
        return _own(existing, by)
    wanted = list(dict.fromkeys(files))
    if not wanted:
        raise NothingChosen
    if act == BulkRun.ASSIGN and to is None:
        raise NobodyChosen
    with transaction.atomic():
        run, made = BulkRun.objects.get_or_create(
            id=key,
            defaults={
                "act": act,
                "to": to if act == BulkRun.ASSIGN else None,
                "by": by,
                "at": at,
                "left_out": left_out + max(0, len(wanted) - MOST),
            },
        )
        if made:
            BulkItem.objects.bulk_create(BulkItem(run=run, submission_id=pk) for pk in wanted[:MOST])
            jobs.owe(kind=jobs.BULK, subject=run.pk, at=at)
            count = min(len(wanted), MOST)
            audit.record(event=f"bulk.{act}", actor=str(by.pk), subject=run, at=at, files=count)
    return _own(run, by)


def key(page: UUID, *asked: str) -> UUID:
    """Return the key of what was asked from one page: the same again is the same run, else it is another."""
    return uuid5(page, "\0".join(asked))


def _own(run: BulkRun, by: StaffMember) -> BulkRun:
    if run.by_id != by.pk:
        raise Taken
    return run


def job(run: BulkRun) -> Job:
    """Return the promise of a run."""
    return Job.objects.get(kind=jobs.BULK, subject=run.pk)


def work(run_id: UUID, at: datetime) -> bool:
    """Do the next batch of a run; whether more may wait. Rights are those of the moment, not of the click."""
    run = BulkRun.objects.select_related("by", "to").get(pk=run_id)
    batch = list(run.items.filter(outcome=BulkItem.WAITING).select_related("submission")[:BATCH])
    for item in batch:
        _settle(run, item, at=at)
    return len(batch) == BATCH


def _settle(run: BulkRun, item: BulkItem, *, at: datetime) -> None:
    try:
        with transaction.atomic():
            why = _act(run, item.submission, at=at)
            _keep(item, why)
    except Exception:
        log.exception("bulk.failed run=%s submission=%s", run.pk, item.submission_id)
        _keep(item, FAILED)


def _keep(item: BulkItem, why: str) -> None:
    outcome = BulkItem.SKIPPED if why else BulkItem.DONE
    BulkItem.objects.filter(pk=item.pk, outcome=BulkItem.WAITING).update(outcome=outcome, why=why)


def _act(run: BulkRun, file: Submission, *, at: datetime) -> str:
    """Do it to one file; returns why it was skipped, or nothing."""
    if not rights.holds(run.by, RIGHTS[run.act], matter=file.matter):
        return NO_RIGHT
    checked = clearance(file)
    if checked is None or checked.outcome != Clearance.CLEAR:
        return CONFLICT
    if run.act == BulkRun.REFRESH:
        queue_rows.receive(file, at=at)
        return ""
    try:
        assignments.assign(file, owner=run.to, by=run.by, at=at)
    except assignments.AlreadySo:
        return ALREADY
    except assignments.MayNotOpen:
        return MAY_NOT_OPEN
    return ""
