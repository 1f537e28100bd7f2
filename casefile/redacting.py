"""Black out passages of answers, take that back, and open an original: each a row, and on record."""

import re
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from casefile import audit, queue_rows, redactions, sealing, search_keys
from casefile.models import Answer, Redaction, StaffMember, Submission
from casefile.redactions import Cover, Passage

ONE, LINE, FILE = "one", "line", "file"


class NotThere(Exception):
    """The words are not where they are said to be."""


class Moved(Exception):
    """Somebody else redacted, or took back, meanwhile."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What to black out: exact words of one answer; one occurrence, all in it, or all in the file."""

    line: int
    words: str
    scope: str
    occurrence: int
    reason: str


@dataclass(frozen=True, slots=True)
class Plan:
    """The passages that a wish comes to, and how the answers read with them."""

    ranges: tuple[tuple[int, int, int], ...]
    cover: Cover


def plan(file: Submission, wish: Wish) -> Plan:
    """Find the passages; those that are hidden already are not found again. Raises: NotThere."""
    lines = {line.position: redactions.text(line) for line in file.lines.all()}
    now = redactions.of(file)
    places = sorted(lines) if wish.scope == FILE else [wish.line] if wish.line in lines else []
    found = [(line, *span) for line in places for span in _spans(lines[line], wish.words, now.of(line))]
    if wish.scope == ONE:
        found = found[wish.occurrence - 1 : wish.occurrence] if wish.occurrence > 0 else []
    if not found:
        raise NotThere
    more = tuple(Passage(*one, wish.reason) for one in found)
    return Plan(tuple(found), Cover((*now.passages, *more), now.gone))


def _spans(text: str, words: str, taken: tuple[Passage, ...]) -> list[tuple[int, int]]:
    pattern = r"\s+".join(re.escape(one) for one in words.split())
    spans = [found.span() for found in re.finditer(pattern, text, flags=re.IGNORECASE)] if pattern else []
    return [one for one in spans if not any(one[0] < held.end and held.start < one[1] for held in taken)]


def redact(file: Submission, wish: Wish, *, seen: int, by: StaffMember, at: datetime) -> Redaction:
    """Black out, and find the file by these words no longer. `seen`: the rows that the page knew.

    Raises: NotThere, Moved.
    """
    with transaction.atomic():
        _hold(file, seen)
        found = plan(file, wish)
        digest = sealing.digest(" ".join(wish.words.casefold().split()).encode())
        ranges = [list(one) for one in found.ranges]
        row = _append(file, "redaction.made", ranges=ranges, digest=digest, reason=wish.reason, by=by, at=at)
        _renew(file, at=at)
    return row


def take_back(row: Redaction, *, seen: int, by: StaffMember, at: datetime) -> Redaction:
    """Let a passage be read again, by a further row. Raises: Moved."""
    file = row.submission
    with transaction.atomic():
        _hold(file, seen)
        if row.takes_back_id or Redaction.objects.filter(takes_back=row).exists():
            raise Moved
        made = _append(file, "redaction.taken_back", takes_back=row, reason=row.reason, by=by, at=at)
        _renew(file, at=at)
    return made


def original(line: Answer, *, reason: str, by: StaffMember, at: datetime) -> str:
    """Return an answer as it was sent; who opened it and why is on record."""
    audit.record(
        event="redaction.opened",
        actor=str(by.pk),
        subject=line.submission,
        at=at,
        line=line.position,
        reason=reason,
    )
    return redactions.text(line)


def _hold(file: Submission, seen: int) -> None:
    Submission.objects.select_for_update(no_key=True).get(pk=file.pk)
    if file.redactions.count() != seen:
        raise Moved


def _append(file: Submission, event: str, *, by: StaffMember, at: datetime, **said: object) -> Redaction:
    number = file.redactions.count() + 1
    row: Redaction = Redaction.objects.create(submission=file, number=number, by=by, at=at, **said)
    detail: dict[str, str | int] = {"redaction": number, "reason": row.reason}
    if row.takes_back:
        detail["takes_back"] = row.takes_back.number
    audit.record(event=event, actor=str(by.pk), subject=file, at=at, **detail)
    return row


def _renew(file: Submission, *, at: datetime) -> None:
    search_keys.renew(file)
    queue_rows.refresh(file, at=at)
