"""What the claimant did after sending, in the desk's words, and what it asks of the firm."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

import matters
from casefile import consents
from casefile.binders import Binder
from casefile.models import (
    ConsentWithdrawal,
    ContactChange,
    Submission,
    Upload,
    Wish,
    WishTakenBack,
)
from packets import words
from review import wording
from review.masking import Mask

CONTACT = ("email", "phone", "street", "city", "state", "code", "preferred", "language")
WISHES = {
    Wish.WITHDRAW: (
        "Withdrew the request",
        "Nothing further is printed or mailed. Record “decline: the claimant does not wish to go on”.",
    ),
    Wish.ERASE: (
        "Asked for erasure",
        "A lawyer decides and writes to the claimant. Nothing was erased by asking.",
    ),
}
WITHDRAWN = {
    consents.TEXTS: ("Stopped text messages", "Send no text from now on."),
    consents.ESIGN: ("Took back signing and messages on screen", "Write on paper from now on."),
    consents.PRIVACY: ("Took back leave to keep and use the answers", "The request is withdrawn with it."),
}


@dataclass(frozen=True, slots=True)
class Act:
    """One act: when, what, what it asks of the firm, and what was given with it."""

    at: datetime
    when: str
    what: str
    asks: str
    given: tuple[tuple[str, str], ...] = ()
    undone: bool = False


def of(binder: Binder, mask: Mask, *, sealed: bool) -> tuple[Act, ...]:
    """Every act, the newest first; details stay back while the conflict check holds the file."""
    file = binder.file
    acts = [*_contacts(file, mask, sealed=sealed), *_confirmed(file), *_consents(file), *_wishes(file)]
    acts += _files(file, binder.uploads, sealed=sealed)
    return tuple(sorted(acts, key=lambda act: act.at, reverse=True))


def _contacts(file: Submission, mask: Mask, *, sealed: bool) -> Iterator[Act]:
    before = {**matters.load(file.matter).address(file.answers), **file.contact}
    for change in file.contact_changes.all():
        given = () if sealed else tuple(_differing(before, change, mask))
        before |= change.contact
        yield Act(change.at, wording.moment(change.at), "Corrected contact details", "", given)


def _differing(before: dict[str, str], change: ContactChange, mask: Mask) -> Iterator[tuple[str, str]]:
    for name in CONTACT:
        value = str(change.contact.get(name, ""))
        if value != str(before.get(name, "")):
            said = words.spoken(words.REACHED | words.LANGUAGES, value)
            yield name.capitalize(), mask.details.detail(name, said) or "None"


def _confirmed(file: Submission) -> Iterator[Act]:
    given = {change.email_index for change in file.contact_changes.all()}
    for row in file.confirmations.all():
        if row.email_index in given:
            yield Act(row.at, wording.moment(row.at), "Confirmed the new e-mail address", "It is used now.")


def _files(file: Submission, uploads: Iterable[Upload], *, sealed: bool) -> Iterator[Act]:
    """Files sent after the answers; those that came with them are listed with the rest alone."""
    for upload in (one for one in uploads if one.received_at > file.submitted_at):
        given = () if sealed else (("File", upload.name),)
        yield Act(upload.received_at, wording.moment(upload.received_at), "Sent a file", "Look at it.", given)


def _consents(file: Submission) -> Iterator[Act]:
    for consent in file.consents.all():
        gone: ConsentWithdrawal | None = getattr(consent, "withdrawal", None)
        if gone:
            what, asks = WITHDRAWN.get(consent.purpose, (f"Took back “{consent.purpose}”", ""))
            yield Act(gone.at, wording.moment(gone.at), what, asks)


def _wishes(file: Submission) -> Iterator[Act]:
    for kept in file.wishes.all():
        back: WishTakenBack | None = getattr(kept, "taken_back", None)
        what, asks = WISHES[kept.kind]
        yield Act(kept.at, wording.moment(kept.at), what, "" if back else asks, undone=bool(back))
        if back:
            yield Act(back.at, wording.moment(back.at), f"Took back: {what.lower()}", "")
