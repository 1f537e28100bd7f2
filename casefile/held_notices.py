"""A deadline runs in a file that the conflict check holds: its clearers are told the day, nothing else."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.utils import timezone

from casefile import audit, conflicts, letters, rights
from casefile.letters import Letter, Unwanted, address, said
from casefile.models import Delivery, Determination, Job, StaffMember, Submission
from casefile.rights import Right
from packets.lanes import URGENT_DAYS

KIND = "held_deadline"


def owe(file: Submission, *, at: datetime) -> tuple[Job, ...]:
    """Owe each clearer of the matter one notice of an urgent deadline of a held file; none of a clear one.

    The delivery is of no file, as far as its row says: a claimant's wish for paper does not hold it.
    """
    found = _urgent(file, today=timezone.localtime(at).date())
    if found is None or conflicts.is_clear(file):
        return ()
    day, safe = found
    owed = tuple(
        letters.owe(
            KIND,
            recipient=person.email,
            once=f"{KIND}:{file.pk}:{person.pk}:{safe.isoformat()}",
            at=at,
            file=str(file.pk),
            day=day.isoformat(),
        )
        for person in clearers(file)
    )
    if not owed:
        audit.record(event="conflict.nobody_to_tell", actor=audit.SYSTEM, subject=file, at=at)
    return owed


def clearers(file: Submission) -> list[StaffMember]:
    """Everybody who may clear this file and has an address."""
    roles = [role for role, held in rights.ROLES.items() if Right.CLEAR in held]
    people = StaffMember.objects.filter(
        is_active=True, grants__role__in=roles, grants__matter__in=("", file.matter)
    )
    return [one for one in people.distinct().order_by("pk") if one.email]


def _urgent(file: Submission, *, today: date) -> tuple[date, date] | None:
    """The next live day of any claim's deadline within the urgent days, and the safe day it belongs to."""
    days = [
        (day, row.safe_deadline)
        for row in Determination.objects.newest().filter(claim__submission=file)
        for day in (row.safe_deadline, row.rolled_deadline)
        if day and row.safe_deadline
    ]
    last = today + timedelta(days=URGENT_DAYS)
    return min((pair for pair in days if today <= pair[0] <= last), default=None)


def _letter(delivery: Delivery, at: datetime) -> Letter:
    file = Submission.objects.filter(pk=said(delivery, "file")).first()
    if file is None:
        raise Unwanted("what it was about is gone")
    if conflicts.is_clear(file):
        raise Unwanted("the file is cleared")
    words = {"reference": file.reference, "day": said(delivery, "day"), "page": address("desk_conflicts")}
    return Letter("en", words)


KINDS: dict[str, Callable[[Delivery, datetime], Letter]] = {KIND: _letter}
