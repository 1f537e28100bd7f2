"""How far people come and how long it takes: counts by day, language and stage that know nobody.

What was counted of one draft is noted on the draft itself (`measured`), so that a page answered again is not
counted again; the note goes when the draft goes. Nobody under 18 has a draft, so of them there is no count.
"""

import json
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from math import ceil
from typing import Any

from django.db import connection
from django.utils import timezone, translation

import matters
from casefile.models import Draft, StageCount
from matters.interview import Step

NOTICE, AGE, EVIDENCE, CHECK, DECLARATION = "notice", "age", "evidence", "check", "declaration"
WHOLE, SENT = "whole", "sent"
PAUSE = 30 * 60  # seconds; a page open for longer was left alone, and counts as this long
# Each bucket ends 15% above where it begins, so its middle is within 8% of anything in it.
STEP, LONGEST = 1.15, 6 * 3600
EDGES = tuple(STEP**n for n in range(next(n for n in range(200) if STEP**n > LONGEST)))
BUCKETS = len(EDGES) + 1
NO_SECONDS = json.dumps([0] * BUCKETS)
_ONE_IN = tuple(json.dumps([int(n == one) for n in range(BUCKETS)]) for one in range(BUCKETS))
ENOUGH, LOOK_BACK = 50, timedelta(days=90)

Marks = dict[str, list[float | None]]  # by stage: the seconds so far (None: not known) and 1 once finished


@dataclass(frozen=True, slots=True)
class Passage:
    """A page that was answered: of which stage, for how many seconds it was open, and which stage follows."""

    stage: str
    seconds: float | None
    onward: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """What one stage's counts grow by."""

    stage: str
    started: int = 0
    finished: int = 0
    errors: int = 0
    seconds: float | None = None

    def added_to(self, other: "Count | None") -> "Count":
        """Return both as one, since a stage may be begun and finished in one go."""
        if other is None:
            return self
        return Count(
            self.stage,
            self.started + other.started,
            self.finished + other.finished,
            self.errors + other.errors,
            other.seconds if self.seconds is None else self.seconds,
        )

    @property
    def histogram(self) -> str:
        return NO_SECONDS if self.seconds is None else _ONE_IN[bucket(self.seconds)]


@dataclass(frozen=True, slots=True)
class Figures:
    """One stage over some days: how many came, went on and were sent back, and the median seconds."""

    stage: str
    started: int
    finished: int
    errors: int
    median: float | None


def bucket(seconds: float) -> int:
    """Return which bucket of the histogram this many seconds fall into."""
    return bisect_right(EDGES, seconds)


@lru_cache(maxsize=8)
def stages(matter: str) -> tuple[str, ...]:
    """Return every stage that is counted, in the order people meet them."""
    names = dict.fromkeys(_stages_of_pages(matter).values())
    asked = [name for name in names if name != DECLARATION]
    return (NOTICE, AGE, *asked, EVIDENCE, CHECK, DECLARATION)


def stage(matter: str, step: Step) -> str:
    """Return the stage a page is counted under: its heading in English, whatever language is spoken."""
    return _stages_of_pages(matter)[step.page.name, step.page.each, _place(step.index)]


def stage_of(matter: str, *, page: str, each: str | None = None, index: int | None = None) -> str:
    """Return the stage of a page known by its address, or nothing for a page that is not counted."""
    if page in (CHECK, EVIDENCE):
        return page
    return _stages_of_pages(matter).get((page, each, _place(index)), "")


def _place(index: int | None) -> str:
    return "" if index is None else "later" if index else "first"


@lru_cache(maxsize=8)
def _stages_of_pages(matter: str) -> dict[tuple[str, str | None, str], str]:
    found: dict[tuple[str, str | None, str], str] = {}
    with translation.override("en"):
        for page in matters.load(matter).journey.pages:
            places = ("",) if page.each is None else ("first", "later")
            for place in places:
                if page.items in ("all", place):
                    named = DECLARATION if page.name == DECLARATION else str(page.stage)
                    found.setdefault((page.name, page.each, place), named)
    return found


def passed(marks: Mapping[str, Any], passages: Iterable[Passage]) -> tuple[Marks, tuple[Count, ...]]:
    """Return the marks of a draft after these pages were answered, and what is to be counted for them.

    A stage is begun when a page leads to it, finished when one of its pages leads out of it, each once.
    """
    after: Marks = {name: list(value) for name, value in marks.items()}
    counts: dict[str, Count] = {}
    for passage in passages:
        for one in _passed(after, passage):
            counts[one.stage] = one.added_to(counts.get(one.stage))
    return after, tuple(counts.values())


def _passed(marks: Marks, passage: Passage) -> list[Count]:
    counts = _within(marks, passage)
    if passage.onward == SENT:
        known = [value[0] for value in marks.values()]
        whole = None if None in known else sum(seconds for seconds in known if seconds is not None)
        counts.append(Count(WHOLE, finished=1, seconds=whole))
    elif passage.onward and passage.onward not in marks:
        marks[passage.onward] = [0, 0]
        counts.append(Count(passage.onward, started=1))
    return counts


def _within(marks: Marks, passage: Passage) -> list[Count]:
    """Add the page to its stage, unless that is finished; finish it where the page leads on."""
    began = int(passage.stage not in marks)
    spent, done = marks.get(passage.stage, [0, 0])
    if not passage.stage or done:
        return []
    known = spent is not None and passage.seconds is not None
    spent = round((spent or 0) + min(passage.seconds or 0, PAUSE), 1) if known else None
    leaves = bool(passage.onward) and passage.onward != passage.stage
    marks[passage.stage] = [spent, int(leaves)]
    if leaves:
        return [Count(passage.stage, started=began, finished=1, seconds=spent)]
    return [Count(passage.stage, started=1)] if began else []


def begin(draft: Draft, passages: Iterable[Passage], *, signals: Iterable[str] = (), at: datetime) -> None:
    """Note on a new draft the pages that were passed before there was one, and count them."""
    draft.measured, counts = passed({}, passages)
    draft.signals = sorted({*draft.signals, *signals})
    draft.save(update_fields=["measured", "signals"])
    write(counts, matter=draft.matter, language=draft.language, at=at)


def to_the_end(draft: Draft, *, opened: datetime | None, at: datetime) -> tuple[Passage, Passage]:
    """Return the last two pages: the check, open since the last answer was kept, and the signature."""
    checked = None if opened is None else max(0.0, (opened - draft.kept_at).total_seconds())
    signed = None if opened is None else max(0.0, (at - opened).total_seconds())
    return Passage(CHECK, checked, DECLARATION), Passage(DECLARATION, signed, SENT)


def refused(draft: Draft, stage: str, *, at: datetime) -> None:
    """Count a page that was sent back with a problem, unless its stage was finished before."""
    if stage and not draft.measured.get(stage, [0, 0])[1]:
        began = int(stage not in draft.measured)
        if began:
            Draft.objects.filter(pk=draft.pk).update(measured={**draft.measured, stage: [0, 0]})
        write([Count(stage, started=began, errors=1)], matter=draft.matter, language=draft.language, at=at)


def write(counts: Iterable[Count], *, matter: str, language: str, at: datetime) -> None:
    """Add to the day's counts in one statement, in one order, so that no two writers wait for each other."""
    day = timezone.localtime(at).date()
    rows = [
        (day, matter, one.stage, language, one.started, one.finished, one.errors, one.histogram)
        for one in sorted(counts, key=lambda one: one.stage)
    ]
    if not rows:
        return
    values = ",".join(["(%s,%s,%s,%s,%s,%s,%s,%s)"] * len(rows))
    with connection.cursor() as cursor:
        cursor.execute(
            _UPSERT.format(values=values, added=_ADDED[connection.vendor]), [v for row in rows for v in row]
        )


_TABLE = StageCount._meta.db_table
_UPSERT = f"""INSERT INTO {_TABLE} (day, matter, stage, language, started, finished, errors, seconds)
VALUES {{values}} ON CONFLICT (day, matter, stage, language) DO UPDATE SET
started = {_TABLE}.started + excluded.started, finished = {_TABLE}.finished + excluded.finished,
errors = {_TABLE}.errors + excluded.errors,
seconds = CASE WHEN excluded.seconds = '{NO_SECONDS}' THEN {_TABLE}.seconds ELSE {{added}} END"""  # noqa: S608
_ADDED = {
    "sqlite": f"""(SELECT json_group_array(a.value + b.value)
FROM json_each({_TABLE}.seconds) a JOIN json_each(excluded.seconds) b ON a.key = b.key)""",  # noqa: S608
    "postgresql": f"""(SELECT jsonb_agg(a.n::int + b.n::int ORDER BY a.place)
FROM jsonb_array_elements_text({_TABLE}.seconds) WITH ORDINALITY a(n, place)
JOIN jsonb_array_elements_text(excluded.seconds) WITH ORDINALITY b(n, place) ON a.place = b.place)""",  # noqa: S608
}


def figures(
    *, matter: str, since: date, until: date, language: str = "", stages: Sequence[str] = ()
) -> tuple[Figures, ...]:
    """Return the figures of each stage over these days, both included, in the order given."""
    rows = StageCount.objects.filter(matter=matter, day__gte=since, day__lte=until)
    if language:
        rows = rows.filter(language=language)
    by_stage: dict[str, list[StageCount]] = {name: [] for name in stages}
    for row in rows.filter(stage__in=stages):
        by_stage[row.stage].append(row)
    return tuple(_summed(name, found) for name, found in by_stage.items())


def _summed(stage: str, rows: Sequence[StageCount]) -> Figures:
    return Figures(
        stage=stage,
        started=sum(row.started for row in rows),
        finished=sum(row.finished for row in rows),
        errors=sum(row.errors for row in rows),
        median=median([sum(n) for n in zip(*(row.seconds for row in rows), strict=True)]),
    )


def median(histogram: Sequence[int]) -> float | None:
    """Return the median seconds, to within about 8%; None where nothing was measured."""
    half, seen = sum(histogram) / 2, 0
    if not half:
        return None
    for n, count in enumerate(histogram):
        if seen + count >= half:
            low, high = (EDGES[n - 1] if n else 0.5), EDGES[min(n, len(EDGES) - 1)]
            return float(low * (high / low) ** ((half - seen) / count))
        seen += count
    return None


def median_minutes(*, matter: str, at: datetime) -> int | None:
    """Return how many minutes the interview takes half of those who send it, rounded up; None until 50 have.

    Only the time in which a page was open counts; who comes back another day is not counted as slow.
    """
    today = timezone.localtime(at).date()
    (whole,) = figures(matter=matter, since=today - LOOK_BACK, until=today, stages=[WHOLE])
    if whole.finished < ENOUGH or whole.median is None:
        return None
    return max(1, ceil(whole.median / 60))
