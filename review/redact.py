"""The page on which passages are blacked out: every text answer as it reads now, and what was done before."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from casefile import redactions
from casefile.models import Answer, Delivery, Redaction, Submission
from casefile.redacting import Plan
from casefile.redactions import Cover
from review import wording
from review.masking import HIDDEN, Mask


@dataclass(frozen=True, slots=True)
class Text:
    """One text answer as everybody reads it."""

    line: int
    label: str
    text: str
    is_redacted: bool


@dataclass(frozen=True, slots=True)
class Past:
    """One row: what was done, by whom; it may be taken back while it stands."""

    number: int
    what: str
    who: str
    when: str
    is_standing: bool


@dataclass(frozen=True, slots=True)
class Change:
    """One answer before and after."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Sent:
    """A packet that was printed before and stays as it is."""

    version: int
    printed: str
    sent: str


def texts(file: Submission, mask: Mask) -> tuple[Text, ...]:
    """Every answer that has words, as the file page shows it."""
    return tuple(
        Text(
            line=line.position,
            label=_label(line),
            text=_read(line, mask.cover, mask),
            is_redacted=bool(mask.cover.of(line.position)),
        )
        for line in file.lines.all()
        if redactions.text(line).strip()
    )


def _label(line: Answer) -> str:
    said = line.content.get("english") or line.content
    about = f", {line.item}" if line.item else ""
    return f"{line.question}{about}: {said.get('wording', '')}"


def _read(line: Answer, cover: Cover, mask: Mask) -> str:
    if mask.is_private(line):
        return HIDDEN
    return mask.page(mask.text(cover.shown(line.position, redactions.text(line))))


def changes(file: Submission, plan: Plan, mask: Mask) -> tuple[Change, ...]:
    """The answers that a plan touches, before and after; masked as the page is."""
    touched = {line for line, _, _ in plan.ranges}
    return tuple(
        Change(_label(line), _read(line, mask.cover, mask), _read(line, plan.cover, mask))
        for line in file.lines.all()
        if line.position in touched
    )


def past(rows: Iterable[Redaction]) -> tuple[Past, ...]:
    """Every row, the last first."""
    every = list(rows)
    ended = {row.takes_back_id for row in every}
    return tuple(_past(row, is_standing=row.pk not in ended) for row in reversed(every))


def _past(row: Redaction, *, is_standing: bool) -> Past:
    what = f"Redacted {wording.count(len(row.ranges), 'passage')}: {row.get_reason_display()}"
    if row.takes_back:
        what = f"Took back number {row.takes_back.number}"
    return Past(
        number=row.number,
        what=what,
        who=wording.person(row.by),
        when=wording.moment(row.at),
        is_standing=is_standing and row.takes_back is None,
    )


def packets(file: Submission) -> Iterator[Sent]:
    """The packets that are printed: no redaction changes one."""
    for packet in file.packets.all():
        gone = packet.deliveries.filter(state=Delivery.SENT, settled_at__isnull=False).order_by("settled_at")
        sent = ", ".join(wording.moment(one.settled_at) for one in gone if one.settled_at)
        yield Sent(packet.version, wording.moment(packet.made_at), sent)
