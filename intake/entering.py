"""An adult comes in: the draft is opened, counted, and the first page led to."""

from datetime import date, datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

import matters
from casefile import floods, invitations, measurement
from casefile.measurement import Passage
from intake import caller, course, gate, guard, network, visit
from matters import texts


def admit(request: HttpRequest, *, note: str, born: date, at: datetime) -> HttpResponse:
    """Let an adult in; where very many came from one network, after a short sum by the browser."""
    if visit.has_begun(request, note=note):
        return redirect(course.resume(matters.load(settings.MATTER).journey, {}))
    seen = guard.visit(request, "age", stage=measurement.AGE, at=at)
    over = floods.over(floods.START, network=network.network(request), at=at)
    signals = (*seen.signals, *over)
    if not over:
        return enter(request, note=note, born=born, seconds=seen.seconds, signals=signals, at=at)
    return guard.hold(
        request, what=floods.START, note=note, born=born.isoformat(), seconds=seen.seconds, signals=signals
    )


def enter(
    request: HttpRequest,
    *,
    note: str,
    born: date,
    seconds: float | None,
    signals: tuple[str, ...],
    at: datetime,
) -> HttpResponse:
    """Open a draft for an adult and lead to the first page."""
    matter = matters.load(settings.MATTER)
    notice = gate.accepted(note, matter, at=at)
    if notice is None:
        return redirect("intake:start")
    onward = course.resume(matter.journey, {})
    _, token = floods.start(
        matter=settings.MATTER,
        notice=caller.note(request, notice),
        language=texts.language(),
        source=gate.source_of(note, matter),
        invited_by=invitations.read(gate.carried(note).get(gate.ASKED, "")),
        entered_by=caller.entered_by(request),
        network=network.network(request),
        passages=(
            Passage(measurement.NOTICE, gate.read_for(note), measurement.AGE),
            Passage(measurement.AGE, seconds, guard.stage_at(onward)),
        ),
        signals=signals,
        at=at,
    )
    visit.begin(request, token=token, note=note)
    gate.keep_birth_date(request, born, token=token)
    return redirect(onward)
