"""What a reminder leads to: going on with one button, and an end to reminders with another."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from casefile import drafts, reminders
from intake import returning, visit
from intake.doorway import unless_stopped


@require_http_methods(["GET", "HEAD", "POST"])
@unless_stopped
def go_on(request: HttpRequest, *, token: str) -> HttpResponse:
    """Show one button: it opens the draft in a browser that holds it, or mails a way back to this one."""
    draft = reminders.of_go_on(token)
    if draft is None:
        return render(request, "intake/return/link.html", {"state": "gone"}, status=404)
    if request.method != "POST":
        until = drafts.kept_until(draft)
        return render(request, "intake/return/go_on.html", {"until": until})
    token = str(request.session.get(visit.TOKEN, ""))
    held = drafts.find(token, matter=settings.MATTER) if token else None
    if held is not None and held.pk == draft.pk:
        drafts.reopen(draft, at=timezone.now())
        return redirect("intake:check")
    return returning.send(request, draft=draft, said="?new=1")


# A mail program stops letters by a POST without a cookie of ours (RFC 8058); the address is the secret.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, *, token: str) -> HttpResponse:
    """Show one button; pressed, no reminder is sent any more."""
    if request.method != "POST":
        if not reminders.may_stop(token):
            raise Http404
        return render(request, "intake/return/stop.html", {"stopped": False})
    if not reminders.stop(token, at=timezone.now()):
        raise Http404
    return render(request, "intake/return/stop.html", {"stopped": True})
