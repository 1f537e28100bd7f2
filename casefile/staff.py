"""Accounts of the firm."""

from casefile.models import StaffMember


def ensure(*, username: str, password: str) -> StaffMember:
    """Make the account if it is not there; an existing one keeps its password."""
    person, made = StaffMember.objects.get_or_create(username=username, defaults={"email": username})
    if made:
        person.set_password(password)
        person.save(update_fields=["password"])
    return person
