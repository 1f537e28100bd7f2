"""The clearer's pages over HTTP: what the conflict check holds, why, and the ruling on it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from casefile import audit, conflicts, tasks
from casefile.models import Clearance, Submission
from casefile.rights import Right
from review import conflict_forms, held, views
from review.access import StaffRequest, needs, unless_damaged

PAGE, LATELY = 25, 10
SAID = {
    Clearance.CLEAR: "Recorded: clear. The file is open to the desk, and what was held leaves by itself.",
    Clearance.POSSIBLE: "Recorded: possible conflict. The file stays sealed.",
    Clearance.BLOCKED: "Recorded: blocked. The file stays sealed.",
}


@require_http_methods(["GET", "HEAD"])
@needs(Right.CLEAR)
def every(request: StaffRequest) -> HttpResponse:
    """List what is held, the oldest first, and what was cleared lately."""
    at = timezone.now()
    page = Paginator(held.held(request.user), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": held.listed(page, at=at),
        "ruled": held.ruled(request.user)[:LATELY],
        "here": "conflicts",
    }
    return render(request, "review/conflicts.html", context)


@require_http_methods(["GET", "HEAD"])
@needs(Right.CLEAR)
@unless_damaged
def one(request: StaffRequest, token: str) -> HttpResponse:
    """Show the conflict check of a file; that it was opened is on record."""
    file = _file(request, token)
    return _show(request, file)


@require_http_methods(["GET", "HEAD"])
@needs(Right.CLEAR)
@unless_damaged
def answers(request: StaffRequest, token: str) -> HttpResponse:
    """Show a clearer the file itself while it is held; once it is clear, who may open files does so."""
    file = _file(request, token)
    if conflicts.is_clear(file):
        return redirect("desk_file", token=token)
    return views.show(request, file)


@require_http_methods(["POST"])
@needs(Right.CLEAR)
@unless_damaged
def rule(request: StaffRequest, token: str) -> HttpResponse:
    """Record a ruling, unless the page was overtaken; then say by what."""
    file = _file(request, token)
    form = conflict_forms.Rule(request.POST)
    if not form.is_valid():
        return _show(request, file, form=form, status=422)
    wish = form.cleaned_data
    ruling = conflicts.Ruling(wish["outcome"], wish["reason"], wish["note"])
    try:
        conflicts.rule(file, ruling, seen=wish["seen"], by=request.user, at=timezone.now())
    except conflicts.Moved:
        if not _is_mine(request, file, ruling, number=wish["seen"] + 1):
            return _show(request, _file(request, token), form=form, moved=wish["seen"], status=409)
    tasks.ring_for_release(file)
    messages.success(request, SAID[ruling.outcome])
    return redirect("desk_conflict", token=token)


def _file(request: StaffRequest, token: str) -> Submission:
    return get_object_or_404(held.openable(request.user), token=token)


def _show(
    request: StaffRequest,
    file: Submission,
    *,
    form: conflict_forms.Rule | None = None,
    moved: int | None = None,
    status: int = 200,
) -> HttpResponse:
    at = timezone.now()
    sheet = held.sheet(file, at=at)
    audit.record(event="conflict.opened", actor=str(request.user.pk), subject=file, at=at)
    meanwhile = [row for row in sheet.history if moved is not None and row.number > moved]
    context = {
        "sheet": sheet,
        "form": form or conflict_forms.Rule(),
        "outcomes": conflict_forms.OUTCOMES,
        "moved": moved is not None,
        "meanwhile": meanwhile,
        "here": "conflicts",
    }
    return render(request, "review/conflict.html", context, status=status)


def _is_mine(request: StaffRequest, file: Submission, ruling: conflicts.Ruling, *, number: int) -> bool:
    """Whether the row in the way is this very request, sent twice by a double click or a reload."""
    twin = file.clearances.filter(
        number=number, by=str(request.user.pk), outcome=ruling.outcome, reason=ruling.reason
    ).first()
    return twin is not None and (twin.note or "") == ruling.note
