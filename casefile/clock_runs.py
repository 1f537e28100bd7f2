"""Reading anew what an entry covers, a batch at a time; and beforehand, how many claims it would move."""

import logging
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from casefile import audit, claims, clock_entries, columns, jobs, lookups, rulesets
from casefile.clock_entries import Wish
from casefile.models import Claim, ClockEntry, ClockRun, Determination, StaffMember, Submission
from eligibility.evaluate import evaluate
from eligibility.facts import ClaimFacts

log = logging.getLogger("portal.clock")
BATCH = 20
LOOKED_AT = 50  # files worked out for a preview: about a second
MOVES = ("result", "safe_deadline", "rolled_deadline", "deadlines")


@dataclass(frozen=True, slots=True)
class Preview:
    """What an entry would do: the files and claims it covers, and of those looked at how many move."""

    files: int
    claims: int
    looked_at: int
    moved: int

    @property
    def is_whole(self) -> bool:
        return self.looked_at == self.claims


def preview(wish: Wish, *, by: StaffMember, at: datetime) -> Preview:
    """Work out what an entry would move; nothing is written."""
    clock_entries.refuse_many_defendants(wish)
    entry = wish.row(key=UUID(int=0), number=0, by=by, at=at)
    return _preview(entry, but=None, plus=entry, at=at)


def preview_withdrawal(entry: ClockEntry, *, at: datetime) -> Preview:
    """Work out what the withdrawal of an entry would move; nothing is written."""
    return _preview(entry, but=entry, plus=None, at=at)


def _preview(entry: ClockEntry, *, but: ClockEntry | None, plus: ClockEntry | None, at: datetime) -> Preview:
    covered = clock_entries.files(entry)
    looked = [
        _moves(claim, known, at=at)
        for file in covered.order_by("pk")[:LOOKED_AT]
        for claim, known in claims.known_with(file, lookups.last_said(file), but=but, plus=plus)
    ]
    every = Claim.objects.filter(submission__in=covered).count()
    return Preview(covered.count(), every, len(looked), sum(looked))


def _moves(claim: Claim, known: ClaimFacts, *, at: datetime) -> bool:
    """Whether these facts would change a day or a result of the newest findings."""
    before: Determination | None = Determination.objects.newest().filter(claim=claim).first()
    law = rulesets.in_force(matter=claim.submission.matter, at=at)
    today = timezone.localtime(at).date()
    document = evaluate(rulesets.parsed(law), known, as_of=today).to_json()
    after = columns.keep(document)
    return before is None or any(getattr(before, name) != after[name] for name in MOVES)


def work(entry_id: UUID, at: datetime) -> bool:
    """Read the next batch of covered files anew; whether more may wait.

    Facts, findings and how far the run is are kept together: a worker that dies leaves whole files behind it.
    """
    entry = ClockEntry.objects.select_related("withdraws").get(pk=entry_id)
    run = ClockRun.objects.get(entry=entry)
    if run.done_at is not None:
        return False
    rest = clock_entries.files(entry).order_by("pk")
    batch = list(rest.filter(pk__gt=run.after)[:BATCH] if run.after else rest[:BATCH])
    for file in batch:
        moved = _read(file, entry, at=at)
        run.after, run.files, run.claims_changed = file.pk, run.files + 1, run.claims_changed + moved
        run.save(update_fields=("after", "files", "claims_changed"))
    if len(batch) == BATCH:
        return True
    ClockRun.objects.filter(entry=entry).update(done_at=at)
    return False


def _read(file: Submission, entry: ClockEntry, *, at: datetime) -> int:
    try:
        return reread(file, by=str(entry.by_id), at=at)
    except Exception:
        log.exception("clock.failed entry=%s submission=%s", entry.pk, file.pk)
        jobs.owe(kind=jobs.MOVE_CLOCK_FILE, subject=file.pk, at=at, on=str(entry.pk))
        return 0


def reread(file: Submission, *, by: str, at: datetime) -> int:
    """Let a file's facts and findings follow the entries that stand; how many claims changed."""
    with transaction.atomic():
        held = Submission.objects.select_for_update().get(pk=file.pk)
        today = _day(held, timezone.localtime(at).date())
        changed = claims.reread(held, lookups.last_said(held), by=by, actor=by, as_of=today, at=at)
        return len(changed)


def _day(file: Submission, today: date) -> date:
    """Findings of an earlier day than those that stand would not stand."""
    newest = Determination.objects.newest().filter(claim__submission=file)
    return max([today, *newest.values_list("as_of", flat=True)])


def reread_file(submission_id: UUID, at: datetime) -> None:
    """Read the one file anew that its batch could not."""
    reread(Submission.objects.get(pk=submission_id), by=audit.SYSTEM, at=at)
