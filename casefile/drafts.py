"""Save and resume an unfinished interview, in any browser, until it expires."""

import hashlib
import json
import secrets
import uuid
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any, cast

from django.conf import settings
from django.db import transaction

import matters
from casefile import earlier, jobs, measurement, sealing, stops
from casefile.measurement import Passage
from casefile.models import Draft, DraftKey, Submission
from casefile.sealing import SealedField

_SEALED = {
    name: cast(SealedField, Draft._meta.get_field(name)) for name in ("answers", "earlier", "email", "typed")
}
MOST_TYPED = 60_000  # characters of JSON, over all pages


class Gone(Exception):
    """The draft was sent or removed meanwhile, in another tab."""


class Overtaken(Exception):
    """Another tab kept something since this draft was read: read it again, or its answer would be lost."""


class TooLong(Exception):
    """More was typed on one page than is kept unsent."""


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
    entered_by: str = "",
) -> tuple[Draft, str]:
    """Open an empty draft for a claimant who accepted `notice`; returns it with its 256-bit token.

    `source`: where the visit came from, as `sources.shown` says it. `invited_by`: the file of the
    photographer whose private link led here. `entered_by` names the member of staff who types for a caller.
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
        entered_by=entered_by,
        started_at=at,
        kept_at=at,
        expires_at=at + holds_for(),
    )
    return draft, token


def find(token: str, *, matter: str) -> Draft | None:
    """Return the draft this token opens, if it is still unfinished and of this matter."""
    own = token_hash(token)
    draft = Draft.objects.filter(token_sha256=own).first()
    if draft is None and (interview := _interview(own)):
        draft = Draft.objects.filter(token_sha256=interview).first()
    return draft if draft is not None and draft.matter == matter else None


def sent(token: str) -> Submission | None:
    """Return what this token's draft became, once it was submitted."""
    own = token_hash(token)
    found: Submission | None = Submission.objects.filter(draft_sha256__in=(own, _interview(own))).first()
    return found


def _interview(own: str) -> str:
    """The interview that a further key opens, "" where there is no such key."""
    return DraftKey.objects.filter(pk=own).values_list("draft_sha256", flat=True).first() or ""


def another_key(draft: Draft, *, at: datetime) -> str:
    """Return a fresh token for one more browser; the tokens of others go on opening the draft."""
    token = secrets.token_urlsafe(32)
    DraftKey.objects.create(token_sha256=token_hash(token), draft_sha256=draft.token_sha256, made_at=at)
    return token


def keep(
    *,
    draft: Draft,
    answers: dict[str, Any],
    at: datetime,
    language: str = "",
    step: str = "",
    signals: Collection[str] = (),
    passages: Collection[Passage] = (),
) -> None:
    """Replace the draft's answers, keeping what they were, and its language where one is given.

    What was typed on `step` and not sent goes; the pages passed are counted. Raises Gone if the draft is no
    more, Overtaken if it was kept since it was read.
    """
    matter, before = matters.load(draft.matter), draft.answers
    said_before = earlier.after_change(matter.journey, draft.earlier or [], before, answers, at=at)
    measured, counts = measurement.passed(draft.measured, passages)
    values = {
        "answers": answers,
        "earlier": said_before or None,
        "language": language or draft.language,
        "signals": sorted({*draft.signals, *signals}),
        "measured": measured,
        **_without_typed(draft, step),
    }
    with transaction.atomic():
        _keep(draft, values, email=matter.contact(answers).email, at=at)
        measurement.write(counts, matter=draft.matter, language=draft.language, at=at)
        stops.record(draft, before, answers, at=at)


def remember(*, draft: Draft, email: str, at: datetime) -> None:
    """Keep the address that a way back is sent to. Raises Gone."""
    _keep(draft, {}, email=email, at=at)


def reopen(draft: Draft, *, at: datetime) -> None:
    """The person is back: reminders and the day of expiry count anew. Raises Gone."""
    _keep(draft, {}, email="", at=at)


def _keep(draft: Draft, values: dict[str, Any], *, email: str, at: datetime) -> None:
    known = bool(draft.email_index)
    values |= {"kept_at": at, "expires_at": at + holds_for(), **_address(draft, email)}
    reminded = "email" in values or (known and draft.closed_at is not None)
    if draft.closed_at is not None:
        values["closed_at"] = None
    if not reminded:
        _update(draft, values)
        return
    with transaction.atomic():
        _update(draft, values)
        jobs.owe_anew(kind=jobs.REMIND, subject=draft.pk, at=at, run_after=at + first_reminder())


def _update(draft: Draft, values: dict[str, Any]) -> None:
    columns = {
        name: _SEALED[name].sealed(value, draft) if name in _SEALED and value is not None else value
        for name, value in values.items()
    }
    read = {"kept_at": draft.kept_at} if "answers" in values else {}
    if not Draft.objects.filter(pk=draft.pk, **read).update(**columns):
        raise Overtaken if Draft.objects.filter(pk=draft.pk).exists() else Gone
    for name, value in values.items():
        setattr(draft, name, value)


def _address(draft: Draft, email: str) -> dict[str, str]:
    if not email or email == draft.email:
        return {}
    return {"email": email, "email_index": sealing.email_index(email)}


def holds_for() -> timedelta:
    """How long a draft is kept after something was kept last."""
    return timedelta(days=settings.DRAFT_DAYS)


def first_reminder() -> timedelta:
    """How long after the last keep the first reminder is due."""
    return timedelta(days=min(settings.REMINDER_DAYS, default=settings.DRAFT_DAYS))


def kept_until(draft: Draft) -> datetime:
    """When the draft is removed unless something is kept before."""
    return draft.expires_at or draft.kept_at + holds_for()


# What is typed and not sent yet


def keep_typed(*, draft: Draft, step: str, typed: Mapping[str, list[str]], at: datetime) -> None:
    """Keep a page as it is being typed, judged by nobody; the oldest pages give way. Raises Gone, TooLong."""
    page = {"at": at.isoformat(), "typed": dict(typed)}
    if len(json.dumps(page)) > MOST_TYPED:
        raise TooLong
    with transaction.atomic():
        held = Draft.objects.select_for_update().filter(pk=draft.pk).first()
        if held is None:
            raise Gone
        pages = {name: kept for name, kept in (held.typed or {}).items() if name != step} | {step: page}
        while len(json.dumps(pages)) > MOST_TYPED:
            del pages[min(pages, key=lambda name: str(pages[name]["at"]))]
        _update(held, {"typed": pages})
    draft.typed = pages


def typed(draft: Draft, *, step: str) -> Mapping[str, list[str]] | None:
    """Return what was typed on a page and not sent."""
    page = (draft.typed or {}).get(step)
    return page["typed"] if page else None


def _without_typed(draft: Draft, step: str) -> dict[str, Any]:
    if not step or step not in (draft.typed or {}):
        return {}
    return {"typed": {name: page for name, page in draft.typed.items() if name != step} or None}


# The end of a draft


def remove(draft: Draft) -> None:
    """Take the draft out, because it was sent or is wanted no more, with what waits to remind of it.

    Raises Gone if it is no more, Overtaken if it was kept since it was read.
    """
    # The draft before its job, as in `keep`: two that lock in different order wait for each other.
    removed, _ = Draft.objects.filter(pk=draft.pk, kept_at=draft.kept_at).delete()
    if not removed:
        raise Overtaken if Draft.objects.filter(pk=draft.pk).exists() else Gone
    jobs.withdraw(kind=jobs.REMIND, subject=draft.pk)
