"""Documents sent after the answers: from the status page, with a script and without."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
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
    if request.method != "POST":
        return uploads.told(request, rows(file)) if uploads.is_script(request) else _page(request, file)
    try:
        taken = uploads.take(request, draft_sha256=file.draft_sha256, at=timezone.now())
    except evidence.Gone:
        return redirect("intake:come_back")
    if uploads.is_script(request):
        return uploads.told(request, rows(file), taken)
    if taken.faults:
        return _page(request, file, taken)
    return HttpResponseRedirect(reverse("intake:status_files") + "#sent")


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
