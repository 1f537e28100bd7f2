"""Showing what is masked, over HTTP: asked for with a reason, on record, and masked again."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from casefile import reveals
from casefile.models import Claim, Submission
from casefile.rights import Right
from review import access, masking, revealing, views
from review.access import StaffRequest, needs, unless_damaged


@require_http_methods(["POST"])
@needs(Right.REVEAL)
@unless_damaged
def minor(request: StaffRequest, token: str, position: int) -> HttpResponse:
    """Show the name and birth date of one minor of this file to whoever asks, and put it on record."""
    opened = access.open_cleared(request.user, token, Right.REVEAL)
    claim = get_object_or_404(opened.claims, position=position)
    if not _is_masked(opened, claim):
        raise Http404
    return _shown(request, opened, claim, what=position)


@require_http_methods(["POST"])
@needs(Right.REVEAL)
@unless_damaged
def contact(request: StaffRequest, token: str) -> HttpResponse:
    """Show how the claimant of this file is reached to whoever asks, and put it on record."""
    opened = access.open_cleared(request.user, token, Right.REVEAL)
    return _shown(request, opened, None, what=masking.CONTACT)


@require_http_methods(["POST"])
@needs(Right.REVEAL)
@unless_damaged
def hide(request: StaffRequest, token: str) -> HttpResponse:
    """Mask everything again."""
    opened = access.open_cleared(request.user, token, Right.REVEAL)
    revealing.hide(request.session)
    return _back(opened)


def _shown(request: StaffRequest, file: Submission, claim: Claim | None, *, what: int) -> HttpResponse:
    form, at = revealing.Reveal(request.POST), timezone.now()
    if not form.is_valid():
        return views.show(request, file, reveal=(what, form), status=422)
    reveals.note(file, claim, **form.cleaned_data, by=request.user, at=at)
    revealing.show(request.session, file, what, at=at)
    return _back(file)


def _back(file: Submission) -> HttpResponse:
    return redirect(f"{reverse('desk_file', args=(file.token,))}#minors")


def _is_masked(file: Submission, claim: Claim) -> bool:
    mask = masking.of(file, file.claims.all(), today=timezone.localdate(), shown=())
    return any(minor.position == claim.position for minor in mask.minors)
