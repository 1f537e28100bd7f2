"""Everything the page of one file says, as values ready to show."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.utils import timezone

from casefile.models import Answer, Claim, Consent, Delivery, Packet, Submission
from review import activity, published, rows, signals, wording
from review import claim as claims


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
    claims: tuple[claims.ClaimSheet, ...]
    published: published.Section | None
    contact: tuple[tuple[str, str], ...]
    signature: tuple[tuple[str, str], ...]
    stages: tuple[tuple[str, tuple[tuple[str, tuple[Reply, ...]], ...]], ...]
    consents: tuple[Consent, ...]
    packets: tuple[tuple[Packet, str], ...]
    messages: tuple[Message, ...]
    activity: tuple[activity.Event, ...]
    signals: tuple[str, ...]


CONTACT = (
    ("first_name", "First name"),
    ("last_name", "Last name"),
    ("other_names", "Other names"),
    ("email", "E-mail"),
    ("phone", "Phone"),
    ("preferred", "Prefers"),
    ("language", "Language"),
)
SIGNATURE = (("name", "Typed name"), ("at", "Signed"), ("ip", "Network address"), ("agent", "Browser"))


def sheet(file: Submission, *, at: datetime) -> FileSheet:
    """Read a file; what the conflict check holds back is left out whole."""
    today = timezone.localtime(at).date()
    sealed = rows.seal(file)
    read = [] if sealed else list(_claims(file))
    return FileSheet(
        token=file.token,
        reference=file.reference,
        matter=file.matter,
        submitted=wording.moment(file.submitted_at),
        age=wording.age(file.submitted_at, at=at),
        sealed=sealed,
        claims=tuple(claims.sheet(claim, today=today) for claim in read),
        published=None if sealed else published.section(file, read),
        contact=() if sealed else _labelled(file.contact, CONTACT),
        signature=() if sealed else _signature(file.signature),
        stages=() if sealed else _stages(file.lines.all()),
        consents=() if sealed else tuple(file.consents.all()),
        packets=() if sealed else tuple((one, wording.moment(one.made_at)) for one in file.packets.all()),
        messages=() if sealed else tuple(_message(one) for one in file.deliveries.all()),
        activity=() if sealed else activity.of(file),
        signals=() if sealed else signals.sentences(file.signals),
    )


def _claims(file: Submission) -> Iterable[Claim]:
    return file.claims.prefetch_related(
        "determinations__revision", "determinations__ruleset", "decisions__by", "decisions__undone_by"
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
