"""The record over HTTP: read, narrowed, printed; taking its head out of the house is itself on record."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from casefile import heads, rights
from casefile.rights import Right
from review import record, wording
from review.access import StaffRequest, needs


@require_http_methods(["GET", "HEAD"])
@needs(Right.AUDIT)
def entries(request: StaffRequest) -> HttpResponse:
    """Show the record, the newest entry first: ids and events, and nothing of what anybody said."""
    wish = record.read(request.GET)
    matters = rights.matters_of(request.user, Right.AUDIT)
    context = {
        "wish": wish,
        "page": record.page(wish, matters=matters),
        "state": record.state(),
        "families": record.FAMILIES.items(),
        "actors": record.actors(),
        "is_walled": "" not in matters,
        "here": "record",
        "at": wording.moment(timezone.now()),
    }
    return render(request, "review/record.html", context)


@require_http_methods(["POST"])
@needs(Right.AUDIT)
def head(request: StaffRequest) -> HttpResponse:
    """Note that the head goes onto paper, and show it to be printed."""
    given = heads.hand_out(to=request.user, at=timezone.now())
    if given is None:
        messages.warning(request, "There is no entry yet, so there is nothing to hold against.")
        return redirect("desk_record")
    context = {"head": given, "at": wording.moment(timezone.now()), "here": "record"}
    return render(request, "review/record_head.html", context)
