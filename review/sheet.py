"""Everything the page of one file says, as values ready to show."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.utils import timezone

from casefile.models import Answer, Claim, Consent, Decision, Delivery, Determination, Packet, Submission
from packets import cover, findings, lanes, reading
from review import activity, forms, open_questions, rows, wording


@dataclass(frozen=True, slots=True)
class Pair:
    """What one photo and one defendant gave."""

    photo: str
    defendant: str
    outcome: rows.Mark
    elements: tuple[tuple[str, findings.Finding], ...]


@dataclass(frozen=True, slots=True)
class TheorySheet:
    """One theory with its deadline as of today and every pair behind it."""

    found: findings.Theory
    outcome: rows.Mark
    lane: lanes.Lane | None
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Past:
    """One decision of the history."""

    number: int
    when: str
    who: str
    choice: str
    reason: str
    note: str
    undone: bool
    is_undo: bool


@dataclass(frozen=True, slots=True)
class ClaimSheet:
    """One person's claim: findings, decision, history."""

    position: int
    label: str
    capacity: str
    born: str
    result: rows.Mark
    summary: cover.Summary | None
    open_questions: open_questions.OpenQuestions | None
    lane: lanes.Lane | None
    found: findings.Determination | None
    theories: tuple[TheorySheet, ...]
    trace: tuple[tuple[str, str], ...]
    history: tuple[Past, ...]
    standing: Past | None
    seen: int


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer as it was asked; `ours` marks words that the claimant did not write."""

    question: str
    wording: str
    shown: str
    ours: bool


@dataclass(frozen=True, slots=True)
class Message:
    """One mail about the file, and how far it came."""

    what: str
    to: str
    state: rows.Mark
    when: str
    error: str
    tries: int


@dataclass(frozen=True, slots=True)
class FileSheet:
    """The whole page."""

    token: str
    reference: str
    matter: str
    submitted: str
    age: str
    sealed: str
    claims: tuple[ClaimSheet, ...]
    contact: tuple[tuple[str, str], ...]
    signature: tuple[tuple[str, str], ...]
    stages: tuple[tuple[str, tuple[tuple[str, tuple[Reply, ...]], ...]], ...]
    consents: tuple[Consent, ...]
    packets: tuple[tuple[Packet, str], ...]
    messages: tuple[Message, ...]
    activity: tuple[activity.Event, ...]


CONTACT = (
    ("first_name", "First name"),
    ("last_name", "Last name"),
    ("other_names", "Other names"),
    ("email", "E-mail"),
    ("phone", "Phone"),
    ("preferred", "Prefers"),
    ("language", "Language"),
)
FINDINGS = {"T": findings.MET, "F": findings.NOT_MET, "U": findings.NOT_KNOWN}
SIGNATURE = (("name", "Typed name"), ("at", "Signed"), ("ip", "Network address"), ("agent", "Browser"))


def sheet(file: Submission, *, at: datetime) -> FileSheet:
    """Read a file; what the conflict check holds back is left out whole."""
    today = timezone.localtime(at).date()
    sealed = rows.seal(file)
    return FileSheet(
        token=file.token,
        reference=file.reference,
        matter=file.matter,
        submitted=wording.moment(file.submitted_at),
        age=wording.age(file.submitted_at, at=at),
        sealed=sealed,
        claims=() if sealed else tuple(_claim(claim, today=today) for claim in _claims(file)),
        contact=() if sealed else _labelled(file.contact, CONTACT),
        signature=() if sealed else _signature(file.signature),
        stages=() if sealed else _stages(file.lines.all()),
        consents=() if sealed else tuple(file.consents.all()),
        packets=() if sealed else tuple((one, wording.moment(one.made_at)) for one in file.packets.all()),
        messages=() if sealed else tuple(_message(one) for one in file.deliveries.all()),
        activity=() if sealed else activity.of(file),
    )


def _claims(file: Submission) -> Iterable[Claim]:
    return file.claims.prefetch_related("determinations__revision", "decisions__by", "decisions__undone_by")


def _claim(claim: Claim, *, today: date) -> ClaimSheet:
    determinations = list(claim.determinations.all())
    newest = determinations[-1] if determinations else None
    facts: dict[str, Any] = newest.revision.facts if newest else {}
    found = reading.read(newest.document) if newest else None
    history = tuple(_past(decision) for decision in claim.decisions.all())
    return ClaimSheet(
        position=claim.position,
        label=claim.who,
        capacity=wording.capacity(facts),
        born=wording.fact(facts, "subject_dob") or "not known",
        result=rows.result(newest.result) if newest else rows.NOTHING_FOUND["result"],
        summary=cover.summarise(found) if found else None,
        open_questions=open_questions.of(found) if found else None,
        lane=rows.lane(newest.document, newest.main_theory, today=today) if newest else None,
        found=found,
        theories=_theories(newest.document, found, today=today) if newest and found else (),
        trace=_trace(newest) if newest else (),
        history=history,
        standing=next((one for one in reversed(history) if not one.undone and not one.is_undo), None),
        seen=len(history),
    )


def _theories(
    document: Mapping[str, Any], found: findings.Determination, *, today: date
) -> tuple[TheorySheet, ...]:
    stored = {one["id"]: one for one in document["theories"]}
    return tuple(
        TheorySheet(
            found=theory,
            outcome=rows.result(stored[theory.id]["outcome"]),
            lane=rows.lane(document, theory.id, today=today),
            pairs=tuple(_pair(pair) for pair in stored[theory.id].get("pairs", ())),
        )
        for theory in found.theories
    )


def _pair(pair: Mapping[str, Any]) -> Pair:
    values = pair.get("elements", {})
    return Pair(
        photo=pair.get("photo") or "No photo named",
        defendant=pair.get("defendant") or "No defendant named",
        outcome=rows.result(pair["outcome"]),
        elements=tuple((name, FINDINGS.get(value, findings.NOT_KNOWN)) for name, value in values.items()),
    )


def _trace(determination: Determination) -> tuple[tuple[str, str], ...]:
    document = determination.document
    return (
        ("Ruleset version", str(document.get("ruleset_version", ""))),
        ("Ruleset digest (SHA-256)", str(document.get("ruleset", ""))),
        ("Engine", determination.engine),
        ("As of", lanes.in_words(determination.as_of)),
        ("Determined", wording.moment(determination.at)),
        ("Facts", f"revision {determination.revision.number}, keyed digest {determination.revision.digest}"),
        ("Findings (SHA-256)", determination.sha256),
        ("Next change by time alone", _day(determination.next_change_on)),
    )


def _day(day: date | None) -> str:
    return lanes.in_words(day) if day else "none"


def _past(decision: Decision) -> Past:
    return Past(
        number=decision.number,
        when=wording.moment(decision.at),
        who=wording.person(decision.by),
        choice=decision.get_choice_display(),
        reason=forms.reason_words(decision),
        note=decision.note or "",
        undone=hasattr(decision, "undone_by"),
        is_undo=decision.choice == Decision.UNDO,
    )


def _labelled(values: Mapping[str, Any], labels: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((label, str(values.get(name) or "Not provided")) for name, label in labels)


def _signature(signature: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    signed = signature.get("at")
    return _labelled(
        {**signature, "at": wording.moment(datetime.fromisoformat(signed)) if signed else ""}, SIGNATURE
    )


def _stages(lines: Iterable[Answer]) -> tuple[tuple[str, tuple[tuple[str, tuple[Reply, ...]], ...]], ...]:
    """Answers under their stage headings and, there, the person or photo they are about; nothing is cut."""
    return tuple(
        (
            stage,
            tuple(
                (item, tuple(_reply(line) for line in block))
                for item, block in groupby(asked, key=lambda line: line.item)
            ),
        )
        for stage, asked in groupby(lines, key=lambda line: line.stage)
    )


def _reply(line: Answer) -> Reply:
    shown = str(line.content.get("shown") or "")
    ours = "Not sure" if line.unsure else "Not provided"
    return Reply(
        question=line.question,
        wording=str(line.content.get("wording", "")),
        shown=ours if line.unsure or not shown else shown,
        ours=line.unsure or not shown,
    )


def _message(delivery: Delivery) -> Message:
    settled = delivery.settled_at or delivery.sending_at or delivery.queued_at
    return Message(
        what=activity.KINDS.get(delivery.kind, delivery.kind).capitalize(),
        to=str(delivery.recipient),
        state=rows.delivery([delivery]),
        when=wording.moment(settled),
        error=delivery.last_error,
        tries=delivery.attempts,
    )
