"""The rooms of the desk, in the order of its navigation, each with the right that opens it."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from casefile import rights
from casefile.models import StaffMember
from casefile.rights import Right


@dataclass(frozen=True, slots=True)
class Room:
    """One link of the navigation; `name` is what a page calls itself in its context as `here`."""

    name: str
    words: str
    route: str
    right: Right

    @property
    def address(self) -> str:
        return reverse(self.route)


ROOMS = (
    Room("queue", "Queue", "desk", Right.OPEN),
    Room("calendar", "Calendar", "desk_calendar", Right.OPEN),
    Room("conflicts", "Conflicts", "desk_conflicts", Right.CLEAR),
    Room("parties", "Parties", "desk_parties", Right.PARTIES),
    Room("lists", "Published lists", "desk_lists", Right.OPEN),
    Room("sources", "Sources", "desk_sources", Right.WORDS),
    Room("reasons", "Reasons", "desk_reasons", Right.WORDS),
    Room("callers", "Enter answers for a caller", "desk_callers", Right.ENTER),
    Room("funnel", "Funnel", "desk_funnel", Right.REPORTS),
    Room("people", "People", "desk_people", Right.STAFF),
    Room("keeping", "Keeping", "desk_keeping", Right.ERASE),
    Room("periods", "Periods", "desk_periods", Right.PERIODS),
    Room("record", "Record", "desk_record", Right.AUDIT),
)


def of(staff: StaffMember) -> tuple[Room, ...]:
    """Return the rooms that a person may enter."""
    held = rights.held(staff)
    return tuple(room for room in ROOMS if room.right in held)


def bring(request: HttpRequest) -> dict[str, object]:
    """Give templates `desk_rooms`; who asks is found out only by a page that shows them."""
    return {"desk_rooms": SimpleLazyObject(lambda: _rooms(request))}


def _rooms(request: HttpRequest) -> tuple[Room, ...]:
    user = getattr(request, "user", None)
    return of(user) if isinstance(user, StaffMember) else ()
