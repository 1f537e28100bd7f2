"""Whose a file is: given to a member of the firm who may open it, or to nobody."""

from datetime import datetime

from django.db import transaction

from casefile import audit, queue_rows, rights
from casefile.models import Assignment, StaffMember, Submission
from casefile.rights import Right


class AlreadySo(Exception):
    """The file is theirs already, or nobody's."""


class MayNotOpen(Exception):
    """Whoever the file was to be given to may not open it."""


def owners() -> list[StaffMember]:
    """Return the people whose a file can be, by name."""
    roles = [role for role, held in rights.ROLES.items() if Right.OPEN in held]
    people = StaffMember.objects.filter(is_active=True, grants__role__in=roles).distinct()
    return list(people.order_by("last_name", "first_name", "username"))


def assign(submission: Submission, *, owner: StaffMember | None, by: StaffMember, at: datetime) -> Assignment:
    """Give a file to somebody, or with None to nobody. Raises: AlreadySo, MayNotOpen."""
    if owner and not rights.holds(owner, Right.OPEN, matter=submission.matter):
        raise MayNotOpen
    with transaction.atomic():
        Submission.objects.select_for_update(no_key=True).get(pk=submission.pk)
        last = submission.assignments.order_by("-number").first()
        if (last.owner_id if last else None) == (owner.pk if owner else None):
            raise AlreadySo
        number = last.number + 1 if last else 1
        given: Assignment = Assignment.objects.create(
            submission=submission, number=number, owner=owner, by=by, at=at
        )
        audit.record(
            event="file.assigned" if owner else "file.taken_off",
            actor=str(by.pk),
            subject=submission,
            at=at,
            number=number,
            **({"to": str(owner.pk)} if owner else {}),
        )
        queue_rows.refresh(submission, at=at)
    return given
