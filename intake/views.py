"""The claimant's door over HTTP: notice, age, a view for every page, check, signature, receipt."""

import logging
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

import matters
from casefile import calls, drafts, firm, floods, invitations, measurement, submissions, tasks
from casefile.models import Draft, Submission
from intake import (
    addresses,
    caller,
    course,
    entering,
    gate,
    guard,
    inviting,
    languages,
    network,
    public,
    rows,
    typed,
    visit,
)
from intake.guard import Visit
from matters import alike, texts
from matters.answers import Answers, Kind, Values
from matters.interview import Step
from matters.pages import PageForm

log = logging.getLogger("portal.intake")
Rest = ParamSpec("Rest")
View = Callable[Concatenate[HttpRequest, Rest], HttpResponse]
DraftView = Callable[Concatenate[HttpRequest, Draft, Rest], HttpResponse]
TOKEN = visit.TOKEN


def _matter() -> matters.Matter:
    return matters.load(settings.MATTER)


def _stop_page(request: HttpRequest) -> HttpResponse:
    """In both languages: a switch would leave a cookie."""
    spoken = sorted(dict(settings.LANGUAGES), key=lambda code: code != texts.language())
    return render(
        request, "intake/stopped.html", {"texts": [_matter().text("stop_age", one) for one in spoken]}
    )


def unless_stopped(view: View[Rest]) -> View[Rest]:
    """Whoever was stopped at the age page sees the same words on every page of the interview."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponse:
        if lapsed := caller.lapsed(request):
            return lapsed
        if gate.is_stopped(request) and not caller.of(request):
            return _stop_page(request)
        return view(request, *args, **kwargs)

    return guarded


def with_draft(view: DraftView[Rest]) -> View[Rest]:
    """Open the draft this browser's session holds; without one, lead to what it became or to the start."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponse:
        token = str(request.session.get(TOKEN, ""))
        draft = drafts.find(token, matter=settings.MATTER) if token else None
        if draft is None:
            return _without_draft(request, token)
        languages.follow(request, draft.language)
        try:
            return view(request, draft, *args, **kwargs)
        except drafts.Gone:
            return _without_draft(request, token)

    return unless_stopped(guarded)


def _without_draft(request: HttpRequest, token: str) -> HttpResponse:
    submission = drafts.sent(token) if token else None
    if submission is None:
        if not token and typed.stash(request):
            return redirect("intake:session_ended")
        return render(request, "intake/lost.html", status=404)
    if caller.of(request):
        caller.hang_up(request)
        return redirect("desk_caller_sent", token=submission.token)
    return redirect("intake:sent", token=submission.token)


@require_http_methods(["GET", "HEAD", "POST"])
@unless_stopped
def start(request: HttpRequest) -> HttpResponse:
    """Show the notice and where the visit came from; ask whether to go on. Nothing is kept either way."""
    notice = gate.notice(_matter(), language=str(request.POST.get("shown_in", "")))
    source = gate.source(public.came_from(request), _matter(), language=notice.language)
    answer = request.POST.get("go_on")
    if answer == "yes":
        at = timezone.now()
        carried = {gate.ASKED: request.GET.get(gate.ASKED, "")[: invitations.LONGEST]}
        seconds = guard.visit(request, "start", at=at).seconds
        note = gate.accept(notice, at=at, source=source, carried=carried, seconds=seconds)
        return redirect(f"{reverse('intake:age')}?notice={note}")
    begun = {"begun": TOKEN in request.session}
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
@unless_stopped
def age(request: HttpRequest) -> HttpResponse:
    """Ask the date of birth of whoever types: an adult gets a draft, anybody younger leaves nothing here."""
    note = str((request.POST or request.GET).get("notice", ""))
    notice = gate.accepted(note, _matter(), at=timezone.now())
    if notice is None:
        return redirect(public.to_start(gate.code(note)))
    form = _matter().age_form(request.POST or None, today=timezone.localdate())
    if not form.is_valid():
        opened = guard.still(request, "age", at=timezone.now())
        return render(request, "intake/age.html", {"form": form, "note": note, "opened": opened})
    if not form.is_adult:
        return _stopped(request)
    return entering.admit(request, note=note, born=form.birth_date, at=timezone.now())


def _stopped(request: HttpRequest) -> HttpResponse:
    """Leave nothing of a young visitor; after a young caller the browser stays open for the next call."""
    if not caller.of(request):
        return gate.stop(request, _stop_page(request))
    caller.hang_up(request)
    return _stop_page(request)


def _form(request: HttpRequest, draft: Draft, step: Step) -> PageForm:
    prefill = {
        "born": gate.birth_date(request, token=request.session[TOKEN]),
        "email": draft.email or "",
    }

    def build(data: QueryDict | None) -> PageForm:
        return _matter().journey.form(
            draft.answers, step, today=timezone.localdate(), data=data, prefill=prefill, fill=firm.words()
        )

    return build(request.POST) if request.method == "POST" else typed.form(build, draft, step)


def _is_changing(request: HttpRequest) -> bool:
    return addresses.CHANGE in request.GET


@require_http_methods(["GET", "HEAD", "POST"])
@with_draft
def page(
    request: HttpRequest, draft: Draft, *, page: str, each: Kind | None = None, number: int | None = None
) -> HttpResponse:
    """Ask one page: show it with what was answered or how that was read, or keep what was sent and go on."""
    journey, changing = _matter().journey, _is_changing(request)
    index = None if number is None else number - 1
    if not course.exists(journey, page=page, each=each, index=index):
        raise Http404
    try:
        step = journey.find(draft.answers, page=page, index=index)
    except KeyError:
        return redirect(course.resume(journey, draft.answers, changing=changing))
    if alike.BUTTON in request.POST:
        return _filled_alike(request, draft, step)
    form = _form(request, draft, step)
    if not form.is_valid() or form.is_unheard:
        return _asked(request, draft, step, form)
    answers = journey.record(draft.answers, step, form.values())
    correcting = request.GET.get(addresses.CHANGE) == addresses.FROM_STOP
    filling = course.is_filling(journey, draft.answers, step)
    onward = course.onward(journey, answers, step, changing=changing, correcting=correcting, filling=filling)
    seen = guard.visit_of(request, draft, step, at=timezone.now())
    return _kept(request, draft, answers, onward=onward, step=typed.name(step), seen=seen)


def _filled_alike(request: HttpRequest, draft: Draft, step: Step) -> HttpResponse:
    """Show the page with another person's answers in it; nothing is kept before it is sent."""
    form, taken = alike.filled(
        _matter().journey,
        draft.answers,
        step,
        today=timezone.localdate(),
        data=request.POST,
        fill=firm.words(),
    )
    return _asked(request, draft, step, form, taken=taken)


def _asked(
    request: HttpRequest, draft: Draft, step: Step, form: PageForm, *, taken: alike.Offer | None = None
) -> HttpResponse:
    journey, changing, at = _matter().journey, _is_changing(request), timezone.now()
    if form.errors:
        measurement.refused(draft, measurement.stage(settings.MATTER, step), at=at)
    return render(
        request,
        "intake/page.html",
        {
            "form": form,
            "step": step,
            "about": rows.about(journey, draft.answers, step),
            "place": course.place(journey, draft.answers, step),
            "listed": rows.items(journey, draft.answers, step),
            "back": course.back(journey, draft.answers, step, changing=changing),
            "signs": step.page.name == course.DECLARATION,
            "offers": alike.offers(journey, draft.answers, step),
            "taken": taken,
            "pastes": rows.takes_a_paste(journey, draft.answers, step),
            "pasted": rows.just_pasted(request.GET.get(addresses.PASTED, ""), step),
            "of": typed.of_draft(draft),
            "autosave": addresses.of_typing(step),
            "opened": guard.still(request, guard.place_of(step, draft), at=at),
        },
    )


def _kept(
    request: HttpRequest,
    draft: Draft,
    answers: Answers,
    *,
    onward: str,
    step: str = "",
    seen: Visit | None = None,
) -> HttpResponse:
    try:
        drafts.keep(
            draft=draft,
            answers=answers,
            language=texts.language(),
            step=step,
            passages=(seen.to(guard.stage_at(onward)),) if seen else (),
            signals=seen.signals if seen else (),
            at=timezone.now(),
        )
    except drafts.Gone:
        return _without_draft(request, str(request.session[TOKEN]))
    return HttpResponseRedirect(onward)


@require_http_methods(["GET", "HEAD", "POST"])
@with_draft
def remove(request: HttpRequest, draft: Draft, *, each: Kind, number: int) -> HttpResponse:
    """Ask whether to take a person or photo off the list, and do it."""
    journey = _matter().journey
    item = rows.removable(journey, draft.answers, each, number - 1)
    if item is None:
        return redirect(course.resume(journey, draft.answers))
    if request.method != "POST":
        return render(request, "intake/remove.html", {"item": item, "back": rows.list_page(journey, each)})
    answers = journey.remove(draft.answers, each, number - 1)
    return _kept(request, draft, answers, onward=course.resume(journey, answers))


@require_safe
@with_draft
def check(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Show every answer with a way to change it, before anything is sent."""
    journey = _matter().journey
    if course.open_step(journey, draft.answers) is not None:
        return redirect(course.resume(journey, draft.answers))
    groups = rows.groups(journey, draft.answers, fill=firm.words())
    return render(
        request, "intake/check.html", {"groups": groups, "back": course.last(journey, draft.answers)}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@with_draft
def declaration(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Take the signature and send the answers to the firm, once."""
    journey = _matter().journey
    if course.open_step(journey, draft.answers) is not None:
        return redirect(course.resume(journey, draft.answers))
    step = journey.find(draft.answers, page=course.DECLARATION)
    form = _form(request, draft, step)
    if not form.is_valid():
        return _asked(request, draft, step, form)
    answers = journey.record(draft.answers, step, form.values())
    at, where = timezone.now(), network.network(request)
    seen = guard.visit_of(request, draft, step, at=at)
    if not floods.over(floods.SUBMIT, network=where, email=floods.email_of(draft, answers), at=at):
        return send(request, draft, form.values(), opened=seen.opened, signals=seen.signals)
    return guard.hold(
        request,
        what=floods.SUBMIT,
        values=form.values(),
        kept=draft.kept_at.isoformat(),
        opened=seen.opened.isoformat() if seen.opened else "",
        signals=seen.signals,
    )


def send(
    request: HttpRequest, draft: Draft, signed: Values, *, opened: datetime | None, signals: tuple[str, ...]
) -> HttpResponse:
    """Send the answers with this signature to the firm, once."""
    journey, at, where = _matter().journey, timezone.now(), network.network(request)
    step = journey.find(draft.answers, page=course.DECLARATION)
    answers = journey.record(draft.answers, step, signed)
    odd = (*signals, *floods.signals_of(draft, answers, network=where, at=at))
    passages = measurement.to_the_end(draft, opened=opened, at=at)
    try:
        drafts.keep(
            draft=draft,
            answers=answers,
            language=texts.language(),
            passages=passages,
            signals=odd,
            at=at,
        )
        submission = submissions.submit(
            draft=draft,
            at=at,
            ip=network.address(request),
            agent=request.headers.get("User-Agent", ""),
            by=caller.by(request),
        )
    except drafts.Gone:
        return _without_draft(request, str(request.session[TOKEN]))
    except submissions.Unfinished:
        return redirect(course.resume(journey, draft.answers))
    floods.count_sent(submission, network=where, at=at)
    _ring(submission)
    if caller.of(request):
        caller.hang_up(request)
        return redirect("desk_caller_sent", token=submission.token)
    request.session[visit.FILE] = str(submission.pk)
    return redirect("intake:sent", token=submission.token)


@with_draft
def send_held(
    request: HttpRequest,
    draft: Draft,
    *,
    signed: Values,
    kept: str,
    opened: datetime | None,
    signals: tuple[str, ...],
) -> HttpResponse:
    """Send what was signed before the check, unless an answer was kept since: then it is signed anew."""
    if draft.kept_at.isoformat() != kept:
        return redirect("intake:check")
    return send(request, draft, signed, opened=opened, signals=signals)


def _ring(submission: Submission) -> None:
    """Tell the workers. The rows are committed, so no fault here may keep the claimant from the receipt."""
    try:
        tasks.ring_for(submission)
    except Exception as error:
        log.warning("hint.unsent submission=%s error=%s", submission.pk, type(error).__name__)


@require_POST
@with_draft
def hand_over(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Send the caller the way to read and sign what was typed for them, and end the call."""
    if not caller.of(request):
        raise Http404
    try:
        job = calls.hand_over(draft, by=caller.by(request), at=timezone.now())
    except calls.NoAddress:
        return redirect(course.resume(_matter().journey, draft.answers))
    tasks.ring([job.pk])
    caller.hang_up(request)
    return redirect(f"{reverse('desk_callers')}?done=handed-over")


@require_safe
def sent(request: HttpRequest, *, token: str) -> HttpResponse:
    """Confirm what was received: a reference and what happens next, never an outcome."""
    submission = get_object_or_404(Submission.objects.for_claimant(token))
    invites = inviting.may_invite(submission)
    return render(request, "intake/sent.html", {"submission": submission, "invites": invites})


@require_POST
@unless_stopped
def end(request: HttpRequest) -> HttpResponse:
    """Forget this browser: whoever uses the computer next finds nothing. The draft itself is kept."""
    if caller.of(request):
        caller.hang_up(request)
        return redirect("desk_callers")
    request.session.flush()
    return render(request, "intake/ended.html")
