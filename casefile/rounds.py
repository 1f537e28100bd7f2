"""Rounds over many files, batch by batch: one may end in the middle, and a file that fails stops no other."""

import logging
import uuid
from collections.abc import Callable
from datetime import date, datetime

from django.utils import timezone

from casefile import (
    claims,
    conflict_rounds,
    deletions,
    jobs,
    lists,
    lookups,
    parties,
    passes,
    sessions,
)
from casefile.models import Claim, Job, Submission
from casefile.outcome import Outcome

log = logging.getLogger("portal.pipeline")
BATCH = 20  # claims or files done between two leases: a few seconds even for many photos, of the 45 allowed
CONFLICT_BATCH = 100
NO_INDEX = "none"


def in_batches(
    more: Callable[[uuid.UUID, datetime], bool],
) -> Callable[[uuid.UUID, datetime], Outcome]:
    """A step that does a batch at a time and comes back at once while there are more."""
    return lambda subject, at: Outcome(again_at=at if more(subject, at) else None)


def redetermine(_: uuid.UUID, at: datetime) -> Outcome:
    """Determine anew, as of today, a batch of the claims that the days have overtaken, until none is left.

    A claim that fails gets a job of its own, tried again later and shown when it dies, and holds up no other.
    """
    today = timezone.localtime(at).date()
    own = jobs.stuck(kind=jobs.REDETERMINE_CLAIM, on=today)
    batch = claims.overtaken(on=today, limit=BATCH, but=own)
    owed = [job for job in (_redetermined(claim, today, at=at) for claim in batch) if job]
    return Outcome(owed=tuple(owed), again_at=at if len(batch) == BATCH else None)


def _redetermined(claim: Claim, today: date, *, at: datetime) -> Job | None:
    try:
        claims.redetermine(claim, as_of=today, at=at)
    except Exception:
        log.exception("redetermine.failed claim=%s", claim.pk)
        return jobs.owe(kind=jobs.REDETERMINE_CLAIM, subject=claim.pk, at=at, on=today)
    return None


def redetermine_claim(claim_id: uuid.UUID, at: datetime) -> Outcome:
    """Determine anew the one claim that its batch could not."""
    claims.redetermine(Claim.objects.get(pk=claim_id), as_of=timezone.localtime(at).date(), at=at)
    return Outcome()


def look_up_again(_: uuid.UUID, at: datetime) -> Outcome:
    """Look a batch of open files up in the index in force, until none is behind it.

    Each batch asks anew which index that is, so one that comes meanwhile is what the rest, and then the files
    done already, are looked up in. A file that fails gets a job of its own and holds up no other.
    """
    digest = lists.current().digest
    own = jobs.stuck(kind=jobs.LOOK_UP_FILE, on=digest or NO_INDEX)
    batch = lookups.behind(digest=digest, limit=BATCH, but=own)
    owed = [job for job in (_looked_up_again(file, digest, at=at) for file in batch) if job]
    return Outcome(owed=tuple(owed), again_at=at if len(batch) == BATCH else None)


def _looked_up_again(submission: Submission, digest: str, *, at: datetime) -> Job | None:
    try:
        lookups.again(submission, at=at)
    except Exception:
        log.exception("look_up_again.failed submission=%s", submission.pk)
        return owe_file(submission, digest, at=at)
    return None


def owe_file(submission: Submission, digest: str, *, at: datetime) -> Job:
    return jobs.owe(kind=jobs.LOOK_UP_FILE, subject=submission.pk, at=at, on=digest or NO_INDEX)


def look_up_file(submission_id: uuid.UUID, at: datetime) -> Outcome:
    """Look up again the one file that its batch could not, or that came while the lists changed."""
    lookups.again(Submission.objects.get(pk=submission_id), at=at)
    return Outcome()


def check_conflicts(_: uuid.UUID, at: datetime) -> Outcome:
    """Search a batch of open files in the lists of parties in force, until none is behind them."""
    owed, is_done = conflict_rounds.search_again(limit=CONFLICT_BATCH, at=at)
    return Outcome(owed=owed, again_at=None if is_done else at)


def check_conflicts_file(submission_id: uuid.UUID, at: datetime) -> Outcome:
    """Search the one file that its batch could not, or whose names or address were corrected."""
    return Outcome(owed=conflict_rounds.search_one(Submission.objects.get(pk=submission_id), at=at))


def tidy(_: uuid.UUID, at: datetime) -> Outcome:
    """Remove what has expired: a batch of drafts until none is left, passes, sessions."""
    batch = deletions.expired(at=at, limit=BATCH)
    for draft in batch:
        deletions.expire(draft, at=at)
    passes.forget(at=at)
    parties.forget(at=at)
    sessions.forget(at=at)
    return Outcome(again_at=at if len(batch) == BATCH else None)
