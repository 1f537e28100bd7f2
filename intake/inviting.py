"""A photographer’s private link: made on one page; whoever opens it is led to the notice."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

import matters
from casefile import firm, invitations, letters, sealing
from casefile.models import Submission
from casefile.tallies import Spent
from intake import gate, languages
from matters.texts import Text


def may_invite(submission: Submission) -> bool:
    """Whether this is the file of somebody who only took photos; a file that does not open is not."""
    try:
        return matters.load(submission.matter).is_photographer(submission.answers)
    except (sealing.Tampered, sealing.KeysMissing):
        return False


@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest, *, token: str) -> HttpResponse:
    """Say what a private link is; on a POST make one and show it this once."""
    submission = get_object_or_404(Submission.objects.for_claimant(token))
    if not may_invite(submission):
        raise Http404
    page: dict[str, object] = {"submission": submission, "most": invitations.MOST}
    made = _made_before(request)
    if request.method != "POST" or (languages.is_switched(request) and not made):
        return render(request, "intake/invite.html", page)
    try:
        made = made or invitations.make(submission, at=timezone.now())
    except Spent:
        return render(request, "intake/invite.html", page | {"spent": True}, status=429)
    link = letters.address("intake:asked", made)
    return render(
        request, "intake/invite.html", page | {"link": link, "made": made, "text": _text("invitation")}
    )


def _made_before(request: HttpRequest) -> str:
    """The link that this page shows already, asked for in another language; no other is made for that."""
    made = str(request.POST.get("made", "")) if languages.is_switched(request) else ""
    return made if invitations.read(made) else ""


@require_safe
def asked(request: HttpRequest, *, invitation: str) -> HttpResponse:
    """Tell whoever opened a private link what it is; nothing is kept of the visit."""
    if invitations.read(invitation) is None:
        raise Http404
    start = f"{reverse('intake:start')}?{urlencode({gate.ASKED: invitation})}"
    return render(request, "intake/asked.html", {"text": _text("asked"), "start": start})


def _text(name: str) -> Text:
    matter = matters.load(settings.MATTER)
    return matter.text(name).as_shown(firm.words())
