"""What is decided of a claim, over HTTP: its letter is shown first, and a second person confirms."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from casefile import decisions, decline_letters, reasons, seen
from casefile.models import Claim, Decision, Proposal, Submission
from casefile.rights import Right
from review import access, forms, views
from review.access import StaffRequest, needs, unless_damaged

RECORDED = "Recorded. The decision stands in the history of this claim."
PROPOSED = "Proposed. It stands once a second person with the right to approve confirms it."
UNDONE = "Undone. Both rows stay in the history of this claim."
OWN = "You proposed this. Another person with the right to approve confirms it."
OVER = "This proposal was confirmed, ended or overtaken while you had the page open."
OBSTACLES = {
    decline_letters.PAPER: "No letter can go by e-mail: the claimant asked for paper. "
    "Write to the postal address.",
    decline_letters.DRAFT: "The letter is a DRAFT. It can be sent once the firm has approved its text.",
    decline_letters.OTHERS_OPEN: "The letter speaks of the whole request, and another person of this file is "
    "still open. It can go with the last decision of the file.",
    decline_letters.ONE_ACCEPTED: "The letter speaks of the whole request, and the firm took on another "
    "person of this file. Write to the claimant yourself.",
}


@require_http_methods(["POST"])
@needs(Right.DECIDE)
@unless_damaged
def decide(request: StaffRequest, token: str, position: int) -> HttpResponse:
    """Record or propose what the attorney decided of one claim, or show the letter that would go with it."""
    opened, claim = _claim(request, token, position, Right.DECIDE)
    form, at = forms.Decide(request.POST, reasons=reasons.every()), timezone.now()
    if not form.is_valid():
        return views.show(request, opened, claim=claim, form=form, status=422)
    given = form.cleaned_data
    how: dict[str, Any] = {"claim": claim, "said": form.said, "seen": given["seen"], "found": given["found"]}
    try:
        if form.wants_letter and not given["letter"]:
            decisions.try_out(**how, at=at)
            return _letter(request, opened, claim, form)
        letter = given["letter"] if form.wants_letter else ""
        made = decisions.decide(**how, letter=letter, by=request.user, at=at)
    except (decline_letters.Stopped, decline_letters.Changed):
        return _letter(request, opened, claim, form, changed=True)
    except decisions.Refused as refused:
        form.refuse(refused)
        return views.show(request, opened, claim=claim, form=form, status=422)
    except (decisions.Moved, decisions.Waiting, decisions.NotNext) as stopped:
        twin = _twin(claim, request, form)
        if twin is None:
            return _stopped(request, opened, claim, stopped, form=form)
        made = twin
    return _done(request, opened, claim, made)


@require_http_methods(["POST"])
@needs(Right.DECIDE)
@unless_damaged
def undo(request: StaffRequest, token: str, position: int) -> HttpResponse:
    """Undo the standing decision by a further row, or propose to where that takes two."""
    opened, claim = _claim(request, token, position, Right.DECIDE)
    form = forms.Undo(request.POST, reasons=reasons.every())
    if not form.is_valid():
        return views.show(request, opened, claim=claim, undo=form, status=422)
    given = form.cleaned_data
    undone = get_object_or_404(claim.decisions, number=given["number"])
    row = {name: given[name] for name in ("reason", "note", "seen", "found")}
    try:
        made = decisions.undo(decision=undone, **row, by=request.user, at=timezone.now())
    except decisions.Refused as refused:
        form.add_error("note" if refused.why == decisions.NOTE else "reason", forms.REFUSALS[refused.why][1])
        return views.show(request, opened, claim=claim, undo=form, status=422)
    except (decisions.Moved, decisions.Waiting, decisions.NothingToUndo) as stopped:
        twin = _twin(claim, request, form)
        if twin is None:
            return _stopped(request, opened, claim, stopped, undo=form)
        made = twin
    return _done(request, opened, claim, made)


@require_http_methods(["POST"])
@needs(Right.APPROVE)
@unless_damaged
def confirm(request: StaffRequest, token: str, position: int, number: int) -> HttpResponse:
    """Let a proposal stand, as its second person."""
    opened, claim = _claim(request, token, position, Right.APPROVE)
    proposal = get_object_or_404(claim.proposals, number=number)
    form = forms.Confirm(request.POST)
    if not form.is_valid():
        return views.show(request, opened, claim=claim, said=OVER, status=422)
    given = form.cleaned_data
    try:
        decisions.confirm(
            proposal=proposal, seen=given["seen"], found=given["found"], by=request.user, at=timezone.now()
        )
    except decisions.SamePerson:
        return views.show(request, opened, claim=claim, said=OWN, status=409)
    except decline_letters.Stopped as stopped:
        return views.show(request, opened, claim=claim, said=OBSTACLES[stopped.why], status=409)
    except (decisions.Over, decisions.Moved):
        return views.show(request, opened, claim=claim, said=OVER, status=409)
    messages.success(request, RECORDED)
    return _back(opened, claim)


@require_http_methods(["POST"])
@needs(Right.DECIDE)
@unless_damaged
def end(request: StaffRequest, token: str, position: int, number: int) -> HttpResponse:
    """End a proposal: one's own, or another's as its second person."""
    opened, claim = _claim(request, token, position, Right.DECIDE)
    proposal = get_object_or_404(claim.proposals, number=number)
    if proposal.by_id != request.user.pk:
        access.open_cleared(request.user, token, Right.APPROVE)
    form = forms.End(request.POST)
    if not form.is_valid():
        return views.show(request, opened, claim=claim, said=str(form.errors["note"][0]), status=422)
    try:
        decisions.end(proposal=proposal, note=form.cleaned_data["note"], by=request.user, at=timezone.now())
    except (decisions.Over, decisions.Moved):
        return views.show(request, opened, claim=claim, said=OVER, status=409)
    messages.success(request, "Ended. What was proposed did not come to stand.")
    return _back(opened, claim)


def _claim(request: StaffRequest, token: str, position: int, right: Right) -> tuple[Submission, Claim]:
    opened = access.open_cleared(request.user, token, right)
    return opened, get_object_or_404(opened.claims, position=position)


def _letter(
    request: StaffRequest, file: Submission, claim: Claim, form: forms.Decide, *, changed: bool = False
) -> HttpResponse:
    """Show the very letter before anything is recorded; `changed`: another one was shown before."""
    seen.view(file, "letter", by=request.user, at=timezone.now())
    stopped = decline_letters.obstacle(claim)
    kept = [
        (name, value)
        for name, value in request.POST.items()
        if name in form.fields and name not in ("letter", "without")
    ]
    context = {
        "file": file,
        "claim": claim,
        "letter": decline_letters.preview(claim),
        "obstacle": OBSTACLES[stopped] if stopped else "",
        "changed": changed and not stopped,
        "kept": kept,
    }
    return render(request, "review/decide_letter.html", context, status=409 if changed else 200)


def _stopped(
    request: StaffRequest,
    file: Submission,
    claim: Claim,
    why: Exception,
    *,
    form: forms.Decide | None = None,
    undo: forms.Undo | None = None,
) -> HttpResponse:
    """Say what stands in the way; what was typed is kept."""
    shown: dict[str, Any] = {"claim": claim, "form": form, "undo": undo, "status": 409}
    if isinstance(why, decisions.Waiting):
        shown["said"] = forms.WAITING
    elif isinstance(why, decisions.NotNext):
        shown["said"] = forms.NOT_NEXT
    else:
        shown["moved"] = (form or undo or forms.Confirm(request.POST)).cleaned_data["seen"]
    return views.show(request, file, **shown)


def _twin(claim: Claim, request: StaffRequest, form: forms.Decide | forms.Undo) -> Decision | Proposal | None:
    """The row in the way, if it is this very request, sent twice by a double click or a reload."""
    given = form.cleaned_data
    choice, reason = (
        (Decision.UNDO, given["reason"])
        if isinstance(form, forms.Undo)
        else (form.said.choice, form.said.reason)
    )
    same = {"choice": choice, "reason": reason, "by": request.user}
    rows: tuple[Decision | Proposal, ...] = (
        *claim.decisions.filter(number=given["seen"] + 1, **same),
        *claim.proposals.filter(seen=given["seen"], **same).order_by("-number")[:1],
    )
    return next((row for row in rows if (row.note or "") == given["note"]), None)


def _done(request: StaffRequest, file: Submission, claim: Claim, made: Decision | Proposal) -> HttpResponse:
    if isinstance(made, Proposal):
        messages.success(request, PROPOSED)
    else:
        messages.success(request, UNDONE if made.choice == Decision.UNDO else RECORDED)
    return _back(file, claim)


def _back(opened: Submission, claim: Claim) -> HttpResponse:
    return redirect(f"{reverse('desk_file', args=(opened.token,))}#decide-{claim.position}")
