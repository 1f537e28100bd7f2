"""The rooms of the desk, in the order of its navigation, each with the right that opens it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from casefile import rights
from casefile.models import StaffMember
from casefile.rights import Right


@dataclass(frozen=True, slots=True)
class Room:
    """One link of the navigation; `name` is what a page calls itself in its context as `here`.

    `group` names the rooms it is folded away with; without one it stands on the bar.
    """

    name: str
    words: str
    route: str
    right: Right
    group: str = ""

    @property
    def address(self) -> str:
        return reverse(self.route)


@dataclass(frozen=True, slots=True)
class Group:
    """Rooms that are folded away under one word."""

    words: str
    rooms: tuple[Room, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(room.name for room in self.rooms)


RECORDS, FIRM = "Records", "The firm"
ROOMS = (
    Room("queue", "Queue", "desk", Right.OPEN),
    Room("calendar", "Calendar", "desk_calendar", Right.OPEN),
    Room("conflicts", "Conflicts", "desk_conflicts", Right.CLEAR),
    Room("parties", "Parties", "desk_parties", Right.PARTIES),
    Room("lists", "Published lists", "desk_lists", Right.OPEN, RECORDS),
    Room("keeping", "Keeping", "desk_keeping", Right.ERASE, RECORDS),
    Room("record", "Record", "desk_record", Right.AUDIT, RECORDS),
    Room("funnel", "Funnel", "desk_funnel", Right.REPORTS, RECORDS),
    Room("callers", "Enter answers for a caller", "desk_callers", Right.ENTER, FIRM),
    Room("sources", "Sources", "desk_sources", Right.WORDS, FIRM),
    Room("reasons", "Reasons", "desk_reasons", Right.WORDS, FIRM),
    Room("people", "People", "desk_people", Right.STAFF, FIRM),
    Room("periods", "Periods", "desk_periods", Right.PERIODS, FIRM),
)


def of(staff: StaffMember) -> tuple[Room, ...]:
    """Return the rooms that a person may enter."""
    held = rights.held(staff)
    return tuple(room for room in ROOMS if room.right in held)


def bring(request: HttpRequest) -> dict[str, object]:
    """Give templates `desk_rooms` and `desk_groups`; who asks is found out only by a page that shows them."""
    held = SimpleLazyObject(lambda: _rooms(request))
    return {
        "desk_rooms": SimpleLazyObject(lambda: on_bar(held)),
        "desk_groups": SimpleLazyObject(lambda: grouped(held)),
    }


def on_bar(rooms: Iterable[Room]) -> tuple[Room, ...]:
    """The rooms that are a link of their own: those of no group, and one that is alone in its group."""
    held = tuple(rooms)
    folded = {name for group in grouped(held) for name in group.names}
    return tuple(room for room in held if room.name not in folded)


def grouped(rooms: Iterable[Room]) -> tuple[Group, ...]:
    """The groups of which a person may enter several rooms."""
    held = tuple(rooms)
    groups = (Group(name, tuple(room for room in held if room.group == name)) for name in (RECORDS, FIRM))
    return tuple(group for group in groups if len(group.rooms) > 1)


def _rooms(request: HttpRequest) -> tuple[Room, ...]:
    user = getattr(request, "user", None)
    return of(user) if isinstance(user, StaffMember) else ()
