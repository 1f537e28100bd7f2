"""What a session remembers of one browser, and how that browser enters what it came back to."""

import base64
import hashlib
import secrets

from django.http import HttpRequest

from casefile import sealing, sessions
from casefile.models import Draft
from casefile.passes import Opened

TOKEN = "draft"  # noqa: S105  (the name of a key of the session)
FILE = "file"
BROWSER = "browser"
ASKED = "pass"  # the pass this browser asked for last
CAME_BY = "came_by"  # the pass by which it came back
MOVED = "moved"
ENTERED_BY = "entered_by"  # the hash of the accepted notice with which the interview was begun


def put(request: HttpRequest, key: str, text: str, *, of: str) -> None:
    """Keep a text sealed in the session, which lies in the database; `of` must be said again to read it."""
    sealed = sealing.seal(text.encode(), place=f"session.{key}:{of}")
    request.session[key] = base64.b64encode(sealed).decode()


def read(request: HttpRequest, key: str, *, of: str) -> str:
    """Return the text put under a key, "" where there is none that opens."""
    try:
        sealed = base64.b64decode(request.session.get(key, ""))
        return sealing.open_sealed(sealed, place=f"session.{key}:{of}").decode() if sealed else ""
    except (sealing.Tampered, sealing.KeysMissing, ValueError):
        return ""


def browser(request: HttpRequest) -> str:
    """Return the random value that stands for this browser, "" where it has none yet."""
    return str(request.session.get(BROWSER, ""))


def name_browser(request: HttpRequest) -> str:
    """Return the random value that stands for this browser, making one if needed."""
    if BROWSER not in request.session:
        request.session[BROWSER] = secrets.token_urlsafe(32)
    return browser(request)


def enter(request: HttpRequest, *, pass_id: str, opened: Opened | None) -> None:
    """Go on under a fresh session key, holding what was opened, or only that something may be chosen.

    For a minute the old key leads to the new one, for the second of two clicks on the way (see `follow`).
    """
    held = dict(request.session.items())
    trail = {key: held[key] for key in (BROWSER, ASKED) if key in held}
    fresh = {key: value for key, value in held.items() if key not in (ASKED, MOVED)}
    fresh[CAME_BY] = pass_id
    if opened and isinstance(opened.thing, Draft):
        fresh[TOKEN] = opened.token
    elif opened:
        fresh[FILE] = str(opened.thing.pk)
    request.session = sessions.move(request.session, to=fresh, trail=trail, mark=MOVED)


def begin(request: HttpRequest, *, token: str, note: str) -> None:
    """Hold a new draft under a fresh session key; for a minute the old one leads there (see `has_begun`)."""
    held = {key: value for key, value in request.session.items() if key != MOVED}
    fresh = {**held, TOKEN: token, ENTERED_BY: _mark(note)}
    request.session = sessions.move(request.session, to=fresh, trail={}, mark=MOVED)


def has_begun(request: HttpRequest, *, note: str) -> bool:
    """Whether the draft was begun just now with this very note; the second of two clicks gets its session.

    The note is in nobody's hands but the visitor's, so a key that was planted follows nowhere.
    """
    moved = request.session.get(MOVED)
    there = type(request.session)(str(moved)) if moved else None
    if there is None or there.get(ENTERED_BY) != _mark(note):
        return False
    there.modified = True
    request.session = there
    return True


def _mark(note: str) -> str:
    return hashlib.sha256(note.encode()).hexdigest()


def follow(request: HttpRequest, *, pass_id: str) -> bool:
    """Whether this browser came back by this pass just now; the second of two clicks gets the same session.

    To be asked only after the link or the code was shown once more, or from a key that nobody else knew.
    """
    moved = request.session.get(MOVED)
    if moved:
        there = type(request.session)(str(moved))
        if there.get(CAME_BY) == pass_id:
            there.modified = True
            request.session = there
    return request.session.get(CAME_BY) == pass_id
