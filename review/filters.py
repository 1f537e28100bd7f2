"""The filters of the queue: the name of each in an address, its words, and which rows it keeps."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

import matters
from casefile import queue_rows
from casefile.models import Decision, LastSeen, QueueFinding, QueueRow, StaffMember
from casefile.models.queue_row import NEVER
from matters import glance
from review import queue, wording

Rows = QuerySet[QueueRow]
Choices = tuple[tuple[str, str], ...]
UNDECIDED, DECIDED = "undecided", "decided"
ME, NOBODY = "me", "nobody"
DIRECT = "direct"
YES: Choices = (("1", "Yes"),)
SHUT = ("likely_not_eligible", "not_applicable", "no_flag")
CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
CLAIMANT: dict[str, dict[str, bool]] = {
    "going": {"withdrawn": False},
    "acted": {"acted": True},
    "withdrawn": {"withdrawn": True},
    "erasure": {"erasure": True},
}


@dataclass(frozen=True, slots=True)
class Asker:
    """Who filters, and when."""

    staff: StaffMember
    at: datetime


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter. Owners and sources have further choices, which are rows: `reads` judges those."""

    name: str
    label: str
    choices: Choices
    keep: Callable[[Rows, str, Asker], Rows]
    reads: Callable[[str], bool] = lambda value: False
    is_tick: bool = False

    def known(self, value: str) -> str:
        """The value, or nothing where it is none of this filter's."""
        return value if value in dict(self.choices) or self.reads(value) else ""


def _column(name: str) -> Callable[[Rows, str, Asker], Rows]:
    return lambda rows, value, asker: rows.filter(**{name: value})


def _true(name: str) -> Callable[[Rows, str, Asker], Rows]:
    return lambda rows, value, asker: rows.filter(**{name: True})


def _theories() -> Choices:
    found = {
        n: law.title for slug in matters.SLUGS for n, law in matters.load(slug).shipped().theories.items()
    }
    return tuple(found.items())


def _result(rows: Rows, value: str, asker: Asker) -> Rows:
    return queue.found(rows, about=QueueFinding.RESULT, values=(value,))


def of_theory(rows: Rows, theory: str, result: str) -> Rows:
    """The files of which a claim comes to this result under this theory; without one, to any not closed."""
    values = (result,) if result else tuple(name for name in wording.RESULTS if name not in SHUT)
    return queue.found(rows, about=theory, values=values)


def _theory(rows: Rows, value: str, asker: Asker) -> Rows:
    return of_theory(rows, value, "")


def _deadline(rows: Rows, value: str, asker: Asker) -> Rows:
    today = timezone.localtime(asker.at).date()
    if value == "none":
        return rows.filter(due_on=NEVER)
    rows = rows.filter(due_on__gte=today, due_on__lt=NEVER)
    return rows if value == "live" else rows.filter(due_on__lte=today + timedelta(days=int(value)))


def _state(rows: Rows, value: str, asker: Asker) -> Rows:
    if value in (UNDECIDED, DECIDED):
        return rows.filter(decided=value == DECIDED)
    return queue.found(rows, about=QueueFinding.DECISION, values=(value,))


def _owner(rows: Rows, value: str, asker: Asker) -> Rows:
    if value == NOBODY:
        return rows.filter(owner=None)
    return rows.filter(owner=asker.staff.pk if value == ME else UUID(value))


def _source(rows: Rows, value: str, asker: Asker) -> Rows:
    return rows.filter(source="" if value == DIRECT else value)


def _age(rows: Rows, value: str, asker: Asker) -> Rows:
    """Whole days of the calendar: what came yesterday is a day old."""
    days, older = int(value.strip("+")), value.endswith("+")
    day = timezone.localtime(asker.at).date() - timedelta(days=days - 1)
    since = timezone.make_aware(datetime.combine(day, time.min))
    return rows.filter(submitted_at__lt=since) if older else rows.filter(submitted_at__gte=since)


def _points(rows: Rows, value: str, asker: Asker) -> Rows:
    return rows.filter(points=0) if value == "0" else rows.filter(points__gte=int(value))


def _seen(rows: Rows, value: str, asker: Asker) -> Rows:
    opened = LastSeen.objects.filter(staff=asker.staff.pk, submission=OuterRef("pk"))
    if value == "never":
        return rows.filter(~Exists(opened))
    return rows.filter(Exists(opened.filter(at__lt=OuterRef("findings_at"))))


def _claimant(rows: Rows, value: str, asker: Asker) -> Rows:
    return rows.filter(**CLAIMANT[value])


def _trouble(rows: Rows, value: str, asker: Asker) -> Rows:
    return queue.in_trouble(rows)


def _is_uuid(value: str) -> bool:
    return re.fullmatch(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", value) is not None


def _is_code(value: str) -> bool:
    return len(value) <= 64 and CODE.fullmatch(value) is not None


FILTERS = (
    Filter("result", "Result", tuple((n, words[2]) for n, words in wording.RESULTS.items()), _result),
    Filter("theory", "Theory", _theories(), _theory),
    Filter(
        "state",
        "Decision",
        (
            (UNDECIDED, "Undecided"),
            (DECIDED, "Decided"),
            (queue_rows.PROPOSED, "Waits for a second person"),
            *((name, words) for name, words in Decision.CHOICES if name != Decision.UNDO),
        ),
        _state,
    ),
    Filter(
        "due",
        "Deadline",
        (
            ("30", "Within 30 days"),
            ("90", "Within 90 days"),
            ("180", "Within 180 days"),
            ("live", "Any live date"),
            ("none", "No live date"),
        ),
        _deadline,
    ),
    Filter("owner", "Owner", ((ME, "Me"), (NOBODY, "Nobody")), _owner, reads=_is_uuid),
    Filter("illinois", "Illinois link", tuple(glance.ILLINOIS.items()), _column("illinois")),
    Filter("minor", "Age", tuple(glance.MINOR.items()), _column("minor")),
    Filter("proof", "Proof", tuple(glance.PROOF.items()), _column("proof")),
    Filter("dataset", "Dataset match", tuple(glance.DATASET.items()), _column("dataset")),
    Filter(
        "flags", "Flag points", (("1", "Any"), ("3", "3 or more"), ("5", "5 or more"), ("0", "None")), _points
    ),
    Filter("source", "Source", ((DIRECT, "No source"),), _source, reads=_is_code),
    Filter("language", "Language", (("en", "English"), ("es", "Spanish")), _column("language")),
    Filter(
        "age",
        "Sent",
        (
            ("1", "Today"),
            ("7", "In the last 7 days"),
            ("30", "In the last 30 days"),
            ("31+", "More than 30 days ago"),
            ("91+", "More than 90 days ago"),
        ),
        _age,
    ),
    Filter(
        "conflict",
        "Conflict check",
        (
            (QueueRow.CLEAR, "Clear"),
            (QueueRow.WAITING, "Waiting"),
            (QueueRow.POSSIBLE, "Possible conflict"),
            (QueueRow.BLOCKED, "Blocked"),
        ),
        _column("conflict"),
    ),
    Filter(
        "seen",
        "Since you looked",
        (("changed", "Findings are newer"), ("never", "You never opened it")),
        _seen,
    ),
    Filter(
        "claimant",
        "Claimant",
        (
            ("going", "Has not withdrawn"),
            ("acted", "Did something since"),
            ("withdrawn", "Withdrew the request"),
            ("erasure", "Asked for erasure"),
        ),
        _claimant,
    ),
    Filter("undated", "No date known", YES, _true("undated"), is_tick=True),
    Filter("duplicate", "Possible duplicate", YES, _true("duplicate"), is_tick=True),
    Filter(
        "trouble", "Delivery trouble", YES, lambda rows, value, asker: queue.in_trouble(rows), is_tick=True
    ),
    Filter("matched", "New match in a list", YES, _true("new_match"), is_tick=True),
)


def narrowed(rows: Rows, wanted: dict[str, str], asker: Asker) -> Rows:
    """Keep the rows that every filter keeps; a result asked for together with a theory is that theory's."""
    asked = dict(wanted)
    if asked.get("theory"):
        rows = of_theory(rows, asked.pop("theory"), asked.pop("result", ""))
    for one in FILTERS:
        if asked.get(one.name):
            rows = one.keep(rows, asked[one.name], asker)
    return rows
