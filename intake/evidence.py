"""The page where a claimant may send files: no script needed, and nothing of it must be answered."""

import uuid
from functools import partial

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

import matters
from casefile import evidence, holds
from casefile.models import Draft
from intake import course, uploads
from intake.doorway import with_draft


@require_http_methods(["GET", "HEAD", "POST"])
@uploads.takes_files
@with_draft
def files(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Show what was sent, and keep what is sent now."""
    return uploads.answer(
        request,
        draft_sha256=draft.token_sha256,
        listed=partial(_rows, draft),
        page=partial(_page, request, draft),
        here="intake:evidence",
        gone="intake:evidence",
        at=timezone.now(),
    )


@require_POST
@with_draft
def remove(request: HttpRequest, draft: Draft, *, upload: uuid.UUID) -> HttpResponse:
    """Take a file back while the answers are not sent."""
    try:
        evidence.remove(draft=draft, upload_id=upload, at=timezone.now())
    except evidence.Gone:
        pass  # gone is what was wanted
    except holds.Held:
        return render(request, "intake/held.html", status=409)
    return HttpResponseRedirect(reverse("intake:evidence") + "#sent")


def _page(request: HttpRequest, draft: Draft, taken: uploads.Taken | None = None) -> HttpResponse:
    journey = matters.load(settings.MATTER).journey
    is_done = course.open_step(journey, draft.answers) is None
    on = course.resume(journey, draft.answers)
    context = {
        **uploads.shown(taken),
        "rows": _rows(draft),
        "onward": on,
        "back": course.last(journey, draft.answers) if is_done else on,
    }
    return render(request, "intake/evidence.html", context, status=taken.status if taken else 200)


def _rows(draft: Draft) -> tuple[uploads.Row, ...]:
    return uploads.rows(draft.token_sha256, is_draft=True)
