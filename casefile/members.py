"""People of the firm: which roles they hold, and whether their accounts are open."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import F

from casefile import account_changes, audit, rights
from casefile.models import Grant, StaffMember
from casefile.rights import Right

EVERY_MATTER = ""


class Role(NamedTuple):
    """A role in a matter; `matter` "" is every matter."""

    role: str
    matter: str


Roles = frozenset[Role]


class NotAllowed(Exception):
    """This administrator may not do that to this account; the message says why."""


class Moved(Exception):
    """Somebody changed the roles after the page was opened."""


@dataclass(frozen=True, slots=True)
class Authority:
    """Who acts, as the record names them, and in which matters they give roles."""

    name: str
    reach: frozenset[str]

    def check(self, changed: Collection[Role]) -> None:
        """Raises: NotAllowed for a role in a matter out of reach."""
        if EVERY_MATTER not in self.reach and any(one.matter not in self.reach for one in changed):
            raise NotAllowed("You give roles in your own matters only.")


def spelled(some: Collection[Role]) -> str:
    """Return roles as one text of codes."""
    return " ".join(sorted(f"{one.role}@{one.matter}" for one in some))


def roles(person: StaffMember) -> Roles:
    """Return what a person holds now."""
    held = Grant.objects.filter(staff=person).values_list("role", "matter")
    return frozenset(Role(role, matter) for role, matter in held)


def reach(by: StaffMember) -> frozenset[str]:
    """Return the matters in which a person gives roles; "" among them is all of them, and accounts."""
    return rights.matters_of(by, Right.STAFF)


def assign(*, person: StaffMember, wanted: Roles, seen: Roles, by: StaffMember, at: datetime) -> None:
    """Let a person hold exactly these roles; `seen` is what the page had shown. It holds at the next request.

    Raises: NotAllowed, Moved.
    """
    with authority(by, person, over_accounts=False) as acting:
        held = roles(person)
        if held == wanted:
            return  # the same page sent twice
        if held != seen:
            raise Moved
        acting.check(held ^ wanted)
        give(person, wanted - held, by=acting.name, at=at)
        for one in held - wanted:
            rights.take(staff=person, roles=(one.role,), matter=one.matter, by=acting.name, at=at)
        changed = {"given": spelled(wanted - held), "taken": spelled(held - wanted)}
        account_changes.tell(account_changes.ROLES, person, by=acting.name, at=at, **changed)


def give(person: StaffMember, given: Collection[Role], *, by: str, at: datetime) -> None:
    """Give roles to a person, each in its matter."""
    for one in given:
        rights.give(staff=person, roles=(one.role,), matter=one.matter, by=by, at=at)


# Accounts


def end_sign_ins(*, person: StaffMember, by: StaffMember, at: datetime) -> None:
    """Sign a person out everywhere. Raises: NotAllowed."""
    with authority(by, person) as acting:
        revoke_sign_ins(person)
        audit.record(event="staff.signed_out", actor=acting.name, subject=person, at=at)


def close(*, person: StaffMember, by: StaffMember, at: datetime) -> None:
    """Close an account: it is out at its next request. Raises: NotAllowed."""
    with authority(by, person) as acting:
        if StaffMember.objects.filter(pk=person.pk, is_active=True).update(is_active=False, invitation=None):
            revoke_sign_ins(person)
            audit.record(event="staff.closed", actor=acting.name, subject=person, at=at)


def reopen(*, person: StaffMember, by: StaffMember, at: datetime) -> None:
    """Open a closed account again, with the roles it had. Raises: NotAllowed."""
    with authority(by, person) as acting:
        if StaffMember.objects.filter(pk=person.pk, is_active=False).update(is_active=True):
            audit.record(event="staff.reopened", actor=acting.name, subject=person, at=at)


def revoke_sign_ins(person: StaffMember) -> None:
    """End every sign-in of a person at its next request."""
    StaffMember.objects.filter(pk=person.pk).update(sign_in_round=F("sign_in_round") + 1)


def begin_duty(*, person: StaffMember, by: StaffMember, at: datetime) -> None:
    """Put a person on duty. Raises: NotAllowed."""
    if not rights.holds(person, Right.CALENDAR):
        raise NotAllowed("Only who may answer for a deadline can be on duty: an attorney, a paralegal.")
    if not person.email:
        raise NotAllowed("The account has no e-mail address for urgent letters to go to.")
    _set_duty(person, is_on=True, by=by, at=at)


def end_duty(*, person: StaffMember, by: StaffMember, at: datetime) -> None:
    """Take a person off duty. Raises: NotAllowed."""
    _set_duty(person, is_on=False, by=by, at=at)


def _set_duty(person: StaffMember, *, is_on: bool, by: StaffMember, at: datetime) -> None:
    """An administrator may be on duty, so one's own account is no exception here."""
    with authority(by, over_accounts=False) as acting:
        reach, works = acting.reach, rights.matters_of(person, Right.CALENDAR)
        if is_on and EVERY_MATTER not in reach and not reach & works:
            raise NotAllowed("You say who is on duty in your own matters only.")
        if StaffMember.objects.filter(pk=person.pk, on_duty=not is_on).update(on_duty=is_on):
            event = "staff.duty_began" if is_on else "staff.duty_ended"
            audit.record(event=event, actor=acting.name, subject=person, at=at)


@contextmanager
def authority(
    by: StaffMember | None, person: StaffMember | None = None, *, over_accounts: bool = True
) -> Iterator[Authority]:
    """Hold the administrators' grants while one of them acts, so that two cannot close each other at once.

    `by` None is the operator's command line. An account itself is the affair of those who administer every
    matter, and nobody's own. Raises: NotAllowed.
    """
    with transaction.atomic():
        if by is None:
            yield Authority(audit.SYSTEM, frozenset((EVERY_MATTER,)))
            return
        list(Grant.objects.select_for_update().filter(role=Grant.ADMINISTRATOR))
        acting = StaffMember.objects.get(pk=by.pk)
        within = reach(acting)
        if not within:
            raise NotAllowed("You are no longer an administrator.")
        if person is not None and person.pk == acting.pk:
            raise NotAllowed("Another administrator has to change your own account.")
        if over_accounts and EVERY_MATTER not in within:
            raise NotAllowed("That takes an administrator of every matter.")
        yield Authority(str(acting.pk), within)
