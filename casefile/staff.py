"""Accounts of the firm, and how long a sign-in lasts."""

from collections.abc import Mapping, MutableMapping
from datetime import datetime, timedelta
from typing import Any

from casefile import audit, rights
from casefile.models import StaffMember

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=10)
FRESH = timedelta(minutes=5)  # a sign-in this young needs no second proof of the password
NOTED_EVERY = timedelta(minutes=1)  # a row is written at most once a minute, not at every page
SIGNED_IN_AT, SEEN_AT, PROVED = "desk_signed_in_at", "desk_seen_at", "desk_second_factor"


def ensure(*, username: str, password: str, at: datetime) -> StaffMember:
    """Make an account that holds every role, if it is not there; an existing one keeps its password."""
    person, made = StaffMember.objects.get_or_create(username=username, defaults={"email": username})
    if made:
        person.set_password(password)
        person.save(update_fields=["password"])
    rights.give(staff=person, roles=tuple(rights.ROLES), by=audit.SYSTEM, at=at)
    return person


def lapse(session: Mapping[str, Any], *, at: datetime) -> str:
    """Why a sign-in has ended, "idle" or "long"; nothing while it holds."""
    signed_in, seen = (session.get(key) for key in (SIGNED_IN_AT, SEEN_AT))
    if not signed_in or not seen or datetime.fromisoformat(signed_in) + LONGEST <= at:
        return "long"
    return "idle" if datetime.fromisoformat(seen) + IDLE <= at else ""


def is_fresh(session: Mapping[str, Any], *, at: datetime) -> bool:
    """Whether the sign-in began a few minutes ago."""
    signed_in = str(session.get(SIGNED_IN_AT, ""))
    return bool(signed_in) and at < datetime.fromisoformat(signed_in) + FRESH


def note_seen(session: MutableMapping[str, Any], *, at: datetime) -> None:
    """Start the idle clock anew."""
    if datetime.fromisoformat(session[SEEN_AT]) + NOTED_EVERY < at:
        session[SEEN_AT] = at.isoformat()
