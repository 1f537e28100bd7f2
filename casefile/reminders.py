"""Letters that remind of an unfinished interview, and an end to them: by themselves, or because asked."""

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from casefile import audit, drafts, letters, tallies
from casefile.models import Draft, Job

GO_ON, STOP = "reminder.go_on", "reminder.stop"


def wake(draft_id: uuid.UUID, *, at: datetime) -> tuple[Job | None, datetime | None]:
    """Owe the letter that is due, if one is, and say when to look again.

    Days count from the last keep, so a draft kept meanwhile only puts the next look off. Of several letters
    overdue, only the last is sent; after the last of all the draft is closed to letters.
    """
    draft = Draft.objects.filter(pk=draft_id).first()
    if draft is None or not wants_letters(draft):
        return None, None
    due = [draft.kept_at + timedelta(days=days) for days in sorted(settings.REMINDER_DAYS)]
    past = sum(day <= at for day in due)
    if not past:
        return None, due[0] if due else None
    with transaction.atomic():
        job = _owe(draft, past, is_last=past == len(due), at=at)
    return job, None if past == len(due) else due[past]


def _owe(draft: Draft, number: int, *, is_last: bool, at: datetime) -> Job:
    if is_last:
        Draft.objects.filter(pk=draft.pk, kept_at=draft.kept_at).update(closed_at=at)
        audit.record(event="draft.closed", actor=audit.SYSTEM, subject=draft, at=at)
    return letters.owe(
        "close" if is_last else "reminder",
        draft=draft,
        recipient=str(draft.email),
        once=f"remind:{draft.pk}:{number}:{draft.kept_at:%Y%m%dT%H%M%S%f}",
        at=at,
    )


def set_aside(draft: Draft, *, email: str, network: str, at: datetime) -> Job:
    """Keep the address, and owe a letter that says until when answers are kept and how to come back.

    Raises: tallies.Spent, with the address kept all the same; drafts.Gone.
    """
    drafts.remember(draft=draft, email=email, at=at)
    tallies.take(letters.limits(draft.email_index, network=network, at=at), at=at)
    once = f"saved:{draft.pk}:{at:%Y%m%dT%H%M}"  # pressed twice in a minute is one letter
    return letters.owe("saved", draft=draft, recipient=email, once=once, at=at)


def wants_letters(draft: Draft) -> bool:
    """Whether reminders of this draft may be sent."""
    return bool(draft.email_index) and draft.reminders_stopped_at is None and draft.closed_at is None


def go_on_secret(draft: Draft) -> str:
    """Return what the address in a reminder ends with. It opens nothing: it asks for a way back."""
    return letters.sign(draft.pk, purpose=GO_ON)


def stop_secret(draft: Draft) -> str:
    return letters.sign(draft.pk, purpose=STOP)


def of_go_on(secret: str) -> Draft | None:
    """Return the draft of a reminder, None once it was sent or removed, and for an address not ours."""
    draft_id = letters.signed(secret, purpose=GO_ON)
    return Draft.objects.filter(pk=draft_id).first() if draft_id else None


def may_stop(secret: str) -> bool:
    """Whether an address is one that stops reminders, of a draft that lives or not."""
    return letters.signed(secret, purpose=STOP) is not None


def stop(secret: str, *, at: datetime) -> bool:
    """Stop the reminders of the draft, if it is still there; False for an address not ours."""
    draft_id = letters.signed(secret, purpose=STOP)
    draft = Draft.objects.filter(pk=draft_id, reminders_stopped_at=None).first() if draft_id else None
    if draft is not None:
        Draft.objects.filter(pk=draft.pk).update(reminders_stopped_at=at)
        audit.record(event="reminders.stopped", actor=audit.CLAIMANT, subject=draft, at=at)
    return draft_id is not None
