"""Who may do what: by role, by matter, and no longer than the grant."""

from datetime import UTC, datetime

import pytest

from casefile import audit, rights
from casefile.models import AuditEntry, Grant, StaffMember
from casefile.rights import ROLES, Right
from tests import factories

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 22, 15, tzinfo=UTC)


def person(*roles: str, matter: str = "") -> StaffMember:
    one = factories.make_staff(roles=())
    rights.give(staff=one, roles=roles, matter=matter, by=audit.SYSTEM, at=AT)
    return one


def again(one: StaffMember) -> StaffMember:
    """The person as the next request finds them."""
    return StaffMember.objects.get(pk=one.pk)


def test_every_role_is_described_and_every_right_is_in_some_role() -> None:
    assert set(ROLES) == {role for role, _ in Grant.ROLES}
    assert {right for held in ROLES.values() for right in held} == set(Right)


@pytest.mark.parametrize("role", [Grant.AUDITOR, Grant.ADMINISTRATOR, Grant.CLEARER])
def test_who_does_not_work_on_files_opens_none(role: str) -> None:
    factories.make_submission()
    assert not rights.files(person(role)).exists()


def test_only_an_attorney_decides() -> None:
    assert [role for role, held in ROLES.items() if Right.DECIDE in held] == [Grant.ATTORNEY]


def test_a_wall_stands_between_matters() -> None:
    here = person(Grant.ATTORNEY, matter=factories.MATTER)
    elsewhere = person(Grant.ATTORNEY, matter="another-matter")
    file = factories.make_submission()
    assert list(rights.files(here)) == [file] and not rights.files(elsewhere).exists()
    assert rights.holds(elsewhere, Right.DECIDE)
    assert not rights.holds(elsewhere, Right.DECIDE, matter=factories.MATTER)


def test_a_role_taken_is_gone_at_the_next_request_and_both_are_on_record() -> None:
    one = person(Grant.PARALEGAL)
    assert rights.holds(one, Right.CHECK)
    rights.take(staff=one, roles=(Grant.PARALEGAL,), by=audit.SYSTEM, at=AT)
    assert rights.held(again(one)) == frozenset()
    events = AuditEntry.objects.filter(subject=str(one.pk)).order_by("id").values_list("event", flat=True)
    assert list(events) == ["role.given", "role.taken"]


def test_a_role_given_twice_is_one() -> None:
    one = person(Grant.ATTORNEY)
    rights.give(staff=one, roles=(Grant.ATTORNEY,), by=audit.SYSTEM, at=AT)
    assert Grant.objects.filter(staff=one).count() == 1


def test_nobody_inactive_has_a_right() -> None:
    one = person(*ROLES)
    one.is_active = False
    assert rights.held(one) == frozenset() and not rights.files(one).exists()
