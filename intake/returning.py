"""Coming back without a password: an address, a letter, its link or its code, and the page left off at."""

from datetime import datetime
from math import ceil
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

import matters
from casefile import afterwards, drafts, letters, passes, tasks
from casefile.models import Draft, Pass, Submission
from casefile.tallies import Spent
from intake import addresses, course, languages, network, return_forms, typed, visit
from intake.doorway import unless_stopped
from matters import texts


@require_http_methods(["GET", "HEAD", "POST"])
@unless_stopped
def come_back(request: HttpRequest) -> HttpResponse:
    """Ask for the address; the answer is the same whether anything is kept under it or not."""
    return _ask(request, ended=False)


@require_http_methods(["GET", "HEAD", "POST"])
@unless_stopped
def session_ended(request: HttpRequest) -> HttpResponse:
    """Say that a session ended and nothing is lost, and how to go on."""
    return _ask(request, ended=True)


def _ask(request: HttpRequest, *, ended: bool) -> HttpResponse:
    form = return_forms.address(request.POST or None, today=timezone.localdate())
    if not form.is_valid():
        shown = {"form": form, "ended": ended, "waits": typed.has_stash(request)}
        return render(request, "intake/return/come_back.html", shown)
    return send(request, email=str(form.cleaned_data["email"]))


def send(
    request: HttpRequest,
    *,
    email: str = "",
    draft: Draft | None = None,
    again: Pass | None = None,
    said: str = "",
) -> HttpResponse:
    """Owe a letter with a way back to this browser, and lead to the page for its code."""
    at = timezone.now()
    browser, net = visit.name_browser(request), network.network(request)
    try:
        if again is not None:
            row = passes.renew(again, browser=browser, network=net, at=at)
        else:
            row = passes.ask(
                browser=browser, network=net, at=at, email=email, draft=draft, language=texts.language()
            )
    except Spent as spent:
        return too_many(request, spent, at=at)
    except passes.NoAddress:
        return redirect("intake:come_back")
    request.session[visit.ASKED] = str(row.pk)
    tasks.ring_soon(row.pk)
    return redirect(f"{reverse('intake:code')}{said}")


def too_many(request: HttpRequest, spent: Spent, *, at: datetime) -> HttpResponse:
    """Say plainly that enough letters were asked for."""
    shown = {"until": spent.until, "by_network": spent.name == letters.NETWORK}
    page = render(request, "intake/return/later.html", shown, status=429)
    page["Retry-After"] = str(ceil((spent.until - at).total_seconds()))
    return page


@require_http_methods(["GET", "HEAD", "POST"])
@unless_stopped
def code(request: HttpRequest) -> HttpResponse:
    """Take the code in the browser that asked for it, or send another letter."""
    row = passes.find(str(request.session.get(visit.ASKED, "")))
    if row is None:
        return redirect("intake:come_back")
    if "again" in request.POST:
        return send(request, again=row, said="?again=1")
    form = return_forms.code(request.POST or None, today=timezone.localdate())
    if not form.is_valid():
        return _code_page(request, row, form)
    try:
        opened = passes.use(
            row, browser=visit.browser(request), at=timezone.now(), typed=form.cleaned_data["code"]
        )
    except passes.Refused as refused:
        if refused.reason == passes.USED and visit.follow(request, pass_id=str(row.pk)):
            return _onward(request)
        return _code_page(request, row, form, reason=refused.reason)
    return _enter(request, row, opened)


def _code_page(
    request: HttpRequest, row: Pass, form: return_forms.CodeForm, reason: str = ""
) -> HttpResponse:
    state = passes.state(row, browser=visit.browser(request), at=timezone.now())
    if reason == passes.WRONG:
        form.add_error("code", return_forms.wrong_code(passes.MOST_TRIES - row.tries))
    shown = {"form": form, "dead": state, "until": row.expires_at, "new": "new" in request.GET}
    return render(request, "intake/return/code.html", {**shown, "again": "again" in request.GET})


@require_http_methods(["GET", "HEAD", "POST"])
@unless_stopped
def link(request: HttpRequest, *, token: str) -> HttpResponse:
    """Show a button for a letter's link, and use the link up when it is pressed."""
    row = passes.of_link(token)
    if row is None:
        return render(request, "intake/return/link.html", {"state": "gone"}, status=404)
    if "again" in request.POST:
        return send(request, again=row, said="?new=1")
    at, browser = timezone.now(), visit.browser(request)
    if request.method != "POST":
        return _link_page(request, row, passes.state(row, browser=browser, at=at))
    try:
        opened = passes.use(row, browser=browser, at=at)
    except passes.Refused as refused:
        if refused.reason == passes.USED and visit.follow(request, pass_id=str(row.pk)):
            return _onward(request)
        return _link_page(request, row, refused.reason)
    return _enter(request, row, opened)


def _link_page(request: HttpRequest, row: Pass, state: str) -> HttpResponse:
    here = request.session.get(visit.CAME_BY) == str(row.pk)
    mine = passes.is_asked_by(row, browser=visit.browser(request))
    return render(request, "intake/return/link.html", {"state": state, "here": here, "mine": mine})


@require_http_methods(["GET", "HEAD", "POST"])
@unless_stopped
def choose(request: HttpRequest) -> HttpResponse:
    """Let a person with several open forms or files say which one to open."""
    row = passes.find(str(request.session.get(visit.CAME_BY, "")))
    if row is None or row.used_at is None:
        return redirect("intake:come_back")
    at, chosen = timezone.now(), _id(request.POST.get("thing", ""))
    is_sent = request.method == "POST" and not languages.is_switched(request)
    if is_sent:
        opened = passes.choose(row, thing_id=chosen, at=at)
        if opened is not None:
            return _enter(request, row, opened)
    found = passes.things(row, at=at) if passes.may_choose(row, at=at) else []
    shown = {
        "drafts": [(one, drafts.kept_until(one)) for one in found if isinstance(one, Draft)],
        "files": [one for one in found if isinstance(one, Submission)],
        "chosen": chosen,
        "unanswered": is_sent,
    }
    return render(request, "intake/return/choose.html", shown)


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)


def _enter(request: HttpRequest, row: Pass, opened: passes.Opened | None) -> HttpResponse:
    visit.enter(request, pass_id=str(row.pk), opened=opened)
    if opened is None:
        return redirect("intake:choose")
    if isinstance(opened.thing, Draft):
        return _to_draft(request, opened.thing)
    return to_file(opened.thing)


def _to_draft(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Lead to the page that came too late, filled in as it was typed, else to where the interview goes on."""
    late = typed.unstash(request, draft)
    if late is not None:
        step, fields = late
        drafts.keep_typed(draft=draft, step=typed.name(step), typed=fields, at=timezone.now())
        return redirect(addresses.of_step(step))
    return redirect(course.resume(matters.load(settings.MATTER).journey, draft.answers))


def to_file(submission: Submission) -> HttpResponse:
    """Lead to what a claimant may see of a file that was sent."""
    return redirect("intake:status")


def _onward(request: HttpRequest) -> HttpResponse:
    """Where the first of two clicks led."""
    token = str(request.session.get(visit.TOKEN, ""))
    if drafts.find(token, matter=settings.MATTER) if token else None:
        return redirect("intake:check")
    submission = afterwards.opened(request.session.get(visit.FILE, ""))
    return to_file(submission) if submission else redirect("intake:choose")
