"""The conflict check: nothing of a file is opened before its names are searched, and a hit seals it.

A search only ever tightens: what it held stays held until a person with the right clears it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from casefile import audit, conflict_terms, deliveries, jobs, parties, queue_rows, rights
from casefile.likeness import Alike
from casefile.models import (
    Clearance,
    ConflictHit,
    ConflictParty,
    Delivery,
    Job,
    StaffMember,
    Submission,
)
from casefile.rights import Right
from casefile.standing import clearance

HELD_BACK = "The conflict check holds this file."
WEIGHT = {Clearance.CLEAR: 0, Clearance.POSSIBLE: 1, Clearance.BLOCKED: 2}


class Moved(Exception):
    """Somebody ruled, or newer lists were searched, after the page was opened."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a clearer rules of a file, and why."""

    outcome: str
    reason: str
    note: str


def standing(submission: Submission) -> Clearance | None:
    """Return the row that holds now, or None where nothing was searched yet; prefetched rows are used."""
    return clearance(submission)


def is_clear(submission: Submission) -> bool:
    """Whether the file stands cleared."""
    row = standing(submission)
    return row is not None and row.outcome == Clearance.CLEAR


def is_sealed(submission: Submission, staff: StaffMember | None) -> bool:
    """Whether a person may read nothing of the file: a hit seals it from all but the clearers of its matter.

    Before the first search nobody reads it: there is nothing to rule on yet.
    """
    row = standing(submission)
    if row is None:
        return True
    if row.outcome == Clearance.CLEAR:
        return False
    return staff is None or not rights.holds(staff, Right.CLEAR, matter=submission.matter)


def check(submission: Submission, *, at: datetime) -> Clearance:
    """Search every name in the file in the lists in force, once for these names and these lists."""
    with transaction.atomic():
        held = Submission.objects.select_for_update().get(pk=submission.pk)
        return _check(held, at=at)


def rule(
    submission: Submission, ruling: Ruling, *, seen: int, by: StaffMember, at: datetime
) -> tuple[Clearance, tuple[Job, ...]]:
    """Record a ruling on the search that the page had shown; a clear one lets held messages leave.

    Returns the row and what is owed now. Raises: Moved where the page is overtaken by a newer search, which
    is made first if the lists or the names changed, or by another ruling.
    """
    with transaction.atomic():
        held = Submission.objects.select_for_update().get(pk=submission.pk)
        newest = _check(held, at=at)
        if newest.number == seen:
            return _ruled(held, newest, ruling, by=by, at=at)
    raise Moved(f"{newest.number - seen} more row(s) since this page was opened.")  # the search made stays


def _ruled(
    held: Submission, on: Clearance, ruling: Ruling, *, by: StaffMember, at: datetime
) -> tuple[Clearance, tuple[Job, ...]]:
    row = Clearance.objects.create(
        submission=held,
        number=on.number + 1,
        outcome=ruling.outcome,
        reason=ruling.reason,
        note=ruling.note or None,
        terms=on.terms,
        terms_digest=on.terms_digest,
        lists=on.lists,
        lists_digest=on.lists_digest,
        lists_searched=on.lists_searched,
        at=at,
        by=str(by.pk),
    )
    audit.record(
        event=f"conflict.ruled_{row.outcome}", actor=str(by.pk), subject=held, at=at, number=row.number,
        reason=ruling.reason,
    )  # fmt: skip
    queue_rows.refresh(held, at=at)
    _relate(held, on, row, at=at)
    if row.outcome != Clearance.CLEAR:
        return row, ()
    return row, deliveries.release(held, why=HELD_BACK, on=f"cleared-{row.number}", at=at)


def hold_back(delivery: Delivery, *, at: datetime) -> bool:
    """Hold a packet of a file that is not clear, also in lists that came a moment ago; False where it may go.

    The file is locked over both, so that a ruling comes wholly before or wholly after.
    """
    if delivery.kind != Delivery.PACKET or delivery.submission is None:
        return False
    with transaction.atomic():
        held = Submission.objects.select_for_update().get(pk=delivery.submission.pk)
        if _check(held, at=at).outcome == Clearance.CLEAR:
            return False
        deliveries.hold(delivery, at=at, why=HELD_BACK, event="delivery.held_back")
    return True


def _check(held: Submission, *, at: datetime) -> Clearance:
    """Search a locked file, unless its newest row is of the same terms in the same lists."""
    rows = list(held.clearances.all())
    newest: Clearance | None = rows[-1] if rows else None
    sought = conflict_terms.of(held)
    terms = conflict_terms.terms(sought)
    lists = parties.in_force()
    key = (conflict_terms.digest(terms), parties.digest(lists))
    if newest and (newest.terms_digest, newest.lists_digest) == key:
        return newest
    found = parties.found(sought, lists)
    settled = _settled(rows)
    hits = [_hit(one, alike, settled) for one, alike in found]
    row = Clearance.objects.create(
        submission=held,
        number=newest.number + 1 if newest else 1,
        outcome=_outcome(newest, hits),
        terms=terms,
        terms_digest=key[0],
        lists=parties.described(lists),
        lists_digest=key[1],
        lists_searched=len(lists),
        at=at,
        by=audit.SYSTEM,
    )
    for hit in hits:
        hit.clearance = row
    ConflictHit.objects.bulk_create(hits)
    queue_rows.refresh(held, at=at)
    _relate(held, newest, row, at=at)
    _note(held, row, terms=len(terms), hits=len(hits), at=at)
    kept: Clearance = row
    return kept


def _relate(held: Submission, before: Clearance | None, now: Clearance, *, at: datetime) -> None:
    """What links and counts say of a file changes with the seal; the first search comes before any."""
    if before and before.outcome != now.outcome:
        jobs.owe(kind=jobs.RELATE, subject=held.pk, at=at, on=f"conflict-{now.number}")


def _note(held: Submission, row: Clearance, *, at: datetime, **counts: int) -> None:
    audit.record(
        event="conflict.checked", actor=audit.SYSTEM, subject=held, at=at, number=row.number, **counts
    )


def _outcome(newest: Clearance | None, hits: Iterable[ConflictHit]) -> str:
    """The weightiest of what no person settled and of what is held already."""
    new = [hit.outcome for hit in hits if hit.settled_by is None]
    before = [newest.outcome] if newest else []
    return max((Clearance.CLEAR, *new, *before), key=WEIGHT.__getitem__)


def _settled(rows: list[Clearance]) -> dict[str, tuple[int, Clearance]]:
    """Parties that the newest ruling cleared the file of, each with the weight it had then."""
    rulings = [row for row in rows if row.by != audit.SYSTEM]
    if not rulings or rulings[-1].outcome != Clearance.CLEAR:
        return {}
    ruling = rulings[-1]
    seen = ConflictHit.objects.filter(clearance__in=[row.pk for row in rows if row.number < ruling.number])
    weights: dict[str, int] = {}
    for hit in seen:
        weights[hit.identity] = max(weights.get(hit.identity, 0), WEIGHT[hit.outcome])
    return {identity: (weight, ruling) for identity, weight in weights.items()}


def _hit(party: ConflictParty, alike: Alike, settled: dict[str, tuple[int, Clearance]]) -> ConflictHit:
    weight, ruling = settled.get(party.identity, (0, None))
    return ConflictHit(
        party=party,
        identity=party.identity,
        outcome=alike.outcome,
        why=list(alike.why),
        terms=list(alike.terms),
        settled_by=ruling if ruling and WEIGHT[alike.outcome] <= weight else None,
    )
