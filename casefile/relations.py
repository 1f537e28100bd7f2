"""What a file has to do with others, worked out anew: links, flags, and what the queue says of both."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from casefile import duplicates, flags, jobs
from casefile.duplicates import Ruling
from casefile.models import Job, LinkRuling, QueueRow, StaffMember, Submission


def owe(file: Submission, *, at: datetime) -> Job:
    """Promise the work once for a file; what happens to it later promises it again by itself."""
    return jobs.owe(kind=jobs.RELATE, subject=file.pk, at=at)


def renew(submission_id: UUID, *, at: datetime) -> None:
    """Link a file with those that are alike, then count and mark it and all that share something with it.

    Each step appends only what is new, so a second run, or one after a kill, adds nothing.
    """
    file = Submission.objects.filter(pk=submission_id).first()
    if file is None:
        return  # erased meanwhile
    near = {one.pk: one for one in (*duplicates.find(file, at=at), *flags.same_uploads(file))}
    for one in (file, *near.values()):
        mark(one, points=flags.count(one, at=at))
    for standing in duplicates.of(file):
        if standing.other not in near:
            mark(Submission.objects.get(pk=standing.other))


def rule(
    file: Submission, other: Submission, ruling: Ruling, *, seen: str, by: StaffMember, at: datetime
) -> LinkRuling:
    """Record a ruling, and let the queue say what it left open. Raises: what `duplicates.rule` raises."""
    with transaction.atomic():
        row = duplicates.rule(file, other, ruling, seen=seen, by=by, at=at)
        for one in (file, other):
            mark(one)
    return row


def mark(file: Submission, *, points: int | None = None) -> None:
    """Say in the queue's row whether a file may be a duplicate, and its points; nothing while it is held."""
    with transaction.atomic():
        Submission.objects.select_for_update(no_key=True).filter(pk=file.pk).first()
        is_clear = duplicates.clear(Submission.objects.filter(pk=file.pk)).exists()
        if points is None:
            points = sum(row.points for row in flags.standing(file.flags.all()))
        QueueRow.objects.filter(pk=file.pk).update(
            points=points if is_clear else 0, duplicate=duplicates.may_be_one(file)
        )
