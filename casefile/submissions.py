"""Receive a finished interview: everything promised to the claimant is written in one transaction."""

import secrets
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

import matters
from casefile import audit, firm, jobs, sealing
from casefile.models import Answer, Consent, Draft, Submission
from matters import Matter
from matters.texts import Text

# No vowels, so no words; no 0 O 1 I L 2 Z 5 S 8 B, which people mistake for one another.
REFERENCE_ALPHABET = "34679CDFGHJKMNPQRTVWXY"


class Unfinished(Exception):
    """The interview has a question still to answer; `page` names it."""

    def __init__(self, page: str) -> None:
        super().__init__(f"The page {page!r} has not been answered.")
        self.page = page


def reference() -> str:
    """Return a fresh reference for people to read aloud, such as K7M-4QX-9TD (22^9 of them)."""
    letters = [secrets.choice(REFERENCE_ALPHABET) for _ in range(9)]
    return "-".join("".join(letters[i : i + 3]) for i in (0, 3, 6))


def submit(*, draft: Draft, at: datetime, ip: str, agent: str) -> Submission:
    """Turn a draft into a submission, once: from two tabs or twice in a row the first one is returned.

    Raises Unfinished if a page is still to be answered. Writes the submission, its answers with the
    wording shown, consents, the job to advance it and an audit row, and removes the draft, all or nothing.
    """
    existing = Submission.objects.filter(draft_sha256=draft.token_sha256).first()
    if existing:
        return existing
    matter = matters.load(draft.matter)
    answers = matter.journey.prune(draft.answers)
    missing = matter.journey.first_unanswered(answers)
    if missing is not None:
        raise Unfinished(missing.page.name)
    try:
        with transaction.atomic():
            return _write(draft, matter, answers, at=at, ip=ip, agent=agent)
    except IntegrityError:
        twin = Submission.objects.filter(draft_sha256=draft.token_sha256).first()
        if twin is None:
            raise
        return twin


def _write(
    draft: Draft, matter: Matter, answers: dict[str, Any], *, at: datetime, ip: str, agent: str
) -> Submission:
    contact = matter.contact(answers)
    submission = Submission.objects.create(
        token=secrets.token_urlsafe(32),
        reference=reference(),
        matter=draft.matter,
        draft_sha256=draft.token_sha256,
        submitted_at=at,
        contact=contact.to_json(),
        answers=answers,
        signature={"name": matter.signed_name(answers), "ip": ip, "agent": agent[:300], "at": at.isoformat()},
        email_index=sealing.blind_index(contact.email, purpose="email"),
        signals=draft.signals,
    )
    Answer.objects.bulk_create(_lines(submission, matter, answers, at=at))
    Consent.objects.bulk_create(_consents(submission, matter, answers, notice=draft.notice, at=at))
    jobs.owe(kind=jobs.ADVANCE, subject=submission.pk, at=at)
    audit.record(event="submission.received", actor=audit.CLAIMANT, subject=submission, at=at)
    draft.delete()
    return submission


def _lines(submission: Submission, matter: Matter, answers: dict[str, Any], *, at: datetime) -> list[Answer]:
    return [
        Answer(
            submission=submission,
            position=position,
            stage=line.stage,
            page=line.page,
            item=line.item,
            question=line.question,
            unsure=line.unsure,
            content={"wording": line.wording, "value": line.value, "shown": line.shown},
            at=at,
        )
        for position, line in enumerate(matter.journey.transcript(answers, fill=firm.words()))
    ]


def _consents(
    submission: Submission, matter: Matter, answers: dict[str, Any], *, notice: dict[str, str], at: datetime
) -> list[Consent]:
    accepted = Text.from_json(notice)
    shown = [_consent(submission, "notice", accepted, given=True, at=datetime.fromisoformat(notice["at"]))]
    for consent in matter.consents(answers):
        text = consent.text.as_shown(firm.words())
        shown.append(_consent(submission, consent.purpose, text, given=consent.given, at=at))
    return shown


def _consent(submission: Submission, purpose: str, text: Text, *, given: bool, at: datetime) -> Consent:
    return Consent(
        submission=submission,
        purpose=purpose,
        text_id=text.id,
        version=text.version,
        language=text.language,
        status=text.status,
        body=text.body,
        sha256=text.sha256,
        given=given,
        at=at,
    )
