"""Whoever's password or roles changed is told by mail, once for each change, and it is on record."""

import pytest

from casefile import account_changes, joining, letters, members, printing
from casefile.members import Role
from casefile.models import AuditEntry, Delivery, Grant, StaffMember
from tests import factories

pytestmark = pytest.mark.django_db
AT = factories.SENT_AT


@pytest.fixture
def admin() -> StaffMember:
    return factories.make_staff("sam@example.com", first="Sam", last="Office", roles=(Grant.ADMINISTRATOR,))


@pytest.fixture
def kim(admin: StaffMember) -> StaffMember:
    return factories.make_staff("kim@example.com", roles=(Grant.PARALEGAL,))


def owed() -> list[Delivery]:
    rows = Delivery.objects.order_by("queued_at")
    return [one for one in rows if letters.said(one, "kind") == account_changes.LETTER]


def text(delivery: Delivery) -> str:
    message = printing.compose(delivery, at=AT)
    return f"{message.subject}\n{message.body}"


def assign(admin: StaffMember, person: StaffMember, *roles: Role) -> None:
    seen = members.roles(person)
    members.assign(person=person, wanted=frozenset(roles), seen=seen, by=admin, at=AT)


def test_changed_roles_are_told_in_one_letter_with_what_was_given_and_taken(
    admin: StaffMember, kim: StaffMember
) -> None:
    both = Role(Grant.ATTORNEY, ""), Role(Grant.CLEARER, factories.MATTER)
    for _ in range(2):
        assign(admin, kim, *both)
    (letter,) = owed()
    said = text(letter)
    assert letter.recipient == "kim@example.com"
    assert "Given: Attorney, Conflicts clearer (flickr-megaface only)" in said
    assert "Taken away: Paralegal" in said
    assert "By: Sam Office" in said and "Saturday, November 21, 9:04 AM CST" in said
    assert AuditEntry.objects.filter(event__startswith="role.", subject=str(kim.pk)).count() == 3


def test_a_password_chosen_and_an_account_started_anew_are_told(admin: StaffMember, kim: StaffMember) -> None:
    joining.invite_again(person=kim, by=admin, at=AT)
    assert joining.accept(person=kim, password=factories.PASSWORD, at=AT)
    anew, chosen = (text(one) for one in owed())
    assert "Your account was started anew" in anew and "By: Sam Office" in anew
    assert "A new password was chosen" in chosen and "By: you" in chosen
    assert factories.PASSWORD not in anew + chosen and "http" not in anew + chosen
    events = AuditEntry.objects.filter(subject=str(kim.pk)).values_list("event", flat=True)
    assert list(events) == ["staff.invited", "staff.joined", "password.chosen"]


def test_the_operator_of_the_server_is_named_as_that(kim: StaffMember) -> None:
    joining.invite_again(person=kim, by=None, at=AT)
    assert "By: the operator of the server" in text(owed()[0])


def test_an_invitation_tells_no_change(admin: StaffMember) -> None:
    roles = frozenset({Role(Grant.PARALEGAL, "")})
    joining.invite(email="lee@example.com", first_name="Lee", last_name="New", roles=roles, by=admin, at=AT)
    assert owed() == []


def test_nothing_goes_where_there_is_no_address(admin: StaffMember, kim: StaffMember) -> None:
    account_changes.tell(account_changes.ROLES, factories.make_staff("x", email=""), by="system", at=AT)
    assert owed() == []
    account_changes.note(account_changes.CODES_MADE, kim, at=AT)
    (letter,) = owed()
    assert "New recovery codes were made" in text(letter)
