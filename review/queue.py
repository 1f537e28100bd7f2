"""What waits at the desk, and what the page brings of each file (querysets only)."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from casefile import rights, rows_at_once, search_keys
from casefile.models import (
    Claim,
    Clearance,
    Delivery,
    Job,
    QueueFinding,
    QueueRow,
    Redaction,
    SearchKey,
    StaffMember,
    Submission,
)
from casefile.rights import Right
from casefile.search_keys import Key
from casefile.standing import newest, standing

TROUBLE = (Delivery.FAILED, Delivery.UNCERTAIN, Delivery.BOUNCED)
COUNTED = 10_000
COUNTED_NARROW = 1_000  # of files that filters find: each one counted is looked at


def waiting(staff: StaffMember) -> QuerySet[QueueRow]:
    """The queue's rows of every file that this person may open, in no order."""
    walls = rights.matters_of(staff, Right.OPEN)
    every = QueueRow.objects.all()
    return every if "" in walls else every.filter(matter__in=walls)


def count(rows: QuerySet[QueueRow], *, most: int = COUNTED) -> int:
    """How many there are, up to one more than `most`: nobody waits for the exact number beyond."""
    return rows.order_by().values("pk")[: most + 1].count()


def found(rows: QuerySet[QueueRow], *, about: str, values: tuple[str, ...]) -> QuerySet[QueueRow]:
    """Keep the files of which a claim comes to one of these values."""
    has = QueueFinding.objects.filter(row=OuterRef("pk"), about=about, value__in=values)
    return rows.filter(Exists(has))


def with_reference(rows: QuerySet[QueueRow], reference: str) -> QuerySet[QueueRow]:
    """Keep the file of this reference, held by the conflict check or not."""
    return rows.filter(submission__reference=reference)


def with_words(rows: QuerySet[QueueRow], typed: str) -> QuerySet[QueueRow]:
    """Keep the files that have everything typed, among those that the conflict check cleared."""
    asked = search_keys.asked(typed)
    if not asked:
        return rows.none()
    for keys in asked:
        rows = rows.filter(pk__in=_having(keys))
    return rows.filter(conflict=QueueRow.CLEAR)


def _having(keys: frozenset[Key]) -> QuerySet[SearchKey, Any]:
    """The files that have one of these: each key is read out of the index alone, and no table is."""
    first, *others = (SearchKey.objects.filter(kind=kind, digest=digest) for kind, digest in sorted(keys))
    return first.values("submission").union(*(one.values("submission") for one in others))


def in_trouble(rows: QuerySet[QueueRow]) -> QuerySet[QueueRow]:
    """Keep the files with a message that failed or may not have left, or with work that was given up.

    Read from the messages and jobs themselves: these are few, and a row that says so late says nothing.
    """
    mail = Delivery.objects.filter(submission__isnull=False).order_by()
    dead = Job.objects.filter(state=Job.DEAD).values("subject")
    stuck = (
        mail.filter(state__in=TROUBLE).values("submission"),
        mail.filter(pk__in=dead).values("submission"),
        Submission.objects.filter(pk__in=dead).values("pk"),
        Claim.objects.order_by().filter(pk__in=dead).values("submission"),
    )
    return rows.filter(pk__in=stuck[0].union(*stuck[1:]))


def with_files(rows: QuerySet[QueueRow]) -> QuerySet[QueueRow]:
    """Bring the claims of each row's file; `hang` brings the rest once the page is known."""
    return rows.select_related("owner", "submission").prefetch_related(*_claims("submission__"))


def hang(rows: Iterable[QueueRow]) -> None:
    """Give each row's file its messages and conflict checks, in one statement."""
    files = [row.submission for row in rows]
    found = rows_at_once.read(
        {
            "deliveries": Delivery.objects.filter(submission__in=files),
            "clearances": Clearance.objects.filter(submission__in=files),
            "redactions": Redaction.objects.filter(submission__in=files),
        }
    )
    for relation, every in found.items():
        rows_at_once.hang(files, every, relation)


def with_claims(files: QuerySet[Submission]) -> QuerySet[Submission]:
    """Bring the same of files that were found by another way."""
    shown = files.select_related("queue_row__owner").prefetch_related(*_claims(""))
    return shown.prefetch_related("deliveries", "clearances", "redactions")


def _claims(path: str) -> tuple[Any, ...]:
    return (
        Prefetch(
            f"{path}claims__determinations", queryset=newest().select_related("revision"), to_attr="newest"
        ),
        Prefetch(f"{path}claims__decisions", queryset=standing().order_by("-number"), to_attr="standing"),
    )
