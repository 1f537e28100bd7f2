"""Letters to claimants: owed once, sent through the same states as every other message."""

import base64
import binascii
import hmac
import secrets
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.urls import reverse

from casefile import jobs, sealing, tallies
from casefile.models import Delivery, Draft, Job, Submission
from casefile.tallies import Limit

MAC_BYTES = 16
ADDRESS, NETWORK = "letters.address", "letters.network"


class Unwanted(Exception):
    """The letter must not be sent any more; the message says why, without a person in it."""


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
    """Owe a letter once; `ids` are what `casefile/writing.py` composes it from, never words."""
    named = {"draft": str(draft.pk)} if draft else {}
    delivery, _ = Delivery.objects.get_or_create(
        once=once,
        defaults={
            "kind": Delivery.LETTER,
            "submission": submission,
            "recipient": recipient,
            "recipient_index": sealing.email_index(recipient),
            "letter": {"kind": kind, **named, **ids},
            "queued_at": at,
        },
    )
    return jobs.owe(kind=jobs.DELIVER, subject=delivery.pk, at=at)


def said(delivery: Delivery, what: str) -> str:
    """Return one of the ids a letter was owed with, "" where it has none of that name."""
    return str((delivery.letter or {}).get(what, ""))


def draft_of(delivery: Delivery) -> Draft:
    """Return the interview a letter is about. Raises: Unwanted where there is none any more."""
    draft = Draft.objects.filter(pk=said(delivery, "draft")).first()
    if draft is None:
        raise Unwanted("what it was about is gone")
    return draft


def address(name: str, *args: str) -> str:
    """Return the whole address of a page that a letter leads to."""
    return f"{settings.SITE_URL.rstrip('/')}{reverse(name, args=args)}"


def limits(index: str, *, network: str, at: datetime) -> tuple[Limit, ...]:
    """Return what a letter that a visitor asks for takes, of its address's hour and of the network's."""
    hour = tallies.hour_end(at)
    letter = {secrets.token_hex(16)}
    own = Limit(ADDRESS, f"{index} {hour.isoformat()}", settings.PASSES_AN_HOUR, letter, hour)
    if not network:
        return (own,)
    most = settings.PASSES_AN_HOUR_A_NETWORK
    return own, Limit(NETWORK, f"{network} {hour.isoformat()}", most, letter, hour)


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
