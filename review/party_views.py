"""Lists of adverse and former parties over HTTP: what is in force, and a CSV brought in after a preview."""

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from casefile import conflict_rounds, parties, party_files, tasks
from casefile.models import ConflictList
from casefile.rights import Right
from review import conflict_forms, rows, wording
from review.access import StaffRequest, needs

PAGE, SHOWN = 25, 20
IN_FORCE = rows.Mark("met", "+", "In force")
RETIRED = rows.Mark("quiet", "·", "Retired")
REPLACED = rows.Mark("quiet", "·", "Replaced by a newer version")


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.PARTIES)
def every(request: StaffRequest) -> HttpResponse:
    """Show every list, and take a CSV to look at before it counts."""
    is_sent = request.method == "POST"
    form = conflict_forms.Upload(request.POST, request.FILES) if is_sent else conflict_forms.Upload()
    if form.is_valid():
        row = {name: form.cleaned_data[name] for name in ("kind", "name", "version")}
        upload = parties.set_aside(form.cleaned_data["file"], **row, by=request.user, at=timezone.now())
        return redirect("desk_party_upload", upload=upload.pk)
    return _every(request, form, status=422 if is_sent else 200)


every.takes_files = True  # type: ignore[attr-defined]  # to any other page a file is read past and dropped


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.PARTIES)
def upload(request: StaffRequest, upload: uuid.UUID) -> HttpResponse:
    """Show what was understood of an upload; confirmed, it comes into force."""
    try:
        waiting = parties.waiting(upload, by=request.user)
    except parties.NotThere:
        raise Http404 from None
    taken = ""
    if request.method == "POST":
        if "drop" in request.POST:
            parties.drop(waiting)
            return redirect("desk_parties")
        try:
            made, _ = parties.confirm(waiting, by=wording.person(request.user), at=timezone.now())
        except parties.OtherContent as other:
            taken = str(other)
        else:
            tasks.ring_soon(made.pk)
            messages.success(request, "In force. Every open file is being searched again.")
            return redirect("desk_party_list", of=made.pk)
    context = {
        "upload": waiting,
        "reading": party_files.read(waiting.content),
        "columns": party_files.WORDS,
        "shown": SHOWN,
        "taken": taken,
        "here": "parties",
    }
    return render(request, "review/party_upload.html", context, status=409 if taken else 200)


@require_http_methods(["GET", "HEAD"])
@needs(Right.PARTIES)
def one(request: StaffRequest, of: uuid.UUID) -> HttpResponse:
    """Show one list: its source, its refused lines, and the form that retires it."""
    return _one(request, of, conflict_forms.Retire())


@require_http_methods(["POST"])
@needs(Right.PARTIES)
def retire(request: StaffRequest, of: uuid.UUID) -> HttpResponse:
    """Take a list out of force, for a reason."""
    form = conflict_forms.Retire(request.POST)
    if not form.is_valid():
        return _one(request, of, form, status=422)
    row = parties.retire(
        get_object_or_404(ConflictList, pk=of),
        reason=form.cleaned_data["reason"],
        by=wording.person(request.user),
        at=timezone.now(),
    )
    tasks.ring_soon(row.pk)
    messages.success(request, "Retired. What it holds stays held until it is cleared.")
    return redirect("desk_party_list", of=of)


def _mark(one: ConflictList, in_force: set[uuid.UUID]) -> rows.Mark:
    if hasattr(one, "retirement"):
        return RETIRED
    return IN_FORCE if one.pk in in_force else REPLACED


def _every(request: StaffRequest, form: conflict_forms.Upload, *, status: int) -> HttpResponse:
    lists = parties.in_force()
    in_force = {one.pk for one in lists}
    found = ConflictList.objects.select_related("retirement").order_by("-at", "pk")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "cards": [{"list": one, "mark": _mark(one, in_force), "at": wording.moment(one.at)} for one in page],
        "behind": conflict_rounds.how_many_behind(digest=parties.digest(lists)) if page.object_list else 0,
        "form": form,
        "here": "parties",
    }
    return render(request, "review/parties.html", context, status=status)


def _one(
    request: StaffRequest, of: uuid.UUID, form: conflict_forms.Retire, *, status: int = 200
) -> HttpResponse:
    found = get_object_or_404(ConflictList.objects.select_related("retirement"), pk=of)
    context = {
        "list": found,
        "mark": _mark(found, {one.pk for one in parties.in_force()}),
        "at": wording.moment(found.at),
        "refused": [(line, party_files.REASONS.get(why, why)) for line, why in found.refusals],
        "retirement": getattr(found, "retirement", None),
        "form": form,
        "here": "parties",
    }
    return render(request, "review/party_list.html", context, status=status)
