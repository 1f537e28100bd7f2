"""Who is told of deadlines: whoever is on duty at each rung of the ladder, the firm once a day.

These letters name files by reference, with days and lanes, and nothing else of them.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from casefile import calendar, duty, letters
from casefile.duty import Recipient
from casefile.letters import Letter, Unwanted, address, said
from casefile.models import Clearance, Deadline, DeadlineNotice, Delivery, Job, Submission
from casefile.standing import clearance
from matters import texts
from packets import lanes

NEAR, DIGEST = "deadline_near", "deadline_digest"
BATCH = 50
LINES = 100  # of one digest; how many more there are is said


def owe(file: Submission, *, at: datetime, within: int = max(calendar.RUNGS)) -> tuple[Job, ...]:
    """Owe whoever is on duty a letter for each day of a file that reached a rung, once a day and rung."""
    today = timezone.localtime(at).date()
    rows = calendar.on_ladder(file.deadlines.all(), today=today, within=within)
    reached = rows.order_by("safe_on").values_list("safe_on", "at_rung").distinct()
    if not reached:
        return ()
    to = duty.recipients(file.matter)
    return tuple(job for safe_on, rung in reached for job in _owe(file, safe_on, rung, to=to, at=at))


def _owe(
    file: Submission, safe_on: date, rung: int, *, to: tuple[Recipient, ...], at: datetime
) -> tuple[Job, ...]:
    """Nobody to tell leaves no notice: it is told once somebody is on duty."""
    if not to:
        return ()
    with transaction.atomic():
        _, made = DeadlineNotice.objects.get_or_create(
            submission=file, safe_on=safe_on, rung=rung, defaults={"at": at}
        )
        if not made:
            return ()
        named = f"{NEAR}:{file.pk}:{safe_on.isoformat()}:{rung}"
        return tuple(
            letters.owe(
                NEAR,
                recipient=one.email,
                once=f"{named}:{one.key}" if one.key else named,
                at=at,
                file=str(file.pk),
                day=safe_on.isoformat(),
            )
            for one in to
        )


def tell(_: UUID, at: datetime) -> bool:
    """Owe the letters of a batch of files at a rung not told yet; whether there may be more."""
    told = DeadlineNotice.objects.filter(
        submission=OuterRef("submission"), safe_on=OuterRef("safe_on"), rung=OuterRef("at_rung")
    )
    rows = calendar.on_ladder(_reached(), today=timezone.localtime(at).date())
    batch = list(rows.filter(~Exists(told)).order_by("safe_on", "id").select_related("submission")[:BATCH])
    for file in {row.submission_id: row.submission for row in batch}.values():
        owe(file, at=at)
    return len(batch) == BATCH


def _reached() -> QuerySet[Deadline]:
    """The deadlines of which somebody is told."""
    every = Deadline.objects.order_by().values_list("matter", flat=True).distinct()
    return Deadline.objects.filter(matter__in=duty.reached(every))


def mail_digest(*, at: datetime) -> Job | None:
    """Owe the firm the day's letter of what presses; None where nothing does, or nobody is to get it."""
    today = timezone.localtime(at).date()
    if not settings.CALENDAR_EMAIL or not _due(today).exists():
        return None
    day = today.isoformat()
    return letters.owe(DIGEST, recipient=settings.CALENDAR_EMAIL, once=f"{DIGEST}:{day}", at=at, day=day)


def _due(today: date) -> QuerySet[Any]:
    """All at the lowest rung; of those further off, the ones nobody acknowledged at theirs."""
    rows = calendar.on_ladder(Deadline.objects.all(), today=today)
    return rows.exclude(calendar.acknowledged(), at_rung__gt=min(calendar.RUNGS))


def _near(delivery: Delivery, at: datetime) -> Letter:
    file = Submission.objects.filter(pk=said(delivery, "file")).first()
    if file is None:
        raise Unwanted("what it was about is gone")
    checked = clearance(file)
    if checked is None or checked.outcome != Clearance.CLEAR:
        raise Unwanted("the conflict check holds the file")
    today = timezone.localtime(at).date()
    rows = calendar.live(file.deadlines.all(), today=today).filter(safe_on=said(delivery, "day"))
    if not rows:
        raise Unwanted("the deadline moved, was met or is past")
    words = {
        "reference": file.reference,
        "left": _left(rows[0], today=today),
        "lines": _lines(rows.order_by("theory").select_related("submission"), today=today),
        "page": address("desk_calendar"),
    }
    return Letter(texts.SOURCE, words)


def _digest(delivery: Delivery, at: datetime) -> Letter:
    today = timezone.localtime(at).date()
    rows = _due(today)
    count = rows.count()
    if not count:
        raise Unwanted("nothing presses any more")
    first = rows.order_by("safe_on", "id").select_related("submission")[:LINES]
    words = {
        "day": lanes.in_words(today),
        "count": f"{count:,} deadline" if count == 1 else f"{count:,} deadlines",
        "lines": _lines(first, today=today),
        "more": f"{count - LINES:,}" if count > LINES else "",
        "page": address("desk_calendar"),
    }
    return Letter(texts.SOURCE, words)


def _lines(rows: Iterable[Deadline], *, today: date) -> str:
    return "\n".join(f"{row.submission.reference}: {_left(row, today=today)} ({row.title})" for row in rows)


def _left(row: Deadline, *, today: date) -> str:
    lane = calendar.lane(row, today=today)
    return lane.left_words if lane else ""


KINDS: dict[str, Callable[[Delivery, datetime], Letter]] = {NEAR: _near, DIGEST: _digest}
