"""A page as it was typed and not sent: kept while it is typed, and across the end of a session."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest, QueryDict

import matters
from casefile import drafts, sealing
from casefile.models import Draft
from intake import course, visit
from matters.answers import Kind
from matters.fields.base import printable
from matters.interview import Step
from matters.pages import PageForm

STASH = "stash"
OF = "of"
NOT_TYPED = ("csrfmiddlewaretoken", "heard", "later", OF)
PAGES = ("intake:page", "intake:item_page", "intake:typing", "intake:item_typing")


def name(step: Step) -> str:
    """Return the one name of a page among those kept as they were typed."""
    return _name(step.page.name, step.page.each, step.index)


def _name(page: str, each: str | None, index: int | None) -> str:
    return page if each is None or index is None else f"{each}.{index}.{page}"


def of_draft(draft: Draft) -> str:
    """Return what a page carries to say whose it is, without opening anything."""
    return sealing.digest(f"typed.of\0{draft.pk}".encode())[:32]


def fields(request: HttpRequest) -> dict[str, list[str]]:
    """Return what was typed, and nothing a page carries beside it."""
    typed = {key: values for key, values in request.POST.lists() if key not in NOT_TYPED}
    return {printable(key): [printable(value) for value in values] for key, values in typed.items()}


def form(build: Callable[[QueryDict | None], PageForm], draft: Draft, step: Step) -> PageForm:
    """Return the page with what was typed and not sent, unjudged, or else as it was answered."""
    left = drafts.typed(draft, step=name(step))
    if left is None:
        return build(None)
    data = QueryDict(mutable=True)
    for key, values in left.items():
        data.setlist(key, values)
    page = build(data)
    journey = matters.load(draft.matter).journey
    if page.is_valid() and page.values() == journey.values(draft.answers, step):
        return build(None)  # it was kept after all, a moment before it was sent
    shown = build(data)
    shown.is_only_typed = True
    return shown


# Across the end of a session


def stash(request: HttpRequest) -> bool:
    """Keep a page that came too late sealed in this session, until its owner is back; False if it is none."""
    match = request.resolver_match
    if request.method != "POST" or match is None or match.view_name not in PAGES or not request.POST.get(OF):
        return False
    where = {key: match.kwargs.get(key) for key in ("page", "each", "number")}
    held = json.dumps({**where, OF: request.POST[OF], "typed": fields(request)})
    if len(held) > drafts.MOST_TYPED:
        return False
    visit.put(request, STASH, held, of=visit.name_browser(request))
    return True


def unstash(request: HttpRequest, draft: Draft) -> tuple[Step, Mapping[str, list[str]]] | None:
    """Take out the page that came too late, if it is of this draft and still asked."""
    held = _held(request)
    request.session.pop(STASH, None)
    if not held or held[OF] != of_draft(draft):
        return None
    each: Kind | None = held["each"]
    index = None if held["number"] is None else held["number"] - 1
    journey = matters.load(settings.MATTER).journey
    if not course.exists(journey, page=held["page"], each=each, index=index):
        return None
    try:
        step = journey.find(draft.answers, page=held["page"], index=index)
    except KeyError:
        return None
    return step, held["typed"]


def has_stash(request: HttpRequest) -> bool:
    """Whether a page that came too late waits in this session."""
    return STASH in request.session


def _held(request: HttpRequest) -> dict[str, Any] | None:
    held = visit.read(request, STASH, of=visit.browser(request))
    return json.loads(held) if held else None
