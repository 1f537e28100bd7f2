"""Where a person of the firm arrives: the queue, or for those who may not open it, their own rooms."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from casefile import rights
from casefile.rights import Right
from review import queue_views, rooms
from review.access import StaffRequest, staff_only


@require_http_methods(["GET", "HEAD"])
@staff_only
def front(request: StaffRequest) -> HttpResponse:
    """Show the queue to whoever may open it, and lead others to their rooms."""
    return queue_views.queue(request) if rights.holds(request.user, Right.OPEN) else redirect("desk_home")


@require_http_methods(["GET", "HEAD"])
@staff_only
def home(request: StaffRequest) -> HttpResponse:
    """List the rooms that a person may enter."""
    return render(request, "review/home.html", {"rooms": rooms.of(request.user)})


@require_http_methods(["GET", "HEAD"])
@staff_only
def keys(request: StaffRequest) -> HttpResponse:
    """List the single keys of the desk, with the switch that turns them off on this device."""
    return render(request, "review/keys.html", {"here": "keys"})
