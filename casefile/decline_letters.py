"""The letter that declines: previewed, kept word for word, and mailed as one step with the decision."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

import matters
from casefile import afterwards, audit, consents, firm, letters, states
from casefile.letters import Letter, Unwanted, said
from casefile.models import Claim, Decision, DeclineLetter, Delivery, Job, StaffMember
from matters.texts import Text, sha256

KIND = "firm_decline"
BODY, SUBJECT = "decline", "decline_subject"
# Why no letter can go.
PAPER, DRAFT, OTHERS_OPEN, ONE_ACCEPTED = "paper", "draft", "others_open", "one_accepted"


class Stopped(Exception):
    """No letter can go; `why` is the code of what stops it."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Changed(Exception):
    """The letter is not the one that was previewed."""


@dataclass(frozen=True, slots=True)
class Preview:
    """The very letter, with its text as approved or not; `sha256` is over subject and body."""

    text: Text
    recipient: str
    subject: str
    body: str
    sha256: str

    @property
    def is_draft(self) -> bool:
        return self.text.status != "APPROVED"


def preview(claim: Claim) -> Preview:
    """Compose the letter in the claimant's language."""
    file = claim.submission
    matter, words = matters.load(file.matter), {**firm.words(), "[reference]": file.reference}
    text, heading = (matter.text(name, file.language) for name in (BODY, SUBJECT))
    subject, body = heading.filled(words), text.filled(words)
    return Preview(text, afterwards.email(file), subject, body, sha256(f"{subject}\n{body}"))


def obstacle(claim: Claim) -> str:
    """Return the code of what keeps a letter from going, "" where it may.

    It speaks of the whole request, so it goes with the last claim of a file and only where none is taken on.
    """
    file = claim.submission
    if consents.is_withdrawn(file, consents.ESIGN):
        return PAPER
    language = file.language
    texts = [matters.load(file.matter).text(name, language) for name in (BODY, SUBJECT)]
    if not settings.DEMO and any(text.status != "APPROVED" for text in texts):
        return DRAFT
    others = {states.of(states.standing(one)) for one in file.claims.exclude(pk=claim.pk)}
    if Decision.ACCEPT in others:
        return ONE_ACCEPTED
    return OTHERS_OPEN if others - set(Decision.CLOSING) else ""


def keep(claim: Claim, *, seen: str, by: StaffMember, at: datetime) -> DeclineLetter:
    """Keep the letter as it was previewed under the SHA-256 `seen`. Raises: Stopped, Changed."""
    _ask(claim)
    now = preview(claim)
    if now.sha256 != seen:
        raise Changed
    kept: DeclineLetter = DeclineLetter.objects.create(
        claim=claim,
        text_id=now.text.id,
        version=now.text.version,
        language=now.text.language,
        text_status=now.text.status,
        subject=now.subject,
        body=now.body,
        sha256=now.sha256,
        by=by,
        at=at,
    )
    return kept


def owe(decision: Decision, *, at: datetime) -> Job:
    """Owe the letter of a decision, to the address that holds now. Raises: Stopped."""
    _ask(decision.claim)
    file = decision.claim.submission
    job = letters.owe(
        KIND,
        recipient=afterwards.email(file),
        once=f"{KIND}:{decision.pk}",
        at=at,
        submission=file,
        decision=str(decision.pk),
    )
    who = str(decision.second_id or decision.by_id)
    audit.record(event="decline.letter_owed", actor=who, subject=file, at=at, delivery=str(job.subject))
    return job


def _ask(claim: Claim) -> None:
    if why := obstacle(claim):
        raise Stopped(why)


def _letter(delivery: Delivery, at: datetime) -> Letter:
    decision = Decision.objects.filter(pk=said(delivery, "decision")).select_related("letter").first()
    if decision is None or decision.letter is None:
        raise Unwanted("what it was about is gone")
    if Decision.objects.filter(undoes=decision).exists():
        raise Unwanted("the decision was undone")
    letter = decision.letter
    return Letter(letter.language, {"subject": letter.subject, "body": letter.body})


KINDS: dict[str, Callable[[Delivery, datetime], Letter]] = {KIND: _letter}
