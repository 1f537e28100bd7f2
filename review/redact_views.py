"""Blacking out passages over HTTP: shown before and after, recorded, taken back; the original on record."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from casefile import redacting, redactions, seen
from casefile.models import Submission
from casefile.rights import Right
from review import access, masking, redact, redact_forms, revealing
from review.access import StaffRequest, needs, unless_damaged

MOVED = "Somebody redacted in this file, or took back, since you opened the page. Look again, then record."


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.REDACT)
@unless_damaged
def every(request: StaffRequest, token: str) -> HttpResponse:
    """Show the answers and the redactions; show a new one before and after, then record it."""
    file = access.open_cleared(request.user, token, Right.REDACT)
    if request.method != "POST":
        return _page(request, file, redact_forms.Redact(initial={"seen": file.redactions.count()}))
    form = redact_forms.Redact(request.POST)
    if not form.is_valid():
        return _page(request, file, form, status=422)
    try:
        plan = redacting.plan(file, form.wish)
        if "record" not in request.POST:
            return _page(request, file, form, plan=plan)
        known = form.cleaned_data["seen"]
        redacting.redact(file, form.wish, seen=known, by=request.user, at=timezone.now())
    except redacting.NotThere:
        form.not_there()
        return _page(request, file, form, status=422)
    except redacting.Moved:
        form.add_error(None, MOVED)
        return _page(request, file, form, status=409)
    messages.success(request, "Redacted. Everybody reads the reason in place of the words from now on.")
    return redirect("desk_redactions", token)


@require_http_methods(["POST"])
@needs(Right.REDACT)
@unless_damaged
def take_back(request: StaffRequest, token: str, number: int) -> HttpResponse:
    """Let a passage be read again."""
    file = access.open_cleared(request.user, token, Right.REDACT)
    row = get_object_or_404(file.redactions.filter(takes_back=None), number=number)
    form = redact_forms.TakeBack(request.POST)
    try:
        if not form.is_valid():
            raise redacting.Moved
        redacting.take_back(row, seen=form.cleaned_data["seen"], by=request.user, at=timezone.now())
    except redacting.Moved:
        messages.error(request, MOVED)
    else:
        messages.success(request, "Taken back. The passage is read again, and found again.")
    return redirect("desk_redactions", token)


@require_http_methods(["POST"])
@needs(Right.REDACT)
@unless_damaged
def original(request: StaffRequest, token: str) -> HttpResponse:
    """Show one answer as it was sent, once; a reload asks again."""
    file = access.open_cleared(request.user, token, Right.REDACT)
    form = redact_forms.Open(request.POST)
    blank = redact_forms.Redact(initial={"seen": file.redactions.count()})
    if not form.is_valid():
        return _page(request, file, blank, opening=form, status=422)
    line = file.lines.filter(position=form.cleaned_data["line"]).first()
    if line is None or not redactions.of(file).of(line.position):
        raise Http404
    reason = form.cleaned_data["reason"]
    text = redacting.original(line, reason=reason, by=request.user, at=timezone.now())
    context = {"file": file, "wording": line.content.get("wording", ""), "text": text}
    return render(request, "review/original.html", context)


def _page(
    request: StaffRequest,
    file: Submission,
    form: redact_forms.Redact,
    *,
    plan: redacting.Plan | None = None,
    opening: redact_forms.Open | None = None,
    status: int = 200,
) -> HttpResponse:
    at = timezone.now()
    seen.view(file, "redactions", by=request.user, at=at)
    shown = revealing.shown(request.session, file, at=at)
    claims = file.claims.prefetch_related("determinations__revision")
    mask = masking.of(file, claims, today=timezone.localtime(at).date(), shown=shown)
    rows = list(file.redactions.select_related("by", "takes_back"))
    context = {
        "file": file,
        "texts": redact.texts(file, mask),
        "past": redact.past(rows),
        "packets": list(redact.packets(file)),
        "form": form,
        "opening": opening or redact_forms.Open(),
        "changes": redact.changes(file, plan, mask) if plan else (),
        "places": len(plan.ranges) if plan else 0,
        "seen": len(rows),
        "scopes": redact_forms.SCOPES,
    }
    return render(request, "review/redact.html", context, status=status)
