"""The optional look at the claimant's own photos in the published lists, before anything is sent."""

from datetime import datetime
from math import ceil

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

import matters
from casefile import firm, previews
from casefile.models import Draft
from casefile.tallies import Spent
from intake import addresses, course, network, rows
from intake.doorway import with_draft


@require_http_methods(["GET", "HEAD", "POST"])
@with_draft
def look_up(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Say what a look-up does; on a POST look the draft's photos up and show what nothing keeps."""
    journey = matters.load(settings.MATTER).journey
    step = course.look_up_step(journey, draft.answers)
    if step is None:
        return redirect(course.resume(journey, draft.answers))
    back = addresses.of_step(step, changing=addresses.CHANGE in request.GET)
    page = {"back": back, "photos": rows.list_page(journey, "photos")}
    if request.method != "POST":
        return render(request, "intake/look_up.html", page | _texts())
    at = timezone.now()
    try:
        seen = previews.look_up(draft, network=network.network(request), at=at)
    except Spent as spent:
        return _too_many(request, spent, back=back, at=at)
    return render(request, "intake/look_up.html", page | _texts() | {"seen": seen})


def _texts() -> dict[str, object]:
    matter, words = matters.load(settings.MATTER), firm.words()
    return {
        "about": matter.text("look_up").as_shown(words),
        "meaning": matter.text("look_up_meaning").as_shown(words),
    }


def _too_many(request: HttpRequest, spent: Spent, *, back: str, at: datetime) -> HttpResponse:
    for_the_day = previews.is_for_the_day(spent)
    most = {"accounts": settings.LOOK_UP_ACCOUNTS, "photos": settings.LOOK_UP_PHOTOS}
    shown = {"back": back, "for_the_day": for_the_day, "most": most}
    page = render(request, "intake/look_up_later.html", shown, status=429)
    if for_the_day:
        page["Retry-After"] = str(ceil((spent.until - at).total_seconds()))
    return page
