"""Receive a finished interview: everything promised to the claimant is written in one transaction."""

import secrets
from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

import matters
from casefile import audit, drafts, jobs, measurement, queue_rows, sealing, transcripts
from casefile.measurement import Passage
from casefile.models import Answer, Consent, Draft, Submission
from matters import Matter

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


def sign(
    *,
    draft: Draft,
    answers: dict[str, Any],
    language: str,
    signals: Collection[str],
    passages: Collection[Passage],
    at: datetime,
    ip: str,
    agent: str,
    by: str = audit.CLAIMANT,
) -> Submission:
    """Keep the signed answers and submit them in one transaction, then count the finished interview.

    Of two tabs that send at once the second waits for the first and then finds the draft gone. Two
    transactions let each tab overtake the other between its own two, for as long as both tried again.
    Raises Unfinished; drafts.Gone and drafts.Overtaken.
    """
    _, counts = measurement.passed(draft.measured, passages)
    with transaction.atomic():
        drafts.keep(draft=draft, answers=answers, language=language, signals=signals, at=at)
        submission = submit(draft=draft, at=at, ip=ip, agent=agent, by=by)
    measurement.write(counts, matter=submission.matter, language=submission.language, at=at)
    return submission


def submit(*, draft: Draft, at: datetime, ip: str, agent: str, by: str = audit.CLAIMANT) -> Submission:
    """Turn a draft into a submission, once: from two tabs or twice in a row the first one is returned.

    `by`: the claimant who signed on screen, or the id of a member of staff who wrote down what a caller said.

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
            return _write(draft, matter, answers, at=at, ip=ip, agent=agent, by=by)
    except IntegrityError:
        twin = Submission.objects.filter(draft_sha256=draft.token_sha256).first()
        if twin is None:
            raise
        return twin


def _write(
    draft: Draft, matter: Matter, answers: dict[str, Any], *, at: datetime, ip: str, agent: str, by: str
) -> Submission:
    contact = matter.contact(answers)
    submission = Submission(
        token=secrets.token_urlsafe(32),
        reference=reference(),
        matter=draft.matter,
        language=draft.language,
        draft_sha256=draft.token_sha256,
        submitted_at=at,
        contact=contact.to_json(),
        answers=answers,
        email_index=sealing.email_index(contact.email),
        source=draft.source,
        invited_by=draft.invited_by,
        entered_by=draft.entered_by,
        signals=draft.signals,
    )
    consents = transcripts.consents(submission, matter, draft=draft, at=at, by=by)
    submission.signature = {
        "name": matter.signed_name(answers),
        "ip": ip,
        "agent": agent[:300],
        "at": at.isoformat(),
        "texts_sha256": transcripts.signed_texts(consents),
        "method": transcripts.method(by),
        "by": by,
    }
    submission.save()
    said_before = draft.earlier or []
    Answer.objects.bulk_create(transcripts.lines(submission, matter, said_before, at=at, by=by))
    Consent.objects.bulk_create(consents)
    jobs.owe(kind=jobs.ADVANCE, subject=submission.pk, at=at)
    audit.record(event="submission.received", actor=by, subject=submission, at=at, draft=str(draft.pk))
    queue_rows.receive(submission, at=at)
    drafts.remove(draft)
    return submission
