"""The record is walked every day: what is new, on from where the last walk ended, and a slice of the old."""

import logging
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from casefile import audit, duty, letters, verifying
from casefile.duty import Recipient
from casefile.letters import Letter, Unwanted, address
from casefile.models import AuditVerification, Delivery
from casefile.verifying import Start, Verdict
from matters import texts

log = logging.getLogger("portal.record")
LETTER = "audit_fault"
BATCH = 20_000  # links walked between two leases: two seconds
AGAIN = 100_000  # older links walked anew each day: ten seconds
WHOLE, NEW = AuditVerification.WHOLE, AuditVerification.NEW


def walk(_: UUID, at: datetime) -> bool:
    """Walk a batch of what is new, and after the last one a slice of the old; whether there is more.

    A fault is told to the firm at once, and again on each day on which it stands.
    """
    reached = _last(WHOLE, NEW).order_by("-head", "-at").first()
    found = _go_on(Start.behind(reached), NEW, most=BATCH, at=at)
    if found.fault or not found.is_end:
        return found.fault is None
    last = _last(AuditVerification.AGAIN).order_by("-at").first()
    start = Start.behind(last)
    _go_on(start if start.number < found.rows else Start(), AuditVerification.AGAIN, most=AGAIN, at=at)
    return False


def _last(*kinds: str) -> QuerySet[AuditVerification]:
    found: QuerySet[AuditVerification] = AuditVerification.objects.filter(kind__in=kinds, fault="").exclude(
        sha256=""
    )
    return found


def _go_on(start: Start, kind: str, *, most: int, at: datetime) -> Verdict:
    found = verifying.go_on(start, most=most, kind=kind, by=audit.SYSTEM, at=at)
    if found.fault:
        log.critical("record.fault kind=%s number=%s", found.fault.kind, found.fault.number)
        tell(at=at)
    return found


def tell(*, at: datetime) -> None:
    """Owe the urgent letters of the day; where nobody is on duty it goes to the firm itself."""
    day = timezone.localtime(at).date().isoformat()
    for one in duty.recipients() or (Recipient("", settings.FIRM_EMAIL),):
        letters.owe(LETTER, recipient=one.email, once=f"{LETTER}:{day}:{one.key}", at=at)


def _letter(delivery: Delivery, at: datetime) -> Letter:
    bad = verifying.standing_fault()
    if bad is None:
        raise Unwanted("the record holds again")
    words = {"fault": str(verifying.fault_of(bad)), "page": address("desk_record")}
    return Letter(texts.SOURCE, words)


KINDS: dict[str, Callable[[Delivery, datetime], Letter]] = {LETTER: _letter}
