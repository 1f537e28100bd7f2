"""Save and resume an unfinished interview."""

import hashlib
import secrets
from collections.abc import Collection
from contextlib import nullcontext
from datetime import datetime
from typing import Any

from django.db import transaction

from casefile import measurement
from casefile.measurement import Passage
from casefile.models import Draft, Submission

_ANSWERS = Draft._meta.get_field("answers")


class Gone(Exception):
    """The draft was sent or removed meanwhile, in another tab."""


def token_hash(token: str) -> str:
    """Return the SHA-256 hex of a draft's token, all the database knows of it."""
    return hashlib.sha256(token.encode()).hexdigest()


def start(*, matter: str, notice: dict[str, str], at: datetime) -> tuple[Draft, str]:
    """Open an empty draft for a claimant who accepted `notice`; returns it with its 256-bit token."""
    token = secrets.token_urlsafe(32)
    draft = Draft.objects.create(
        token_sha256=token_hash(token), matter=matter, answers={}, notice=notice, started_at=at, kept_at=at
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


def keep(
    *,
    draft: Draft,
    answers: dict[str, Any],
    at: datetime,
    signals: Collection[str] = (),
    passages: Collection[Passage] = (),
) -> None:
    """Replace the draft's answers, and count the pages passed. Raises Gone if the draft is no more."""
    changed: dict[str, Any] = {"answers": answers, "kept_at": at}
    if not set(signals) <= set(draft.signals):
        changed["signals"] = sorted({*draft.signals, *signals})
    measured, counts = measurement.passed(draft.measured, passages)
    if measured != draft.measured:
        changed["measured"] = measured
    sealed = _ANSWERS.sealed(answers, draft)
    with transaction.atomic() if counts else nullcontext():  # most pages count nothing: one statement will do
        if not Draft.objects.filter(pk=draft.pk).update(**changed | {"answers": sealed}):
            raise Gone
        measurement.write(counts, matter=draft.matter, language=draft.language, at=at)
    for name, value in changed.items():
        setattr(draft, name, value)
