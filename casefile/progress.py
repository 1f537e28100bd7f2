"""How far a request is, as its claimant may know it: what happened and when, never what anybody found.

A file that the conflict check holds looks like one that is not checked yet, and a decision is not a step.
"""

from dataclasses import dataclass
from datetime import datetime

from casefile import afterwards, audit, holds
from casefile.models import AuditEntry, Clearance, Delivery, Submission, Wish

FROM_THE_FIRM = "firm_"  # letters that a person at the firm sends begin so


@dataclass(frozen=True, slots=True)
class Progress:
    """The four steps a claimant may see, each with its time or None, and the wishes that stand.

    `is_held`: a legal hold keeps what the claimant wishes to have erased.
    """

    received_at: datetime
    checked_at: datetime | None
    read_at: datetime | None
    written_at: datetime | None
    withdrawn: Wish | None
    erasure: Wish | None
    is_held: bool


def of(file: Submission) -> Progress:
    """Return how far this file is."""
    erasure = afterwards.standing(file, Wish.ERASE)
    # The first time it was clear: were it the last, a file sealed again would tell its claimant so.
    cleared_at = min(
        (row.at for row in file.clearances.all() if row.outcome == Clearance.CLEAR), default=None
    )
    return Progress(
        received_at=file.submitted_at,
        checked_at=cleared_at,
        read_at=_read_at(file, since=cleared_at) if cleared_at else None,
        written_at=_written_at(file),
        withdrawn=afterwards.standing(file, Wish.WITHDRAW),
        erasure=erasure,
        is_held=erasure is not None and bool(holds.standing().on_file(file)),
    )


def _read_at(file: Submission, *, since: datetime) -> datetime | None:
    """When a person first opened the file after it was cleared; before that its page shows no answer."""
    opened = AuditEntry.objects.filter(subject=str(file.pk), event="file.opened", at__gte=since)
    people = opened.exclude(actor__in=(audit.SYSTEM, audit.CLAIMANT))
    return people.order_by("id").values_list("at", flat=True).first()


def _written_at(file: Submission) -> datetime | None:
    letters = file.deliveries.filter(kind=Delivery.LETTER, state=Delivery.SENT)
    ours = [one for one in letters if str((one.letter or {}).get("kind", "")).startswith(FROM_THE_FIRM)]
    return max((one.settled_at for one in ours if one.settled_at), default=None)
