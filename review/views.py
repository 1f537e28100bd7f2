"""The attorney's desk over HTTP: a file, its packet, and what is decided of each claim."""

from allauth.account.views import logout
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from casefile import audit, binders, decisions, filing, rights, seen
from casefile.models import Claim, Decision, Submission
from casefile.rights import Right
from review import access, desk, evidence, forms, masking, photo_desk, related, revealing, rows, sheet
from review.access import StaffRequest, needs, unless_damaged


@require_http_methods(["GET", "HEAD"])
@needs(Right.OPEN)
@unless_damaged
def file(request: StaffRequest, token: str) -> HttpResponse:
    """Show a file; that it was opened is on record."""
    opened = access.open_file(request.user, token)
    seen.note(opened, by=request.user, at=timezone.now())
    return show(request, opened)


@require_http_methods(["GET", "HEAD"])
@needs(Right.DOWNLOAD)
@unless_damaged
def packet(request: StaffRequest, token: str, version: int) -> HttpResponse:
    """Hand over the packet as it was printed, or say that its stored file is damaged."""
    opened = access.open_file(request.user, token, Right.DOWNLOAD)
    if rows.seal(opened, request.user):
        return show(request, opened, status=403)
    printed = get_object_or_404(opened.packets, version=version)
    who, at = str(request.user.pk), timezone.now()
    try:
        content = filing.fetch(printed)
    except filing.Damaged:
        audit.record(event="packet.damaged", actor=who, subject=opened, at=at, version=version)
        return render(request, "review/damaged.html", {"file": opened, "version": version}, status=503)
    audit.record(event="packet.opened", actor=who, subject=opened, at=at, version=version)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="packet-{opened.reference}-v{version}.pdf"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = (
        "sandbox; default-src 'none'; frame-ancestors 'none'; base-uri 'none'"
    )
    return response


@require_http_methods(["POST"])
@needs(Right.DECIDE)
@unless_damaged
def decide(request: StaffRequest, token: str, position: int) -> HttpResponse:
    """Record what the attorney decided of one claim."""
    opened, claim = _claim(request, token, position)
    form = forms.Decide(request.POST)
    if not form.is_valid():
        return show(request, opened, claim=claim, form=form, status=422)
    wish = form.cleaned_data
    row = {key: wish[key] for key in ("choice", "reason", "note")}
    try:
        decisions.decide(claim=claim, **row, seen=wish["seen"], by=request.user, at=timezone.now())
    except decisions.Moved:
        if not _is_mine(claim, request, number=wish["seen"] + 1, **row):
            return show(request, opened, claim=claim, form=form, moved=wish["seen"], status=409)
    messages.success(request, "Recorded. The decision stands in the history of this claim.")
    return _back(opened, claim)


@require_http_methods(["POST"])
@needs(Right.DECIDE)
@unless_damaged
def undo(request: StaffRequest, token: str, position: int) -> HttpResponse:
    """Undo the standing decision by a further row."""
    opened, claim = _claim(request, token, position)
    form = forms.Undo(request.POST)
    if not form.is_valid():
        return show(request, opened, claim=claim, undo=form, status=422)
    wish = form.cleaned_data
    undone = get_object_or_404(claim.decisions, number=wish["number"])
    try:
        decisions.undo(
            decision=undone, reason=wish["reason"], seen=wish["seen"], by=request.user, at=timezone.now()
        )
    except (decisions.Moved, decisions.NothingToUndo):
        if not _is_mine(
            claim, request, number=wish["seen"] + 1, choice=Decision.UNDO, reason=wish["reason"], note=""
        ):
            return show(request, opened, claim=claim, undo=form, moved=wish["seen"], status=409)
    messages.success(request, "Undone. Both rows stay in the history of this claim.")
    return _back(opened, claim)


@require_http_methods(["GET", "HEAD", "POST"])
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ask, then end the session and have the browser forget what it kept of the desk."""
    response: HttpResponse = logout(request)
    if request.method == "POST":
        response["Clear-Site-Data"] = '"cache", "storage"'
    return response


def _claim(request: StaffRequest, token: str, position: int) -> tuple[Submission, Claim]:
    opened = access.open_cleared(request.user, token, Right.DECIDE)
    return opened, get_object_or_404(opened.claims, position=position)


def show(
    request: StaffRequest,
    file: Submission,
    *,
    claim: Claim | None = None,
    form: forms.Decide | None = None,
    undo: forms.Undo | None = None,
    moved: int | None = None,
    photo: photo_desk.Refused | None = None,
    reveal: tuple[int, revealing.Reveal] | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show a file; the claim or photo of a refused POST keeps what was typed and says why."""
    at = timezone.now()
    shown = revealing.shown(request.session, file, at=at)
    sealed = rows.seal(file, request.user)
    binder = binders.bring(file, whole=not sealed)
    read = sheet.sheet(binder, sealed=sealed, at=at, shown=shown)
    desks = [
        desk.lay(one, form=form, undo=undo, moved=moved)
        if claim and one.position == claim.position
        else desk.lay(one)
        for one in read.claims
    ]
    today = timezone.localtime(at).date()
    photos = photo_desk.lay(read.published, photo, today=today) if read.published else ()
    sent = None if read.sealed else evidence.section(binder, today=today)
    context = {
        "file": read,
        "desks": desks,
        "photos": photos,
        "evidence": sent,
        "minors": [_minor(one, shown, reveal) for one in read.minors],
        "shown": shown,
        "related": related.of(file, request.user),
        "may_link": rights.holds(request.user, Right.LINK, matter=file.matter),
        "may_check": rights.holds(request.user, Right.CHECK, matter=file.matter),
    }
    return render(request, "review/file.html", context, status=status)


def _minor(
    minor: masking.Minor, shown: dict[int, str], reveal: tuple[int, revealing.Reveal] | None
) -> dict[str, object]:
    """One minor with the form that shows who it is, or until when it is shown."""
    refused = reveal[1] if reveal and reveal[0] == minor.position else revealing.Reveal()
    return {"minor": minor, "until": shown.get(minor.position, ""), "form": refused}


def _is_mine(
    claim: Claim, request: StaffRequest, *, number: int, choice: str, reason: str, note: str
) -> bool:
    """Whether the row in the way is this very request, sent twice by a double click or a reload."""
    twin = claim.decisions.filter(number=number, by=request.user, choice=choice, reason=reason).first()
    return twin is not None and (twin.note or "") == note


def _back(opened: Submission, claim: Claim) -> HttpResponse:
    return redirect(f"{reverse('desk_file', args=(opened.token,))}#decide-{claim.position}")
