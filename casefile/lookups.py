"""Search the published lists for a file's photos, keep what they said, and let the facts follow."""

import logging
from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

import matters
from casefile import audit, claims, columns, lists, sealing
from casefile.models import Claim, Decision, LookUp, Submission, Wish
from exposure.index import Damaged, Index
from matters import lookup
from matters.lookup import LookedUp

log = logging.getLogger("portal.lookups")
SETTLED = Decision.ENDED
BY_INDEX = "index"


def look_up(submission: Submission, *, why: str, at: datetime) -> LookUp:
    """Keep what the lists in force say of the file's photos, once for these lists and these photos.

    A damaged index holds up no file: the first look-up then says that nothing was searched, and a later one
    leaves the last as it is. Only where the lists themselves are the reason is it a fault.
    Raises: index.Damaged.
    """
    newest = standing(submission)
    photos = matters.load(submission.matter).photos(submission.answers)
    keys = sealing.digest(columns.canonical([asdict(photo) for photo in photos]))
    found_in = _in_force(why)
    digest = LookUp.DAMAGED if found_in is None else found_in.digest
    if newest and (found_in is None or (newest.index_digest, newest.keys_digest) == (digest, keys)):
        return newest
    proving = matters.load(submission.matter).proving
    if found_in is None:
        looked = lookup.unsearched(photos, why=lookup.DAMAGED)
    else:
        looked = lookup.search(photos, found_in, proving=proving)
    return _keep(submission, looked, newest, index_digest=digest, keys_digest=keys, why=why, at=at)


def _in_force(why: str) -> Index | None:
    try:
        return lists.current()
    except Damaged:
        if why == LookUp.LIST:
            raise
        log.exception("index.damaged")
        return None


def _keep(
    submission: Submission, looked: LookedUp, before: LookUp | None, *, why: str, at: datetime, **digests: str
) -> LookUp:
    now = looked.matched()
    then = said(before).matched() if before else (now if why == LookUp.SENT else frozenset())
    with transaction.atomic():
        row, made = LookUp.objects.get_or_create(
            submission=submission,
            number=before.number + 1 if before else 1,
            defaults={
                "found": looked.to_json(),
                "matches": len(now),
                "gained": len(now - then),
                "lost": len(then - now),
                "why": why,
                "at": at,
                **digests,
            },
        )
        if made:
            audit.record(
                event="lists.searched",
                actor=audit.SYSTEM,
                subject=submission,
                at=at,
                lookup=str(row.pk),
                lists=len(looked.lists),
                matches=row.matches,
                gained=row.gained,
                lost=row.lost,
            )
    kept: LookUp = row
    return kept


def standing(submission: Submission) -> LookUp | None:
    """Return the file's newest look-up, or None where none was made."""
    newest: LookUp | None = submission.lookups.order_by("-number").first()
    return newest


def said(row: LookUp) -> LookedUp:
    """Return what a look-up found, as it was then."""
    return LookedUp.from_json(row.found)


def last_said(submission: Submission) -> LookedUp:
    """Return what the lists said last of a file; what needs them searches nothing anew."""
    row = standing(submission)
    if row:
        return said(row)
    return lookup.unsearched(matters.load(submission.matter).photos(submission.answers), why=lookup.NO_LIST)


def again(submission: Submission, *, at: datetime) -> LookUp:
    """Look a file up in the lists in force, and let its facts and findings follow, all or nothing.

    Raises: index.Damaged.
    """
    with transaction.atomic():
        held = Submission.objects.select_for_update().get(pk=submission.pk)
        row = look_up(held, why=LookUp.LIST, at=at)
        today = timezone.localtime(at).date()
        claims.reread(held, said(row), by=BY_INDEX, actor=audit.SYSTEM, as_of=today, at=at)
    return row


def open_files() -> QuerySet[Submission]:
    """Files that were read, have a claim that is not ended, and are not withdrawn."""
    standing_decisions = Decision.objects.filter(choice__in=SETTLED, undone_by=None)
    undecided = Claim.objects.filter(~Exists(standing_decisions.filter(claim=OuterRef("pk"))))
    files: QuerySet[Submission] = Submission.objects.all()
    withdrawn = Wish.objects.standing().filter(submission=OuterRef("pk"), kind=Wish.WITHDRAW)
    return files.filter(Exists(undecided.filter(submission=OuterRef("pk"))), ~Exists(withdrawn))


def behind(*, digest: str, limit: int, but: Collection[UUID] = ()) -> list[Submission]:
    """Return open files whose newest look-up was not in the index of this digest, the oldest first.

    A file of before there were look-ups counts as one searched while there was no index.
    """
    return list(_behind(digest).exclude(pk__in=but).order_by("submitted_at", "pk")[:limit])


def how_many_behind(*, digest: str) -> int:
    """Return how many files `behind` would give in all."""
    return _behind(digest).count()


def _behind(digest: str) -> QuerySet[Submission]:
    newest = LookUp.objects.newest().filter(submission=OuterRef("pk"))
    elsewhere = Exists(newest.exclude(index_digest=digest))
    never = ~Exists(LookUp.objects.filter(submission=OuterRef("pk")))
    return open_files().filter(elsewhere | never if digest else elsewhere)
