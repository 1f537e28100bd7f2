"""The record as an auditor reads it: what was asked for, one row an entry, and how the chain stands."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_date

from casefile import audit, chain, printed_record, verifying
from casefile.models import (
    AuditEntry,
    Claim,
    Delivery,
    Packet,
    StaffMember,
    Submission,
    Tombstone,
    Upload,
)
from review import search, wording

PAGE = 50
# What an event's name begins with, in words.
FAMILIES = {
    "submission": "Answers received",
    "file": "Files opened",
    "minor": "Minors shown",
    "packet": "Packets",
    "evidence": "Claimants’ files",
    "decision": "Decisions",
    "photo": "Checks of photos",
    "facts": "Facts",
    "claim": "Findings",
    "conflict": "Conflict checks",
    "delivery": "Messages",
    "contact": "Contact details",
    "consent": "Consents",
    "wish": "Claimants’ wishes",
    "copy": "Claimants’ copies",
    "pass": "Ways back",
    "call": "Calls",
    "invitation": "Private links",
    "hold": "Legal holds",
    "erasure": "Erasures",
    "period": "Periods of keeping",
    "intake": "Deleted interviews",
    "draft": "Drafts",
    "stop": "Stop pages",
    "lists": "Published lists",
    "sign_in": "Sign-ins",
    "sign_out": "Sign-outs",
    "role": "Roles",
    "record": "This record",
}
ACTORS = {audit.CLAIMANT: "The claimant", audit.SYSTEM: "The portal"}


@dataclass(frozen=True, slots=True)
class Wish:
    """What an auditor asked to see; anything unknown asks for nothing."""

    family: str = ""
    actor: str = ""
    reference: str = ""
    day: str = ""
    before: int | None = None

    @property
    def is_narrow(self) -> bool:
        return bool(self.family or self.actor or self.reference or self.day)

    @property
    def query(self) -> str:
        asked = {"family": self.family, "actor": self.actor, "reference": self.reference, "day": self.day}
        return urlencode({name: value for name, value in asked.items() if value})


@dataclass(frozen=True, slots=True)
class Row:
    """One entry in words; `about` is the reference of the file it is about, where it is about one."""

    number: str
    at: str
    event: str
    words: str
    who: str
    about: str
    subject: str
    detail: str


@dataclass(frozen=True, slots=True)
class State:
    """How the chain stands."""

    head: str
    waiting: int
    verified: str
    holds: bool | None
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the record; `older` is where the next one begins, None on the last."""

    rows: tuple[Row, ...]
    older: int | None


def read(query: Mapping[str, str]) -> Wish:
    """Return what was asked for."""
    before, day = query.get("before", ""), query.get("day", "").strip()
    return Wish(
        family=query.get("family", "") if query.get("family", "") in FAMILIES else "",
        actor=_actor(query.get("actor", "")),
        reference=query.get("reference", "").strip()[:40],
        day=day if _date(day) else "",
        before=int(before) if before.isascii() and before.isdigit() and len(before) < 19 else None,
    )


def _actor(text: str) -> str:
    try:
        return text if text in ACTORS else str(UUID(text))
    except ValueError:
        return ""


def _date(text: str) -> object:
    try:
        return parse_date(text)
    except ValueError:
        return None


def actors() -> list[tuple[str, str]]:
    """Return who may have acted, for the filter."""
    people = StaffMember.objects.order_by("first_name", "last_name", "username")
    return [*ACTORS.items(), *((str(one.pk), wording.person(one)) for one in people)]


def page(wish: Wish, *, matters: Collection[str]) -> Page:
    """Return a page of the record, the newest entry first.

    An entry has no matter: who audits some matters only sees what is about one of their files.
    """
    entries = AuditEntry.objects.order_by("-id")
    if wish.reference or "" not in matters:
        entries = entries.filter(subject__in=_subjects(wish.reference, matters))
    if wish.family:
        entries = entries.filter(event__startswith=wish.family)
    if wish.actor:
        entries = entries.filter(actor=wish.actor)
    if wish.day:
        begins = timezone.make_aware(datetime.combine(_as_day(wish.day), time()))
        ends = timezone.make_aware(datetime.combine(_as_day(wish.day) + timedelta(days=1), time()))
        entries = entries.filter(at__gte=begins, at__lt=ends)
    if wish.before is not None:
        entries = entries.filter(id__lt=wish.before)
    found = list(entries.select_related("link")[: PAGE + 1])
    shown = found[:PAGE]
    return Page(tuple(_rows(shown)), shown[-1].pk if len(found) > PAGE else None)


def _as_day(text: str) -> Any:
    return parse_date(text)


def _subjects(typed: str, matters: Collection[str]) -> list[str]:
    """The ids of a file and of what hangs on it; of an erased one only the file's own is known."""
    reference = search.reference(typed)
    if not reference:
        return []
    stones = Tombstone.objects.filter(reference=reference)
    if "" not in matters:
        stones = stones.filter(matter__in=matters)
    erased = [str(pk) for pk in stones.values_list("file", flat=True)]
    files = Submission.objects.in_matters(matters).filter(reference=reference)
    return erased + [subject for file in files for subject in _of_file(file)]


def _of_file(file: Submission) -> Iterable[str]:
    yield str(file.pk)
    for rows in (
        file.claims,
        file.deliveries,
        file.packets,
        Upload.objects.filter(draft_sha256=file.draft_sha256),
    ):
        yield from (str(pk) for pk in rows.values_list("pk", flat=True))


def _rows(entries: list[AuditEntry]) -> Iterable[Row]:
    ids = [found for entry in entries if (found := _uuid(entry.subject))]
    about, people = _references(ids), _people(entries)
    for entry in entries:
        link = getattr(entry, "link", None)
        yield Row(
            number=f"{link.number:,}" if link else "not linked yet",
            at=wording.moment(entry.at),
            event=entry.event,
            words=printed_record.EVENTS.get(entry.event) or _spelled(entry.event),
            who=people.get(entry.actor, entry.actor),
            about=about.get(entry.subject, ""),
            subject=entry.subject,
            detail=", ".join(f"{name} {value}" for name, value in sorted(entry.detail.items())),
        )


def _spelled(event: str) -> str:
    return event.replace(".", ": ").replace("_", " ").capitalize()


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _people(entries: list[AuditEntry]) -> dict[str, str]:
    ids = {found for entry in entries if (found := _uuid(entry.actor))}
    return {**ACTORS, **{str(one.pk): wording.person(one) for one in StaffMember.objects.filter(pk__in=ids)}}


def _references(ids: list[UUID]) -> dict[str, str]:
    """The reference of the file that each id is, or hangs on."""
    sources: tuple[tuple[QuerySet[Any], str, str], ...] = (
        (Submission.objects.filter(pk__in=ids), "pk", "reference"),
        (Claim.objects.filter(pk__in=ids), "pk", "submission__reference"),
        (Delivery.objects.filter(pk__in=ids), "pk", "submission__reference"),
        (Packet.objects.filter(pk__in=ids), "pk", "submission__reference"),
        (Tombstone.objects.filter(file__in=ids), "file", "reference"),
    )
    return {
        str(key): reference
        for rows, name, column in sources
        for key, reference in rows.values_list(name, column)
        if reference
    }


def state() -> State:
    """Say how the chain stands: its head, what waits to be linked, and what the walks over it found."""
    head, last, bad = chain.head(), chain.last_verified(), verifying.standing_fault()
    said = f"{wording.moment(last.at)}: {last.rows:,} entries hold" if last else ""
    fault = f"{wording.moment(bad.at)}: {verifying.fault_of(bad)}" if bad else ""
    return State(str(head or ""), chain.waiting(), said, bad is None if last else None, fault)
