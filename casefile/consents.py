"""Consents taken back: each by itself, from now on, with what was done before left as it was."""

from datetime import datetime

from django.db import transaction

from casefile import afterwards, audit, letters, queue_rows
from casefile.models import Consent, ConsentWithdrawal, Delivery, Job, Submission, Wish

TEXTS, ESIGN, PRIVACY = "texts", "esign", "privacy"
# The declaration that the answers are true is a statement, not a permission: it is corrected, or the whole
# request is withdrawn. The notice was read, not agreed to. See docs/decisions/afterwards.md.
WITHDRAWABLE = (TEXTS, ESIGN, PRIVACY)
# After mail is refused these still leave: what confirms the refusal, and what somebody asks for this minute.
STILL_MAILED = frozenset({"consent_esign", "confirm_email", "come_back", "pass"})


class NotGiven(Exception):
    """There is no such consent to take back."""


def given(file: Submission) -> tuple[Consent, ...]:
    """Return the consents that were given and can be taken back, taken back or not, in a fixed order."""
    rows = file.consents.filter(purpose__in=WITHDRAWABLE, given=True).select_related("withdrawal")
    return tuple(sorted(rows, key=lambda row: WITHDRAWABLE.index(row.purpose)))


def holds(file: Submission, purpose: str) -> bool:
    """Whether a consent was given and not taken back."""
    held: bool = file.consents.filter(purpose=purpose, given=True, withdrawal=None).exists()
    return held


def is_withdrawn(file: Submission, purpose: str) -> bool:
    """Whether a consent was given and then taken back."""
    gone: bool = file.consents.filter(purpose=purpose, withdrawal__isnull=False).exists()
    return gone


def withdraw(file: Submission, *, purpose: str, at: datetime) -> tuple[Job, ...]:
    """Take a consent back, once however often it is sent; returns the letters owed. Raises: NotGiven.

    Without leave to keep and use the answers the firm cannot go on: this one withdraws the request too.
    """
    consent = file.consents.filter(purpose=purpose, given=True).first()
    if consent is None or purpose not in WITHDRAWABLE:
        raise NotGiven(purpose)
    with transaction.atomic():
        _, made = ConsentWithdrawal.objects.get_or_create(consent=consent, defaults={"at": at})
        if not made:
            return ()
        audit.record(event="consent.withdrawn", actor=audit.CLAIMANT, subject=file, at=at, purpose=purpose)
        queue_rows.refresh(file, at=at)
        if purpose == PRIVACY:
            afterwards.wish(file, kind=Wish.WITHDRAW, at=at, tells=False)
        address, once = afterwards.email(file), f"consent:{consent.pk}"
        return (letters.owe(f"consent_{purpose}", submission=file, recipient=address, once=once, at=at),)


def may_take_back(kept: Wish) -> bool:
    """Whether the status page may undo this wish: not where the consent to keep the answers went with it."""
    if kept.kind == Wish.WITHDRAW and is_withdrawn(kept.submission, PRIVACY):
        return False
    return afterwards.may_take_back(kept)


def take_back(file: Submission, *, kind: str, at: datetime) -> tuple[Job, ...]:
    """Undo a wish from the status page; returns the work that waited for it. Raises: afterwards.Settled."""
    kept = afterwards.standing(file, kind)
    if kept is not None and not may_take_back(kept):
        raise afterwards.Settled
    return afterwards.take_back(file, kind=kind, at=at)


def bars(delivery: Delivery) -> bool:
    """Whether a message may not leave, because the claimant refused further messages on screen."""
    if delivery.submission is None or delivery.kind == Delivery.PACKET:
        return False
    letter = delivery.letter or {}
    return letter.get("kind") not in STILL_MAILED and is_withdrawn(delivery.submission, ESIGN)
