"""The stop page: what decided, and what the claimant may do then; and deleting everything."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

import matters
from casefile import deletions, drafts, firm, holds
from casefile.models import Draft
from intake import addresses, course
from intake.doorway import with_draft
from matters.answers import Answers
from matters.interview import Journey
from matters.stops import PAGE, StopFact


@dataclass(frozen=True, slots=True)
class Rest:
    """An answer on which the stop page rests, as it was asked, and where to change it."""

    item: str
    wording: str
    shown: str
    change: str


@require_http_methods(["GET", "HEAD", "POST"])
@with_draft
def stop(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Say which facts decided, and keep what the claimant chooses; no lawyer has looked."""
    matter = matters.load(settings.MATTER)
    journey, facts = matter.journey, matter.stops(draft.answers)
    try:
        step = journey.find(draft.answers, page=PAGE)
    except KeyError:
        return redirect(course.resume(journey, draft.answers))
    data = request.POST if request.method == "POST" else None
    codes = ",".join(fact.code for fact in facts)
    if data is not None and data.get("facts", codes) != codes:
        return redirect("intake:stop")  # another tab changed them: nobody chooses on facts not seen
    form = journey.form(draft.answers, step, today=timezone.localdate(), data=data, fill=firm.words())
    if form.is_valid():
        return _kept(draft, journey, journey.record(draft.answers, step, form.values()))
    shown = {
        "form": form,
        "codes": codes,
        "paragraphs": str(form.fields["choice"].label).split("\n\n"),
        "rests": tuple(_rests(journey, draft.answers, facts)),
        "chosen": matter.stop_choice(draft.answers),
        "back": course.back(journey, draft.answers, step, changing=False),
    }
    return render(request, "intake/stop.html", shown)


def _kept(draft: Draft, journey: Journey, answers: Answers) -> HttpResponse:
    try:
        drafts.keep(draft=draft, answers=answers, at=timezone.now())
    except drafts.Gone:
        return redirect("intake:stop")  # which leads to what the draft became
    return redirect(course.resume(journey, answers))


def _rests(journey: Journey, answers: Answers, facts: tuple[StopFact, ...]) -> Iterator[Rest]:
    several = journey.count(answers, "photos") > 1
    asked = dict.fromkeys((fact.page, fact.field, fact.index) for fact in facts)
    for page, field, index in (*asked, ("found", "checked", None)):
        step = journey.find(answers, page=page, index=index)
        form = step.page.form
        value = (journey.values(answers, step) or {}).get(field)
        words = form.words(answers, index)
        yield Rest(
            item=step.item if several else "",
            wording=form.wordings(answers, index)[field],
            shown=form.base_fields[field].shown(value, answers=answers, index=index, words=words),
            change=addresses.of_step(step, correcting=True),
        )


@require_http_methods(["GET", "HEAD", "POST"])
@with_draft
def delete(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Say what goes and what stays; on a POST delete the interview and forget this browser."""
    matter = matters.load(settings.MATTER)
    if request.method != "POST":
        text = matter.text("delete").as_shown(firm.words())
        back = course.resume(matter.journey, draft.answers)
        return render(request, "intake/delete.html", {"text": text, "back": back})
    try:
        kept = deletions.delete(draft, at=timezone.now())
    except drafts.Gone:
        return redirect("intake:delete")
    except holds.Held:
        return render(request, "intake/held.html", status=409)
    request.session.flush()
    text = matter.text("deleted").as_shown({**firm.words(), "[reference]": kept.reference})
    return render(request, "intake/deleted.html", {"text": text, "kept": kept})
