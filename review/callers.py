"""Answers for somebody on the phone: from the desk to the claimant's own pages, and back with a reference."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from casefile import calls, seen
from casefile.rights import Right
from review import access
from review.access import StaffRequest, needs

DONE = {
    "handed-over": "The letter is on its way. The answers are out of this browser; "
    "only the caller can open them now.",
}


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.ENTER)
def callers(request: StaffRequest) -> HttpResponse:
    """Say what entering for a caller means, and begin; while a call is on, lead back into it."""
    is_on = calls.KEY in request.session
    if request.method == "POST":
        if not is_on:
            calls.begin(request.session, staff=request.user, at=timezone.now())
        return redirect("intake:start")
    done = DONE.get(request.GET.get("done", ""), "")
    return render(request, "review/callers.html", {"is_on": is_on, "done": done, "here": "callers"})


@require_http_methods(["GET", "HEAD"])
@needs(Right.ENTER)
def sent(request: StaffRequest, token: str) -> HttpResponse:
    """Give the reference to read out once the answers were sent."""
    file = access.open_file(request.user, token, Right.ENTER)
    seen.view(file, "caller", by=request.user, at=timezone.now())
    return render(request, "review/caller_sent.html", {"file": file})
