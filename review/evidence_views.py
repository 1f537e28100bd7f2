"""What the desk does with files that came over HTTP: show a copy, or download one, each press on record."""

import uuid
from collections.abc import Iterator

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from casefile import cabinet, handouts
from casefile.models import Submission, Upload
from casefile.rights import Right
from casefile.sent_files import Sent
from review import access, evidence
from review.access import StaffRequest, needs, unless_damaged

POLICY = "sandbox; default-src 'none'; frame-ancestors 'none'; base-uri 'none'"


@require_POST
@needs(Right.DOWNLOAD)
@unless_damaged
def show(request: StaffRequest, token: str, upload: uuid.UUID) -> HttpResponse:
    """Show the copy made to be looked at: of a picture without metadata, of a PDF without what acts."""
    return _given(request, token, upload, preview=True)


@require_POST
@needs(Right.DOWNLOAD)
@unless_damaged
def download(request: StaffRequest, token: str, upload: uuid.UUID) -> HttpResponse:
    """Hand over a file byte for byte as it came."""
    return _given(request, token, upload, preview=False)


def _given(request: StaffRequest, token: str, upload: uuid.UUID, *, preview: bool) -> HttpResponse:
    file = access.open_cleared(request.user, token, Right.DOWNLOAD)
    at = timezone.now()
    masked = evidence.may_show_a_minor(file, today=timezone.localtime(at).date())
    try:
        sent, pieces = handouts.opened(
            file, upload, preview=preview, masked=masked, by=str(request.user.pk), at=at
        )
    except Upload.DoesNotExist:
        raise Http404 from None
    except (handouts.NotFit, cabinet.Damaged) as error:
        damaged = isinstance(error, cabinet.Damaged)
        messages.error(
            request, "Its stored bytes are damaged." if damaged else "This file is not fit to open."
        )
        return redirect(f"{reverse('desk_file', args=(file.token,))}#evidence")
    return _response(file, sent, pieces, preview=preview)


def _response(file: Submission, sent: Sent, pieces: Iterator[bytes], *, preview: bool) -> HttpResponse:
    is_picture = preview and sent.is_image
    response = HttpResponse(pieces, content_type="image/jpeg" if is_picture else "application/octet-stream")
    ending = "jpg" if is_picture else evidence.ENDINGS.get(sent.kind, "bin")
    copy = "-copy" if preview else ""
    name = f"evidence-{file.reference}-{str(sent.upload_id)[:8]}{copy}.{ending}"
    kind = "inline" if is_picture else "attachment"
    response["Content-Disposition"] = f'{kind}; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = POLICY
    return response
