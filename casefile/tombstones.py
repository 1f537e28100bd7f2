"""Carry out an erasure that two people decided, and leave a stone that says what was there.

Rows go in one transaction that leaves the tombstone; the sealed files it names go after it, however often the
job dies in between.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from casefile import (
    audit,
    cabinet,
    clock_entries,
    duplicates,
    erasure_letters,
    erasures,
    holds,
    jobs,
    keeping,
    mirror_file,
    purging,
)
from casefile.keeping import AT_WORK, Case
from casefile.models import Consent, Erasure, ErasureStep, KeptName, Submission, Tombstone

ASK_AGAIN = timedelta(days=1)  # a hold or unsent packet that came after the approval may be gone by then


def carry_out(erasure_id: UUID, *, at: datetime) -> datetime | None:
    """Erase an approved file; returns when to come back where something stops it. Safe to run again."""
    erasure = Erasure.objects.get(pk=erasure_id)
    if erasure_letters.is_awaited(erasure, at=at):
        return at + erasure_letters.LOOK_AGAIN
    stone = Tombstone.objects.filter(erasure=erasure).first() or _bury(erasure, at=at)
    if stone is None:
        return at + ASK_AGAIN
    for name in stone.stored:
        cabinet.discard(name)
    mirror_file.forget(stone.matter)
    with transaction.atomic():
        _, made = ErasureStep.objects.get_or_create(
            erasure=erasure, step=ErasureStep.DONE, defaults={"by": audit.SYSTEM, "at": at}
        )
        if made:
            audit.record(event="erasure.done", actor=audit.SYSTEM, subject=str(erasure.file), at=at)
    return None


def _bury(erasure: Erasure, *, at: datetime) -> Tombstone | None:
    """Take the rows out and leave the tombstone, all or nothing; None where something stops it now."""
    with transaction.atomic():
        standing = holds.turn(at=at)
        file = Submission.objects.select_for_update().filter(pk=erasure.file).first()
        two = erasures.Steps.of(erasure).two
        if file is None or two is None:
            return None
        case = erasures.judge_again(erasure, file, at=at, standing=standing)
        found = purging.find(file)
        blocks = (*case.blocks, AT_WORK) if keeping.is_at_work(found.ids, at=at) else case.blocks
        if blocks:
            return None
        stone = _stone(erasure, file, case, two, found, at=at)
        beside = [one.other for one in duplicates.of(file)]
        for entry, names in clock_entries.without(file):
            purging.rewrite(entry, "names", names)
        purging.remove(found)
        for other in beside:  # their links and counts named what is gone
            jobs.owe(kind=jobs.RELATE, subject=other, at=at, on=f"erased-{erasure.pk}")
        audit.record(
            event="erasure.rows_removed",
            actor=audit.SYSTEM,
            subject=str(erasure.file),
            at=at,
            rows=sum(found.counts.values()),
            sha256=stone.sha256,
        )
    return stone


def _stone(
    erasure: Erasure,
    file: Submission,
    case: Case,
    two: tuple[ErasureStep, ErasureStep],
    found: purging.Found,
    *,
    at: datetime,
) -> Tombstone:
    proposed, approved = two
    stone: Tombstone = Tombstone.objects.create(
        erasure=erasure,
        file=file.pk,
        reference=file.reference,
        matter=file.matter,
        outcome=case.outcome,
        submitted_at=file.submitted_at,
        proposed_by=proposed.by,
        proposed_at=proposed.at,
        approved_by=approved.by,
        approved_at=approved.at,
        erased_at=at,
        counts=found.counts,
        consents=[_shown(row) for row in file.consents.select_related("withdrawal")],
        stored=found.stored(),
        sha256=found.sha256(),
    )
    if case.keeps_names:
        marks = holds.marks(file.matter, file.answers)
        KeptName.objects.bulk_create(KeptName(tombstone=stone, name_index=mark) for mark in marks)
    return stone


def _shown(consent: Consent) -> dict[str, object]:
    """A text that was shown and what was answered: public words, and promised to be kept."""
    gone = getattr(consent, "withdrawal", None)
    return {
        "purpose": consent.purpose,
        "text": consent.text_id,
        "version": consent.version,
        "language": consent.language,
        "sha256": consent.sha256,
        "body": consent.body,
        "given": consent.given,
        "at": consent.at.isoformat(),
        "withdrawn_at": gone.at.isoformat() if gone else None,
    }


def with_name(name: str) -> Iterator[Tombstone]:
    """Yield the erased files in which a name was: for the conflict check."""
    for kept in KeptName.objects.filter(name_index=holds.name_mark(name)).select_related("tombstone"):
        yield kept.tombstone
