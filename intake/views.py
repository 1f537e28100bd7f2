"""The pages of the interview over HTTP: ask, keep, go on; take off a list; check answers."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from casefile import drafts, firm, measurement
from casefile.models import Draft
from intake import addresses, course, doorway, gate, guard, rows, typed, visit
from intake.guard import Visit
from matters import alike, texts
from matters.answers import Answers, Kind
from matters.interview import Step
from matters.pages import PageForm


def form_of(request: HttpRequest, draft: Draft, step: Step) -> PageForm:
    """Return the page's form: with what was sent, else what was typed before, else what was answered."""
    prefill = {
        "born": gate.birth_date(request, token=request.session[visit.TOKEN]),
        "email": draft.email or "",
    }

    def build(data: QueryDict | None) -> PageForm:
        return doorway.matter().journey.form(
            draft.answers, step, today=timezone.localdate(), data=data, prefill=prefill, fill=firm.words()
        )

    return build(request.POST) if request.method == "POST" else typed.form(build, draft, step)


def _is_changing(request: HttpRequest) -> bool:
    return addresses.CHANGE in request.GET


@require_http_methods(["GET", "HEAD", "POST"])
@doorway.with_draft
def page(
    request: HttpRequest, draft: Draft, *, page: str, each: Kind | None = None, number: int | None = None
) -> HttpResponse:
    """Ask one page: show it with what was answered or how that was read, or keep what was sent and go on."""
    journey, changing = doorway.matter().journey, _is_changing(request)
    index = None if number is None else number - 1
    if not course.exists(journey, page=page, each=each, index=index):
        raise Http404
    try:
        step = journey.find(draft.answers, page=page, index=index)
    except KeyError:
        return redirect(course.resume(journey, draft.answers, changing=changing))
    if alike.BUTTON in request.POST:
        return _filled_alike(request, draft, step)
    form = form_of(request, draft, step)
    if not form.is_valid() or form.is_unheard:
        return asked(request, draft, step, form)
    answers = journey.record(draft.answers, step, form.values())
    correcting = request.GET.get(addresses.CHANGE) == addresses.FROM_STOP
    filling = course.is_filling(journey, draft.answers, step)
    onward = course.onward(journey, answers, step, changing=changing, correcting=correcting, filling=filling)
    seen = guard.visit_of(request, draft, step, at=timezone.now())
    return _kept(request, draft, answers, onward=onward, step=typed.name(step), seen=seen)


def _filled_alike(request: HttpRequest, draft: Draft, step: Step) -> HttpResponse:
    """Show the page with another person's answers in it; nothing is kept before it is sent."""
    form, taken = alike.filled(
        doorway.matter().journey,
        draft.answers,
        step,
        today=timezone.localdate(),
        data=request.POST,
        fill=firm.words(),
    )
    return asked(request, draft, step, form, taken=taken)


def asked(
    request: HttpRequest, draft: Draft, step: Step, form: PageForm, *, taken: alike.Offer | None = None
) -> HttpResponse:
    """Show a page of the interview; `taken` is the person whose answers were put into it."""
    journey, changing, at = doorway.matter().journey, _is_changing(request), timezone.now()
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
        return doorway.without_draft(request, str(request.session[visit.TOKEN]))
    return HttpResponseRedirect(onward)


@require_http_methods(["GET", "HEAD", "POST"])
@doorway.with_draft
def remove(request: HttpRequest, draft: Draft, *, each: Kind, number: int) -> HttpResponse:
    """Ask whether to take a person or photo off the list, and do it."""
    journey = doorway.matter().journey
    item = rows.removable(journey, draft.answers, each, number - 1)
    if item is None:
        return redirect(course.resume(journey, draft.answers))
    if request.method != "POST":
        return render(request, "intake/remove.html", {"item": item, "back": rows.list_page(journey, each)})
    answers = journey.remove(draft.answers, each, number - 1)
    return _kept(request, draft, answers, onward=course.resume(journey, answers))


@require_safe
@doorway.with_draft
def check(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Show every answer with a way to change it, before anything is sent."""
    journey = doorway.matter().journey
    if course.open_step(journey, draft.answers) is not None:
        return redirect(course.resume(journey, draft.answers))
    groups = rows.groups(journey, draft.answers, fill=firm.words())
    return render(
        request, "intake/check.html", {"groups": groups, "back": course.last(journey, draft.answers)}
    )
