"""Letters to claimants: owed once, sent through the same states as every other message."""

import base64
import binascii
import hmac
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from casefile import jobs, sealing
from casefile.models import Delivery, Draft, Job, Submission

MAC_BYTES = 16


class Unwanted(Exception):
    """The letter must not be sent any more; the message says why, in a word or two without a person in it."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What a letter's template (`templates/email/<kind>.txt`) is filled with, and headers beside."""

    language: str
    words: Mapping[str, str]
    headers: Mapping[str, str] = field(default_factory=dict)


def owe(
    kind: str,
    *,
    recipient: str,
    once: str,
    at: datetime,
    draft: Draft | None = None,
    submission: Submission | None = None,
    **ids: str,
) -> Job:
    """Owe a letter once; `ids` are what `casefile/writing.py` composes it from, no words about a person."""
    named = {"draft": str(draft.pk)} if draft else {}
    delivery, _ = Delivery.objects.get_or_create(
        once=once,
        defaults={
            "kind": Delivery.LETTER,
            "submission": submission,
            "recipient": recipient,
            "recipient_index": sealing.blind_index(recipient, purpose="email"),
            "letter": {"kind": kind, **named, **ids},
            "queued_at": at,
        },
    )
    return jobs.owe(kind=jobs.DELIVER, subject=delivery.pk, at=at)


def sign(row_id: uuid.UUID, *, purpose: str) -> str:
    """Return an id with a keyed digest of it for one purpose, as 43 URL-safe characters."""
    return base64.urlsafe_b64encode(row_id.bytes + _mac(row_id, purpose)).decode().rstrip("=")


def signed(text: str, *, purpose: str) -> uuid.UUID | None:
    """Return the id that `sign` was given for this purpose, None for anything else."""
    try:
        raw = base64.urlsafe_b64decode(f"{text}=")
        row_id = uuid.UUID(bytes=raw[:16])
    except (binascii.Error, ValueError):
        return None
    return row_id if hmac.compare_digest(raw[16:], _mac(row_id, purpose)) else None


def _mac(row_id: uuid.UUID, purpose: str) -> bytes:
    return bytes.fromhex(sealing.digest(f"{purpose}\0{row_id}".encode()))[:MAC_BYTES]
