"""Keeping and erasing over HTTP: the list, one erasure and its two people, holds, periods."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from casefile import erasures, holds, rights, tasks
from casefile import keeping as programme
from casefile.models import Erasure, Hold, Tombstone
from casefile.rights import Right
from review import keeping, keeping_forms, paging, search
from review.access import NotYours, StaffRequest, needs
from review.paging import Page

HERE = {"here": "keeping"}
MOVED = "Somebody was faster: see how it stands now."
SAME = "You proposed this erasure yourself. Another person approves it."


@require_http_methods(["GET", "HEAD"])
@needs(Right.ERASE)
def due(request: StaffRequest) -> HttpResponse:
    """Show what is due to be erased, when and why, and what stops it; or what was erased."""
    return _due(request, keeping_forms.Ask())


def _due(request: StaffRequest, form: keeping_forms.Ask, *, status: int = 200) -> HttpResponse:
    is_past = request.GET.get("show") == "erased"
    every = keeping.erased(request.user) if is_past else keeping.listed(request.user)
    sort = keeping.LAST_ERASED if is_past else keeping.LONGEST_DUE
    after, before = request.GET.get("after", ""), request.GET.get("before", "")
    page: Page[Any] = paging.read(every, sort, size=keeping.PAGE, after=after, before=before)
    at = timezone.now()
    context = {
        "page": page,
        "count": keeping.counted(every),
        "is_past": is_past,
        "rows": () if is_past else keeping.rows(page.rows, staff=request.user, at=at),
        "form": form,
        "draft_days": settings.DRAFT_DAYS,
        "may_hold": rights.holds(request.user, Right.HOLD),
        **HERE,
    }
    return render(request, "review/keeping.html", context, status=status)


@require_http_methods(["GET", "HEAD"])
@needs(Right.ERASE)
def one(request: StaffRequest, erasure: UUID) -> HttpResponse:
    """Show one erasure; once it is done, its certificate."""
    return _one(request, _find(request, erasure))


def _one(
    request: StaffRequest,
    erasure: Erasure,
    *,
    form: forms.Form | None = None,
    said: str = "",
    status: int = 200,
) -> HttpResponse:
    at = timezone.now()
    stone: Tombstone | None = getattr(erasure, "tombstone", None)
    if stone:
        return render(request, "review/certificate.html", {**keeping.certificate(stone, at=at), **HERE})
    row = next(iter(keeping.rows([erasure], staff=request.user, at=at)), None)
    return render(
        request,
        "review/erasure.html",
        {"erasure": erasure, "said": said, "form": form, "row": row, **HERE},
        status=status,
    )


def _find(request: StaffRequest, erasure: UUID) -> Erasure:
    of = keeping.matters_of(request.user, Right.ERASE)
    found: Erasure = get_object_or_404(
        Erasure.objects.filter(matter__in=of).select_related("tombstone").prefetch_related("steps"),
        pk=erasure,
    )
    return found


@require_http_methods(["POST"])
@needs(Right.ERASE)
def ask(request: StaffRequest) -> HttpResponse:
    """Propose the erasure of a file whose claimant asked by letter or phone."""
    form = keeping_forms.Ask(request.POST)
    if not form.is_valid():
        return _due(request, form, status=422)
    wanted = search.reference(form.cleaned_data["reference"])
    file = rights.files(request.user, Right.ERASE).filter(reference=wanted).first()
    if file is None:
        form.add_error("reference", "There is no file of this reference. It has nine letters and figures.")
        return _due(request, form, status=422)
    try:
        made = erasures.ask(file, note=form.cleaned_data["note"], by=request.user, at=timezone.now())
    except programme.Moved:
        there = Erasure.objects.open().filter(file=file.pk).first()
        messages.info(request, "This file is on the list already.")
        return redirect("desk_erasure", there.pk) if there else redirect("desk_keeping")
    except erasures.Stopped as stopped:
        form.add_error("reference", f"It cannot go: {_why(stopped)}.")
        return _due(request, form, status=409)
    messages.success(request, "Proposed. Another person with the right to approve decides.")
    return redirect("desk_erasure", made.pk)


def _why(stopped: erasures.Stopped) -> str:
    return "; ".join(keeping.BLOCKS[one] for one in stopped.blocks)


@require_http_methods(["POST"])
@needs(Right.ERASE)
def propose(request: StaffRequest, erasure: UUID) -> HttpResponse:
    """Be the first of the two."""
    done = "Proposed. Another person with the right to approve decides."
    return _step(request, erasure, keeping_forms.Note(request.POST), erasures.propose, done)


@require_http_methods(["POST"])
@needs(Right.APPROVE)
def approve(request: StaffRequest, erasure: UUID) -> HttpResponse:
    """Be the second of the two; the portal then erases the file."""

    def act(found: Erasure, **how: Any) -> None:
        if not rights.holds(request.user, Right.APPROVE, matter=found.matter):
            raise NotYours(Right.APPROVE)
        tasks.ring([erasures.approve(found, **how).pk])

    done = "Approved. The portal erases the file now; its certificate will stand here."
    return _step(request, erasure, keeping_forms.Note(request.POST), act, done)


@require_http_methods(["POST"])
@needs(Right.ERASE)
def refuse(request: StaffRequest, erasure: UUID) -> HttpResponse:
    """Keep the file after all, for a reason."""
    days = erasures.REFUSED_FOR.days
    done = f"Kept. The list comes with this file again after {days} days at the earliest."
    return _step(request, erasure, keeping_forms.Why(request.POST), erasures.refuse, done)


def _step(
    request: StaffRequest, erasure: UUID, form: forms.Form, act: Callable[..., None], done: str
) -> HttpResponse:
    found = _find(request, erasure)
    if not form.is_valid():
        return _one(request, found, form=form, status=422)
    try:
        act(found, note=form.cleaned_data["note"], by=request.user, at=timezone.now())
    except erasures.SamePerson:
        return _one(request, found, said=SAME, status=409)
    except erasures.Stopped as stopped:
        return _one(request, found, said=f"Nothing was recorded. {_why(stopped)}.", status=409)
    except erasures.NotNext:
        messages.info(request, MOVED)
        return redirect("desk_erasure", erasure)
    messages.success(request, done)
    return redirect("desk_erasure", erasure)


# Holds


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.HOLD)
def every_hold(request: StaffRequest) -> HttpResponse:
    """Show the holds, and place one."""
    form = _place(request)
    if not form.is_valid():
        return _holds(request, form, status=422 if form.is_bound else 200)
    typed = form.cleaned_data
    within = typed.pop("within")
    matter = typed["about"] if typed["kind"] == Hold.MATTER else within
    holds.place(**typed, matter=matter, file=form.file, by=request.user, at=timezone.now())
    messages.success(request, "Held. Nothing of it is deleted until somebody lifts this hold.")
    return redirect("desk_holds")


@require_http_methods(["POST"])
@needs(Right.HOLD)
def lift(request: StaffRequest, hold: UUID) -> HttpResponse:
    """Lift a hold, for a reason."""
    of = keeping.matters_of(request.user, Right.HOLD)
    found = get_object_or_404(Hold.objects.filter(matter__in=("", *of)), pk=hold)
    form = keeping_forms.Why(request.POST)
    if not form.is_valid():
        return _holds(request, _place(request, is_typed=False), lifting=(found, form), status=422)
    try:
        holds.lift(found, reason=form.cleaned_data["note"], by=request.user, at=timezone.now())
    except holds.Lifted:
        messages.info(request, MOVED)
    else:
        messages.success(request, "Lifted. What is due may be erased again, by two people.")
    return redirect("desk_holds")


def _place(request: StaffRequest, *, is_typed: bool = True) -> keeping_forms.Place:
    return keeping_forms.Place(
        request.POST if is_typed and request.method == "POST" else None,
        matters=keeping.matters_of(request.user, Right.HOLD),
        among=rights.files(request.user, Right.HOLD),
    )


def _holds(
    request: StaffRequest,
    form: keeping_forms.Place,
    *,
    lifting: tuple[Hold, keeping_forms.Why] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "holds": keeping.every_hold(request.user),
        "form": form,
        "lifting": lifting[0].pk if lifting else None,
        "why": lifting[1] if lifting else None,
        **HERE,
    }
    return render(request, "review/holds.html", context, status=status)


# Periods


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.PERIODS)
def every_period(request: StaffRequest) -> HttpResponse:
    """Show how long what is kept, and set one period."""
    of = keeping.matters_of(request.user, Right.PERIODS)
    typed = request.POST if request.method == "POST" else None
    row = f"{request.POST.get('matter')}-{request.POST.get('outcome')}"
    form = keeping_forms.Period(typed, matters=of, auto_id=f"{row}-%s")
    if not form.is_valid():
        return _periods(request, of, form, status=422 if form.is_bound else 200)
    wish = form.cleaned_data
    try:
        programme.set_period(**wish, by=request.user, at=timezone.now())
    except programme.Moved:
        stands = programme.periods(wish["matter"])[wish["outcome"]]
        is_mine = stands.row is not None and stands.row.by == str(request.user.pk)
        if not is_mine or (stands.days, stands.keeps_names) != (wish["days"], wish["keeps_names"]):
            form.add_error(None, "Somebody changed this period after you opened the page. See it, set again.")
            return _periods(request, of, form, status=409)
    messages.success(request, "Set. It holds from now on, for files that ended before too.")
    return redirect("desk_periods")


def _periods(
    request: StaffRequest, of: tuple[str, ...], form: keeping_forms.Period, *, status: int = 200
) -> HttpResponse:
    context = {
        "periods": keeping.periods(of),
        "form": form,
        "typed": f"{form.data.get('matter')}-{form.data.get('outcome')}" if form.is_bound else "",
        "draft_days": settings.DRAFT_DAYS,
        "here": "periods",
    }
    return render(request, "review/periods.html", context, status=status)
