"""Messages that must arrive once: queued, claimed, and settled as sent, failed or uncertain."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models

from casefile import audit, jobs, sealing
from casefile.models import Delivery, Job, Packet, Submission

PERMANENT = 500


def queue_packet(packet: Packet, *, recipient: str, at: datetime) -> Job:
    """Owe the firm one message that carries this packet."""
    delivery, _ = Delivery.objects.get_or_create(
        packet=packet,
        recipient_index=sealing.email_index(recipient),
        defaults={
            "kind": Delivery.PACKET,
            "submission": packet.submission,
            "recipient": recipient,
            "queued_at": at,
        },
    )
    return jobs.owe(kind=jobs.DELIVER, subject=delivery.pk, at=at)


def queue_receipt(submission: Submission, *, at: datetime) -> Job:
    """Owe the claimant one receipt; it is never held."""
    recipient = submission.contact["email"]
    delivery, _ = Delivery.objects.get_or_create(
        submission=submission,
        kind=Delivery.RECEIPT,
        defaults={
            "recipient": recipient,
            "recipient_index": sealing.email_index(recipient),
            "queued_at": at,
        },
    )
    return jobs.owe(kind=jobs.DELIVER, subject=delivery.pk, at=at)


def claim(delivery: Delivery, *, at: datetime) -> bool:
    """Take the message for sending, committed before a byte leaves; False if somebody else has it."""
    queued = Delivery.objects.filter(pk=delivery.pk, state=Delivery.QUEUED)
    return bool(queued.update(state=Delivery.SENDING, sending_at=at))


def sent(delivery: Delivery, *, at: datetime) -> None:
    """The relay accepted the message."""
    _settle(delivery, state=Delivery.SENT, at=at)


def hold(delivery: Delivery, *, at: datetime, why: str, event: str = "delivery.held") -> None:
    """The message may not leave, by mail or yet: what holds it is said at the desk."""
    Delivery.objects.filter(pk=delivery.pk, state=Delivery.QUEUED).update(
        state=Delivery.HELD, settled_at=at, last_error=why
    )
    audit.record(event=event, actor=audit.SYSTEM, subject=delivery, at=at, kind=delivery.kind)


def release(submission: Submission, *, why: str, on: str, at: datetime) -> tuple[Job, ...]:
    """Owe anew the messages of a file that were held for this reason; `on` names what freed them.

    The job is a new one: that which held the message may not have ended yet.
    """
    held = list(submission.deliveries.filter(state=Delivery.HELD, last_error=why))
    for one in held:
        freed = Delivery.objects.filter(pk=one.pk, state=Delivery.HELD)
        freed.update(state=Delivery.QUEUED, settled_at=None, last_error="")
        audit.record(event="delivery.released", actor=audit.SYSTEM, subject=one, at=at, kind=one.kind)
    return tuple(jobs.owe(kind=jobs.DELIVER, subject=one.pk, at=at, on=on) for one in held)


def doubt(delivery: Delivery, *, at: datetime, error: str) -> None:
    """The message may or may not have left: shown to a person, never sent again by itself."""
    _settle(delivery, state=Delivery.UNCERTAIN, at=at, error=error)


def give_up(delivery: Delivery, *, at: datetime, error: str) -> None:
    """The message is not to leave any more: a letter that waited too long, or whose reason is gone."""
    _settle(delivery, state=Delivery.FAILED, at=at, error=error)


def refused(delivery: Delivery, *, at: datetime, error: str, code: int | None) -> datetime | None:
    """The message certainly did not leave: return when to try again, or None when it has failed for good.

    `code` is the relay's SMTP answer, or None when it could not be reached at all.
    """
    tries = Delivery.objects.get(pk=delivery.pk).attempts + 1
    waits = settings.MAIL_RETRY_SECONDS
    if (code is not None and code >= PERMANENT) or tries > len(waits):
        _settle(delivery, state=Delivery.FAILED, at=at, error=error)
        return None
    Delivery.objects.filter(pk=delivery.pk).update(
        state=Delivery.QUEUED, attempts=tries, last_error=error[:200]
    )
    return at + timedelta(seconds=waits[tries - 1])


def _settle(delivery: Delivery, *, state: str, at: datetime, error: str = "") -> None:
    Delivery.objects.filter(pk=delivery.pk).update(
        state=state, settled_at=at, attempts=models.F("attempts") + 1, last_error=error[:200]
    )
    audit.record(event=f"delivery.{state}", actor=audit.SYSTEM, subject=delivery, at=at, kind=delivery.kind)
