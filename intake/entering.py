"""An adult comes in: the draft is opened, counted, and the first page led to."""

from datetime import date, datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

import matters
from casefile import floods, measurement
from casefile.measurement import Passage
from intake import course, gate, guard, network


def admit(request: HttpRequest, *, note: str, born: date, at: datetime) -> HttpResponse:
    """Let an adult in; where very many came from one network, after a short sum by the browser."""
    visit = guard.visit(request, "age", stage=measurement.AGE, at=at)
    over = floods.over(floods.START, network=network.network(request), at=at)
    signals = (*visit.signals, *over)
    if not over:
        return enter(request, note=note, born=born, seconds=visit.seconds, signals=signals, at=at)
    return guard.hold(
        request, what=floods.START, note=note, born=born.isoformat(), seconds=visit.seconds, signals=signals
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
    notice = gate.accepted(note, matters.load(settings.MATTER), at=at)
    if notice is None:
        return redirect("intake:start")
    onward = course.resume(matters.load(settings.MATTER).journey, {})
    _, token = floods.start(
        matter=settings.MATTER,
        notice=notice,
        network=network.network(request),
        passages=(
            Passage(measurement.NOTICE, gate.read_for(note), measurement.AGE),
            Passage(measurement.AGE, seconds, guard.stage_at(onward)),
        ),
        signals=signals,
        at=at,
    )
    request.session.cycle_key()
    request.session[guard.TOKEN] = token
    gate.keep_birth_date(request, born, token=token)
    return redirect(onward)
