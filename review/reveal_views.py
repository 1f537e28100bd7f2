"""Showing who a minor is, over HTTP: asked for with a reason, on record, and masked again."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from casefile import audit
from casefile.models import Claim, Submission
from casefile.rights import Right
from review import access, masking, revealing, views
from review.access import StaffRequest, needs, unless_damaged


@require_http_methods(["POST"])
@needs(Right.REVEAL)
@unless_damaged
def reveal(request: StaffRequest, token: str, position: int) -> HttpResponse:
    """Show the name and birth date of one minor of this file to whoever asks, and put it on record."""
    opened = access.open_cleared(request.user, token, Right.REVEAL)
    claim = get_object_or_404(opened.claims, position=position)
    at = timezone.now()
    if not _is_masked(opened, claim):
        raise Http404
    form = revealing.Reveal(request.POST)
    if not form.is_valid():
        return views.show(request, opened, reveal=(position, form), status=422)
    reason = form.cleaned_data["reason"]
    audit.record(event="minor.revealed", actor=str(request.user.pk), subject=claim, at=at, reason=reason)
    revealing.show(request.session, opened, position, at=at)
    return redirect(f"{reverse('desk_file', args=(opened.token,))}#minors")


@require_http_methods(["POST"])
@needs(Right.REVEAL)
@unless_damaged
def hide(request: StaffRequest, token: str) -> HttpResponse:
    """Mask every minor again."""
    opened = access.open_cleared(request.user, token, Right.REVEAL)
    revealing.hide(request.session)
    return redirect(f"{reverse('desk_file', args=(opened.token,))}#minors")


def _is_masked(file: Submission, claim: Claim) -> bool:
    mask = masking.of(file, file.claims.all(), today=timezone.localdate(), shown=())
    return any(minor.position == claim.position for minor in mask.minors)
