"""A member of the firm at the claimant's door, typing for a caller: same pages, same order, same rules."""

from collections.abc import MutableMapping
from typing import Any, cast

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from casefile import audit, calls, staff
from casefile.models import StaffMember


def of(request: HttpRequest) -> StaffMember | None:
    """Return who types for a caller in this browser; nobody where a claimant sits at it."""
    by = request.session.get(calls.KEY)
    person = request.user if by else None
    return person if isinstance(person, StaffMember) and person.is_active and str(person.pk) == by else None


def by(request: HttpRequest) -> str:
    """Return whose hands are on the keys, as the record names them."""
    person = of(request)
    return str(person.pk) if person else audit.CLAIMANT


def entered_by(request: HttpRequest) -> str:
    """Return what a draft begun in this browser says of who types it."""
    person = of(request)
    return calls.entered_by(str(person.pk)) if person else ""


def note(request: HttpRequest, notice: dict[str, str]) -> dict[str, str]:
    """Return the accepted notice; where it was read out, with who read it."""
    person = of(request)
    return {**notice, "method": "spoken", "by": str(person.pk)} if person else notice


def lapsed(request: HttpRequest) -> HttpResponse | None:
    """End a call whose sign-in has ended, and lead to the sign-in: never on as if the caller sat here."""
    if calls.KEY not in request.session:
        return None
    at = timezone.now()
    why = staff.lapse(request.session, at=at)
    if of(request) and not why:
        staff.note_seen(_session(request), at=at)
        return None
    hang_up(request)
    logout(request)
    response = redirect("account_login")
    response["Location"] += f"?lapsed={why or 'long'}"
    return response


def hang_up(request: HttpRequest) -> None:
    """End the call: the next one starts with nothing of this one in the browser."""
    calls.end(_session(request), at=timezone.now())


def banner(request: HttpRequest) -> dict[str, Any]:
    """Say on every page who types for a caller; a context processor."""
    session = getattr(request, "session", None)
    person = of(request) if session is not None and session.get(calls.KEY) else None
    return {"caller": person.get_full_name() or person.get_username()} if person else {}


def _session(request: HttpRequest) -> MutableMapping[str, Any]:
    return cast(MutableMapping[str, Any], request.session)
