"""Searching open files again when the lists of parties change: who is behind, and one file at a time."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from casefile.models import Claim, Clearance, Decision, Submission, Wish

ENDED = (Decision.DECLINE, Decision.REFER)


def open_files() -> QuerySet[Submission]:
    """Files that were searched, have a claim not declined or referred or none yet, and are not withdrawn.

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
