"""The signature, sending the answers once, and the receipt."""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from casefile import calls, drafts, floods, measurement, submissions, tasks
from casefile.models import Draft, Submission
from intake import caller, course, doorway, guard, inviting, network, views, visit
from matters import texts
from matters.answers import Values


@require_http_methods(["GET", "HEAD", "POST"])
@doorway.with_draft
def declaration(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Take the signature and send the answers to the firm, once."""
    journey = doorway.matter().journey
    if course.open_step(journey, draft.answers) is not None:
        return redirect(course.resume(journey, draft.answers))
    step = journey.find(draft.answers, page=course.DECLARATION)
    form = views.form_of(request, draft, step)
    if not form.is_valid():
        return views.asked(request, draft, step, form)
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
    journey, at, where = doorway.matter().journey, timezone.now(), network.network(request)
    step = journey.find(draft.answers, page=course.DECLARATION)
    answers = journey.record(draft.answers, step, signed)
    odd = (*signals, *floods.signals_of(draft, answers, network=where, at=at))
    passages = measurement.to_the_end(draft, opened=opened, at=at)
    try:
        submission = submissions.sign(
            draft=draft,
            answers=answers,
            language=texts.language(),
            signals=odd,
            passages=passages,
            at=at,
            ip=network.address(request),
            agent=request.headers.get("User-Agent", ""),
            by=caller.by(request),
        )
    except drafts.Gone:
        return doorway.without_draft(request, str(request.session[visit.TOKEN]))
    except submissions.Unfinished:
        return redirect(course.resume(journey, draft.answers))
    floods.count_sent(submission, network=where, at=at)
    tasks.ring_for(submission)
    if caller.of(request):
        caller.hang_up(request)
        return redirect("desk_caller_sent", token=submission.token)
    request.session[visit.FILE] = str(submission.pk)
    return redirect("intake:sent", token=submission.token)


@doorway.with_draft
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


@require_POST
@doorway.with_draft
def hand_over(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Send the caller the way to read and sign what was typed for them, and end the call."""
    if not caller.of(request):
        raise Http404
    try:
        job = calls.hand_over(draft, by=caller.by(request), at=timezone.now())
    except calls.NoAddress:
        return redirect(course.resume(doorway.matter().journey, draft.answers))
    tasks.ring([job.pk])
    caller.hang_up(request)
    return redirect(f"{reverse('desk_callers')}?done=handed-over")


@require_safe
def sent(request: HttpRequest, *, token: str) -> HttpResponse:
    """Confirm what was received: a reference and what happens next, never an outcome."""
    submission = get_object_or_404(Submission.objects.for_claimant(token))
    invites = inviting.may_invite(submission)
    return render(request, "intake/sent.html", {"submission": submission, "invites": invites})
