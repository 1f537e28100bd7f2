"""Everything the page of one file says, as values ready to show."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import groupby
from typing import Any

from django.utils import timezone
from django.utils.html import conditional_escape, format_html_join

import matters
from casefile import afterwards, calls, redactions
from casefile.binders import Binder
from casefile.models import Answer, Claim, Consent, Delivery, Packet, Reveal, Submission
from packets import lanes, words
from review import activity, flagged, linked, masking, published, rows, since, timeline, wording
from review import claim as claims


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer in English; `ours` marks words that the claimant did not write.

    `original`: wording and answer as shown, where that was in another language.
    """

    question: str
    wording: str
    shown: str
    ours: bool
    before: tuple[str, ...] = ()
    original: tuple[str, str] | None = None


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
class Given:
    """A consent as kept, whom it was spoken to, and when it was taken back."""

    row: Consent
    spoken_to: str
    withdrawn: str


@dataclass(frozen=True, slots=True)
class Due:
    """The next live deadline of a file, and whose it is."""

    lane: lanes.Lane
    whose: str
    position: int


@dataclass(frozen=True, slots=True)
class Look:
    """One time that something masked was shown."""

    what: str
    why: str
    who: str
    when: str
    note: str


@dataclass(frozen=True, slots=True)
class FileSheet:
    """The whole page."""

    token: str
    reference: str
    matter: str
    language: str
    submitted: str
    age: str
    sealed: str
    stopped: str
    claims: tuple[claims.ClaimSheet, ...]
    due: Due | None
    timeline: tuple[timeline.Moment, ...]
    published: published.Section | None
    entered_by: str
    since: tuple[since.Act, ...]
    contact: tuple[tuple[str, str], ...]
    signature: tuple[tuple[str, str], ...]
    stages: tuple[tuple[str, tuple[tuple[str, tuple[Reply, ...]], ...]], ...]
    consents: tuple[Given, ...]
    packets: tuple[tuple[Packet, str], ...]
    messages: tuple[Message, ...]
    activity: tuple[activity.Event, ...]
    minors: tuple[masking.Minor, ...]
    looks: tuple[Look, ...]
    flags: flagged.Section | None
    links: tuple[linked.Linked, ...]


CONTACT = (
    ("first_name", "First name"),
    ("last_name", "Last name"),
    ("other_names", "Other names"),
    ("email", "E-mail"),
    ("phone", "Phone"),
    ("preferred", "Prefers"),
    ("language", "Language"),
)
HOME = ("street", "city", "state", "code")
BROWSER = (("ip", "Network address"), ("agent", "Browser"), ("texts_sha256", "Texts shown (SHA-256)"))
SIGNATURE = (("name", "Typed name"), ("at", "Signed"), *BROWSER)
SPOKEN = (("name", "Spoken by, not signed"), ("at", "Spoken"), *BROWSER)


def sheet(binder: Binder, mask: masking.Mask, *, sealed: str, at: datetime) -> FileSheet:
    """Read a file; what the conflict check holds back is left out, and what the mask hides is masked.

    `sealed` says why it is held back, empty where it is not.
    """
    read: list[Claim] = [] if sealed else list(binder.file.claims.all())
    return mask.page(_sheet(binder, read, mask, sealed=sealed, at=at))


def _sheet(binder: Binder, read: list[Claim], mask: masking.Mask, *, sealed: str, at: datetime) -> FileSheet:
    file, today = binder.file, timezone.localtime(at).date()
    return FileSheet(
        token=file.token,
        reference=file.reference,
        matter=file.matter,
        language=file.language,
        submitted=wording.moment(file.submitted_at),
        age=wording.age(file.submitted_at, at=at),
        sealed=sealed,
        stopped="" if sealed else _stopped(file),
        claims=(every := tuple(_claim(claim, mask, today=today) for claim in read)),
        due=_due(every),
        timeline=timeline.of(file, read, mask) if read else (),
        published=None if sealed else _published(file, read, mask),
        entered_by=_entered_by(binder),
        since=since.of(binder, mask, sealed=bool(sealed)),
        contact=() if sealed else _contact(file, mask),
        signature=() if sealed else _signature(binder),
        stages=() if sealed else _stages(redactions.applied(file.lines.all(), mask.cover), mask),
        consents=() if sealed else tuple(_given(one, binder) for one in file.consents.all()),
        packets=() if sealed else tuple((one, wording.moment(one.made_at)) for one in file.packets.all()),
        messages=() if sealed else tuple(_message(one, mask) for one in file.deliveries.all()),
        activity=() if sealed else activity.of(binder, mask),
        minors=mask.minors,
        looks=() if sealed else tuple(_look(one, mask) for one in file.reveals.all()),
        flags=None if sealed else flagged.of(file),
        links=() if sealed else linked.of(binder, mask),
    )


def _stopped(file: Submission) -> str:
    return words.STOPPED.get(matters.load(file.matter).stop_choice(file.answers), "")


def _claim(claim: Claim, mask: masking.Mask, *, today: date) -> claims.ClaimSheet:
    """One claim; staff notes lose the names of masked minors, and everything their birth dates."""
    read = claims.sheet(claim, today=today)
    known = mask.of_claim(claim.position, mask.everywhere(read, mask.dates))
    has_day = mask.hides(claim.position) and known.sign_again != read.sign_again
    return replace(
        known,
        label=mask.name(claim.position, read.label),
        born=mask.born(claim.position, read.born),
        sign_again="on a day that is hidden" if has_day else known.sign_again,
        history=mask.everywhere(read.history, mask.text),
        standing=mask.everywhere(read.standing, mask.text),
        proposed=mask.everywhere(read.proposed, mask.text),
        tasks=mask.everywhere(known.tasks, mask.text),
    )


def _due(every: Iterable[claims.ClaimSheet]) -> Due | None:
    """Of every claim's next deadline the one that ends first and has not passed."""
    live = (Due(one.lane, one.label, one.position) for one in every if one.lane and one.lane.left >= 0)
    return min(live, key=lambda due: due.lane.left, default=None)


def _published(file: Submission, read: list[Claim], mask: masking.Mask) -> published.Section:
    section = mask.everywhere(published.section(file, read), mask.dates)
    photos = (replace(one, checks=mask.everywhere(one.checks, mask.text)) for one in section.photos)
    return replace(section, photos=tuple(photos))


def _entered_by(binder: Binder) -> str:
    typist = binder.people.get(binder.file.entered_by.removeprefix(calls.STAFF))
    return wording.person(typist) if typist else ""


def _contact(file: Submission, mask: masking.Mask) -> tuple[tuple[str, str], ...]:
    """The details that hold now; an address given later is marked until it is confirmed."""
    now = afterwards.contact(file)
    detail = mask.details.detail
    values = {name: detail(name, str(value)) for name, value in now.values.items()}
    posted = [one for part in HOME if (one := values.get(part, ""))]
    waits = (("New e-mail, not confirmed", detail("email", now.pending)),) if now.pending else ()
    homes = (("Address", format_html_join(" ", "{}", ((one,) for one in posted))),) if posted else ()
    return (*_labelled(values, CONTACT), *waits, *homes)


def _given(row: Consent, binder: Binder) -> Given:
    gone = getattr(row, "withdrawal", None)
    return Given(
        row=row,
        spoken_to=activity.named(row.by, binder.people) if row.method == Consent.SPOKEN else "",
        withdrawn=wording.moment(gone.at) if gone else "",
    )


def _labelled(values: Mapping[str, Any], labels: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((label, values.get(name) or "Not provided") for name, label in labels)


def _signature(binder: Binder) -> tuple[tuple[str, str], ...]:
    """Who signed, in both clocks; of a caller, who wrote down what was said, which is no signature."""
    signature: Mapping[str, Any] = binder.file.signature
    signed = signature.get("at")
    at = datetime.fromisoformat(signed) if signed else None
    both = f"{wording.moment(at)} ({at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC)" if at else ""
    spoken = signature.get("method") == Consent.SPOKEN
    rows = _labelled({**signature, "at": both}, SPOKEN if spoken else SIGNATURE)
    return (
        (*rows, ("Written down by", activity.named(str(signature["by"]), binder.people))) if spoken else rows
    )


def _stages(
    lines: Iterable[Answer], mask: masking.Mask
) -> tuple[tuple[str, tuple[tuple[str, tuple[Reply, ...]], ...]], ...]:
    """Answers under their stage headings and, there, the person or photo they are about; nothing is cut."""
    return tuple(
        (
            stage,
            tuple(
                (item, tuple(_reply(line, mask) for line in block))
                for item, block in groupby(asked, key=lambda line: line.item)
            ),
        )
        for stage, asked in groupby(lines, key=lambda line: line.stage)
    )


def _reply(line: Answer, mask: masking.Mask) -> Reply:
    content, private = line.content, mask.is_private(line)
    said = content.get("english") or content
    shown = masking.HIDDEN if private else mask.text(str(said.get("shown") or ""))
    as_shown = masking.HIDDEN if private else mask.text(str(content.get("shown") or ""))
    ours = "Not sure" if line.unsure else "Not provided"
    return Reply(
        question=line.question,
        wording=str(said.get("wording", "")),
        shown=ours if line.unsure or not shown else shown,
        ours=line.unsure or not shown,
        before=() if private else tuple(mask.text(told) for told in _before(content)),
        original=(str(content["wording"]), as_shown) if said is not content else None,
    )


def _before(content: Mapping[str, Any]) -> Iterator[str]:
    for said in content.get("earlier", ()):
        yield words.before(said, on=wording.moment(datetime.fromisoformat(said["at"])))


def _look(row: Reveal, mask: masking.Mask) -> Look:
    """A note of whoever looked; it loses what the page hides."""
    about = f", {mask.name(row.claim.position, row.claim.who)}" if row.claim else ""
    return Look(
        what=f"{row.get_group_display()}{about}",
        why=row.get_reason_display(),
        who=wording.person(row.by),
        when=wording.moment(row.at),
        note=mask.text(str(row.note or "")),
    )


def _message(delivery: Delivery, mask: masking.Mask) -> Message:
    """One mail; where the packet goes is the firm's own address."""
    to = str(delivery.recipient)
    is_ours = delivery.kind == Delivery.PACKET
    settled = delivery.settled_at or delivery.sending_at or delivery.queued_at
    return Message(
        what=activity.KINDS.get(delivery.kind, delivery.kind).capitalize(),
        to=conditional_escape(to) if is_ours else mask.details.detail("email", to),
        state=rows.delivery([delivery]),
        when=wording.moment(settled),
        error=delivery.last_error,
        tries=delivery.attempts,
    )
