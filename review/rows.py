"""What one row of the queue says."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from casefile import conflicts, reasons, redactions, sealing
from casefile.models import Claim, Decision, Delivery, Determination, QueueRow, StaffMember, Submission
from packets import findings, lanes
from review import masking, wording


@dataclass(frozen=True, slots=True)
class Mark:
    """A word with the sign and colour that go with it."""

    kind: str
    sign: str
    words: str


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One person of a file in one line; `moved` says that the findings are newer than the decision."""

    name: str
    capacity: str
    result: Mark
    theory: str
    reason: str
    lane: lanes.Lane | None
    decision: str
    moved: bool


@dataclass(frozen=True, slots=True)
class FileRow:
    """One file of the queue."""

    token: str
    reference: str
    submitted: str
    age: str
    sealed: str
    claims: tuple[ClaimRow, ...]
    delivery: Mark
    urgent: bool
    new_match: bool
    claimant: tuple[str, ...]  # what the claimant did since, in marks
    key: str  # the file's id, for what is done to many
    owner: str
    glance: tuple[str, ...]  # what the queue filters by, in a few words


NOTHING_FOUND: dict[str, Any] = {
    "result": Mark("quiet", "·", "Not determined yet"),
    "theory": "",
    "reason": "",
    "lane": None,
}


def of_queue(entry: QueueRow, *, at: datetime) -> FileRow:
    """Read a row of the queue brought by `queue.with_files`."""
    return row(entry.submission, at=at)


def row(file: Submission, *, at: datetime) -> FileRow:
    """Read a file brought by `queue.with_claims`."""
    entry: QueueRow | None = getattr(file, "queue_row", None)
    today = timezone.localtime(at).date()
    sealed = seal(file)
    claims: tuple[ClaimRow, ...] = ()
    try:
        claims = () if sealed else _claim_rows(file, today=today)
    except (sealing.Tampered, sealing.KeysMissing):  # one spoilt file must not take the queue from everybody
        sealed = "Its stored data was changed or moved and does not open. Tell the firm’s administrator."
    return FileRow(
        token=file.token,
        reference=file.reference,
        submitted=wording.moment(file.submitted_at),
        age=wording.age(file.submitted_at, at=at),
        sealed=sealed,
        claims=claims,
        delivery=delivery([one for one in file.deliveries.all() if one.kind == Delivery.PACKET]),
        urgent=any(one.lane and one.lane.urgent for one in claims),
        new_match=bool(claims and entry and entry.new_match),
        claimant=tuple(_claimant(entry)) if entry else (),
        key=str(file.pk),
        owner="" if sealed or not entry or not entry.owner else wording.person(entry.owner),
        glance=tuple(_glance(entry)) if claims and entry else (),
    )


def _claimant(entry: QueueRow) -> Iterator[str]:
    """Shown also of a file the conflict check holds: the firm must know, and no answer is told."""
    if entry.withdrawn:
        yield "Withdrawn"
    if entry.erasure:
        yield "Erasure asked"
    if entry.acted:
        yield "News from the claimant"


def _glance(entry: QueueRow) -> Iterator[str]:
    """What of the filters is worth a glance: the strong and the pressing, not the rest."""
    if entry.illinois in wording.ILLINOIS:
        yield wording.ILLINOIS[entry.illinois]
    if entry.minor in wording.MINOR:
        yield wording.MINOR[entry.minor]
    if entry.duplicate:
        yield "May be a duplicate"
    if entry.points:
        yield wording.count(entry.points, "flag point")


def seal(file: Submission, staff: StaffMember | None = None) -> str:
    """Why this person may not read the answers; nothing once they are clear, or to a clearer."""
    if not conflicts.is_sealed(file, staff):
        return ""
    if conflicts.standing(file) is None:
        return "Waiting for the conflict check; nothing of it is shown before."
    return "Held by the conflict check; only the clearer may read it."


def _claim_rows(file: Submission, *, today: date) -> tuple[ClaimRow, ...]:
    named = names(file, today=today)
    every = tuple(claim_row(claim, named[claim.pk], today=today) for claim in file.claims.all())
    return redactions.of(file).everywhere(every)


def names(file: Submission, *, today: date) -> dict[UUID, str]:
    """What a list calls each person of a file, by claim; minors by their place among the minors."""
    claims = list(file.claims.all())
    aliases = masking.aliases([is_minor(claim, today=today) for claim in claims])
    cover = redactions.of(file)
    return {claim.pk: alias or cover.text(claim.who) for claim, alias in zip(claims, aliases, strict=True)}


def is_minor(claim: Claim, *, today: date) -> bool:
    """Whether the person of a claim, brought with its `newest` determination, is or may be under 18."""
    return wording.may_be_minor(_facts(claim), today=today)


def claim_row(claim: Claim, name: str, *, today: date) -> ClaimRow:
    """Read a claim with its prefetched `newest` determination and `standing` decisions."""
    determination = next(iter(claim.newest), None)  # type: ignore[attr-defined]
    decision = next(iter(claim.standing), None)  # type: ignore[attr-defined]
    return ClaimRow(
        name=name,
        capacity=wording.capacity(_facts(claim)),
        decision=decided(decision),
        moved=bool(decision and determination and determination.at > decision.at),
        **(_found(determination, today=today) if determination else NOTHING_FOUND),
    )


def _facts(claim: Claim) -> dict[str, Any]:
    determination = next(iter(claim.newest), None)  # type: ignore[attr-defined]
    return determination.revision.facts if determination else {}


def decided(decision: Decision | None) -> str:
    """The standing decision in words; nothing when the claim is undecided."""
    return f"{decision.get_choice_display()}: {reasons.words(decision)}" if decision else ""


def result(name: str) -> Mark:
    """An outcome as word and sign."""
    return Mark(*wording.RESULTS.get(name, ("not-known", "?", findings.outcome(name))))


def lane(found: Determination, *, today: date) -> lanes.Lane | None:
    """The deadline that ends next, counted from today, not from the day of the determination."""
    if found.safe_deadline is None:
        return None
    rolled = found.rolled_deadline or found.safe_deadline
    deadline = {"safe": found.safe_deadline.isoformat(), "rolled": rolled.isoformat()}
    said = brief(found)
    return lanes.read(deadline, theory=said.get("due_title") or said["theory"], as_of=today)


def brief(found: Determination) -> dict[str, str]:
    """The stored line of a determination; empty words where the document it came from was damaged."""
    return found.brief or {"theory": "", "reason": ""}


def delivery(messages: list[Delivery]) -> Mark:
    """The worst state among a file's packets, in words."""
    worst = ("not-met", "not-known", "quiet", "met")
    states = sorted((wording.DELIVERIES[one.state] for one in messages), key=lambda one: worst.index(one[0]))
    if not states:
        return Mark("quiet", "·", "No packet yet")
    kind, words = states[0]
    return Mark(kind, {"met": "+", "not-met": "!", "not-known": "?"}.get(kind, "·"), words)


def _found(found: Determination, *, today: date) -> dict[str, Any]:
    """Everything from the row's own columns: a list replays nothing."""
    said, facts = brief(found), found.revision.facts
    due, reason = lane(found, today=today), said["reason"]
    if wording.may_be_minor(facts, today=today):
        due = due and masking.far(due)
        reason = masking.line(reason, wording.fact(facts, "subject_dob"), today=today)
    return {"result": result(found.result), "lane": due, "theory": said["theory"], "reason": reason}
