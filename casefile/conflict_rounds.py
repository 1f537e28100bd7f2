"""Searching open files again when the lists of parties change: who is behind, and one file at a time."""

import logging
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from casefile import conflicts, held_notices, jobs, parties
from casefile.models import Claim, Clearance, Decision, Job, Submission, Wish

log = logging.getLogger("portal.conflicts")
NO_LIST = "none"
ENDED = Decision.CLOSING


def search_again(*, limit: int, at: datetime) -> tuple[tuple[Job, ...], bool]:
    """Search a batch of files that are behind the lists in force; returns what is owed, and whether all are.

    Kill-safe as the look-ups are: each batch asks anew who is behind, and a file that fails gets a job of its
    own. Once all are searched, deadlines that the days brought near in held files are told of.
    """
    digest = parties.digest(parties.in_force())
    own = jobs.stuck(kind=jobs.CHECK_CONFLICTS_FILE, on=digest or NO_LIST)
    batch = behind(digest=digest, limit=limit, but=own)
    failed = tuple(job for file in batch if (job := _searched(file, digest, at=at)))
    if len(batch) == limit:
        return failed, False
    return (*failed, *(job for file in held() for job in held_notices.owe(file, at=at))), True


def search_one(file: Submission, *, at: datetime) -> tuple[Job, ...]:
    """Search one file; returns the notices owed where it is held now."""
    conflicts.check(file, at=at)
    return held_notices.owe(file, at=at)


def _searched(file: Submission, digest: str, *, at: datetime) -> Job | None:
    try:
        conflicts.check(file, at=at)
    except Exception:
        log.exception("check_conflicts.failed submission=%s", file.pk)
        kind, on = jobs.CHECK_CONFLICTS_FILE, digest or NO_LIST
        return jobs.owe(kind=kind, subject=file.pk, at=at, on=on)
    return None


def open_files() -> QuerySet[Submission]:
    """Files that were searched, have a claim that is not closed or none yet, and are not withdrawn.

    An accepted claim is open here: a list that names a client matters most of all.
    """
    ended = Decision.objects.filter(choice__in=ENDED, undone_by=None, claim=OuterRef("pk"))
    claims = Claim.objects.filter(submission=OuterRef("pk"))
    withdrawn = Wish.objects.standing().filter(submission=OuterRef("pk"), kind=Wish.WITHDRAW)
    files: QuerySet[Submission] = Submission.objects.filter(~Exists(withdrawn))
    return files.filter(Exists(claims.filter(~Exists(ended))) | ~Exists(claims))


def behind(*, digest: str, limit: int, but: Collection[UUID] = ()) -> list[Submission]:
    """Return open files whose newest row is of other lists than these, the newest file first."""
    return list(_behind(digest).exclude(pk__in=but).order_by("-submitted_at", "pk")[:limit])


def how_many_behind(*, digest: str) -> int:
    """Return how many files `behind` would give in all."""
    return _behind(digest).count()


def held() -> QuerySet[Submission]:
    """Files that a search or a ruling holds, the oldest first."""
    rows = Clearance.objects.newest().filter(submission=OuterRef("pk")).exclude(outcome=Clearance.CLEAR)
    files: QuerySet[Submission] = Submission.objects.filter(Exists(rows))
    return files.order_by("submitted_at", "pk")


def _behind(digest: str) -> QuerySet[Submission]:
    rows = Clearance.objects.newest().filter(submission=OuterRef("pk")).exclude(lists_digest=digest)
    return open_files().filter(Exists(rows))
