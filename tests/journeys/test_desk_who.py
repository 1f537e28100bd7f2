"""From the letter to the desk in a browser: password, app, passkey, recovery codes; and roles given there."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings

from casefile import joining, members
from casefile.members import EVERY_MATTER, Role
from casefile.models import Grant, StaffMember
from tests import factories, signing_in
from tests.journeys.walking import Walk

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("record_can_be_emptied")]
PICTURES = os.environ.get("PICTURES", "")
LOOKS = {"phone": {"width": 375, "height": 812}, "wide": {"width": 1280, "height": 900}}
# A passkey that lives in the browser itself and needs no finger.
DEVICE = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


@pytest.fixture(autouse=True)
def required(settings: Settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = True


def visit(walk: Callable[..., Walk], look: str, name: str) -> Walk:
    place = Path(PICTURES) / f"who-{name}-{look}" if PICTURES else None
    if place:
        place.mkdir(parents=True, exist_ok=True)
    return walk(pictures=place, viewport=LOOKS[look])


def type_password(one: Walk, person: StaffMember, password: str = factories.PASSWORD) -> None:
    one.open("/desk/sign-in/")
    one.page.get_by_label("User name or e-mail").fill(person.username)
    one.page.get_by_label("Password").fill(password)
    one.press("Sign in")


def type_code(one: Walk, code: str, button: str) -> None:
    one.page.locator("#id_code").fill(code)
    one.press(button)


def is_quiet(one: Walk) -> bool:
    return [fault for fault in one.faults if not any(code in fault for code in ("422", "409"))] == []


@pytest.mark.parametrize("look", LOOKS)
def test_an_invited_person_comes_in_with_an_app(walk: Callable[..., Walk], look: str) -> None:
    roles = frozenset({Role(Grant.ATTORNEY, EVERY_MATTER)})
    names = {"first_name": "Kim", "last_name": "Example"}
    kim = joining.invite(email="kim@example.com", **names, roles=roles, by=None, at=timezone.now())
    one = visit(walk, look, "joining")
    one.open(f"/desk/invited/{joining.secret(kim)}/")
    one.page.get_by_label("Choose a password").fill("short")
    one.press("Set the password")
    one.page.get_by_label("Choose a password").fill(factories.PASSWORD)
    one.press("Set the password")
    type_password(one, kim)
    assert one.path == "/desk/you/"
    one.open("/desk/")
    assert one.path == "/desk/you/", "the desk stays closed"
    one.press("Set up an app")
    secret = one.page.locator(".code").inner_text()
    type_code(one, "000000", "Set it up")
    type_code(one, signing_in.code(secret), "Set it up")
    codes = one.page.locator(".recovery .code").all_inner_texts()
    assert len(codes) == 10
    one.press("Go to the desk")
    assert one.path == "/desk/"
    one.open("/desk/you/")
    one.press("Sign out")
    type_password(one, kim)
    type_code(one, "00000000", "Sign in")
    type_code(one, codes[0], "Sign in")
    assert one.path == "/desk/" and is_quiet(one)


def test_a_passkey_alone_opens_the_desk(walk: Callable[..., Walk], transactional_db: None) -> None:
    robin = factories.make_staff("robin@example.com")
    one = visit(walk, "wide", "passkey")
    browser = one.page.context.new_cdp_session(one.page)
    browser.send("WebAuthn.enable")
    browser.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    type_password(one, robin)
    one.press("Add a passkey")
    one.page.get_by_label("What you call it").fill("Office laptop")
    one.press("Make the passkey")
    assert one.path == "/desk/you/codes/"
    one.open("/desk/you/")
    assert "Office laptop" in one.page.inner_text("main")
    one.press("Sign out")
    one.press("Sign in with a passkey")
    assert one.path == "/desk/"
    one.press("Sign out")
    type_password(one, robin)
    one.press("Use your passkey")
    assert one.path == "/desk/" and is_quiet(one)


@pytest.mark.parametrize("look", LOOKS)
def test_an_administrator_gives_a_role_and_closes_an_account(
    walk: Callable[..., Walk], transactional_db: None, look: str
) -> None:
    sam = factories.make_staff("sam@example.com", first="Sam", roles=(Grant.ADMINISTRATOR,))
    kit = factories.make_staff("kit@example.com", first="Kit", last="Example", roles=(Grant.INTAKE,))
    secret = signing_in.give_app(sam)
    one = visit(walk, look, "people")
    type_password(one, sam)
    type_code(one, signing_in.code(secret), "Sign in")
    assert one.path == "/desk/home/"
    one.open("/desk/people/")
    one.press("Send the invitation")
    one.press("Kit Example")
    roles: Any = one.page.get_by_role("group", name="Every matter")
    roles.get_by_label("Paralegal", exact=True).check()
    roles.get_by_label("Intake staff", exact=True).uncheck()
    one.press("Record these roles")
    assert members.roles(kit) == {Role(Grant.PARALEGAL, EVERY_MATTER)}
    one.press("Close the account")
    one.press("Open the account again")
    one.open(f"/desk/people/{sam.pk}/")
    assert not one.page.get_by_role("button", name="Close the account").count()
    one.open("/desk/files/AAAAAAAAAAAAAAAAAAAAAAAA/")
    assert "not among your rights" in one.page.inner_text("main")
    assert [fault for fault in one.faults if not any(code in fault for code in ("422", "403"))] == []
