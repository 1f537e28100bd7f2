"""Who lets whom in, and who gives which role: never one's own, never beyond one's matters."""

from datetime import UTC, datetime, timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from casefile import audit, joining, members, rights, writing
from casefile.letters import Unwanted
from casefile.members import EVERY_MATTER, Role
from casefile.models import AuditEntry, Delivery, Grant, StaffMember
from tests import factories, signing_in

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 22, 15, tzinfo=UTC)
LATER = AT + timedelta(hours=72)
PARALEGAL = frozenset({Role(Grant.PARALEGAL, EVERY_MATTER)})


@pytest.fixture
def admin() -> StaffMember:
    return factories.make_staff("sam@example.com", roles=(Grant.ADMINISTRATOR,))


def admin_of(matter: str) -> StaffMember:
    person = factories.make_staff(roles=())
    rights.give(staff=person, roles=(Grant.ADMINISTRATOR,), matter=matter, by=audit.SYSTEM, at=AT)
    return person


def invite(by: StaffMember | None, email: str = "kim@example.com", **more: object) -> StaffMember:
    given = {"first_name": "Kim", "last_name": "Example", "roles": PARALEGAL, "at": AT, **more}
    return joining.invite(email=email, by=by, **given)  # type: ignore[arg-type]


def again(person: StaffMember) -> StaffMember:
    return StaffMember.objects.get(pk=person.pk)


def events(person: StaffMember) -> list[str]:
    found = AuditEntry.objects.filter(subject=str(person.pk)).order_by("id")
    return list(found.values_list("event", flat=True))


def test_an_invited_person_has_roles_and_no_way_in_but_the_link(admin: StaffMember) -> None:
    person = invite(admin, " Kim@Example.com ")
    assert person.email == person.username == "kim@example.com"
    assert not person.has_usable_password() and members.roles(person) == PARALEGAL
    assert joining.invited(joining.secret(person), at=AT) == person
    assert events(person) == ["role.given", "staff.invited"]


def test_the_letter_carries_the_link_and_is_owed_once(admin: StaffMember) -> None:
    person = invite(admin)
    delivery = Delivery.objects.get(once=f"invitation:{person.invitation}")
    said = writing.letter(delivery, at=AT)
    assert delivery.recipient == person.email
    assert said.words["link"].endswith(f"/desk/invited/{joining.secret(person)}/")
    assert said.words["until"] == "Wednesday, November 25, 9:00 AM CST"
    with pytest.raises(Unwanted):
        writing.letter(delivery, at=LATER)


def test_a_link_works_once_and_for_three_days(admin: StaffMember) -> None:
    person = invite(admin)
    link = joining.secret(person)
    assert joining.invited(link, at=LATER) is None
    assert joining.accept(person=person, password=factories.PASSWORD, at=AT)
    assert joining.invited(link, at=AT) is None
    assert not joining.accept(person=person, password="another long password", at=AT)
    assert again(person).check_password(factories.PASSWORD)


@pytest.mark.parametrize("link", ["", "x", "A" * 43, "%%%", "é" * 43])
def test_a_link_that_is_not_ours_invites_nobody(admin: StaffMember, link: str) -> None:
    invite(admin)
    assert joining.invited(link, at=AT) is None


def test_a_new_invitation_voids_all_that_opened_the_account(admin: StaffMember) -> None:
    person = invite(admin)
    first = joining.secret(person)
    joining.accept(person=person, password=factories.PASSWORD, at=AT)
    client = signing_in.sign_in(Client(), again(person))
    joining.invite_again(person=again(person), by=admin, at=AT)
    fresh = again(person)
    assert client.get("/desk/home/")["Location"] == "/desk/sign-in/"
    assert not fresh.has_usable_password() and not Authenticator.objects.filter(user=fresh).exists()
    assert joining.invited(first, at=AT) is None
    assert joining.invited(joining.secret(fresh), at=AT) == fresh


def test_nobody_is_invited_twice(admin: StaffMember) -> None:
    invite(admin)
    with pytest.raises(joining.Known):
        invite(admin, "KIM@example.com")


def test_nobody_changes_their_own_account(admin: StaffMember) -> None:
    with pytest.raises(members.NotAllowed):
        members.assign(person=admin, wanted=PARALEGAL, seen=members.roles(admin), by=admin, at=AT)
    for act in (members.close, members.end_sign_ins, joining.invite_again):
        with pytest.raises(members.NotAllowed):
            act(person=admin, by=admin, at=AT)


def test_of_two_administrators_who_close_each_other_one_stays(admin: StaffMember) -> None:
    other = factories.make_staff(roles=(Grant.ADMINISTRATOR,))
    members.close(person=other, by=admin, at=AT)
    with pytest.raises(members.NotAllowed):
        members.close(person=admin, by=other, at=AT)
    assert again(admin).is_active


def test_an_administrator_of_one_matter_gives_roles_there_and_touches_no_account() -> None:
    by, person = admin_of("flickr-megaface"), factories.make_staff(roles=(Grant.INTAKE,))
    held, more = members.roles(person), Role(Grant.PARALEGAL, "flickr-megaface")
    members.assign(person=person, wanted=held | {more}, seen=held, by=by, at=AT)
    assert more in members.roles(person)
    for wanted in (held | PARALEGAL, frozenset({more})):
        with pytest.raises(members.NotAllowed):
            members.assign(person=person, wanted=wanted, seen=held | {more}, by=by, at=AT)
    for act in (members.close, members.end_sign_ins, joining.invite_again):
        with pytest.raises(members.NotAllowed):
            act(person=person, by=by, at=AT)
    with pytest.raises(members.NotAllowed):
        invite(by)


def test_roles_changed_by_two_at_once_are_not_mixed(admin: StaffMember) -> None:
    person = factories.make_staff(roles=(Grant.INTAKE,))
    seen = members.roles(person)
    members.assign(person=person, wanted=PARALEGAL, seen=seen, by=admin, at=AT)
    members.assign(person=person, wanted=PARALEGAL, seen=seen, by=admin, at=AT)  # a double click
    with pytest.raises(members.Moved):
        members.assign(person=person, wanted=frozenset(), seen=seen, by=admin, at=AT)
    assert members.roles(person) == PARALEGAL
    assert events(person) == ["role.given", "role.taken"]


def test_a_closed_account_is_out_and_its_old_sign_ins_do_not_come_back(admin: StaffMember) -> None:
    person = factories.make_staff(roles=(Grant.ATTORNEY,))
    client = signing_in.sign_in(Client(), person)
    assert client.get("/desk/home/").status_code == 200
    members.close(person=person, by=admin, at=AT)
    assert isinstance(client.get("/desk/home/").wsgi_request.user, AnonymousUser)
    members.reopen(person=person, by=admin, at=AT)
    assert isinstance(client.get("/desk/home/").wsgi_request.user, AnonymousUser)
    assert events(person)[-2:] == ["staff.closed", "staff.reopened"]
    assert members.roles(person) == {Role(Grant.ATTORNEY, EVERY_MATTER)}


def test_signing_out_everywhere_ends_every_browser(admin: StaffMember) -> None:
    person = factories.make_staff()
    browsers = [signing_in.sign_in(Client(), person) for _ in range(2)]
    members.end_sign_ins(person=person, by=admin, at=AT)
    assert [one.get("/desk/home/")["Location"] for one in browsers] == ["/desk/sign-in/"] * 2


def test_a_first_administrator_is_invited_from_the_command_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    from django.core.management import CommandError, call_command

    name = {"first_name": "Robin", "last_name": "Example"}
    call_command("invite_staff", "robin@example.com", **name)
    assert "works once, for 72 hours" in capsys.readouterr().out
    person = StaffMember.objects.get(email="robin@example.com")
    assert members.roles(person) == {Role(Grant.ADMINISTRATOR, EVERY_MATTER)}
    for address in ("robin@example.com", "not an address"):
        with pytest.raises(CommandError):
            call_command("invite_staff", address, **name)
