"""Which minors this member of the firm may see now: of one file at a time, for a quarter of an hour."""

from datetime import datetime, timedelta
from uuid import UUID

from django import forms
from django.contrib.sessions.backends.base import SessionBase
from django.utils import timezone

from casefile.models import Submission

KEY = "desk_shown"
HOLDS = timedelta(minutes=15)
REASONS = {
    "identity": "To see who the person is",
    "contact": "To speak or write to the family",
    "papers": "To prepare papers",
    "conflict": "To check a conflict or a duplicate",
    "other": "For another reason",
}


class Reveal(forms.Form):
    """Why a minor is shown."""

    reason = forms.ChoiceField(
        choices=[("", "Choose a reason"), *REASONS.items()],
        error_messages={"required": "Choose why", "invalid_choice": "Choose one of the reasons"},
    )


def show(session: SessionBase, file: Submission, position: int, *, at: datetime) -> None:
    """Show a minor of this file from now on, for a while; those of any other file are masked again."""
    until = (at + HOLDS).isoformat()
    session[KEY] = {"file": str(file.pk), "until": {**_until(session, file.pk), str(position): until}}


def hide(session: SessionBase) -> None:
    """Mask everybody again."""
    session.pop(KEY, None)


def shown(session: SessionBase, file: Submission, *, at: datetime) -> dict[int, str]:
    """Return the positions of this file's minors that are shown, each with the time until when."""
    held = {int(n): datetime.fromisoformat(until) for n, until in _until(session, file.pk).items()}
    return {n: _clock(until) for n, until in held.items() if at < until}


def _until(session: SessionBase, file: UUID) -> dict[str, str]:
    held = session.get(KEY) or {}
    return dict(held["until"]) if held.get("file") == str(file) else {}


def _clock(until: datetime) -> str:
    local = timezone.localtime(until)
    return f"{local.hour % 12 or 12}:{local:%M} {'a.m.' if local.hour < 12 else 'p.m.'}"
