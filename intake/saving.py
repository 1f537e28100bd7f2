"""Keeping what is not finished: to come back later, a page while it is typed, a page that came too late."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

import matters
from casefile import drafts, reminders, tallies, tasks
from casefile.models import Draft
from intake import course, languages, network, return_forms, returning, typed
from intake.doorway import with_draft
from intake.visit import TOKEN
from matters.answers import Kind


@require_http_methods(["GET", "HEAD", "POST"])
@with_draft
def save(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Say until when answers are kept, and take the address that a letter with a way back goes to."""
    journey = matters.load(settings.MATTER).journey
    told = matters.load(settings.MATTER).contact(draft.answers).email
    form = return_forms.address(request.POST or None, today=timezone.localdate(), email=draft.email or "")
    if request.method != "POST" or languages.is_switched(request) or not (told or form.is_valid()):
        shown = {"form": form, "told": told, "until": drafts.kept_until(draft)}
        back = course.resume(journey, draft.answers)
        return render(request, "intake/return/save.html", {**shown, "back": back})
    at = timezone.now()
    try:
        job = reminders.set_aside(
            draft, email=told or form.cleaned_data["email"], network=network.network(request), at=at
        )
    except tallies.Spent as spent:
        return returning.too_many(request, spent, at=at)
    except drafts.Gone:
        return redirect("intake:check")
    tasks.ring_soon(job.subject)
    return redirect("intake:saved")


@require_safe
@with_draft
def saved(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Confirm that the answers are kept, until when, and where the letter went."""
    if not draft.email:
        return redirect("intake:save")
    onward = course.resume(matters.load(settings.MATTER).journey, draft.answers)
    shown = {"until": drafts.kept_until(draft), "email": draft.email, "onward": onward}
    return render(request, "intake/return/saved.html", shown)


@require_POST
@with_draft
def typing(
    request: HttpRequest, draft: Draft, *, page: str, each: Kind | None = None, number: int | None = None
) -> HttpResponse:
    """Keep a page as it is typed, judged by nobody; say nothing, or lead to "save and come back later"."""
    index = None if number is None else number - 1
    try:
        step = matters.load(settings.MATTER).journey.find(draft.answers, page=page, index=index)
    except KeyError:
        raise Http404 from None
    if page == course.DECLARATION:
        raise Http404
    try:
        drafts.keep_typed(draft=draft, step=typed.name(step), typed=typed.fields(request), at=timezone.now())
    except (drafts.TooLong, drafts.Gone):
        kept = False
    else:
        kept = True
    if "later" in request.POST:
        return redirect("intake:save")
    return HttpResponse(status=204 if kept else 409)


def not_from_here(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that a page could not be taken in; where our own page sent it, what was typed is kept.

    A browser that says it posts from this very site (Sec-Fetch-Site) only lost its cookies. Of any other post
    nothing is kept, and above all no session is begun, which could take the place of one that lives.
    """
    ours = request.headers.get("Sec-Fetch-Site") == "same-origin"
    kept = ours and typed.stash(request)
    if kept and TOKEN in request.session:
        kept = _put_back(request)
    return render(request, "403_csrf.html", {"kept": kept, "path": request.path}, status=403)


def _put_back(request: HttpRequest) -> bool:
    draft = drafts.find(str(request.session[TOKEN]), matter=settings.MATTER)
    late = typed.unstash(request, draft) if draft else None
    if draft is None or late is None:
        return typed.has_stash(request)
    step, fields = late
    drafts.keep_typed(draft=draft, step=typed.name(step), typed=fields, at=timezone.now())
    return True
