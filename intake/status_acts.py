"""What a claimant may do from the status page: every act is asked about first, or can be undone."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

import matters
from casefile import afterwards, consents, copies, filing, firm, tasks
from casefile.models import Submission, Wish
from intake import status_words
from intake.status import with_file
from matters.pages import PageForm

ASKS = ["GET", "HEAD", "POST"]
WISHES = dict(Wish.KINDS)


def _back(request: HttpRequest, said: str, at: str = "") -> HttpResponseRedirect:
    messages.success(request, said)
    return HttpResponseRedirect(reverse("intake:status") + at)


@require_http_methods(ASKS)
@with_file
def contact(request: HttpRequest, file: Submission) -> HttpResponse:
    """Correct how the firm reaches this claimant."""
    form = _contact_form(request, file)
    if not form.is_valid():
        return render(request, "intake/status/contact.html", {"form": form, "file": file})
    try:
        owed = afterwards.correct(file, given=form.values(), at=timezone.now())
    except afterwards.TooOften:
        return render(request, "intake/status/too_often.html", {"file": file}, status=429)
    tasks.ring([job.pk for job in owed])
    pending = afterwards.contact(file).pending
    said = (
        _("Saved. Open the link in the mail we sent to %(address)s. Until then we write to your old address.")
        % {"address": pending}
        if pending
        else _("Saved. These are the details the firm now uses.")
    )
    return _back(request, said, "#contact")


def _contact_form(request: HttpRequest, file: Submission) -> PageForm:
    matter, now = matters.load(file.matter), afterwards.contact(file)
    return matter.correction_form(
        request.POST if request.method == "POST" else None,
        answers=file.answers,
        today=timezone.localdate(),
        initial={**now.values, "email": now.pending or now.values["email"]},
        fill=firm.words(),
    )


@require_http_methods(ASKS)
@with_file
def consent(request: HttpRequest, file: Submission, *, purpose: str) -> HttpResponse:
    """Ask whether to take a consent back, saying what that means, and do it."""
    row = next((one for one in consents.given(file) if one.purpose == purpose), None)
    if row is None:
        raise Http404
    if request.method != "POST":
        shown = {"file": file, "consent": row, "name": status_words.purpose(purpose)}
        return render(request, "intake/status/consent.html", shown)
    tasks.ring([job.pk for job in consents.withdraw(file, purpose=purpose, at=timezone.now())])
    return _back(request, _("Done. This permission no longer holds."), "#consents")


@require_http_methods(ASKS)
@with_file
def wish(request: HttpRequest, file: Submission, *, kind: str) -> HttpResponse:
    """Ask whether to withdraw the request or to have it erased, saying what follows, and keep the wish."""
    if kind not in WISHES:
        raise Http404
    if request.method != "POST":
        mailed = not consents.is_withdrawn(file, consents.ESIGN)
        return render(request, f"intake/status/{kind}.html", {"file": file, "mailed": mailed})
    tasks.ring([job.pk for job in afterwards.wish(file, kind=kind, at=timezone.now())])
    return _back(request, _("Done. The firm has been told."))


@require_POST
@with_file
def undo(request: HttpRequest, file: Submission, *, kind: str) -> HttpResponse:
    """Take a wish back while the firm has not acted on it."""
    if kind not in WISHES:
        raise Http404
    try:
        owed = consents.take_back(file, kind=kind, at=timezone.now())
    except afterwards.Settled:
        return _back(request, _("This can no longer be undone here. Please write to the firm."))
    tasks.ring([job.pk for job in owed])
    said = {
        Wish.WITHDRAW: _("Done. Your request goes on."),
        Wish.ERASE: _("Done. Your answers are not to be erased."),
    }
    return _back(request, said.get(kind, ""))


@require_http_methods(ASKS)
@with_file
def copy(request: HttpRequest, file: Submission) -> HttpResponse:
    """Ask for the claimant's own copy, and say when it is there."""
    if request.method == "POST":
        tasks.ring([copies.ask(file, at=timezone.now()).pk])
        return redirect("intake:status_copy")
    return render(request, "intake/status/copy.html", {"file": file, "wait": copies.wait(file)})


@require_safe
@with_file
def copy_pdf(request: HttpRequest, file: Submission) -> HttpResponse:
    """Hand the copy over; that it was handed over is on record."""
    try:
        content = copies.hand_out(file, at=timezone.now())
    except filing.Damaged:
        return render(request, "intake/status/copy_damaged.html", {"file": file}, status=503)
    if content is None:
        return redirect("intake:status_copy")
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="my-answers-{file.reference}.pdf"'
    response["Content-Security-Policy"] = (
        "sandbox; default-src 'none'; frame-ancestors 'none'; base-uri 'none'"
    )
    return response


@require_http_methods(ASKS)
def confirm(request: HttpRequest, *, secret: str) -> HttpResponse:
    """Confirm a new address by the link that was sent to it: opening shows a button, pressing counts."""
    at = timezone.now()
    try:
        if request.method == "POST":
            afterwards.confirm(secret, at=at)
            return render(request, "intake/status/confirmed.html")
        afterwards.to_confirm(secret, at=at)
    except afterwards.OutOfDate:
        return render(request, "intake/status/out_of_date.html", status=410)
    return render(request, "intake/status/confirm.html")
