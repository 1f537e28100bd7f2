"""Record what an attorney decided, and undo it by a further record."""

from datetime import datetime

from django.db import IntegrityError, transaction

from casefile import audit, queue_rows
from casefile.models import Claim, Decision, StaffMember


class Moved(Exception):
    """Somebody decided on this claim after the page was opened."""


class NothingToUndo(Exception):
    """The decision was undone already, or is not the newest."""


def decide(
    *, claim: Claim, choice: str, reason: str, note: str, seen: int, by: StaffMember, at: datetime
) -> Decision:
    """Append a decision; raises Moved if there are more than the `seen` decisions the page showed."""
    return _append(claim, seen=seen, by=by, at=at, choice=choice, reason=reason, note=note or None)


def undo(*, decision: Decision, reason: str, seen: int, by: StaffMember, at: datetime) -> Decision:
    """Append a row that undoes the newest decision; raises NothingToUndo or Moved."""
    if decision != standing(decision.claim):
        raise NothingToUndo("This decision does not stand any more: it was undone, or a later one came.")
    return _append(
        decision.claim,
        seen=seen,
        by=by,
        at=at,
        choice=Decision.UNDO,
        reason=reason,
        note=None,
        undoes=decision,
    )


def standing(claim: Claim) -> Decision | None:
    """Return the decision that holds now: the newest that nobody undid."""
    return claim.decisions.exclude(choice=Decision.UNDO).filter(undone_by=None).order_by("-number").first()


def _append(claim: Claim, *, seen: int, by: StaffMember, at: datetime, **row: object) -> Decision:
    number = claim.decisions.count() + 1
    if number != seen + 1:
        raise Moved(f"{number - 1 - seen} more decision(s) were recorded since this page was opened.")
    try:
        with transaction.atomic():
            decision: Decision = Decision.objects.create(claim=claim, number=number, by=by, at=at, **row)
            audit.record(
                event=f"decision.{decision.choice}",
                actor=str(by.pk),
                subject=claim,
                at=at,
                decision=str(decision.pk),
            )
            queue_rows.refresh(claim.submission, at=at)
    except IntegrityError:
        raise Moved("Another decision was recorded at the same moment.") from None
    return decision
