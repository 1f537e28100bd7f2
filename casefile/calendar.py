"""The limitation calendar: one derived row a claim and open theory, and the marks people set on deadlines."""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Case, Exists, IntegerField, OuterRef, QuerySet, Value, When
from django.utils import timezone

from casefile import audit, columns, replays, rulesets, sealing
from casefile.models import Claim, Deadline, DeadlineMark, Determination, StaffMember, Submission
from packets import lanes
from packets.lanes import URGENT_DAYS, WARNING_DAYS, Lane

log = logging.getLogger("portal.calendar")
RUNGS = (URGENT_DAYS, *WARNING_DAYS)
NO_RUNG = 0
COLUMNS = ("matter", "title", "safe_on", "rolled_on", "is_met")
Days = tuple[date | None, date | None]
Rows = QuerySet[Deadline]


class Moved(Exception):
    """The deadline is not the one that the person saw."""


class NotStanding(Exception):
    """The mark was taken back already."""


def rung(left: int) -> int:
    """Return the rung of the ladder that so many days have reached; NO_RUNG above it."""
    return next((one for one in RUNGS if left <= one), NO_RUNG)


def live(rows: Rows, *, today: date) -> Rows:
    """Keep the deadlines of which the last arguable day is not past, and with which nobody complied."""
    return rows.filter(is_met=False, rolled_on__gte=today)


def earliest(rows: Rows, *, today: date) -> Rows:
    """Keep of each claim the live deadline that comes first."""
    others = live(Deadline.objects.filter(claim=OuterRef("claim")), today=today)
    sooner = others.filter(safe_on__lt=OuterRef("safe_on"))
    twin = others.filter(safe_on=OuterRef("safe_on"), id__lt=OuterRef("id"))
    return rows.filter(~Exists(sooner), ~Exists(twin))


def on_ladder(rows: Rows, *, today: date, within: int = max(RUNGS)) -> QuerySet[Any]:
    """Keep the live deadlines that come within so many days, each with its rung as `at_rung`.

    The days are counted to the safe day; one past it stays on the lowest rung until the rolled day is over.
    """
    rungs = [When(safe_on__lte=today + timedelta(days=one), then=Value(one)) for one in RUNGS]
    reached = live(rows, today=today).filter(safe_on__lte=today + timedelta(days=within))
    return reached.annotate(at_rung=Case(*rungs, default=Value(NO_RUNG), output_field=IntegerField()))


def acknowledged() -> Exists:
    """Whether the deadline that a row names is acknowledged for the rung that `on_ladder` gave it."""
    return Exists(
        DeadlineMark.objects.standing().filter(
            kind=DeadlineMark.ACKNOWLEDGED,
            claim=OuterRef("claim"),
            theory=OuterRef("theory"),
            safe_on=OuterRef("safe_on"),
            rolled_on=OuterRef("rolled_on"),
            rung=OuterRef("at_rung"),
        )
    )


def lane(row: Deadline, *, today: date) -> Lane | None:
    """Return a deadline counted from today; None where no date is known."""
    if row.safe_on is None or row.rolled_on is None:
        return None
    days = {"safe": row.safe_on.isoformat(), "rolled": row.rolled_on.isoformat()}
    return lanes.read(days, theory=row.title, as_of=today)


# The derived rows


def keep(file: Submission, claims: Iterable[Any]) -> None:
    """Work a file's deadlines out anew from its open claims, each brought with its `newest` findings."""
    wanted = {(one.claim_id, one.theory): one for claim in claims for one in _of_claim(file, claim)}
    met = _met(file)
    for one in wanted.values():
        one.is_met = (one.claim_id, one.theory, one.safe_on, one.rolled_on) in met
    kept = {(one.claim_id, one.theory): one for one in file.deadlines.all()}
    gone = [one.pk for key, one in kept.items() if key not in wanted]
    if gone:
        Deadline.objects.filter(pk__in=gone).delete()
    changed = [one for key, one in wanted.items() if key not in kept or _said(one) != _said(kept[key])]
    Deadline.objects.bulk_create(
        changed, update_conflicts=True, unique_fields=("claim", "theory"), update_fields=COLUMNS
    )


def _said(row: Deadline) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in COLUMNS)


def _met(file: Submission) -> set[tuple[UUID, str, date, date]]:
    marks = file.deadline_marks.standing().filter(kind=DeadlineMark.MET)
    return {(one.claim_id, one.theory, one.safe_on, one.rolled_on) for one in marks}


def _of_claim(file: Submission, claim: Any) -> Iterator[Deadline]:
    for found in claim.newest:
        for theory, said in _deadlines(found).items():
            safe, rolled = _days(said)
            if safe or _has_limit(found, theory):
                yield Deadline(
                    submission=file,
                    claim_id=claim.pk,
                    matter=file.matter,
                    theory=theory,
                    title=said["title"],
                    safe_on=safe,
                    rolled_on=rolled,
                )


def _days(said: dict[str, str]) -> Days:
    if not said["safe"]:
        return None, None
    return date.fromisoformat(said["safe"]), date.fromisoformat(said["rolled"])


def _deadlines(found: Determination) -> dict[str, dict[str, str]]:
    """The stored ones; of a row from before they were stored, worked out again."""
    if found.deadlines is not None:
        stored: dict[str, dict[str, str]] = found.deadlines
        return stored
    try:
        return columns.deadlines(replays.replay(found).document)
    except (sealing.Tampered, sealing.KeysMissing):
        log.exception("calendar.unread determination=%s", found.pk)
        return {}


def _has_limit(found: Determination, theory: str) -> bool:
    """Whether the law of then sets this theory a limit: one without is not lacking a date."""
    try:
        return rulesets.parsed(found.ruleset).theories[theory].deadline is not None
    except (ValueError, LookupError):
        return False


# The marks


def mark(
    claim: Claim, theory: str, *, kind: str, seen: Days, note: str, by: StaffMember, at: datetime
) -> DeadlineMark:
    """Append that a deadline is acknowledged or complied with; the same said twice is kept once.

    `seen`: the two days on the page. Raises: Moved where they are others by now.
    """
    if kind not in (DeadlineMark.ACKNOWLEDGED, DeadlineMark.MET):
        raise ValueError(f"{kind!r} is no mark of a deadline")
    with _held(claim.submission_id) as file:
        row = Deadline.objects.filter(claim=claim, theory=theory).first()
        day = row.next_on(today=timezone.localtime(at).date()) if row else None
        if row is None or day is None or (row.safe_on, row.rolled_on) != seen:
            raise Moved
        said = {
            "claim": claim,
            "theory": theory,
            "safe_on": row.safe_on,
            "rolled_on": row.rolled_on,
            "rung": rung((day - timezone.localtime(at).date()).days),
        }
        same = {**said, "kind": kind}
        if kind == DeadlineMark.MET:
            del same["rung"]
        twin: DeadlineMark | None = file.deadline_marks.standing().filter(**same).first()
        if twin:
            return twin
        return _append(file, kind=kind, note=note, by=by, at=at, **said)


def take_back(mark: DeadlineMark, *, note: str, by: StaffMember, at: datetime) -> DeadlineMark:
    """Append that a mark does not hold any more. Raises: NotStanding where that is said already."""
    with _held(mark.submission_id) as file:
        if mark.kind == DeadlineMark.TAKEN_BACK or DeadlineMark.objects.filter(takes_back=mark).exists():
            raise NotStanding
        said = {name: getattr(mark, name) for name in ("claim", "theory", "safe_on", "rolled_on", "rung")}
        return _append(file, kind=DeadlineMark.TAKEN_BACK, note=note, by=by, at=at, takes_back=mark, **said)


@contextmanager
def _held(file: UUID) -> Iterator[Submission]:
    with transaction.atomic():
        yield Submission.objects.select_for_update().get(pk=file)


def _append(file: Submission, *, by: StaffMember, at: datetime, **said: Any) -> DeadlineMark:
    number = file.deadline_marks.count() + 1
    row: DeadlineMark = DeadlineMark.objects.create(submission=file, number=number, by=by, at=at, **said)
    audit.record(
        event=f"deadline.{row.kind}",
        actor=str(by.pk),
        subject=row.claim,
        at=at,
        mark=str(row.pk),
        theory=row.theory,
        day=row.safe_on.isoformat(),
    )
    now = {"claim": row.claim, "theory": row.theory, "safe_on": row.safe_on, "rolled_on": row.rolled_on}
    is_met = file.deadline_marks.standing().filter(kind=DeadlineMark.MET, **now).exists()
    Deadline.objects.filter(**now).update(is_met=is_met)
    return row
