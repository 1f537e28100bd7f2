"""Accounts of the firm."""

from django.contrib.auth.models import Permission

from casefile.models import StaffMember

EDITS = "add_source"


def ensure(*, username: str, password: str) -> StaffMember:
    """Make the account if it is not there, with the right to edit; an existing one keeps its password."""
    person, made = StaffMember.objects.get_or_create(username=username, defaults={"email": username})
    if made:
        person.set_password(password)
        person.save(update_fields=["password"])
    let_edit(person)
    return person


def let_edit(person: StaffMember) -> None:
    """Give the right to change what claimants are told; roles take its place with step 5."""
    person.user_permissions.add(Permission.objects.get(codename=EDITS, content_type__app_label="casefile"))
