"""The queue's page: its tabs, the choices of its filters, its rows, and what many of them can be asked."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db.models import QuerySet
from django.http import QueryDict

from casefile import assignments, rights, sources, tabs
from casefile.models import BulkRun, QueueRow, QueueTab, StaffMember
from casefile.rights import Right
from review import filters, paging, queue, rows, search, wording
from review.filters import Asker
from review.search import Wish

PAGE = 25
EVERY = "every"
FIRST = ("result", "state", "due", "owner")  # the filters in view; the others open below
TABS = (
    ("Every file", ""),
    ("Mine", "owner=me"),
    ("Nobody’s", "owner=nobody"),
    ("Undecided", "state=undecided"),
    ("Within 30 days", "due=30"),
    ("No date known", "undated=1"),
    ("Newer than you saw", "seen=changed"),
)


@dataclass(frozen=True, slots=True)
class Tab:
    """One link above the queue; `pk` of those that a person kept, which can be removed."""

    name: str
    query: str
    is_here: bool
    pk: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One filter as the form shows it."""

    name: str
    label: str
    value: str
    choices: filters.Choices
    is_tick: bool


@dataclass(frozen=True, slots=True)
class Many:
    """What may be done to many files at once; `said` and `chosen` hand back what was sent and refused."""

    key: str
    acts: filters.Choices
    people: filters.Choices
    act: str = ""
    person: str = ""
    scope: str = "ticked"
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """What was asked of many files and refused, and why."""

    why: str
    act: str
    person: str
    scope: str


def flat(asked: QueryDict) -> dict[str, str]:
    """The last value of each name."""
    return {name: str(asked[name]) for name in asked if asked.getlist(name)}


def wish_of(asked: QueryDict, staff: StaffMember, last: str) -> tuple[Wish, bool]:
    """What the address asks for; an address that asks for nothing asks for the filters of last time."""
    if asked or not last:
        return search.read(flat(asked), staff=staff), False
    return search.read(flat(QueryDict(last)), staff=staff), True


def found(wish: Wish, asker: Asker) -> QuerySet[QueueRow]:
    """The rows that a wish finds, in no order."""
    every = queue.waiting(asker.staff)
    if wish.reference:
        every = queue.with_reference(every, wish.reference)
    elif wish.typed:
        every = queue.with_words(every, wish.typed)
    return filters.narrowed(every, dict(wish.values), asker)


def lay(asked: QueryDict, staff: StaffMember, *, at: datetime, fault: Fault | None = None) -> dict[str, Any]:
    """Everything the page shows."""
    kept, last = tabs.kept(staff)
    wish, is_last = wish_of(asked, staff, last)
    wanted = found(wish, Asker(staff, at))
    page = paging.read(
        wanted, wish.sort, size=PAGE, after=wish.after, before=wish.before, bring=queue.with_files
    )
    queue.hang(page.rows)
    people = _people()
    shown = [_choice(one, wish, people) for one in filters.FILTERS]
    return {
        "here": "queue",
        "page": page,
        "rows": [rows.of_queue(row, at=at) for row in page.rows],
        "count": _counted(wanted, most=queue.COUNTED_NARROW if wish.is_narrow else queue.COUNTED),
        "wish": wish,
        "is_last": is_last and wish.is_narrow,
        "tabs": _tabs(kept, wish),
        "first": [one for one in shown if one.name in FIRST],
        "more": [one for one in shown if one.name not in FIRST],
        "filters_on": sum(bool(one.value) for one in shown) + (wish.sort != paging.ORDERS[0]),
        "more_used": any(one.value for one in shown if one.name not in FIRST),
        "orders": paging.ORDERS,
        "many": _many(staff, people, fault),
    }


def _counted(wanted: QuerySet[QueueRow], *, most: int) -> str:
    number = queue.count(wanted, most=most)
    if number > most:
        return f"more than {most:,} files"
    return wording.count(number, "file")


def _tabs(kept: list[QueueTab], wish: Wish) -> tuple[Tab, ...]:
    fixed = [Tab(name, query or f"{EVERY}=1", not wish.typed and wish.kept == query) for name, query in TABS]
    own = [Tab(one.name, one.query or f"{EVERY}=1", wish.kept == one.query, str(one.pk)) for one in kept]
    return (*fixed, *own)


def _people() -> filters.Choices:
    return tuple((str(one.pk), wording.person(one)) for one in assignments.owners())


def _choice(one: filters.Filter, wish: Wish, people: filters.Choices) -> Choice:
    choices = one.choices
    if one.name == "owner":
        choices = (*choices, *people)
    elif one.name == "source":
        choices = (*choices, *((code, name) for code, name in sources.names()))
    return Choice(one.name, one.label, wish.values.get(one.name, ""), choices, one.is_tick)


def _many(staff: StaffMember, people: filters.Choices, fault: Fault | None) -> Many | None:
    if not rights.holds(staff, Right.BULK):
        return None
    tried = fault or Fault("", "", "", "ticked")
    return Many(str(uuid4()), BulkRun.ACTS, people, tried.act, tried.person, tried.scope, tried.why)
