"""Who is on duty: the people of the firm to whom urgent letters go, and where they go when nobody is."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings

from casefile import rights
from casefile.models import StaffMember
from casefile.rights import Right


@dataclass(frozen=True, slots=True)
class Recipient:
    """Where an urgent letter goes; `key` is the id of a person, "" for the firm's own duty address."""

    key: str
    email: str


def people(matter: str = "") -> list[StaffMember]:
    """Return who is on duty in a matter; without one, in any. Whoever may answer for no deadline is not."""
    found = StaffMember.objects.filter(on_duty=True, is_active=True).exclude(email="")
    every = found.prefetch_related("grants").order_by("last_name", "first_name", "pk")
    return [one for one in every if rights.holds(one, Right.CALENDAR, matter=matter or None)]


def recipients(matter: str = "") -> tuple[Recipient, ...]:
    """Return where urgent letters of a matter go: to everybody on duty, else to DUTY_EMAIL, if it is set."""
    found = tuple(Recipient(str(one.pk), one.email) for one in people(matter))
    if found or not settings.DUTY_EMAIL:
        return found
    return (Recipient("", settings.DUTY_EMAIL),)


def reached(matters: Iterable[str]) -> list[str]:
    """Keep the matters of which somebody gets the urgent letters."""
    return [matter for matter in matters if recipients(matter)]
