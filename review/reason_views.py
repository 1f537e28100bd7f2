"""Reasons of decisions over HTTP: the firm's list, and the form to add, change and retire one."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from casefile import reasons
from casefile.models import Decision
from casefile.reasons import Reason
from casefile.rights import Right
from review import reason_forms
from review.access import StaffRequest, needs

HERE = {"here": "reasons"}
MOVED = "Somebody changed this reason after you opened the page. See what it says now, then record again."
KEPT = "This reason cannot be retired: it is the last one of its state, or a rule asks for it."


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.WORDS)
def every(request: StaffRequest) -> HttpResponse:
    """Show the list by state, and add a reason."""
    form = reason_forms.Add(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _every(request, form, status=422 if form.is_bound else 200)
    given = form.cleaned_data
    try:
        reasons.add(form.reason(given["choice"], given["code"]), by=request.user, at=timezone.now())
    except reasons.Taken:
        form.add_error("code", "There is a reason of this code already. Change that one in the list.")
        return _every(request, form, status=409)
    messages.success(request, "Recorded. It is on the list from now on.")
    return redirect("desk_reasons")


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.WORDS)
def one(request: StaffRequest, choice: str, reason: str) -> HttpResponse:
    """Show a reason, and change it or bring it back into use."""
    found = _find(choice, reason)
    if request.method != "POST":
        return _one(request, found, reason_forms.Change.of(found))
    form = reason_forms.Change(request.POST)
    if not form.is_valid():
        return _one(request, found, form, status=422)
    try:
        reasons.change(form.reason(choice, reason), by=request.user, at=timezone.now())
    except reasons.Moved:
        return _one(request, _find(choice, reason), form, said=MOVED, status=409)
    messages.success(request, "Recorded as a new version. Decisions keep the words they were made with.")
    return redirect("desk_reasons")


@require_http_methods(["POST"])
@needs(Right.WORDS)
def retire(request: StaffRequest, choice: str, reason: str) -> HttpResponse:
    """Take a reason off the list; decisions made for it keep its words."""
    found, form = _find(choice, reason), reason_forms.Retire(request.POST)
    try:
        if not form.is_valid() or form.cleaned_data["seen"] != found.version:
            raise reasons.Moved(reason)
        reasons.retire(found, by=request.user, at=timezone.now())
    except reasons.Moved:
        return _one(request, found, reason_forms.Change.of(found), said=MOVED, status=409)
    except reasons.Kept:
        return _one(request, found, reason_forms.Change.of(found), said=KEPT, status=409)
    messages.success(request, "Retired. Decisions made for it keep its words.")
    return redirect("desk_reasons")


def _find(choice: str, code: str) -> Reason:
    found = reasons.find(choice, code)
    if found is None:
        raise Http404
    return found


def _every(request: StaffRequest, form: reason_forms.Add, *, status: int = 200) -> HttpResponse:
    listed = reasons.every()
    groups = [(label, [one for one in listed if one.choice == choice]) for choice, label in Decision.CHOICES]
    context = {"form": form, "groups": groups, **HERE}
    return render(request, "review/reasons.html", context, status=status)


def _one(
    request: StaffRequest, reason: Reason, form: reason_forms.Change, *, said: str = "", status: int = 200
) -> HttpResponse:
    label = dict(Decision.CHOICES)[reason.choice]
    context = {"reason": reason, "label": label, "form": form, "said": said, **HERE}
    return render(request, "review/reason.html", context, status=status)
