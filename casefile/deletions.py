"""Delete an interview at once, and keep of it only what shows that it was there."""

from datetime import datetime
from itertools import islice

from django.db import models, transaction

import matters
from casefile import audit, drafts, evidence, holds, sealing, stops, submissions
from casefile.models import DeletedIntake, Delivery, Draft, DraftKey

NAME = "name"


def delete(draft: Draft, *, at: datetime) -> DeletedIntake:
    """Remove answers, what was typed, files and ways back. Raises: drafts.Gone, holds.Held.

    What stays: a reference, the day, the notice shown, the keyed index of the name if one was given, and the
    codes of the facts on which the questions had stopped.
    """
    with transaction.atomic():
        held = Draft.objects.select_for_update().filter(pk=draft.pk).first()
        if held is None:
            raise drafts.Gone
        _unless_held(held, at=at)
        matter = matters.load(held.matter)
        contact = matter.contact(held.answers)
        name = f"{contact.first_name} {contact.last_name}".strip()
        kept = DeletedIntake.objects.create(
            reference=submissions.reference(),
            matter=held.matter,
            at=at,
            name_index=sealing.blind_index(name, purpose=NAME) if name else "",
            notice=held.notice,
            reasons=stops.codes(matter, held.answers),
        )
        audit.record(
            event="intake.deleted",
            actor=audit.CLAIMANT,
            subject=held,
            at=at,
            deleted=str(kept.pk),
            facts=",".join(kept.reasons),
        )
        evidence.discard(held.token_sha256)
        Delivery.objects.filter(kind=Delivery.LETTER, letter__draft=str(held.pk)).delete()
        DraftKey.objects.filter(draft_sha256=held.token_sha256).delete()
        drafts.remove(held)
    return kept


def _unless_held(draft: Draft, *, at: datetime) -> None:
    if holds.turn(at=at).on_draft(draft):
        raise holds.Held


def expired(*, at: datetime, limit: int) -> list[Draft]:
    """Return the longest expired drafts that no hold stops."""
    never_dated = models.Q(expires_at=None, kept_at__lte=at - drafts.holds_for())
    gone = Draft.objects.filter(models.Q(expires_at__lte=at) | never_dated).order_by("kept_at")
    standing = holds.standing()
    return list(islice((one for one in gone.iterator(chunk_size=limit) if not standing.on_draft(one)), limit))


def expire(draft: Draft, *, at: datetime) -> bool:
    """Remove an expired draft with its files and keys; False if it was kept again, or held, meanwhile."""
    with transaction.atomic():
        held = Draft.objects.select_for_update().filter(pk=draft.pk, kept_at=draft.kept_at).first()
        if held is None or holds.turn(at=at).on_draft(held):
            return False
        evidence.discard(held.token_sha256)
        DraftKey.objects.filter(draft_sha256=held.token_sha256).delete()
        audit.record(event="draft.expired", actor=audit.SYSTEM, subject=held, at=at)
        drafts.remove(held)
    return True
