"""Save and resume an unfinished interview."""

import hashlib
import secrets
from datetime import datetime
from typing import Any

from casefile.models import Draft, Submission

_ANSWERS = Draft._meta.get_field("answers")


class Gone(Exception):
    """The draft was sent or removed meanwhile, in another tab."""


def token_hash(token: str) -> str:
    """Return the SHA-256 hex of a draft's token, all the database knows of it."""
    return hashlib.sha256(token.encode()).hexdigest()


def start(*, matter: str, notice: dict[str, str], at: datetime, entered_by: str = "") -> tuple[Draft, str]:
    """Open an empty draft for a claimant who accepted `notice`; returns it with its 256-bit token.

    `entered_by` names the member of staff who types for a caller.
    """
    token = secrets.token_urlsafe(32)
    draft = Draft.objects.create(
        token_sha256=token_hash(token),
        matter=matter,
        answers={},
        notice=notice,
        entered_by=entered_by,
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


def keep(*, draft: Draft, answers: dict[str, Any], at: datetime) -> None:
    """Replace the draft's answers. Raises Gone if the draft is no more."""
    sealed = _ANSWERS.sealed(answers, draft)
    if not Draft.objects.filter(pk=draft.pk).update(answers=sealed, kept_at=at):
        raise Gone
    draft.answers, draft.kept_at = answers, at
