"""What is to be erased: found due or asked for, proposed by one person, approved by another or refused."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, models, transaction
from django.utils import timezone

from casefile import audit, holds, jobs, keeping
from casefile.keeping import NOT_DUE, Case, Moved
from casefile.models import (
    Decision,
    Erasure,
    ErasureStep,
    Job,
    Round,
    StaffMember,
    Submission,
    Wish,
)

REFUSED_FOR = timedelta(days=90)  # so long the day's work does not come with a file that a person kept
BATCH = 200  # files judged between two leases


class SamePerson(Exception):
    """Whoever proposed an erasure cannot approve it."""


class Stopped(Exception):
    """The file cannot go; `blocks` says why (`keeping`)."""

    def __init__(self, blocks: tuple[str, ...]) -> None:
        super().__init__(", ".join(blocks))
        self.blocks = blocks


class NotNext(Exception):
    """The erasure is at another step than the page showed."""


@dataclass(frozen=True, slots=True)
class Steps:
    """How far an erasure is."""

    proposed: ErasureStep | None
    approved: ErasureStep | None
    refused: ErasureStep | None
    done: ErasureStep | None

    @property
    def two(self) -> tuple[ErasureStep, ErasureStep] | None:
        """The two steps of two people that an erasure takes, None while there are not both."""
        if self.proposed is None or self.approved is None or self.proposed.by == self.approved.by:
            return None
        return self.proposed, self.approved

    @classmethod
    def of(cls, erasure: Erasure) -> "Steps":
        rows = {row.step: row for row in erasure.steps.all()}
        return cls(*(rows.get(step) for step, _ in ErasureStep.STEPS))


# What is due


def find_due(*, at: datetime) -> int:
    """Do the whole round of a day, batch by batch; returns how many files came to the list."""
    before, day = Erasure.objects.count(), jobs.day_subject(timezone.localtime(at).date())
    while find_more(day, at):
        pass
    return Erasure.objects.count() - before


def find_more(day: UUID, at: datetime) -> bool:
    """Put those of a batch of files that are due, or wished away, on the list; whether there are more.

    How far the day's round is stands in a row, so that a worker that dies in it leaves no file out.
    """
    on = date.fromordinal(day.int)
    place, _ = Round.objects.get_or_create(kind=jobs.FIND_DUE, defaults={"on": on})
    after = place.after if place.on == on else None
    rest = _candidates(at) if after is None else _candidates(at).filter(pk__gt=after)
    batch = list(keeping.with_ends(rest)[:BATCH])
    _judge(batch, at=at)
    is_over = len(batch) < BATCH
    Round.objects.filter(pk=place.pk).update(on=on, after=None if is_over else batch[-1].pk)
    return not is_over


def _judge(batch: list[Submission], *, at: datetime) -> None:
    today, standing = timezone.localtime(at).date(), holds.standing()
    periods = {matter: keeping.periods(matter) for matter in {file.matter for file in batch}}
    for file in batch:
        case = keeping.judge(file, periods=periods[file.matter], standing=standing)
        if case.due_on is not None and case.is_due(on=today):
            why = Erasure.WISH if case.is_wished else Erasure.DUE
            _open(file, why=why, due_on=case.due_on, by=audit.SYSTEM, at=at)


def _candidates(at: datetime) -> models.QuerySet[Submission]:
    """Files that may have ended and are not on the list, nor were kept by a person lately."""
    wished = Wish.objects.standing().filter(submission=models.OuterRef("pk"))
    decided = Decision.objects.filter(claim__submission=models.OuterRef("pk"), choice__in=Decision.ENDED)
    listed = Erasure.objects.open().filter(file=models.OuterRef("pk"))
    refused = ErasureStep.objects.filter(
        erasure__file=models.OuterRef("pk"), step=ErasureStep.REFUSED, at__gt=at - REFUSED_FOR
    )
    found: models.QuerySet[Submission] = Submission.objects.filter(
        models.Exists(wished) | models.Exists(decided), ~models.Exists(listed), ~models.Exists(refused)
    )
    return found.order_by("pk")


def _open(file: Submission, *, why: str, due_on: date, by: str, at: datetime) -> Erasure | None:
    """Put a file on the list once, however many do so at a moment."""
    try:
        with transaction.atomic():
            if Erasure.objects.open().filter(file=file.pk).exists():
                return None
            erasure: Erasure = Erasure.objects.create(
                file=file.pk,
                reference=file.reference,
                matter=file.matter,
                number=Erasure.objects.filter(file=file.pk).count() + 1,
                why=why,
                due_on=due_on,
                by=by,
                at=at,
            )
            audit.record(event="erasure.due", actor=by, subject=file, at=at, why=why)
    except IntegrityError:
        return None
    return erasure


# Two people


def ask(file: Submission, *, note: str, by: StaffMember, at: datetime) -> Erasure:
    """Put a file on the list whose claimant asked by letter or phone, and propose its erasure.

    Raises: Stopped; Moved where it is on the list already.
    """
    today = timezone.localtime(at).date()
    with transaction.atomic():
        case = judged(file, asked_on=today)
        if case.blocks:
            raise Stopped(case.blocks)
        erasure = _open(file, why=Erasure.ASKED, due_on=today, by=str(by.pk), at=at)
        if erasure is None:
            raise Moved
        _step(erasure, ErasureStep.PROPOSED, note=note, by=by, at=at)
    return erasure


def propose(erasure: Erasure, *, note: str, by: StaffMember, at: datetime) -> None:
    """Be the first of the two. Raises: Stopped, NotNext."""
    steps = Steps.of(erasure)
    if steps.proposed or steps.refused:
        raise NotNext
    with transaction.atomic():
        _unless_stopped(erasure, at=at)
        _step(erasure, ErasureStep.PROPOSED, note=note, by=by, at=at)


def approve(erasure: Erasure, *, note: str, by: StaffMember, at: datetime) -> Job:
    """Be the second of the two; returns the work owed. Raises: Stopped, NotNext, SamePerson."""
    steps = Steps.of(erasure)
    if not steps.proposed or steps.approved or steps.refused:
        raise NotNext
    if steps.proposed.by == str(by.pk):
        raise SamePerson
    with transaction.atomic():
        _unless_stopped(erasure, at=at)
        _step(erasure, ErasureStep.APPROVED, note=note, by=by, at=at)
        return jobs.owe(kind=jobs.ERASE, subject=erasure.pk, at=at)


def refuse(erasure: Erasure, *, note: str, by: StaffMember, at: datetime) -> None:
    """Keep the file after all, at any step before the approval. Raises: NotNext."""
    steps = Steps.of(erasure)
    if steps.approved or steps.refused:
        raise NotNext
    with transaction.atomic():
        _step(erasure, ErasureStep.REFUSED, note=note, by=by, at=at)


def _step(erasure: Erasure, step: str, *, note: str, by: StaffMember, at: datetime) -> None:
    """One at a time at an erasure: of an approval and a refusal at once the second finds the first."""
    Submission.objects.select_for_update().filter(pk=erasure.file).first()
    other = {ErasureStep.APPROVED: ErasureStep.REFUSED, ErasureStep.REFUSED: ErasureStep.APPROVED}.get(step)
    if erasure.steps.filter(step__in=(step, other)).exists():
        raise NotNext
    ErasureStep.objects.create(erasure=erasure, step=step, note=note or None, by=str(by.pk), at=at)
    audit.record(event=f"erasure.{step}", actor=str(by.pk), subject=str(erasure.file), at=at)


def _unless_stopped(erasure: Erasure, *, at: datetime) -> None:
    file = file_of(erasure)
    if file is None:
        raise NotNext
    blocks = judge_again(erasure, file, at=at).blocks
    if blocks:
        raise Stopped(blocks)


def file_of(erasure: Erasure) -> Submission | None:
    """Return the file, None once it is erased."""
    found: Submission | None = Submission.objects.filter(pk=erasure.file).first()
    return found


def judged(file: Submission, *, asked_on: date | None = None, standing: holds.Standing | None = None) -> Case:
    """Say how a file stands now."""
    return keeping.judge(
        file,
        periods=keeping.periods(file.matter),
        standing=standing or holds.standing(),
        asked_on=asked_on,
    )


def judge_again(
    erasure: Erasure, file: Submission, *, at: datetime, standing: holds.Standing | None = None
) -> Case:
    """Say how a file on the list stands now, which may be otherwise than when it came there."""
    asked_on = timezone.localtime(erasure.at).date() if erasure.why == Erasure.ASKED else None
    case = judged(file, asked_on=asked_on, standing=standing)
    is_due = case.is_due(on=timezone.localtime(at).date())
    # A wish taken back, a decision undone, a period made longer since: then there is nothing to erase.
    return case if case.blocks or is_due else replace(case, blocks=(NOT_DUE,))
