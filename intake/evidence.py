"""The page where a claimant may send files: no script needed, and nothing of it must be answered."""

import uuid
from contextlib import suppress

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

import matters
from casefile import evidence
from casefile.models import Draft
from intake import course, uploads
from intake.doorway import with_draft

LIST = "intake/evidence_list.html"


@require_http_methods(["GET", "HEAD", "POST"])
@uploads.takes_files
@with_draft
def files(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Show what was sent, and keep what is sent now; each file is kept whatever becomes of the others."""
    if request.method != "POST":
        return _told(request, draft) if _is_script(request) else _page(request, draft)
    try:
        taken = uploads.take(request, draft_sha256=draft.token_sha256, at=timezone.now())
    except evidence.Gone:
        return redirect("intake:evidence")
    if _is_script(request):
        return _told(request, draft, taken)
    if taken.faults:
        return _page(request, draft, taken)
    return HttpResponseRedirect(reverse("intake:evidence") + "#sent")


@require_POST
@with_draft
def remove(request: HttpRequest, draft: Draft, *, upload: uuid.UUID) -> HttpResponse:
    """Take a file back while the answers are not sent."""
    with suppress(evidence.Gone):
        evidence.remove(draft=draft, upload_id=upload, at=timezone.now())
    return HttpResponseRedirect(reverse("intake:evidence") + "#sent")


def _is_script(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def _page(request: HttpRequest, draft: Draft, taken: uploads.Taken | None = None) -> HttpResponse:
    journey = matters.load(settings.MATTER).journey
    is_done = course.open_step(journey, draft.answers) is None
    on = course.resume(journey, draft.answers)
    context = {
        "rows": uploads.rows(draft.token_sha256, is_draft=True),
        "faults": taken.faults if taken else (),
        "kept": len(taken.kept) if taken else 0,
        "accept": uploads.ACCEPT,
        "field": uploads.FIELD,
        "limits": uploads.limits(),
        "onward": on,
        "back": course.last(journey, draft.answers) if is_done else on,
    }
    return render(request, "intake/evidence.html", context, status=taken.status if taken else 200)


def _told(request: HttpRequest, draft: Draft, taken: uploads.Taken | None = None) -> HttpResponse:
    """The list as it stands now, and the faults, for the page's own script."""
    rows = uploads.rows(draft.token_sha256, is_draft=True)
    said = {
        "list": render_to_string(LIST, {"rows": rows}, request=request),
        "is_waiting": any(row.is_waiting for row in rows),
        "faults": [fault.words for fault in taken.faults] if taken else [],
        "words": _("Received") if taken and taken.kept else "",
    }
    return JsonResponse(said, status=taken.status if taken else 200)
