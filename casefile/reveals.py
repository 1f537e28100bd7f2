"""Keep that somebody was shown what the desk masks, and why."""

from datetime import datetime

from django.db import transaction

from casefile import audit
from casefile.models import Claim, Reveal, StaffMember, Submission


def note(
    file: Submission, claim: Claim | None, *, reason: str, note: str, by: StaffMember, at: datetime
) -> Reveal:
    """Put a look on record: at a minor's name and birth date, or without a claim at the contact details."""
    group = Reveal.MINOR if claim else Reveal.CONTACT
    with transaction.atomic():
        row: Reveal = Reveal.objects.create(
            submission=file, group=group, claim=claim, reason=reason, note=note or None, by=by, at=at
        )
        audit.record(event=f"{group}.revealed", actor=str(by.pk), subject=claim or file, at=at, reason=reason)
    return row
