"""Keeping and erasing as the desk shows them: what is due, what is held and why, what was erased."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

import matters as every_matter
from casefile import audit, conflicts, erasures, holds, keeping, rights
from casefile.keeping import Case
from casefile.models import (
    Erasure,
    ErasureStep,
    Hold,
    KeepingPeriod,
    StaffMember,
    Submission,
    Tombstone,
)
from casefile.rights import Right
from packets import lanes
from review import wording
from review.paging import Order

PAGE = 50
COUNTED = 10_000  # no more are counted
LONGEST_DUE = Order("due", "The longest due first", ("due_on", "at", "id"))
LAST_ERASED = Order("erased", "The last first", ("erased_at", "id"), down=True)
SEALED = "Sealed by the conflict check"
OUTCOMES = {**dict(KeepingPeriod.OUTCOMES), keeping.UNDECIDED: "Not decided"}
WHYS, KINDS = dict(Erasure.WHYS), dict(Hold.KINDS)
BLOCKS = {
    keeping.IS_HELD: "A legal hold stops every deletion",
    keeping.NOT_DECIDED: "Not every claim is decided",
    keeping.IS_CLIENT: "The firm accepted it, and no period is set for accepted files",
    keeping.NOT_SENT: "A message of this file has not arrived yet",
    keeping.AT_WORK: "The portal is still at work on it",
    keeping.NOT_DUE: "It is not due any more: a wish, a decision or a period changed since",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was done, by whom and when."""

    words: str
    by: str
    at: str
    note: str


@dataclass(frozen=True, slots=True)
class Row:
    """One file on the list; `may_` says what whoever looks may do with it now."""

    erasure: Erasure
    outcome: str
    ended_on: str
    due_on: str
    why: str
    stands: str
    blocks: tuple[str, ...]
    holds: tuple[str, ...]
    steps: tuple[Step, ...]
    may_propose: bool
    may_approve: bool
    may_refuse: bool
    is_own: bool


@dataclass(frozen=True, slots=True)
class Held:
    """One hold in words."""

    hold: Hold
    kind: str
    about: str
    reason: str
    by: str
    at: str
    lifted: str


@dataclass(frozen=True, slots=True)
class Kept:
    """One outcome with the period that holds for it."""

    period: keeping.Period
    words: str
    set_by: str

    @property
    def auto_id(self) -> str:
        return f"{self.period.matter}-{self.period.outcome}"


def matters_of(staff: StaffMember, right: Right) -> tuple[str, ...]:
    """Return the matters in which a person has a right, by name."""
    held = rights.matters_of(staff, right)
    return tuple(one for one in every_matter.SLUGS if "" in held or one in held)


def listed(staff: StaffMember) -> QuerySet[Erasure]:
    """Return what is still to be settled in the matters of a person, the longest due first."""
    found: QuerySet[Erasure] = Erasure.objects.open().filter(matter__in=matters_of(staff, Right.ERASE))
    return found.prefetch_related("steps")


def erased(staff: StaffMember) -> QuerySet[Tombstone]:
    """Return what was erased in the matters of a person, the last first."""
    found: QuerySet[Tombstone] = Tombstone.objects.filter(matter__in=matters_of(staff, Right.ERASE))
    return found.select_related("erasure")


def counted(every: QuerySet[Any]) -> str:
    """Say how many there are, up to a number that still counts fast."""
    found = every.order_by()[: COUNTED + 1].count()
    return f"more than {COUNTED:,}" if found > COUNTED else f"{found:,}"


def rows(found: Iterable[Erasure], *, staff: StaffMember, at: datetime) -> tuple[Row, ...]:
    """Return erasures as the list shows them, each judged as its file stands now."""
    found = list(found)
    files = keeping.with_ends(Submission.objects.filter(pk__in=[one.file for one in found]))
    files = files.prefetch_related("clearances")
    by_id, standing = {file.pk: file for file in files}, holds.standing()
    people = names(_ids(found))
    return tuple(
        _unless_sealed(
            _row(one, erasures.judge_again(one, by_id[one.file], at=at, standing=standing), staff, people),
            by_id[one.file],
            staff,
        )
        for one in found
        if one.file in by_id
    )


def _unless_sealed(row: Row, file: Submission, staff: StaffMember) -> Row:
    """Of a file that the conflict check holds, only when it is due, how far, and what stops it."""
    if not conflicts.is_sealed(file, staff):
        return row
    return replace(row, outcome=SEALED, ended_on="", steps=tuple(replace(one, note="") for one in row.steps))


def _ids(found: Iterable[Erasure]) -> Iterator[str]:
    for one in found:
        yield from (step.by for step in one.steps.all())


def names(ids: Iterable[str]) -> dict[str, str]:
    """Return what people of the firm are called, by the id under which a row has them."""
    people = StaffMember.objects.filter(pk__in={one for one in ids if _is_id(one)})
    return {audit.SYSTEM: "The portal", **{str(one.pk): wording.person(one) for one in people}}


def _is_id(text: str) -> bool:
    try:
        return bool(UUID(text))
    except ValueError:
        return False


def _row(erasure: Erasure, case: Case, staff: StaffMember, people: dict[str, str]) -> Row:
    steps = erasures.Steps.of(erasure)
    is_own = bool(steps.proposed and steps.proposed.by == str(staff.pk))
    ended = bool(steps.approved or steps.refused)
    return Row(
        erasure=erasure,
        outcome=OUTCOMES[case.outcome],
        ended_on=_day(case.ended_on),
        due_on=_day(case.due_on or erasure.due_on),
        why=WHYS[erasure.why],
        stands=_stands(steps, people),
        blocks=tuple(BLOCKS[one] for one in case.blocks),
        holds=tuple(f"{KINDS[one.kind]}, since {wording.moment(one.at)}" for one in case.holds),
        steps=tuple(step(one, people) for one in erasure.steps.all()),
        may_propose=not steps.proposed and not ended and not case.blocks,
        may_approve=bool(steps.proposed)
        and not ended
        and not is_own
        and not case.blocks
        and rights.holds(staff, Right.APPROVE, matter=erasure.matter),
        may_refuse=not ended,
        is_own=is_own and not ended,
    )


def _stands(steps: erasures.Steps, people: dict[str, str]) -> str:
    if steps.refused:
        return f"Kept by {people.get(steps.refused.by, 'somebody')}"
    if steps.approved:
        return "Approved; the portal erases it"
    if steps.proposed:
        return f"Proposed by {people.get(steps.proposed.by, 'somebody')}; waits for a second person"
    return "Waits for a first person"


def step(row: ErasureStep, people: dict[str, str]) -> Step:
    """Return a step in words."""
    words = dict(ErasureStep.STEPS)[row.step]
    return Step(words, people.get(row.by, row.by), wording.moment(row.at), row.note or "")


def certificate(stone: Tombstone, *, at: datetime) -> dict[str, object]:
    """Return what the certificate of an erasure says."""
    rows = list(stone.erasure.steps.all())
    people = names([one.by for one in rows])
    return {
        "stone": stone,
        "steps": [step(one, people) for one in rows],
        "outcome": OUTCOMES[stone.outcome],
        "why": WHYS[stone.erasure.why],
        "is_done": any(one.step == ErasureStep.DONE for one in rows),
        "erased_at": wording.moment(stone.erased_at),
        "came": wording.moment(stone.submitted_at),
        "printed": wording.moment(at),
    }


def _day(day: date | None) -> str:
    return lanes.in_words(day) if day else ""


def every_hold(staff: StaffMember) -> tuple[Held, ...]:
    """Return the holds of a person's matters and of persons, those that stand first, the newest first."""
    of = matters_of(staff, Right.HOLD)
    found = list(Hold.objects.filter(matter__in=("", *of)).select_related("lift").order_by("-at"))
    people = names([*(one.by for one in found), *(one.lift.by for one in found if hasattr(one, "lift"))])
    sealed = _sealed({one.file for one in found if one.file}, staff)
    told = [_held(one, people, sealed) for one in found]
    return tuple(sorted(told, key=lambda one: bool(one.lifted)))


def _sealed(files: Collection[UUID], staff: StaffMember) -> dict[UUID, str]:
    """The references of those files that the conflict check holds from this person."""
    found = Submission.objects.filter(pk__in=files).prefetch_related("clearances")
    return {file.pk: file.reference for file in found if conflicts.is_sealed(file, staff)}


def _held(hold: Hold, people: dict[str, str], sealed: dict[UUID, str]) -> Held:
    """A hold; what was typed of a file that the conflict check holds is not said."""
    lift = getattr(hold, "lift", None)
    lifted = f"{wording.moment(lift.at)} by {people.get(lift.by, lift.by)}" if lift else ""
    reference = sealed.get(hold.file) if hold.file else None
    is_within = hold.kind in (Hold.EMAIL, Hold.NAME) and hold.matter
    return Held(
        hold=hold,
        kind=f"{KINDS[hold.kind]}, in {hold.matter} only" if is_within else KINDS[hold.kind],
        about=reference or hold.about,
        reason=SEALED if reference else hold.reason,
        by=people.get(hold.by, hold.by),
        at=wording.moment(hold.at),
        lifted=f"{lifted}: {lift.reason}" if lift and not reference else lifted,
    )


def periods(matters: Collection[str]) -> tuple[Kept, ...]:
    """Return every period that holds, by matter and outcome."""
    every = [one for matter in matters for one in keeping.periods(matter).values()]
    people = names([one.row.by for one in every if one.row])
    return tuple(Kept(one, OUTCOMES[one.outcome], _set_by(one, people)) for one in every)


def _set_by(period: keeping.Period, people: dict[str, str]) -> str:
    row = period.row
    return f"{people.get(row.by, row.by)}, {wording.moment(row.at)}" if row else "as delivered"
