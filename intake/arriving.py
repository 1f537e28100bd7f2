"""The notice and the date of birth, before anything is kept; and the way out."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from casefile import invitations
from intake import caller, doorway, entering, gate, guard, public, visit


@require_http_methods(["GET", "HEAD", "POST"])
@doorway.unless_stopped
def start(request: HttpRequest) -> HttpResponse:
    """Show the notice and where the visit came from; ask whether to go on. Nothing is kept either way."""
    notice = gate.notice(doorway.matter(), language=str(request.POST.get("shown_in", "")))
    source = gate.source(public.came_from(request), doorway.matter(), language=notice.language)
    answer = request.POST.get("go_on")
    if answer == "yes":
        at = timezone.now()
        carried = {gate.ASKED: request.GET.get(gate.ASKED, "")[: invitations.LONGEST]}
        seconds = guard.visit(request, "start", at=at).seconds
        note = gate.accept(notice, at=at, source=source, carried=carried, seconds=seconds)
        return redirect(f"{reverse('intake:age')}?notice={note}")
    begun = {"begun": visit.TOKEN in request.session}
    if answer == "no":
        return render(request, "intake/declined.html", begun)
    shown = {
        "notice": notice,
        "source": source,
        "source_says": gate.paragraphs(source),
        "unanswered": request.method == "POST",
        "opened": guard.still(request, "start", at=timezone.now()),
        **begun,
    }
    return render(request, "intake/start.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@doorway.unless_stopped
def age(request: HttpRequest) -> HttpResponse:
    """Ask the date of birth of whoever types: an adult gets a draft, anybody younger leaves nothing here."""
    note = str((request.POST or request.GET).get("notice", ""))
    notice = gate.accepted(note, doorway.matter(), at=timezone.now())
    if notice is None:
        return redirect(public.to_start(gate.code(note)))
    form = doorway.matter().age_form(request.POST or None, today=timezone.localdate())
    if not form.is_valid():
        opened = guard.still(request, "age", at=timezone.now())
        return render(request, "intake/age.html", {"form": form, "note": note, "opened": opened})
    if not form.is_adult:
        return _stopped(request)
    return entering.admit(request, note=note, born=form.birth_date, at=timezone.now())


def _stopped(request: HttpRequest) -> HttpResponse:
    """Leave nothing of a young visitor; after a young caller the browser stays open for the next call."""
    if not caller.of(request):
        return gate.stop(request, doorway.stop_page(request))
    caller.hang_up(request)
    return doorway.stop_page(request)


@require_POST
@doorway.unless_stopped
def end(request: HttpRequest) -> HttpResponse:
    """Forget this browser: whoever uses the computer next finds nothing. The draft itself is kept."""
    if caller.of(request):
        caller.hang_up(request)
        return redirect("desk_callers")
    is_sent = visit.FILE in request.session
    request.session.flush()
    return render(request, "intake/ended.html", {"is_sent": is_sent})
