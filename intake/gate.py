"""The door before the interview: the notice somebody accepted, and the cookie of somebody who was stopped.

Nothing here touches a row: until an adult has passed, the acknowledgement travels in a signed field, and a
person under 18 leaves one browser-session cookie that says only that the door is closed.
"""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from casefile import firm, sources
from intake import visit
from matters import Matter
from matters.texts import Text

SALT = "intake.notice"
BORN = "birth_date"
NOTICE_HOLDS_FOR = timedelta(hours=24)
ASKED = "asked"
STOPPED = "stopped" if settings.DEMO else "__Host-stopped"


def notice(matter: Matter, *, language: str = "") -> Text:
    """Return the notice as it is shown, with the firm's name in it and the hash of exactly that.

    A language of which there is no notice is none; then that of the request is meant.
    """
    known = language if language in dict(settings.LANGUAGES) else ""
    return matter.notice(known).as_shown(firm.words())


def source(code: str, matter: Matter, *, language: str = "en") -> dict[str, Any] | None:
    """Return where a visit with this code comes from, with its paragraph as shown; None where unknown."""
    found = sources.find(code)
    return sources.shown(found, matter, language=language) if found else None


def paragraphs(source: dict[str, Any] | None) -> tuple[str, ...]:
    """Return what is said of a source before the first question, paragraph by paragraph."""
    return Text.from_json(source["text"]).paragraphs if source else ()


def accept(
    text: Text,
    *,
    at: datetime,
    source: dict[str, Any] | None = None,
    carried: Mapping[str, str] | None = None,
    seconds: float | None = None,
) -> str:
    """Return a signed note that this text was accepted now, for the next page to carry.

    It also carries where the visit came from, in the version whose paragraph stood beside the text, and
    `carried`: what else the draft is to know, such as the private link that led here. `seconds`: for how
    long the notice was open.
    """
    said: dict[str, Any] = {"sha256": text.sha256, "language": text.language, "at": at.isoformat()}
    said |= {"carried": dict(carried or {}), "seconds": seconds}
    if source:
        said["source"] = [source["code"], source["version"], source["text"]["sha256"]]
    return signing.dumps(said, salt=SALT, compress=True)


def source_of(note: str, matter: Matter) -> dict[str, Any] | None:
    """Return where the visit of an accepted note came from, exactly as it was shown; None for nowhere.

    Raises KeyError if the paragraph reads otherwise by now: it must be shown again.
    """
    said = signing.loads(note, salt=SALT)
    if "source" not in said:
        return None
    code, version, sha256 = said["source"]
    row = sources.version(code, version)
    shown = sources.shown(row, matter, language=said["language"]) if row else None
    if shown is None or shown["text"]["sha256"] != sha256:
        raise KeyError(code)
    return shown


def code(note: str) -> str:
    """Return the code of the source a note carries, even where the note does not hold any more."""
    try:
        return str(signing.loads(note, salt=SALT)["source"][0])
    except (signing.BadSignature, KeyError, TypeError):
        return ""


def carried(note: str) -> dict[str, str]:
    """Return what an accepted note carries along; nothing if it is forged."""
    try:
        return {str(name): str(value) for name, value in signing.loads(note, salt=SALT)["carried"].items()}
    except (signing.BadSignature, KeyError, TypeError, AttributeError):
        return {}


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
        source_of(note, matter)
    except (signing.BadSignature, KeyError, TypeError, ValueError):
        return None
    if said["sha256"] != text.sha256 or not timedelta() <= at - accepted_at <= NOTICE_HOLDS_FOR:
        return None
    return {**asdict(text), "at": said["at"]}


def keep_birth_date(request: HttpRequest, born: date, *, token: str) -> None:
    """Keep the date in the session for prefilling one question."""
    visit.put(request, BORN, born.isoformat(), of=token)


def birth_date(request: HttpRequest, *, token: str) -> str:
    """Return the date given at the door, or nothing where the session has none that opens."""
    return visit.read(request, BORN, of=token)


def is_stopped(request: HttpRequest) -> bool:
    """Whether this browser was stopped before, in its present session."""
    return STOPPED in request.COOKIES


def stop(request: HttpRequest, page: HttpResponse) -> HttpResponse:
    """Leave nothing of this visit but a cookie that says 'stopped', until the browser closes."""
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        request.session.flush()
    request.META.pop("CSRF_COOKIE_NEEDS_UPDATE", None)
    page.delete_cookie(settings.CSRF_COOKIE_NAME, samesite="Lax")
    if settings.LANGUAGE_COOKIE_NAME in request.COOKIES:
        page.delete_cookie(settings.LANGUAGE_COOKIE_NAME, samesite="Lax")
    page.set_cookie(STOPPED, "stopped", secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax")
    return page
