"""Urgent letters go to whoever is on duty, within the walls of the matters; else to the firm's address."""

from typing import Any

import pytest

from casefile import deadline_notices, duty, jobs, letters, members, printing, rights
from casefile.members import NotAllowed
from casefile.models import AuditEntry, DeadlineNotice, Delivery, Grant, StaffMember
from tests import factories

pytestmark = pytest.mark.django_db
AT = factories.SENT_AT
BORN = "2006-12-04"  # 13 days after the answers were sent


@pytest.fixture
def admin() -> StaffMember:
    return factories.make_staff("sam@example.com", roles=(Grant.ADMINISTRATOR, Grant.ATTORNEY))


def on_duty(admin: StaffMember, email: str, **more: Any) -> StaffMember:
    person = factories.make_staff(email, **more)
    members.begin_duty(person=person, by=admin, at=AT)
    person.refresh_from_db()
    return person


def urgent() -> None:
    factories.make_claim(factories.make_submission(), known=factories.SURE, born=BORN)


def told() -> list[str]:
    rows = [one for one in Delivery.objects.all() if letters.said(one, "kind") == deadline_notices.NEAR]
    return sorted(str(one.recipient) for one in rows)


def test_everybody_on_duty_is_told_and_the_firm_s_address_is_not(admin: StaffMember, settings: Any) -> None:
    settings.DUTY_EMAIL = "duty@firm.example"
    for email in ("kim@example.com", "lee@example.com"):
        on_duty(admin, email)
    urgent()
    assert told() == ["kim@example.com", "lee@example.com"]
    assert DeadlineNotice.objects.count() == 1
    letter = next(one for one in Delivery.objects.all() if one.recipient == "kim@example.com")
    assert "a deadline, 13 days left" in printing.compose(letter, at=AT).subject


def test_while_nobody_is_on_duty_it_goes_to_the_firm_s_address(admin: StaffMember, settings: Any) -> None:
    settings.DUTY_EMAIL = "duty@firm.example"
    kim = on_duty(admin, "kim@example.com")
    members.end_duty(person=kim, by=admin, at=AT)
    urgent()
    assert told() == ["duty@firm.example"]


def test_what_nobody_could_be_told_is_told_once_somebody_is_on_duty(admin: StaffMember) -> None:
    urgent()
    assert told() == [] and not DeadlineNotice.objects.exists()
    assert not deadline_notices.tell(jobs.day_subject(AT.date()), AT)
    on_duty(admin, "kim@example.com")
    deadline_notices.tell(jobs.day_subject(AT.date()), AT)
    assert told() == ["kim@example.com"]


def test_duty_ends_with_the_account_the_roles_and_at_the_wall_of_a_matter(admin: StaffMember) -> None:
    closed, walled, bare = (on_duty(admin, f"{name}@example.com") for name in ("kim", "lee", "max"))
    members.close(person=closed, by=admin, at=AT)
    rights.take(staff=walled, roles=(Grant.ATTORNEY,), by="system", at=AT)
    rights.give(staff=walled, roles=(Grant.ATTORNEY,), matter="another-matter", by="system", at=AT)
    rights.take(staff=bare, roles=(Grant.ATTORNEY,), by="system", at=AT)
    assert duty.people() == [walled] == duty.people("another-matter")
    assert duty.people(factories.MATTER) == []


def test_who_answers_for_no_deadline_cannot_be_on_duty(admin: StaffMember) -> None:
    for person in (
        factories.make_staff(roles=(Grant.AUDITOR,)),
        factories.make_staff("nowhere", email=""),
    ):
        with pytest.raises(NotAllowed):
            members.begin_duty(person=person, by=admin, at=AT)
    with pytest.raises(NotAllowed):
        members.begin_duty(person=admin, by=factories.make_staff(), at=AT)
    assert not StaffMember.objects.filter(on_duty=True).exists()


def test_an_administrator_of_one_matter_says_it_in_that_matter_only(admin: StaffMember) -> None:
    small = factories.make_staff(roles=())
    rights.give(staff=small, roles=(Grant.ADMINISTRATOR,), matter="another-matter", by="system", at=AT)
    elsewhere = factories.make_staff(roles=())
    rights.give(staff=elsewhere, roles=(Grant.ATTORNEY,), matter=factories.MATTER, by="system", at=AT)
    with pytest.raises(NotAllowed):
        members.begin_duty(person=elsewhere, by=small, at=AT)


def test_one_s_own_duty_is_no_exception_and_each_change_is_on_record_once(admin: StaffMember) -> None:
    for _ in range(2):
        members.begin_duty(person=admin, by=admin, at=AT)
    members.end_duty(person=admin, by=admin, at=AT)
    events = AuditEntry.objects.filter(subject=str(admin.pk)).values_list("event", flat=True)
    assert list(events) == ["staff.duty_began", "staff.duty_ended"]
