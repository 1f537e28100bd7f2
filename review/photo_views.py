"""What the desk does about a file's photos over HTTP: look up pasted links, record a check, withdraw one."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

import matters
from casefile import checks, pasting, seen
from casefile.models import PhotoCheck, Submission
from casefile.rights import Right
from exposure.index import Damaged
from review import access, check_forms, pasted, photo_desk, views
from review.access import StaffRequest, needs, unless_damaged


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.CHECK)
@unless_damaged
def links(request: StaffRequest, token: str) -> HttpResponse:
    """Show which published lists hold the photos and accounts of pasted links; counts alone go on record."""
    file = access.open_cleared(request.user, token, Right.CHECK)
    form = check_forms.Links(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _links(request, file, form=form, status=422 if form.is_bound else 200)
    named = pasted.read(form.cleaned_data["links"])
    photos, accounts = pasted.photos(named), pasted.accounts(named)
    by, at = request.user, timezone.now()
    try:
        found = pasting.look_up(file, lines=len(named), photos=photos, accounts=accounts, by=by, at=at)
    except Damaged as damage:
        return _links(request, file, form=form, damage=damage, status=503)
    ours = matters.load(file.matter).photos(file.answers)
    return _links(request, file, form=form, table=pasted.table(named, found, ours=ours))


@require_http_methods(["POST"])
@needs(Right.CHECK)
@unless_damaged
def check(request: StaffRequest, token: str, position: int) -> HttpResponse:
    """Record what a person found of one photo."""
    file = _read(request, token)
    at = timezone.now()
    form = check_forms.Check(request.POST, today=timezone.localtime(at).date())
    if not form.is_valid():
        return _refused(request, file, photo_desk.Refused(position, check=form), status=422)
    known = form.cleaned_data["seen"]
    try:
        checks.record(submission=file, photo=position, **form.row, seen=known, by=request.user, at=at)
    except checks.NoSuchPhoto:
        raise Http404 from None
    except checks.Moved:
        if not _is_mine(file, request, number=known + 1, photo=position, **form.row):
            return _refused(request, file, photo_desk.Refused(position, check=form, moved=known), status=409)
    messages.success(request, "Recorded. The check and what follows from it stand on this page.")
    return _back(file, position)


@require_http_methods(["POST"])
@needs(Right.CHECK)
@unless_damaged
def withdraw(request: StaffRequest, token: str, number: int) -> HttpResponse:
    """Withdraw a check by a further row; what stood before it stands again."""
    file = _read(request, token)
    row = get_object_or_404(file.checks.exclude(outcome=PhotoCheck.WITHDRAWN), number=number)
    form = check_forms.Withdraw(request.POST)
    if not form.is_valid():
        return _refused(request, file, photo_desk.Refused(row.photo, withdraw=form), status=422)
    known, how = form.cleaned_data["seen"], form.cleaned_data["how"]
    try:
        checks.withdraw(check=row, how=how, seen=known, by=request.user, at=timezone.now())
    except (checks.Moved, checks.NothingToWithdraw):
        again = {"outcome": PhotoCheck.WITHDRAWN, "withdraws": row, "how": how}
        if not _is_mine(file, request, number=known + 1, **again):
            refused = photo_desk.Refused(row.photo, withdraw=form, moved=known)
            return _refused(request, file, refused, status=409)
    messages.success(request, "Withdrawn. Both rows stay in the history of this photo.")
    return _back(file, row.photo)


def _read(request: StaffRequest, token: str) -> Submission:
    """A file with its claims; before they are read a check could change nothing."""
    file = access.open_cleared(request.user, token, Right.CHECK)
    if not file.claims.exists():
        raise Http404
    return file


def _links(
    request: StaffRequest,
    file: Submission,
    *,
    form: check_forms.Links,
    table: pasted.Table | None = None,
    damage: Damaged | None = None,
    status: int = 200,
) -> HttpResponse:
    seen.view(file, "links", by=request.user, at=timezone.now())
    most = {"lines": check_forms.LINES, "characters": check_forms.CHARS}
    context = {"file": file, "form": form, "table": table, "damage": damage, "most": most}
    return render(request, "review/links.html", context, status=status)


def _refused(
    request: StaffRequest, file: Submission, refused: photo_desk.Refused, *, status: int
) -> HttpResponse:
    if refused.place >= len(matters.load(file.matter).photos(file.answers)):
        raise Http404
    return views.show(request, file, photo=refused, status=status)


def _is_mine(file: Submission, request: StaffRequest, *, number: int, **row: object) -> bool:
    """Whether the row in the way is this very request, sent twice by a double click or a reload."""
    twin = file.checks.filter(number=number, by=request.user).first()
    return twin is not None and all(getattr(twin, name) == value for name, value in row.items())


def _back(file: Submission, place: int) -> HttpResponse:
    return redirect(f"{reverse('desk_file', args=(file.token,))}#photo-{place}")
