"""Delete an interview at once, and keep of it only what shows that it was there."""

from collections.abc import Iterable
from datetime import datetime
from functools import partial

from django.core.files.storage import default_storage
from django.db import transaction

import matters
from casefile import audit, drafts, sealing, stops, submissions
from casefile.models import DeletedIntake, Delivery, Draft, DraftKey, Upload

NAME = "name"


def delete(draft: Draft, *, at: datetime) -> DeletedIntake:
    """Remove answers, what was typed, files and ways back. Raises drafts.Gone if the draft is no more.

    What stays: a reference, the day, the notice shown, the keyed index of the name if one was given, and the
    codes of the facts on which the questions had stopped.
    """
    with transaction.atomic():
        held = Draft.objects.select_for_update().filter(pk=draft.pk).first()
        if held is None:
            raise drafts.Gone
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
        _discard_files(held.token_sha256)
        Delivery.objects.filter(kind=Delivery.LETTER, letter__draft=str(held.pk)).delete()
        DraftKey.objects.filter(draft_sha256=held.token_sha256).delete()
        drafts.remove(held)
    return kept


def _discard_files(draft_sha256: str) -> None:
    """Remove the files sent with an interview: their rows now, their bytes once that is certain."""
    uploads = Upload.objects.filter(draft_sha256=draft_sha256)
    stored = [*uploads.values_list("stored_as", flat=True)]
    stored += [name for name in uploads.values_list("checks__preview_as", flat=True) if name]
    uploads.delete()
    transaction.on_commit(partial(_remove, stored))


def _remove(stored: Iterable[str]) -> None:
    for name in stored:
        default_storage.delete(name)
