"""What one row of the queue says."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from casefile import sealing
from casefile.models import Claim, Clearance, Decision, Delivery, Submission
from packets import cover, findings, lanes, reading
from review import forms, wording


@dataclass(frozen=True, slots=True)
class Mark:
    """A word with the sign and colour that go with it."""

    kind: str
    sign: str
    words: str


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One person of a file in one line."""

    name: str
    capacity: str
    result: Mark
    theory: str
    reason: str
    lane: lanes.Lane | None
    decision: str


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


NOTHING_FOUND: dict[str, Any] = {
    "result": Mark("quiet", "·", "Not determined yet"),
    "theory": "",
    "reason": "",
    "lane": None,
}


def row(file: Submission, *, at: datetime) -> FileRow:
    """Read a file brought by `queue.with_claims`."""
    today = timezone.localtime(at).date()
    sealed = seal(file)
    claims: tuple[ClaimRow, ...] = ()
    try:
        claims = () if sealed else tuple(claim_row(claim, today=today) for claim in file.claims.all())
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
    )


def seal(file: Submission) -> str:
    """Why the answers may not be read yet; nothing once the conflict check is clear."""
    clearance: Clearance | None = getattr(file, "clearance", None)
    if clearance is None:
        return "Waiting for the conflict check; nothing of it is shown before."
    if clearance.outcome != Clearance.CLEAR:
        return "Held by the conflict check; only the clearer may read it."
    return ""


def claim_row(claim: Claim, *, today: date) -> ClaimRow:
    """Read a claim with its prefetched `newest` determination and `standing` decisions."""
    determination = next(iter(claim.newest), None)  # type: ignore[attr-defined]
    decision = next(iter(claim.standing), None)  # type: ignore[attr-defined]
    facts: dict[str, Any] = determination.revision.facts if determination else {}
    minor = wording.may_be_minor(facts, today=today)
    document = determination.document if determination else None
    return ClaimRow(
        name=wording.masked(claim.who) if minor else claim.who,
        capacity=wording.capacity(facts),
        decision=decided(decision),
        **(_found(document, today=today) if document else NOTHING_FOUND),
    )


def decided(decision: Decision | None) -> str:
    """The standing decision in words; nothing when the claim is undecided."""
    return f"{decision.get_choice_display()}: {forms.reason_words(decision)}" if decision else ""


def result(name: str) -> Mark:
    """An outcome as word and sign."""
    return Mark(*wording.RESULTS.get(name, ("not-known", "?", findings.outcome(name))))


def lane(document: Mapping[str, Any], theory_id: str, *, today: date) -> lanes.Lane | None:
    """A theory's deadline counted from today, not from the day of the determination."""
    found = next((one for one in document["theories"] if one["id"] == theory_id), None)
    return lanes.read(found.get("deadline"), theory=found["title"], as_of=today) if found else None


def delivery(messages: list[Delivery]) -> Mark:
    """The worst state among a file's packets, in words."""
    worst = ("not-met", "not-known", "quiet", "met")
    states = sorted((wording.DELIVERIES[one.state] for one in messages), key=lambda one: worst.index(one[0]))
    if not states:
        return Mark("quiet", "·", "No packet yet")
    kind, words = states[0]
    return Mark(kind, {"met": "+", "not-met": "!", "not-known": "?"}.get(kind, "·"), words)


def _found(document: Mapping[str, Any], *, today: date) -> dict[str, Any]:
    read = reading.read(document)
    brief = cover.summarise(read)
    favourable = document["result"] in ("likely_eligible", "flag")
    points = (
        (*brief.reasons_for, *brief.reasons_against)
        if favourable
        else (*brief.reasons_against, *brief.reasons_for)
    )
    point = next(iter(points), None)
    return {
        "result": result(document["result"]),
        "theory": brief.theory if read.main else "",
        "reason": f"{point.kind}: {point.text}" if point else "",
        "lane": lane(document, document.get("main_theory") or "", today=today),
    }
