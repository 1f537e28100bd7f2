"""The pages of the people: invite, give and take, close; and the link that lets somebody in."""

import pytest
from django.test import Client

from casefile import joining, members
from casefile.members import Role
from casefile.models import Delivery, Grant, StaffMember
from tests import factories, signing_in

PEOPLE = "/desk/people/"
KIM = {"first_name": "Kim", "last_name": "Example", "email": "kim@example.com", "roles": ["paralegal@"]}


@pytest.fixture
def admin(db: None) -> StaffMember:
    return factories.make_staff("sam@example.com", first="Sam", roles=(Grant.ADMINISTRATOR,))


@pytest.fixture
def office(admin: StaffMember) -> Client:
    client = Client()
    signing_in.password(client, admin)
    return client


def test_from_an_invitation_to_the_desk(office: Client) -> None:
    assert office.post(PEOPLE, KIM)["Location"] == PEOPLE
    kim = StaffMember.objects.get(email="kim@example.com")
    assert Delivery.objects.filter(letter__isnull=False).count() == 1
    assert "Invited" in office.get(PEOPLE).content.decode()
    link, browser = f"/desk/invited/{joining.secret(kim)}/", Client()
    assert (
        browser.get(link).status_code == 200 and not StaffMember.objects.get(pk=kim.pk).has_usable_password()
    )
    assert browser.post(link, {"password": "short"}).status_code == 422
    assert browser.post(link, {"password": factories.PASSWORD})["Location"] == "/desk/sign-in/"
    assert browser.get(link).status_code == 404
    signing_in.password(browser, kim)
    assert browser.get("/desk/").status_code == 200


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"email": "not an address"}, "Enter an e-mail address, such as"),
        ({"email": ""}, "Enter the e-mail address"),
        ({"first_name": ""}, "Enter the first name."),
        ({"roles": []}, "Choose at least one role."),
        ({"roles": ["emperor@"]}, "Choose roles from the list."),
        ({"roles": ["paralegal@another-matter"]}, "Choose roles from the list."),
        ({"email": "SAM@example.com"}, "has an account already"),
    ],
)
def test_a_refused_invitation_says_why_and_keeps_what_was_typed(
    office: Client, changed: dict[str, object], said: str
) -> None:
    answer = office.post(PEOPLE, {**KIM, **changed})
    page = answer.content.decode()
    assert answer.status_code in (409, 422) and said in page and 'value="Example"' in page
    assert StaffMember.objects.count() == 1


def test_roles_are_ticked_and_hold_at_the_next_click(office: Client) -> None:
    person = factories.make_staff(roles=(Grant.AUDITOR,))
    theirs = Client()
    signing_in.password(theirs, person)
    assert theirs.get("/desk/")["Location"] == "/desk/home/"
    path, body = f"{PEOPLE}{person.pk}/", {"seen": "auditor@", "roles": ["attorney@flickr-megaface"]}
    assert office.post(path, body)["Location"] == path
    assert members.roles(person) == {Role(Grant.ATTORNEY, "flickr-megaface")}
    assert theirs.get("/desk/").status_code == 200
    assert office.post(path, {**body, "roles": []}).status_code == 409


def test_a_page_that_offers_one_matter_leaves_the_other_roles(db: None) -> None:
    by, person = factories.make_staff(roles=()), factories.make_staff(roles=(Grant.INTAKE,))
    Grant.objects.create(
        staff=by, role=Grant.ADMINISTRATOR, matter=factories.MATTER, by="", at=factories.SENT_AT
    )
    client = Client()
    signing_in.password(client, by)
    path = f"{PEOPLE}{person.pk}/"
    page = client.get(path).content.decode()
    assert "Every matter" not in page and "Close the account" not in page
    client.post(path, {"seen": "intake@", "roles": [f"paralegal@{factories.MATTER}"]})
    assert members.roles(person) == {Role(Grant.INTAKE, ""), Role(Grant.PARALEGAL, factories.MATTER)}
    assert client.post(f"{path}close").status_code == 403


@pytest.mark.parametrize("act", ["sign-out", "invite", "close", "reopen"])
def test_nobody_acts_on_their_own_account(admin: StaffMember, office: Client, act: str) -> None:
    answer = office.post(f"{PEOPLE}{admin.pk}/{act}")
    assert answer.status_code == 403 and "Another administrator" in answer.content.decode()
    assert office.get(PEOPLE).status_code == 200


def test_an_account_is_closed_and_opened_again(office: Client) -> None:
    person = factories.make_staff()
    path = f"{PEOPLE}{person.pk}/"
    for act, said in (("close", "Closed."), ("close", "Closed."), ("reopen", "Open again")):
        answer = office.post(f"{path}{act}")
        assert answer["Location"] == path
        assert said in office.get(path).content.decode()
    assert StaffMember.objects.get(pk=person.pk).is_active


def test_an_act_that_is_none_is_not_found(office: Client) -> None:
    person = factories.make_staff()
    assert office.post(f"{PEOPLE}{person.pk}/promote").status_code == 404
    assert office.post(f"{PEOPLE}00000000-0000-0000-0000-000000000009/close").status_code == 404


def test_whoever_has_no_role_finds_a_sentence_and_no_door(db: None) -> None:
    client = Client()
    signing_in.password(client, factories.make_staff(roles=()))
    page = client.get("/desk/", follow=True).content.decode()
    assert "No room is open to you yet" in page
    assert client.get("/desk/funnel/").status_code == 403


def test_an_administrator_says_who_is_on_duty(office: Client) -> None:
    robin = factories.make_staff("robin@example.com")
    page = f"{PEOPLE}{robin.pk}/"
    assert "Not on duty." in office.get(page).content.decode()
    assert office.post(f"{page}on-duty")["Location"] == page
    said = office.get(page).content.decode()
    assert "urgent letters about deadlines go to robin@example.com" in said and "End the duty" in said
    assert "On duty" in office.get(PEOPLE).content.decode()
    office.post(f"{page}off-duty")
    assert not StaffMember.objects.get(pk=robin.pk).on_duty
    lee = factories.make_staff(roles=(Grant.AUDITOR,))
    refused = office.post(f"{PEOPLE}{lee.pk}/on-duty")
    assert refused.status_code == 403 and "an attorney, a paralegal" in refused.content.decode()
