"""Tolling and later collections over HTTP: the list, an entry with its preview, and its withdrawal."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from casefile import clock_entries, clock_runs, rights, sealing, tasks
from casefile.clock_runs import Preview
from casefile.models import ClockEntry
from casefile.rights import Right
from review import calendar_forms, clock, keeping
from review.access import StaffRequest, needs

RECORDED = "Recorded. The files it covers are read anew now; the list below says how far that is."
MANY = "The rules of this matter name several defendants: enter the collection there, under recent_events."
FASTER = "Somebody entered something meanwhile. See the list, then record again."


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.CLOCK)
def every(request: StaffRequest) -> HttpResponse:
    """List the entries, and show what a new one would move, or record it."""
    form = _form(request)
    if not form.is_valid():
        return _every(request, form, status=422 if form.is_bound else 200)
    at, seen = timezone.now(), _seen(form.wish)
    try:
        if request.POST.get("seen") != seen:
            return _every(
                request, form, preview=clock_runs.preview(form.wish, by=request.user, at=at), seen=seen
            )
        made = clock_entries.record(form.cleaned_data["key"], form.wish, by=request.user, at=at)
    except clock_entries.ManyDefendants:
        form.add_error("kind", MANY)
        return _every(request, form, status=422)
    except clock_entries.Taken:
        form.add_error(None, FASTER)
        return _every(request, form, status=409)
    tasks.ring_soon(made.pk)
    messages.success(request, RECORDED)
    return redirect("desk_clock")


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.CLOCK)
def withdraw(request: StaffRequest, entry: UUID) -> HttpResponse:
    """Show what the withdrawal of an entry would move, and withdraw it for a reason."""
    of = keeping.matters_of(request.user, Right.CLOCK)
    found = get_object_or_404(
        ClockEntry.objects.filter(matter__in=of).exclude(kind=ClockEntry.WITHDRAWN), pk=entry
    )
    form = calendar_forms.Note(request.POST if request.method == "POST" else None)
    at = timezone.now()
    if form.is_valid():
        try:
            made = clock_entries.withdraw(found, reason=form.cleaned_data["note"], by=request.user, at=at)
        except (clock_entries.Withdrawn, clock_entries.Taken):
            messages.info(request, "Somebody was faster: see how it stands now.")
        else:
            tasks.ring_soon(made.pk)
            messages.success(request, "Withdrawn. The files it covered are read anew now.")
        return redirect("desk_clock")
    context = {
        "row": clock.row(found),
        "preview": clock_runs.preview_withdrawal(found, at=at),
        "form": form,
        "here": "calendar",
    }
    return render(request, "review/clock_withdraw.html", context, status=422 if form.is_bound else 200)


def _form(request: StaffRequest) -> calendar_forms.Enter:
    return calendar_forms.Enter(
        request.POST if request.method == "POST" else None,
        matters=keeping.matters_of(request.user, Right.CLOCK),
        among=rights.files(request.user, Right.CLOCK),
        today=timezone.localdate(),
        initial={"key": uuid4()},
    )


def _seen(wish: clock_entries.Wish) -> str:
    """What a preview was of: sent back with the entry, it shows that this very entry was seen."""
    return sealing.digest(repr(wish).encode())


def _every(
    request: StaffRequest,
    form: calendar_forms.Enter,
    *,
    preview: Preview | None = None,
    seen: str = "",
    status: int = 200,
) -> HttpResponse:
    context: Mapping[str, Any] = {
        "form": form,
        "preview": preview,
        "seen": seen,
        "rows": clock.rows(keeping.matters_of(request.user, Right.CLOCK)),
        "here": "calendar",
    }
    return render(request, "review/clock.html", context, status=status)
