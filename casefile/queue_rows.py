"""The queue's own row of each file: worked out from the file's other rows, and again whenever they change.

Nothing rests on these rows but what the queue lists. Whatever they say can be worked out anew
(`manage.py requeue`), so a row is written over, and `refresh` is safe to run twice and at any time.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.utils import timezone

import matters
from casefile import calendar, deadline_notices, rulesets, sealing, search_keys
from casefile.models import Claim, Decision, Determination, QueueFinding, QueueRow, Submission, Upload
from casefile.models.queue_row import NEVER
from casefile.standing import acted, clearance, new_match, newest, standing, waiting, wished
from eligibility import trace
from eligibility.facts import ClaimFacts
from matters import glance
from matters.glance import Glance
from packets.lanes import URGENT_DAYS

log = logging.getLogger("portal.queue")
URGENT = timedelta(days=URGENT_DAYS)
CLOSING = Decision.CLOSING
NO_DATE_NEEDED = ("not_applicable", "no_flag")
BATCH = 50  # files worked out between two leases
CURRENT = "newest"
UNDECIDED = "undecided"
PROPOSED = "proposed"  # waits for a second person


@dataclass(frozen=True, slots=True)
class Due:
    """The dates of a file's open claims: the next live one, and whether a claim has none at all."""

    next_on: date
    undated: bool


def refresh(submission: Submission, *, at: datetime) -> None:
    """Work a file's row out anew, with what its claims come to; one file at a time, so the last one holds.

    Its deadlines go with it; one that is new within the urgent days is told to the duty attorney, once.
    """
    with transaction.atomic():
        file = _read(submission.pk)
        if file is None:
            return
        today = timezone.localtime(at).date()
        values, findings = _values(file, today=today)
        row, _ = QueueRow.objects.update_or_create(submission=file, defaults={**values, "refreshed_at": at})
        _keep(row, findings)
        calendar.keep(file, _running(file))
    deadline_notices.owe(submission, at=at, within=URGENT_DAYS)


def receive(submission: Submission, *, at: datetime) -> None:
    """Put a file in the queue, with the keys it is found by."""
    search_keys.write(submission)
    refresh(submission, at=at)


def overtake(_: UUID, at: datetime) -> bool:
    """Work anew a batch of rows that a day has overtaken, or that are lacking; whether there may be more.

    A file that fails is logged, keeps the row it has and is tried again tomorrow.
    """
    today = timezone.localtime(at).date()
    late = Submission.objects.filter(queue_row__next_change_on__lte=today)
    batch = list(late.order_by("queue_row__next_change_on", "pk")[:BATCH])
    lacking = list(Submission.objects.filter(queue_row=None).order_by("pk")[: BATCH - len(batch)])
    for verb, files in ((refresh, batch), (receive, lacking)):
        for file in files:
            _try(verb, file, at=at)
    return len(batch) + len(lacking) == BATCH


def _try(verb: Callable[..., None], file: Submission, *, at: datetime) -> None:
    try:
        verb(file, at=at)
    except Exception:
        log.exception("queue.unrefreshed submission=%s", file.pk)
        tomorrow = timezone.localtime(at).date() + timedelta(days=1)
        started = {"matter": file.matter, "submitted_at": file.submitted_at, "language": file.language}
        made = {**BLANK, **started, "conflict": QueueRow.WAITING, "refreshed_at": at}
        later = {"next_change_on": tomorrow}
        QueueRow.objects.update_or_create(submission=file, defaults=later, create_defaults=made | later)


def _read(pk: Any) -> Any:
    """The file with all that its row is made of; its row in the database is held until that is written."""
    if not Submission.objects.select_for_update(no_key=True).filter(pk=pk).values_list("pk").first():
        return None
    claims = Claim.objects.prefetch_related(
        models.Prefetch(
            "determinations", queryset=newest().select_related("revision", "ruleset"), to_attr=CURRENT
        ),
        models.Prefetch("decisions", queryset=standing().order_by("-number"), to_attr="standing"),
        models.Prefetch("proposals", queryset=waiting(), to_attr="waiting"),
    )
    files = Submission.objects.filter(pk=pk).prefetch_related(
        models.Prefetch("claims", queryset=claims), "clearances"
    )
    return files.annotate(
        new_match=new_match(), acted=acted(), withdrawn=wished("withdraw"), erasure=wished("erase")
    ).get()


def _values(file: Any, *, today: date) -> tuple[dict[str, Any], frozenset[tuple[str, str]]]:
    """The columns of a row, and what its claims come to; before the file is cleared none of its content."""
    checked = clearance(file)
    conflict = checked.outcome if checked else QueueRow.WAITING
    newest_owner = file.assignments.order_by("-number").first()
    plain = {
        **BLANK,
        "matter": file.matter,
        "submitted_at": file.submitted_at,
        "language": file.language,
        "source": str((file.source or {}).get("code", ""))[:64],
        "conflict": conflict,
        "owner_id": newest_owner.owner_id if newest_owner else None,
        "acted": file.acted,
        "withdrawn": file.withdrawn,
        "erasure": file.erasure,
    }
    if conflict != QueueRow.CLEAR:
        return plain, frozenset()
    claims = list(file.claims.all())
    due = _due(claims, today=today)
    seen = _glance(file, claims, today=today)
    decided = bool(claims) and all(_is_decided(claim, today=today) for claim in claims)
    content = {
        "decided": decided,
        "new_match": file.new_match,
        "due_on": due.next_on,
        "urgent_on": due.next_on if due.next_on <= today + URGENT else NEVER,
        "undated": due.undated,
        "findings_at": max((found.at for found in _found(claims)), default=None),
        "next_change_on": min(
            _next_change(due.next_on, seen, today=today), _watched_until(claims, today=today)
        ),
    }
    looks = {name: getattr(seen, name) for name in ("illinois", "minor", "proof", "dataset")} if seen else {}
    return plain | content | looks, frozenset(_findings(claims))


def _is_decided(claim: Any, *, today: date) -> bool:
    """Under review somebody is at it still; what is watched or awaited comes back on its day."""
    if not claim.standing or claim.standing[0].choice == Decision.UNDER_REVIEW:
        return False
    day = claim.standing[0].review_on
    return day is None or day > today


def _watched_until(claims: Iterable[Any], *, today: date) -> date:
    days = [claim.standing[0].review_on for claim in claims if claim.standing]
    return min((day for day in days if day and day > today), default=NEVER)


BLANK: dict[str, Any] = {
    "decided": False,
    "new_match": False,
    "due_on": NEVER,
    "urgent_on": NEVER,
    "undated": False,
    "illinois": "",
    "minor": "",
    "proof": "",
    "dataset": "",
    "findings_at": None,
    "next_change_on": NEVER,
}


def _found(claims: Iterable[Any]) -> list[Determination]:
    return [claim.newest[0] for claim in claims if claim.newest]


def _running(file: Any) -> list[Any]:
    """The claims whose deadlines run: of a cleared file that is not withdrawn, those not closed."""
    checked = clearance(file)
    if checked is None or checked.outcome != QueueRow.CLEAR or file.withdrawn:
        return []
    return [claim for claim in file.claims.all() if not _is_closed(claim)]


def _is_closed(claim: Any) -> bool:
    return bool(claim.standing and claim.standing[0].choice in CLOSING)


def _due(claims: Iterable[Any], *, today: date) -> Due:
    """A claim declined or referred presses no more; one whose law asks for no date is not undated."""
    found = _found(claim for claim in claims if not _is_closed(claim))
    days = [day for one in found for day in (one.safe_deadline, one.rolled_deadline) if day and day >= today]
    undated = any(one.safe_deadline is None and one.result not in NO_DATE_NEEDED for one in found)
    return Due(min(days, default=NEVER), undated)


def _next_change(due_on: date, seen: Glance | None, *, today: date) -> date:
    """A deadline comes within 30 days, or is passed; a person comes of age."""
    days = [seen.changes_on] if seen and seen.changes_on else []
    if due_on != NEVER:
        days.append(due_on + timedelta(days=1) if due_on <= today + URGENT else due_on - URGENT)
    return min(days, default=NEVER)


def _glance(file: Any, claims: Iterable[Any], *, today: date) -> Glance | None:
    """What is seen of a file at a glance; nothing of one whose stored facts do not open."""
    read = matters.load(file.matter).glance
    files = Upload.objects.filter(draft_sha256=file.draft_sha256).count()
    try:
        known = [ClaimFacts.from_json(found.revision.facts) for found in _found(claims)]
    except (sealing.Tampered, sealing.KeysMissing):
        log.exception("queue.unread submission=%s", file.pk)
        return None
    return glance.together(tuple(read(one, files=files, today=today) for one in known))


def _findings(claims: Iterable[Any]) -> Iterator[tuple[str, str]]:
    for claim in claims:
        choice = claim.standing[0].choice if claim.standing else UNDECIDED
        yield QueueFinding.DECISION, choice
        if claim.waiting:
            yield QueueFinding.DECISION, PROPOSED
    for found in _found(claims):
        yield QueueFinding.RESULT, found.result
        yield from _theories(found)


def _theories(found: Determination) -> Iterator[tuple[str, str]]:
    """What each theory came to, from the stored values; the main one alone where they cannot be read."""
    try:
        values = trace.decode(found.trace or b"", rulesets.parsed(found.ruleset))
    except (ValueError, sealing.Tampered, sealing.KeysMissing):
        log.warning("queue.values_unread determination=%s", found.pk)
        yield from [(found.main_theory, found.result)] if found.main_theory else []
        return
    yield from ((name, value.outcome) for name, value in values.items())


def _keep(row: QueueRow, findings: frozenset[tuple[str, str]]) -> None:
    kept = {(one.about, one.value): one.pk for one in row.findings.all()}
    gone = [pk for pair, pk in kept.items() if pair not in findings]
    if gone:
        QueueFinding.objects.filter(pk__in=gone).delete()
    QueueFinding.objects.bulk_create(
        QueueFinding(row=row, about=about, value=value) for about, value in sorted(findings - kept.keys())
    )
