"""Who is on duty: the people of the firm to whom urgent letters go, and where they go when nobody is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from casefile import audit, members, rights
from casefile.members import EVERY_MATTER, NotAllowed
from casefile.models import StaffMember
from casefile.rights import Right


@dataclass(frozen=True, slots=True)
class Recipient:
    """Where an urgent letter goes; `key` is the id of a person, "" for the firm's own duty address."""

    key: str
    email: str


def people(matter: str = EVERY_MATTER) -> list[StaffMember]:
    """Return who is on duty in a matter; without one, in any. Whoever may answer for no deadline is not."""
    found = StaffMember.objects.filter(on_duty=True, is_active=True).exclude(email="")
    every = found.prefetch_related("grants").order_by("last_name", "first_name", "pk")
    return [one for one in every if rights.holds(one, Right.CALENDAR, matter=matter or None)]


def recipients(matter: str = EVERY_MATTER) -> tuple[Recipient, ...]:
    """Return where urgent letters of a matter go: to everybody on duty, else to DUTY_EMAIL, if it is set."""
    found = tuple(Recipient(str(one.pk), one.email) for one in people(matter))
    if found or not settings.DUTY_EMAIL:
        return found
    return (Recipient("", settings.DUTY_EMAIL),)


def reached(matters: Iterable[str]) -> list[str]:
    """Keep the matters of which somebody gets the urgent letters."""
    return [matter for matter in matters if recipients(matter)]


def begin(*, person: StaffMember, by: StaffMember, at: datetime) -> None:
    """Put a person on duty. Raises: NotAllowed."""
    if not rights.holds(person, Right.CALENDAR):
        raise NotAllowed(
            "Only who may answer for a deadline can be on duty: an attorney, a paralegal."
        )
    if not person.email:
        raise NotAllowed("The account has no e-mail address for urgent letters to go to.")
    _set(person, is_on=True, by=by, at=at)


def end(*, person: StaffMember, by: StaffMember, at: datetime) -> None:
    """Take a person off duty. Raises: NotAllowed."""
    _set(person, is_on=False, by=by, at=at)


def _set(person: StaffMember, *, is_on: bool, by: StaffMember, at: datetime) -> None:
    """An administrator may be on duty, so one's own account is no exception here."""
    with members.authority(by, over_accounts=False) as acting:
        reach, works = acting.reach, rights.matters_of(person, Right.CALENDAR)
        if is_on and EVERY_MATTER not in reach and not reach & works:
            raise NotAllowed("You say who is on duty in your own matters only.")
        if StaffMember.objects.filter(pk=person.pk, on_duty=not is_on).update(on_duty=is_on):
            event = "staff.duty_began" if is_on else "staff.duty_ended"
            audit.record(event=event, actor=acting.name, subject=person, at=at)
