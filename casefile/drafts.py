"""Save and resume an unfinished interview."""

import hashlib
import secrets
import uuid
from datetime import datetime
from typing import Any

from django.db import transaction

import matters
from casefile import earlier, stops
from casefile.models import Draft, Submission

_ANSWERS = Draft._meta.get_field("answers")
_EARLIER = Draft._meta.get_field("earlier")


class Gone(Exception):
    """The draft was sent or removed meanwhile, in another tab."""


def token_hash(token: str) -> str:
    """Return the SHA-256 hex of a draft's token, all the database knows of it."""
    return hashlib.sha256(token.encode()).hexdigest()


def start(
    *,
    matter: str,
    notice: dict[str, str],
    at: datetime,
    language: str = "en",
    source: dict[str, Any] | None = None,
    invited_by: uuid.UUID | None = None,
) -> tuple[Draft, str]:
    """Open an empty draft for a claimant who accepted `notice`; returns it with its 256-bit token.

    `source`: where the visit came from, as `sources.shown` says it. `invited_by`: the file of the
    photographer whose private link led here.
    """
    token = secrets.token_urlsafe(32)
    draft = Draft.objects.create(
        token_sha256=token_hash(token),
        matter=matter,
        language=language,
        answers={},
        notice=notice,
        source=source,
        invited_by=invited_by,
        started_at=at,
        kept_at=at,
    )
    return draft, token


def find(token: str, *, matter: str) -> Draft | None:
    """Return the draft this token opens, if it is still unfinished and of this matter."""
    try:
        draft = Draft.objects.get(token_sha256=token_hash(token))
    except Draft.DoesNotExist:
        return None
    return draft if draft.matter == matter else None


def sent(token: str) -> Submission | None:
    """Return what this token's draft became, once it was submitted."""
    return Submission.objects.filter(draft_sha256=token_hash(token)).first()


def keep(*, draft: Draft, answers: dict[str, Any], at: datetime, language: str = "") -> None:
    """Replace the draft's answers, keeping what they were, and its language where one is given.

    Raises Gone if the draft is no more.
    """
    journey, spoken = matters.load(draft.matter).journey, language or draft.language
    said_before = earlier.after_change(journey, draft.earlier or [], draft.answers, answers, at=at)
    sealed = {
        "answers": _ANSWERS.sealed(answers, draft),
        "earlier": _EARLIER.sealed(said_before, draft) if said_before else None,
    }
    with transaction.atomic():
        if not Draft.objects.filter(pk=draft.pk).update(**sealed, language=spoken, kept_at=at):
            raise Gone
        stops.record(draft, draft.answers, answers, at=at)
    draft.answers, draft.earlier, draft.kept_at = answers, said_before, at
    draft.language = spoken
