"""What a claimant does after sending: correct contact details, wish to withdraw or be erased, undo a wish.

Every act is a row of its own beside the file; nothing that was sent is changed.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

import matters
from casefile import audit, jobs, letters, queue_rows, sealing, tallies
from casefile.models import ContactChange, Decision, EmailConfirmation, Job, Submission, Wish, WishTakenBack

CONFIRM_WITHIN = timedelta(days=7)
CHANGES_A_DAY = 5
CONFIRM = "email.confirm"
WISHES = 3  # after so many of a kind the claimant talks to the firm: each one mails a confirmation


class OutOfDate(Exception):
    """The link is old, was never ours, or a later correction replaced what it confirms."""


class TooOften(Exception):
    """Contact details were corrected too often today."""


class Settled(Exception):
    """The wish can no longer be taken back here: the firm acted on it, or it was taken back often enough."""


@dataclass(frozen=True, slots=True)
class Contact:
    """How to reach the claimant now. `pending`: a newer e-mail address that nobody has confirmed yet."""

    values: dict[str, str]
    pending: str


def opened(pk: object) -> Submission | None:
    """Return the file whose id a claimant's own session holds."""
    found: Submission | None = Submission.objects.for_session(pk).first()
    return found


def contact(file: Submission) -> Contact:
    """Return the contact details that hold: the newest, with the newest e-mail address that was confirmed.

    The address of the interview counts as confirmed, so that going back to it is always possible.
    """
    changes = sorted(file.contact_changes.all(), key=lambda one: one.number, reverse=True)
    good = {file.email_index, *(one.email_index for one in file.confirmations.all())}
    used = next((one.contact["email"] for one in changes if one.email_index in good), file.contact["email"])
    posted = matters.load(file.matter).address(file.answers)
    newest = {**posted, **file.contact, **(changes[0].contact if changes else {})}
    waits = bool(changes) and changes[0].email_index not in good
    return Contact({**newest, "email": used}, newest["email"] if waits else "")


def email(file: Submission) -> str:
    """Return the address that messages to the claimant go to."""
    return contact(file).values["email"]


def correct(file: Submission, *, given: dict[str, str], at: datetime) -> tuple[Job, ...]:
    """Keep corrected contact details, unless they are those that stand; returns the letters owed.

    A new e-mail address is asked to confirm itself, and the one in use is told. Raises: TooOften.
    """
    with transaction.atomic():
        _hold(file)
        before = contact(file)
        wanted = {**before.values, **given}
        if wanted == {**before.values, "email": before.pending or before.values["email"]}:
            return ()
        number = file.contact_changes.count() + 1
        _count(file, number, at=at)
        change = ContactChange.objects.create(
            submission=file,
            number=number,
            contact=wanted,
            email_index=sealing.email_index(wanted["email"]),
            at=at,
        )
        audit.record(event="contact.corrected", actor=audit.CLAIMANT, subject=file, at=at, number=number)
        jobs.owe(kind=jobs.CHECK_CONFLICTS_FILE, subject=file.pk, at=at, on=f"contact-{number}")
        queue_rows.receive(file, at=at)
        jobs.owe(kind=jobs.RELATE, subject=file.pk, at=at, on=f"contact-{number}")
        return _tell(file, change, old=before.values["email"], at=at)


def _count(file: Submission, number: int, *, at: datetime) -> None:
    tomorrow = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    limit = tallies.Limit("contact-changes", str(file.pk), CHANGES_A_DAY, {str(number)}, tomorrow)
    try:
        tallies.take([limit], at=at)
    except tallies.Spent:
        raise TooOften from None


def _tell(file: Submission, change: ContactChange, *, old: str, at: datetime) -> tuple[Job, ...]:
    named = str(change.pk)
    told = letters.owe(
        "contact_changed",
        submission=file,
        recipient=old,
        once=f"contact_changed:{named}",
        at=at,
        change=named,
    )
    new = contact(file).pending
    if not new:
        return (told,)
    once = f"confirm_email:{named}"
    return told, letters.owe("confirm_email", submission=file, recipient=new, once=once, at=at, change=named)


def secret(change_id: UUID) -> str:
    """Return the 43 characters of the link that confirms a corrected address; derived, held by no row."""
    return letters.sign(change_id, purpose=CONFIRM)


def to_confirm(given: str, *, at: datetime) -> ContactChange:
    """Return the correction whose address this link confirms, if it is the last. Raises: OutOfDate."""
    change_id = letters.signed(given, purpose=CONFIRM)
    change: ContactChange | None = (
        ContactChange.objects.select_related("submission").filter(pk=change_id).first() if change_id else None
    )
    if change is None or at - change.at > CONFIRM_WITHIN:
        raise OutOfDate
    later = change.submission.contact_changes.filter(number__gt=change.number)
    if later.exclude(email_index=change.email_index).exists():
        raise OutOfDate
    return change


def confirm(given: str, *, at: datetime) -> None:
    """Put the new address in the place of the old one for messages. Raises: OutOfDate."""
    change = to_confirm(given, at=at)
    file = change.submission
    _, made = EmailConfirmation.objects.get_or_create(
        submission=file, email_index=change.email_index, defaults={"at": at}
    )
    if made:
        number = change.number
        audit.record(event="contact.confirmed", actor=audit.CLAIMANT, subject=file, at=at, number=number)


def standing(file: Submission, kind: str) -> Wish | None:
    """Return the wish of this kind that holds."""
    found: Wish | None = Wish.objects.standing().filter(submission=file, kind=kind).first()
    return found


def is_withdrawn(file: Submission) -> bool:
    """Whether the claimant took the request back: nothing further is made of it, until that is undone."""
    return standing(file, Wish.WITHDRAW) is not None


def wish(file: Submission, *, kind: str, at: datetime, tells: bool = True) -> tuple[Job, ...]:
    """Keep a wish, once however often it is sent; returns the letter owed."""
    with transaction.atomic():
        _hold(file)
        if standing(file, kind):
            return ()
        number = file.wishes.filter(kind=kind).count() + 1
        kept = Wish.objects.create(submission=file, kind=kind, number=number, at=at)
        audit.record(event=f"wish.{kind}", actor=audit.CLAIMANT, subject=file, at=at, number=number)
        queue_rows.refresh(file, at=at)
        if not tells:
            return ()
        return (
            letters.owe(
                f"wish_{kind}", submission=file, recipient=email(file), once=f"wish:{kept.pk}", at=at
            ),
        )


def may_take_back(kept: Wish) -> bool:
    """Whether the claimant may still take a wish back: nobody at the firm decided anything since."""
    since = Decision.objects.filter(claim__submission=kept.submission_id, at__gte=kept.at, undone_by=None)
    return kept.number < WISHES and not since.exclude(choice=Decision.UNDO).exists()


def take_back(file: Submission, *, kind: str, at: datetime) -> tuple[Job, ...]:
    """Undo a wish; returns the work that waited for it. Raises: Settled."""
    with transaction.atomic():
        _hold(file)
        kept = standing(file, kind)
        if kept is None:
            return ()
        if not may_take_back(kept):
            raise Settled
        WishTakenBack.objects.create(wish=kept, at=at)
        audit.record(event=f"wish.{kind}_taken_back", actor=audit.CLAIMANT, subject=file, at=at)
        queue_rows.refresh(file, at=at)
        if kind != Wish.WITHDRAW:
            return ()
        return (jobs.owe(kind=jobs.ADVANCE, subject=file.pk, at=at, on=f"resumed-{kept.number}"),)


def _hold(file: Submission) -> None:
    """Let one act at a time at this file: of a double click the second sees what the first wrote."""
    Submission.objects.select_for_update().get(pk=file.pk)
