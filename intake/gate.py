"""The door before the interview: the notice somebody accepted, and the cookie of somebody who was stopped.

Nothing here touches a row: until an adult has passed, the acknowledgement travels in a signed field, and a
person under 18 leaves one browser-session cookie that says only that the door is closed.
"""

import base64
from dataclasses import asdict
from datetime import date, datetime, timedelta

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from casefile import firm, sealing
from matters import Matter
from matters.texts import Text

SALT = "intake.notice"
BORN = "birth_date"
NOTICE_HOLDS_FOR = timedelta(hours=24)
STOPPED = "stopped" if settings.DEMO else "__Host-stopped"


def notice(matter: Matter, *, language: str = "en") -> Text:
    """Return the notice as it is shown, with the firm's name in it and the hash of exactly that."""
    return matter.notice(language).as_shown(firm.words())


def accept(text: Text, *, seconds: float | None = None, at: datetime) -> str:
    """Return a signed note that this text was accepted now, for the next page to carry."""
    said = {"sha256": text.sha256, "language": text.language, "at": at.isoformat(), "seconds": seconds}
    return signing.dumps(said, salt=SALT, compress=True)


def read_for(note: str) -> float | None:
    """Return for how many seconds the notice was open before it was accepted, where that is known."""
    try:
        seconds = signing.loads(note, salt=SALT).get("seconds")
    except signing.BadSignature:
        return None
    return None if seconds is None else float(seconds)


def accepted(note: str, matter: Matter, *, at: datetime) -> dict[str, str] | None:
    """Return the accepted notice, whole and with its time; None if forged, old, or of another wording."""
    try:
        said = signing.loads(note, salt=SALT)
        text = notice(matter, language=said["language"])
        accepted_at = datetime.fromisoformat(said["at"])
    except (signing.BadSignature, KeyError, TypeError, ValueError):
        return None
    if said["sha256"] != text.sha256 or not timedelta() <= at - accepted_at <= NOTICE_HOLDS_FOR:
        return None
    return {**asdict(text), "at": said["at"]}


def keep_birth_date(request: HttpRequest, born: date, *, token: str) -> None:
    """Keep the date in the session for prefilling one question; sealed, for sessions lie in the database."""
    sealed = sealing.seal(born.isoformat().encode(), place=f"session.{BORN}:{token}")
    request.session[BORN] = base64.b64encode(sealed).decode()


def birth_date(request: HttpRequest, *, token: str) -> str:
    """Return the date given at the door, or nothing where the session has none that opens."""
    try:
        sealed = base64.b64decode(request.session.get(BORN, ""))
        return sealing.open_sealed(sealed, place=f"session.{BORN}:{token}").decode() if sealed else ""
    except (sealing.Tampered, sealing.KeysMissing):
        return ""


def is_stopped(request: HttpRequest) -> bool:
    """Whether this browser was stopped before, in its present session."""
    return STOPPED in request.COOKIES


def stop(request: HttpRequest, page: HttpResponse) -> HttpResponse:
    """Leave nothing of this visit but a cookie that says 'stopped', until the browser closes."""
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        request.session.flush()
    request.META.pop("CSRF_COOKIE_NEEDS_UPDATE", None)
    page.delete_cookie(settings.CSRF_COOKIE_NAME, samesite="Lax")
    page.set_cookie(STOPPED, "stopped", secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax")
    return page
