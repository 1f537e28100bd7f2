"""The head of the record leaves the house: by a daily letter, and on a page that an auditor prints."""

from datetime import datetime

from django.conf import settings
from django.utils import timezone

from casefile import audit, chain, letters
from casefile.chain import Head
from casefile.models import Job, StaffMember

LETTER = "audit_head"


def mail(*, at: datetime) -> Job | None:
    """Owe the day's letter with the head as it is now; None where nobody is to get it, or there is none."""
    recipient, day = settings.AUDIT_ANCHOR_EMAIL, timezone.localtime(at).date().isoformat()
    if not recipient:
        return None
    chain.link(at=at)
    head = chain.anchor(where=f"letter:{day}", at=at)
    if head is None:
        return None
    return letters.owe(LETTER, recipient=recipient, once=f"{LETTER}:{day}", at=at, head=str(head), day=day)


def hand_out(*, to: StaffMember, at: datetime) -> Head | None:
    """Note that the head goes onto paper that this person prints."""
    chain.link(at=at)
    head = chain.anchor(where=f"page:{to.pk}", at=at)
    if head:
        audit.record(event="record.head_printed", actor=str(to.pk), subject=to, at=at, number=head.number)
    return head
