"""Sessions as rows: moved to a fresh key without losing a second click, and removed when they end."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.models import Session

TRAIL_SECONDS = 60
EXPIRY = "_session_expiry"  # where Django keeps what `set_expiry` was told; nothing else here tells it


def move(old: SessionBase, *, to: Mapping[str, Any], trail: Mapping[str, Any], mark: str) -> SessionBase:
    """Return a session under a fresh key that holds `to`.

    For a minute the old key holds `trail` and, under `mark`, the fresh key.
    The minute itself is not handed on.
    """
    fresh = type(old)()
    fresh.update({key: value for key, value in to.items() if key != EXPIRY})
    fresh.create()
    if old.session_key:
        old.clear()
        old.update({**trail, mark: str(fresh.session_key)})
        old.set_expiry(TRAIL_SECONDS)
        old.save()
    return fresh


def forget(*, at: datetime) -> None:
    """Remove the sessions that have ended."""
    Session.objects.filter(expire_date__lte=at).delete()
