"""Documents sent after the answers: from the status page, with a script and without."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from casefile import evidence
from casefile.models import Submission
from intake import uploads
from intake.status import with_file


@require_http_methods(["GET", "HEAD", "POST"])
@uploads.takes_files
@with_file
def files(request: HttpRequest, file: Submission) -> HttpResponse:
    """Show what was sent, and keep what is sent now; nothing of it is taken back here."""
    return uploads.answer(
        request,
        draft_sha256=file.draft_sha256,
        listed=partial(rows, file),
        page=partial(_page, request, file),
        here="intake:status_files",
        gone="intake:come_back",
        at=timezone.now(),
    )


def rows(file: Submission) -> tuple[uploads.Row, ...]:
    """Return the files of what was sent, as its claimant may see them."""
    return uploads.rows(file.draft_sha256, is_draft=False)


def _page(request: HttpRequest, file: Submission, taken: uploads.Taken | None = None) -> HttpResponse:
    context = {
        **uploads.shown(taken),
        "rows": rows(file),
        "may_add": evidence.may_add(file),
        "back": reverse("intake:status"),
    }
    return render(request, "intake/status/add_files.html", context, status=taken.status if taken else 200)
