"""The attorney's desk over HTTP: a file and its packet."""

from dataclasses import dataclass

from allauth.account.views import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from casefile import audit, binders, filing, reasons, rights, seen
from casefile.models import Claim, Submission
from casefile.rights import Right
from review import access, desk, evidence, forms, masking, photo_desk, related, revealing, rows, sheet
from review.access import StaffRequest, needs, unless_damaged


@require_http_methods(["GET", "HEAD"])
@needs(Right.OPEN)
@unless_damaged
def file(request: StaffRequest, token: str) -> HttpResponse:
    """Show a file."""
    return show(request, access.open_file(request.user, token))


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


@require_http_methods(["GET", "HEAD", "POST"])
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ask, then end the session and have the browser forget what it kept of the desk."""
    response: HttpResponse = logout(request)
    if request.method == "POST":
        response["Clear-Site-Data"] = '"cache", "storage"'
    return response


def show(
    request: StaffRequest,
    file: Submission,
    *,
    claim: Claim | None = None,
    form: forms.Decide | None = None,
    undo: forms.Undo | None = None,
    moved: int | None = None,
    said: str = "",
    photo: photo_desk.Refused | None = None,
    reveal: tuple[int, revealing.Reveal] | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show a file, which goes on record; the part of a refused POST keeps what was typed and says why.

    Only a page that was asked for counts as opening the file: what a POST could not do is a look alone.
    """
    at = timezone.now()
    (seen.note if status == 200 else seen.refused)(file, by=request.user, at=at)
    shown = revealing.shown(request.session, file, at=at)
    sealed = rows.seal(file, request.user)
    binder = binders.bring(file, whole=not sealed)
    today = timezone.localtime(at).date()
    mask = masking.Mask() if sealed else masking.of(file, file.claims.all(), today=today, shown=shown)
    read = sheet.sheet(binder, mask, sealed=sealed, at=at)
    answered = {claim.position: desk.Refused(form, undo, moved, said)} if claim else {}
    context = {
        "file": read,
        "desks": _desks(request, file, read, answered),
        "photos": photo_desk.lay(read.published, photo, today=today) if read.published else (),
        "evidence": None if sealed else mask.files(evidence.section(binder, today=today)),
        "hidden": () if sealed else _hidden(read, shown, reveal),
        "shown": shown,
        "related": related.of(file, request.user),
        **_may(request, file),
    }
    return render(request, "review/file.html", context, status=status)


def _desks(
    request: StaffRequest, file: Submission, read: sheet.FileSheet, answered: dict[int, desk.Refused]
) -> list[desk.Desk]:
    listed, reader = reasons.every() if read.claims else (), _reader(request, file)
    return [
        desk.lay(one, reasons=listed, reader=reader, refused=answered.get(one.position, desk.NOTHING_SENT))
        for one in read.claims
    ]


def _may(request: StaffRequest, file: Submission) -> dict[str, bool]:
    """What this person may do with the file, beside deciding."""
    rest = (Right.REDACT, Right.REVEAL, Right.LINK, Right.CHECK)
    return {f"may_{one.value}": rights.holds(request.user, one, matter=file.matter) for one in rest}


def _reader(request: StaffRequest, file: Submission) -> desk.Reader:
    may = {
        name: rights.holds(request.user, right, matter=file.matter)
        for name, right in (("may_decide", Right.DECIDE), ("may_approve", Right.APPROVE))
    }
    return desk.Reader(staff=request.user, **may)


@dataclass(frozen=True, slots=True)
class Hidden:
    """Something masked, with the form that shows it, or until when it is shown."""

    what: str
    action: str
    key: str
    until: str
    form: revealing.Reveal


def _hidden(
    file: sheet.FileSheet, shown: dict[int, str], reveal: tuple[int, revealing.Reveal] | None
) -> list[Hidden]:
    """The contact details, and each minor once there is a claim to name in the record."""
    every = [(masking.CONTACT, "the contact details", reverse("desk_reveal_contact", args=(file.token,)))]
    for one in file.minors if file.claims else ():
        action = reverse("desk_reveal", args=(file.token, one.position))
        every.append((one.position, f"the name and birth date of {one.alias}", action))
    return [
        Hidden(
            what=words,
            action=action,
            key="contact" if place == masking.CONTACT else str(place),
            until=shown.get(place, ""),
            form=reveal[1] if reveal and reveal[0] == place else revealing.Reveal(),
        )
        for place, words, action in every
    ]
