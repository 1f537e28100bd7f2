"""The pages anybody may read before the interview: what this is, plain facts, and what to save first."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from casefile import measurement
from intake import course, doorway, gate

FROM = "from"


def came_from(request: HttpRequest) -> str:
    """Return the code that an address carries until the notice is accepted; no cookie ever holds it."""
    return str(request.GET.get(FROM, ""))


def to_start(code: str = "") -> str:
    """Return the address of the notice, with the code of a source on it where there is one."""
    address = reverse("intake:start")
    return f"{address}?{urlencode({FROM: code})}" if code else address


@require_safe
def landing(request: HttpRequest) -> HttpResponse:
    """Say what this is, who runs it and what is needed."""
    return _landing(request, came_from(request))


@require_safe
def arrive(request: HttpRequest, *, code: str) -> HttpResponse:
    """Receive a visit from a source: the same first page, which hands the code on, or the ordinary one."""
    if gate.source(code, doorway.matter()) is None:
        return redirect("intake:landing")
    return _landing(request, code)


def _landing(request: HttpRequest, code: str) -> HttpResponse:
    matter = doorway.matter()
    return render(
        request,
        "intake/landing.html",
        {
            "matter": matter,
            "save_first": matter.text("save_first"),
            "source": gate.source(code, matter),
            "questions": course.usual_length(matter.journey),
            "minutes": measurement.median_minutes(matter=matter.slug, at=timezone.now()),
        },
    )


@require_safe
def save_first(request: HttpRequest) -> HttpResponse:
    """Say what to save before photos are deleted, and how; printed, it is a list to tick."""
    matter = doorway.matter()
    shown = {"save_first": matter.text("save_first"), "source": gate.source(came_from(request), matter)}
    return render(request, "intake/save_first.html", shown)


@require_safe
def facts(request: HttpRequest) -> HttpResponse:
    """Say what is known in public, each with its source: never an outcome, a deadline or advice."""
    return render(request, "intake/facts.html", {"source": gate.source(came_from(request), doorway.matter())})
