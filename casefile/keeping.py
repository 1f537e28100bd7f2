"""How long a file is kept once it has ended, and what stands in the way of its erasure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import IntegrityError, models, transaction
from django.utils import timezone

from casefile import audit, holds
from casefile.models import (
    Claim,
    Decision,
    Delivery,
    Hold,
    Job,
    KeepingPeriod,
    StaffMember,
    Submission,
    Wish,
)

DECLINED, WITHDRAWN = KeepingPeriod.DECLINED, KeepingPeriod.WITHDRAWN
REFERRED, ACCEPTED = KeepingPeriod.REFERRED, KeepingPeriod.ACCEPTED
UNDECIDED = "undecided"
TWO_YEARS = 730
# What holds until the firm says otherwise: days kept after the file ended, and whether name marks stay.
DEFAULTS: dict[str, tuple[int | None, bool]] = {
    DECLINED: (TWO_YEARS, True),
    WITHDRAWN: (TWO_YEARS, True),
    REFERRED: (None, True),
    ACCEPTED: (None, True),
}
# Why a file cannot go, whatever its period says.
IS_HELD, NOT_DECIDED, IS_CLIENT, NOT_SENT, AT_WORK = "held", "undecided", "accepted", "undelivered", "at_work"
NOT_DUE = "not_due"
_MAY_LEAVE = (Delivery.QUEUED, Delivery.SENDING)


class Moved(Exception):
    """Somebody changed this meanwhile."""


@dataclass(frozen=True, slots=True)
class Period:
    """How long files of an outcome are kept; `row` is None where the default holds."""

    matter: str
    outcome: str
    days: int | None
    keeps_names: bool
    row: KeepingPeriod | None

    @property
    def number(self) -> int:
        return self.row.number if self.row else 0


@dataclass(frozen=True, slots=True)
class Case:
    """A file as the programme of keeping sees it: how and when it ended, when it is due, what stops it."""

    outcome: str
    ended_on: date | None
    due_on: date | None
    is_wished: bool
    keeps_names: bool
    holds: tuple[Hold, ...]
    blocks: tuple[str, ...]

    def is_due(self, *, on: date) -> bool:
        return self.due_on is not None and self.due_on <= on


def periods(matter: str) -> dict[str, Period]:
    """Return the period of every outcome in a matter."""
    rows = {row.outcome: row for row in KeepingPeriod.objects.filter(matter=matter).order_by("number")}
    return {
        outcome: Period(matter, outcome, row.days, row.keeps_names, row)
        if (row := rows.get(outcome))
        else Period(matter, outcome, *default, None)
        for outcome, default in DEFAULTS.items()
    }


def set_period(
    *,
    matter: str,
    outcome: str,
    days: int | None,
    keeps_names: bool,
    seen: int,
    by: StaffMember,
    at: datetime,
) -> KeepingPeriod:
    """Set a period by a further row; raises Moved if another was set since number `seen` was shown."""
    try:
        with transaction.atomic():
            row: KeepingPeriod = KeepingPeriod.objects.create(
                matter=matter,
                outcome=outcome,
                number=periods(matter)[outcome].number + 1,
                days=days,
                keeps_names=keeps_names,
                by=str(by.pk),
                at=at,
            )
            if row.number != seen + 1:
                raise Moved
            told = {"matter": matter, "outcome": outcome, "days": "none" if days is None else days}
            audit.record(event="period.set", actor=str(by.pk), subject=row, at=at, **told)
    except IntegrityError:
        raise Moved from None
    return row


def with_ends(files: models.QuerySet[Submission]) -> models.QuerySet[Submission]:
    """Read with files what `judge` asks of them."""
    return files.prefetch_related(
        "claims__decisions__undone_by",
        "wishes__taken_back",
        "deliveries",
        "contact_changes",
        "confirmations",
    )


def judge(
    file: Submission, *, periods: dict[str, Period], standing: holds.Standing, asked_on: date | None = None
) -> Case:
    """Say how a file ended and what stops its erasure; `asked_on`: the claimant asked outside the portal."""
    outcome, ended_at = _ended(file, asked_on)
    wished_on = _wished_on(file) or asked_on
    ended_on = timezone.localtime(ended_at).date() if ended_at else asked_on
    period = periods.get(outcome)
    due_on = _due_on(outcome, ended_on, wished_on, period)
    on_file = standing.on_file(file)
    blocks = tuple(_blocks(file, outcome, due_on, on_file))
    keeps_names = period.keeps_names if period else True
    return Case(outcome, ended_on, due_on, wished_on is not None, keeps_names, on_file, blocks)


def _due_on(
    outcome: str, ended_on: date | None, wished_on: date | None, period: Period | None
) -> date | None:
    """A claimant's wish is due at once, unless the firm took the case."""
    if outcome == UNDECIDED or ended_on is None:
        return None
    over = ended_on + timedelta(days=period.days) if period and period.days is not None else None
    if wished_on is None or outcome == ACCEPTED:
        return over
    return min(over, wished_on) if over else wished_on


def _ended(file: Submission, asked_on: date | None) -> tuple[str, datetime | None]:
    """How a file ended: what the firm took stays the firm's, what the claimant ended is ended."""
    stand = [_standing(claim) for claim in file.claims.all()]
    taken = [one.at for one in stand if one and one.choice == Decision.ACCEPT]
    if taken:
        return ACCEPTED, max(taken)
    wishes = [wish.at for wish in _wishes(file)]
    if wishes or asked_on:
        return WITHDRAWN, min(wishes, default=None)
    choices = {one.choice if one else "" for one in stand}
    if not choices or choices - set(Decision.CLOSING):
        return UNDECIDED, None
    outcome = REFERRED if Decision.REFER in choices else DECLINED
    if choices == {Decision.WITHDRAWN}:
        outcome = WITHDRAWN
    return outcome, max(one.at for one in stand if one)


def _standing(claim: Claim) -> Decision | None:
    """The decision that holds, from rows read already."""
    every = [one for one in claim.decisions.all() if one.choice != Decision.UNDO]
    return max(
        (one for one in every if not hasattr(one, "undone_by")), key=lambda one: one.number, default=None
    )


def _wishes(file: Submission) -> list[Wish]:
    return [wish for wish in file.wishes.all() if not hasattr(wish, "taken_back")]


def _wished_on(file: Submission) -> date | None:
    asked = [wish.at for wish in _wishes(file) if wish.kind == Wish.ERASE]
    return timezone.localtime(min(asked)).date() if asked else None


def _blocks(file: Submission, outcome: str, due_on: date | None, on_file: Iterable[Hold]) -> Iterable[str]:
    if on_file:
        yield IS_HELD
    if outcome == UNDECIDED:
        yield NOT_DECIDED
    if outcome == ACCEPTED and due_on is None:
        yield IS_CLIENT
    if any(_is_unsent(one) for one in file.deliveries.all()):
        yield NOT_SENT


def _is_unsent(delivery: Delivery) -> bool:
    """The firm's packet must have arrived; another message only blocks while it may still leave."""
    if delivery.kind == Delivery.PACKET:
        return delivery.state != Delivery.SENT
    return delivery.state in _MAY_LEAVE


def is_at_work(subjects: Iterable[object], *, at: datetime) -> bool:
    """Whether a worker is at a file, or would be at it now."""
    jobs = Job.objects.filter(subject__in=list(subjects))
    return jobs.filter(models.Q(state=Job.LEASED) | models.Q(state=Job.READY, run_after__lte=at)).exists()
