"""What tells a robot from a person at the door, and how long a page was open: signals only, never a refusal.

Each form carries a box that nobody sees and a signed note of when the page was opened. Neither decides
anything: what looks odd is put on the draft as a code, which the desk reads as a sentence.
"""

import json
import secrets
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve

import matters
from casefile import measurement
from casefile.measurement import Passage
from casefile.models import Draft
from intake.visit import TOKEN, put, read
from matters.interview import Step

BOX, OPENED = "website", "opened"  # the names of the two fields, such as any form might have
FILLED, QUICK, MISSING, FORGED = "box.filled", "page.quick", "stamp.missing", "stamp.forged"
HELD = "held"  # a key of the session


@dataclass(frozen=True, slots=True)
class Visit:
    """One page as it came back: its stage, how long it was open, and what looked odd."""

    stage: str
    opened: datetime | None
    seconds: float | None
    signals: tuple[str, ...]

    def to(self, stage: str) -> Passage:
        """Return it as a page that led to this stage."""
        return Passage(self.stage, self.seconds, stage)


def stamp(place: str, *, at: datetime) -> str:
    """Return a signed note that the page at this place was opened now; it is good for no other place."""
    return _signer(place).sign(f"{int(at.timestamp() * 1000):x}")


def place_of(step: Step, draft: Draft) -> str:
    """Return what a page's note is bound to: the page, the item it is about, and the draft."""
    return f"{draft.pk.hex}:{step.page.name}:{step.item}"


def still(request: HttpRequest, place: str, *, at: datetime) -> str:
    """Return the note for a page that is shown: the one that came back with it, else a new one."""
    said = str(request.POST.get(OPENED, ""))
    return said if _opened(said, place, at=at) else stamp(place, at=at)


def visit(request: HttpRequest, place: str, *, stage: str = "", is_new: bool = True, at: datetime) -> Visit:
    """Read what came back with a page; one that was answered before may be passed as quickly as one likes."""
    said = str(request.POST.get(OPENED, ""))
    opened = _opened(said, place, at=at)
    seconds = None if opened is None else max(0.0, (at - opened).total_seconds())
    odd = {
        FILLED: bool(request.POST.get(BOX)),
        MISSING: not said,
        FORGED: bool(said) and opened is None,
        QUICK: is_new and seconds is not None and seconds < settings.QUICK_PAGE_SECONDS,
    }
    return Visit(stage, opened, seconds, tuple(code for code, is_so in odd.items() if is_so))


def visit_of(request: HttpRequest, draft: Draft, step: Step, *, at: datetime) -> Visit:
    """Read what came back with a page of the interview."""
    is_new = matters.load(draft.matter).journey.values(draft.answers, step) is None
    stage = measurement.stage(draft.matter, step)
    return visit(request, place_of(step, draft), stage=stage, is_new=is_new, at=at)


def _opened(said: str, place: str, *, at: datetime) -> datetime | None:
    try:
        opened = datetime.fromtimestamp(int(_signer(place).unsign(said), 16) / 1000, tz=at.tzinfo)
    except (BadSignature, ValueError, OverflowError):
        return None
    return opened


def _signer(place: str) -> Signer:
    return Signer(salt=f"intake.opened:{place}")


def stage_at(address: str) -> str:
    """Return the stage that an address of the interview belongs to; nothing for a page that has none."""
    return _stage_at(address.partition("?")[0])


@lru_cache(maxsize=512)  # the addresses we lead to ourselves: a few dozen pages, for each person and photo
def _stage_at(path: str) -> str:
    try:
        found = resolve(path)
    except Resolver404:
        return ""
    named, number = found.kwargs.get("page", found.url_name or ""), found.kwargs.get("number")
    index = None if number is None else number - 1
    return measurement.stage_of(settings.MATTER, page=named, each=found.kwargs.get("each"), index=index)


def hold(request: HttpRequest, **what: Any) -> HttpResponse:
    """Put by, sealed, what an adult sent, and lead to the short check.

    `browser` is drawn anew each time: the sum, and the mailed code, are good for this browser and this once.
    """
    held = {"browser": secrets.token_urlsafe(16), **what}
    put(request, HELD, json.dumps(held), of=_token(request))
    return redirect("intake:proof")


def held(request: HttpRequest) -> dict[str, Any]:
    """Return what was put by; nothing where there is none that opens."""
    found = read(request, HELD, of=_token(request))
    return dict(json.loads(found)) if found else {}


def let_go(request: HttpRequest) -> None:
    """Forget what was put by."""
    request.session.pop(HELD, None)


def _token(request: HttpRequest) -> str:
    return str(request.session.get(TOKEN, ""))
