"""How far people come in the interview, for the desk: one row a stage, over the last days."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from casefile import measurement
from casefile.measurement import Figures
from casefile.rights import Right
from review.access import StaffRequest, needs

DAYS, LANGUAGES = (7, 30), (("", "Both languages"), ("en", "English"), ("es", "Spanish"))
FEW = 10
WORDS = {
    measurement.NOTICE: "The notice",
    measurement.AGE: "Date of birth",
    measurement.EVIDENCE: "Files",
    measurement.CHECK: "Check answers",
    measurement.DECLARATION: "Sign and send",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One stage in words; `bar` is the share of all who began the interview, in steps of five percent."""

    name: str
    started: int
    finished: int
    left: str
    errors: int
    median: str
    bar: int
    share: str


@dataclass(frozen=True, slots=True)
class Wish:
    """Which days and which language are shown."""

    days: int
    language: str

    @property
    def choices(self) -> tuple[tuple[int, bool], ...]:
        return tuple((days, days == self.days) for days in DAYS)

    @property
    def languages(self) -> tuple[tuple[str, str, bool], ...]:
        return tuple((code, words, code == self.language) for code, words in LANGUAGES)


@require_http_methods(["GET", "HEAD"])
@needs(Right.REPORTS)
def funnel(request: StaffRequest) -> HttpResponse:
    """Show where people stop, stage by stage."""
    wish, today = read(request.GET), timezone.localtime(timezone.now()).date()
    since = today - timedelta(days=wish.days - 1)
    names = (*measurement.stages(settings.MATTER), measurement.WHOLE)
    *stages, whole = measurement.figures(
        matter=settings.MATTER, since=since, until=today, language=wish.language, stages=names
    )
    begun = max((one.started for one in stages), default=0)
    shown = {
        "rows": rows(stages),
        "wish": wish,
        "since": since,
        "today": today,
        "begun": begun,
        "sent": whole.finished,
        "median": duration(whole.median),
        "few": 0 < begun < FEW,
        "here": "funnel",
    }
    return render(request, "review/funnel.html", shown)


def read(query: QueryDict) -> Wish:
    """Return what was asked for; anything else means the last 30 days in both languages."""
    days = next((days for days in DAYS if query.get("days") == str(days)), DAYS[-1])
    language = next((code for code, _ in LANGUAGES if query.get("language") == code), "")
    return Wish(days, language)


def rows(stages: list[Figures]) -> tuple[Row, ...]:
    """Return the stages that anybody came to, each with its share of those who began."""
    begun = max((one.started for one in stages), default=0)
    return tuple(_row(one, begun) for one in stages if one.started)


def _row(one: Figures, begun: int) -> Row:
    stopped = max(0, one.started - one.finished)
    return Row(
        name=WORDS.get(one.stage, one.stage),
        started=one.started,
        finished=one.finished,
        left=f"{stopped} ({_percent(stopped, one.started)})" if stopped else "none",
        errors=one.errors,
        median=duration(one.median),
        bar=round(20 * one.started / begun) * 5,
        share=_percent(one.started, begun),
    )


def _percent(part: int, whole: int) -> str:
    return f"{round(100 * part / whole)}%"


def duration(seconds: float | None) -> str:
    """Return seconds as people say them; where nothing was measured, say so."""
    if seconds is None:
        return "not measured"
    if seconds < 90:
        return f"{round(seconds)} s"
    return f"{round(seconds / 60)} min"
