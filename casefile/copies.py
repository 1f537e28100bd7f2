"""A claimant's own copy of what they sent: asked for, printed by a worker, sealed, handed out on record."""

import hashlib
import json
import uuid
from dataclasses import dataclass
from datetime import datetime

from casefile import audit, filing, jobs, printing
from casefile.models import ClaimantCopy, ConsentWithdrawal, Job, Submission, Upload

LAYOUT = 2  # raised when the paper changes, so that a claimant who asks again gets the new one


@dataclass(frozen=True, slots=True)
class Wait:
    """Where the copy of a file as it stands is: printed, being made, failed, or not asked for."""

    copy: ClaimantCopy | None
    is_owed: bool
    has_failed: bool


def state(file: Submission) -> str:
    """Return what stands on record for a copy, in one digest."""
    gone = ConsentWithdrawal.objects.filter(consent__submission=file).order_by("consent_id")
    sent = Upload.objects.filter(draft_sha256=file.draft_sha256)
    held = [
        LAYOUT,
        file.language,
        [str(pk) for pk in gone.values_list("consent_id", flat=True)],
        [str(pk) for pk in sent.values_list("pk", flat=True)],
    ]
    return hashlib.sha256(json.dumps(held).encode()).hexdigest()


def ask(file: Submission, *, at: datetime) -> Job:
    """Owe a copy of the file as it stands; asked for twice it is made once."""
    return jobs.owe(kind=jobs.COPY, subject=file.pk, at=at, on=state(file)[:32])


def wait(file: Submission) -> Wait:
    """Return how far the copy of the file as it stands is."""
    now = state(file)
    owed = Job.objects.filter(key=f"{jobs.COPY}:{file.pk}:{now[:32]}").first()
    return Wait(
        copy=file.copies.filter(of=now).first(),
        is_owed=owed is not None,
        has_failed=owed is not None and owed.state == Job.DEAD,
    )


def make(file: Submission, *, at: datetime) -> ClaimantCopy:
    """Print and keep the copy, unless it is there."""
    now = state(file)
    there: ClaimantCopy | None = file.copies.filter(of=now).first()
    if there:
        return there
    copy_id = uuid.uuid4()
    content = printing.print_copy(file, at=at)
    stored_as = filing.store(content, place=_place(copy_id), name=f"copies/{copy_id}.sealed")
    copy, made = ClaimantCopy.objects.get_or_create(
        submission=file,
        of=now,
        defaults={
            "id": copy_id,
            "stored_as": stored_as,
            "sha256": hashlib.sha256(content).hexdigest(),
            "size": len(content),
            "made_at": at,
        },
    )
    if made:
        audit.record(event="copy.made", actor=audit.SYSTEM, subject=file, at=at)
    else:
        filing.discard(stored_as)
    return copy


def hand_out(file: Submission, *, at: datetime) -> bytes | None:
    """Return the copy's bytes, on record; None while there is none. Raises: filing.Damaged."""
    copy = wait(file).copy
    if copy is None:
        return None
    content = filing.load(copy.stored_as, place=_place(copy.pk), sha256=copy.sha256)
    audit.record(event="copy.downloaded", actor=audit.CLAIMANT, subject=file, at=at)
    return content


def _place(copy_id: uuid.UUID) -> str:
    return f"copy:{copy_id}"
