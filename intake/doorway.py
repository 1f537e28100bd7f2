"""Who may pass to a page of the claimant's door, and what somebody sees who may not."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

import matters
from casefile import drafts
from casefile.models import Draft
from intake import caller, gate, languages, typed, visit
from matters import texts

Rest = ParamSpec("Rest")
View = Callable[Concatenate[HttpRequest, Rest], HttpResponse]
MOST_TABS = 5
DraftView = Callable[Concatenate[HttpRequest, Draft, Rest], HttpResponse]


def matter() -> matters.Matter:
    """Return the investigation this site is for."""
    return matters.load(settings.MATTER)


def stop_page(request: HttpRequest) -> HttpResponse:
    """In both languages: a switch would leave a cookie."""
    spoken = sorted(dict(settings.LANGUAGES), key=lambda code: code != texts.language())
    return render(
        request, "intake/stopped.html", {"texts": [matter().text("stop_age", one) for one in spoken]}
    )


def unless_stopped(view: View[Rest]) -> View[Rest]:
    """Whoever was stopped at the age page sees the same words on every page of the interview."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponse:
        if lapsed := caller.lapsed(request):
            return lapsed
        if gate.is_stopped(request) and not caller.of(request):
            return stop_page(request)
        return view(request, *args, **kwargs)

    return guarded


def with_draft(view: DraftView[Rest]) -> View[Rest]:
    """Open the draft this browser's session holds; without one, lead to what it became or to the start.

    Where another tab kept something while this request was at work, it is worked anew on what is kept now.
    """

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponse:
        token = str(request.session.get(visit.TOKEN, ""))
        for _ in range(MOST_TABS):
            draft = drafts.find(token, matter=settings.MATTER) if token else None
            if draft is None:
                break
            languages.follow(request, draft.language)
            try:
                return view(request, draft, *args, **kwargs)
            except drafts.Overtaken:
                continue
            except drafts.Gone:
                break
        else:
            return render(request, "429.html", status=429)
        return without_draft(request, token)

    return unless_stopped(guarded)


def without_draft(request: HttpRequest, token: str) -> HttpResponse:
    """Lead to what the draft became; where nothing is known of it, say what may be done now."""
    submission = drafts.sent(token) if token else None
    if submission is None:
        if not token and typed.stash(request):
            return redirect("intake:session_ended")
        return render(request, "intake/lost.html", status=404)
    if caller.of(request):
        caller.hang_up(request)
        return redirect("desk_caller_sent", token=submission.token)
    return redirect("intake:sent", token=submission.token)
