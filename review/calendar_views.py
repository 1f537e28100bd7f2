"""The limitation calendar over HTTP: its lists, one deadline, and the marks on it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from casefile import calendar as deadlines
from casefile import rights, seen
from casefile.models import Claim, Deadline, DeadlineMark
from casefile.rights import Right
from review import calendar, calendar_forms, on_duty
from review.access import StaffRequest, needs, open_cleared, unless_damaged

HERE = {"here": "calendar"}
DONE = {
    DeadlineMark.ACKNOWLEDGED: "Acknowledged. At the next rung of the ladder the deadline asks again.",
    DeadlineMark.MET: "Recorded as complied with. It is off the live list unless its dates move.",
}
MOVED = "This deadline moved, or is closed, since you opened the page. See how it stands now."


@require_http_methods(["GET", "HEAD"])
@needs(Right.OPEN)
def every(request: StaffRequest) -> HttpResponse:
    """List deadlines, the next first, or the claims of which no date is known."""
    at = timezone.now()
    wish = calendar.Wish.of(request.GET.dict())
    page = calendar.page(request.user, wish, today=timezone.localtime(at).date())
    context = {
        "wish": wish,
        "lists": calendar.LISTS,
        "rungs": deadlines.RUNGS,
        "page": page,
        "rows": [calendar.row(one, at=at) for one in page.rows],
        "duty": on_duty.lines(request.user),
        "may_enter": rights.holds(request.user, Right.CLOCK),
        **HERE,
    }
    return render(request, "review/calendar.html", context)


@require_http_methods(["GET", "HEAD"])
@needs(Right.OPEN)
@unless_damaged
def one(request: StaffRequest, token: str, position: int, theory: str) -> HttpResponse:
    """Show one deadline, and everything people said of it."""
    claim = _claim(request, token, position, Right.OPEN)
    return _one(request, claim, theory, calendar_forms.MarkForm())


def _one(
    request: StaffRequest,
    claim: Claim,
    theory: str,
    form: calendar_forms.MarkForm,
    *,
    taking: int = 0,
    why: calendar_forms.Note | None = None,
    status: int = 200,
) -> HttpResponse:
    at = timezone.now()
    today = timezone.localtime(at).date()
    found, said = calendar.find(claim, theory), calendar.said(claim, theory, today=today)
    if found is None and not said:
        raise Http404
    seen.view(claim.submission, "deadline", by=request.user, at=at)
    context = {
        "file": claim.submission,
        "position": claim.position,
        "theory": theory,
        "deadline": found,
        "row": calendar.row(found, at=at) if found else None,
        "said": said,
        "form": form,
        "taking": taking,
        "why": why,
        "may_mark": rights.holds(request.user, Right.CALENDAR, matter=claim.submission.matter),
        **HERE,
    }
    return render(request, "review/calendar_one.html", context, status=status)


@require_http_methods(["POST"])
@needs(Right.CALENDAR)
@unless_damaged
def mark(request: StaffRequest, token: str, position: int, theory: str) -> HttpResponse:
    """Acknowledge a deadline, or say that it was complied with."""
    claim = _claim(request, token, position, Right.CALENDAR)
    form = calendar_forms.MarkForm(request.POST)
    if not form.is_valid():
        return _one(request, claim, theory, form, status=422)
    typed = form.cleaned_data
    found = Deadline.objects.filter(claim=claim, theory=theory).first()
    is_same = found is not None and calendar.days(found) == typed["days"]
    days = (found.safe_on, found.rolled_on) if found and is_same else (None, None)
    try:
        deadlines.mark(
            claim,
            theory,
            kind=typed["kind"],
            seen=days,
            note=typed["note"],
            by=request.user,
            at=timezone.now(),
        )
    except deadlines.Moved:
        form.add_error(None, MOVED)
        return _one(request, claim, theory, form, status=409)
    messages.success(request, DONE[typed["kind"]])
    return redirect("desk_deadline", token, position, theory)


@require_http_methods(["POST"])
@needs(Right.CALENDAR)
@unless_damaged
def take_back(request: StaffRequest, token: str, number: int) -> HttpResponse:
    """Take a mark back, for a reason."""
    file = open_cleared(request.user, token, Right.CALENDAR)
    found = get_object_or_404(file.deadline_marks.select_related("claim__submission"), number=number)
    why = calendar_forms.Note(request.POST)
    if not why.is_valid():
        form = calendar_forms.MarkForm()
        return _one(request, found.claim, found.theory, form, taking=number, why=why, status=422)
    try:
        deadlines.take_back(found, note=why.cleaned_data["note"], by=request.user, at=timezone.now())
    except deadlines.NotStanding:
        messages.info(request, "This mark was taken back already.")
    else:
        messages.success(request, "Taken back. The deadline is live again while its dates run.")
    return redirect("desk_deadline", token, found.claim.position, found.theory)


def _claim(request: StaffRequest, token: str, position: int, right: Right) -> Claim:
    file = open_cleared(request.user, token, right)
    return get_object_or_404(file.claims.select_related("submission"), position=position)
