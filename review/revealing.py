"""What of a masked file somebody may see now: of one file at a time, for a quarter of an hour."""

from datetime import datetime, timedelta
from uuid import UUID

from django import forms
from django.contrib.sessions.backends.base import SessionBase
from django.utils import timezone

from casefile import models
from casefile.models import Submission
from review.check_forms import Words

KEY = "desk_shown"
HOLDS = timedelta(minutes=15)
NOTE_CHARS = 500


class Reveal(forms.Form):
    """Why something masked is shown."""

    reason = forms.ChoiceField(
        choices=[("", "Choose a reason"), *models.Reveal.REASONS],
        error_messages={"required": "Choose why", "invalid_choice": "Choose one of the reasons"},
    )
    note = Words("The note", most=NOTE_CHARS)


def show(session: SessionBase, file: Submission, position: int, *, at: datetime) -> None:
    """Show a minor of this file, or its contact details, for a while; any other file is masked again."""
    until = (at + HOLDS).isoformat()
    session[KEY] = {"file": str(file.pk), "until": {**_until(session, file.pk), str(position): until}}


def hide(session: SessionBase) -> None:
    """Mask everything again."""
    session.pop(KEY, None)


def shown(session: SessionBase, file: Submission, *, at: datetime) -> dict[int, str]:
    """Return what of this file is shown, each with the time until when: positions of minors, and CONTACT."""
    held = {int(n): datetime.fromisoformat(until) for n, until in _until(session, file.pk).items()}
    return {n: _clock(until) for n, until in held.items() if at < until}


def _until(session: SessionBase, file: UUID) -> dict[str, str]:
    held = session.get(KEY) or {}
    return dict(held["until"]) if held.get("file") == str(file) else {}


def _clock(until: datetime) -> str:
    local = timezone.localtime(until)
    return f"{local.hour % 12 or 12}:{local:%M} {'a.m.' if local.hour < 12 else 'p.m.'}"
