"""What a sign-in takes beside the password, and what a person may change about it."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from casefile import account_changes, letters, printing
from casefile.models import AuditEntry, Delivery, StaffMember
from tests import factories, signing_in
from tests.signing_in import SECOND, SIGN_IN

DESK, YOU, APP, CODES = "/desk/", "/desk/you/", "/desk/you/app/", "/desk/you/codes/"


@pytest.fixture
def required(settings: Settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = True


def set_up_app(client: Client) -> str:
    """Scan, type the code, and return what the app makes its codes from."""
    page = client.get(APP).content.decode()
    found = re.search(r'class="code">([A-Z2-7]{32})<', page)
    assert found and "<svg" in page and "<?xml" not in page
    answer = client.post(APP, {"code": signing_in.code(found[1])})
    assert answer["Location"] == CODES
    return found[1]


def recovery(client: Client) -> list[str]:
    return re.findall(r'<li class="code">(\d{8})</li>', client.get(CODES).content.decode())


def test_with_a_password_alone_only_adding_a_factor_is_open(attorney: StaffMember, required: None) -> None:
    client = Client()
    signing_in.password(client, attorney)
    for path in (DESK, "/desk/funnel/", f"/desk/files/{factories.make_file().token}/"):
        assert client.get(path)["Location"] == YOU
    assert "One thing is missing" in client.get(YOU).content.decode()
    set_up_app(client)
    assert client.get(DESK).status_code == 200


def test_from_then_on_the_code_is_asked_for(attorney: StaffMember, required: None) -> None:
    secret = signing_in.give_app(attorney)
    client = Client()
    assert signing_in.password(client, attorney)["Location"] == SECOND
    assert client.get(DESK)["Location"] == SIGN_IN, "half a sign-in is none"
    assert client.post(SECOND, {"code": "000000"}).status_code == 200
    assert client.post(SECOND, {"code": signing_in.code(secret)})["Location"] == DESK
    assert client.get(DESK).status_code == 200


def test_a_code_works_once(attorney: StaffMember) -> None:
    secret = signing_in.give_app(attorney)
    first, second = Client(), Client()
    for client in (first, second):
        signing_in.password(client, attorney)
    shown = signing_in.code(secret)
    assert first.post(SECOND, {"code": shown}).status_code == 302
    assert "did not fit" in second.post(SECOND, {"code": shown}).content.decode()


def test_a_recovery_code_works_once_in_place_of_the_app(attorney: StaffMember, required: None) -> None:
    client = Client()
    signing_in.password(client, attorney)
    set_up_app(client)
    codes = recovery(client)
    assert len(set(codes)) == 10
    for expected in (302, 200):
        other = Client()
        signing_in.password(other, attorney)
        assert other.post(SECOND, {"code": codes[0]}).status_code == expected
    assert recovery(client) == codes[1:]


def test_a_sign_in_by_password_does_not_profit_from_an_app_set_up_elsewhere(
    attorney: StaffMember, required: None
) -> None:
    stranger, owner = Client(), Client()
    for client in (stranger, owner):
        signing_in.password(client, attorney)
    set_up_app(owner)
    assert owner.get(DESK).status_code == 200
    assert stranger.get(DESK)["Location"] == YOU


def test_five_wrong_codes_close_the_second_step(attorney: StaffMember) -> None:
    secret = signing_in.give_app(attorney)
    client = Client()
    signing_in.password(client, attorney)
    for number in range(5):
        client.post(SECOND, {"code": f"00000{number}"})
    refused = client.post(SECOND, {"code": signing_in.code(secret)})
    assert "Too many" in refused.content.decode()
    wrong = AuditEntry.objects.filter(event="sign_in.wrong_code", subject=str(attorney.pk))
    assert wrong.count() == 6


def test_what_codes_are_made_from_is_sealed(attorney: StaffMember) -> None:
    client = Client()
    signing_in.password(client, attorney)
    secret = set_up_app(client)
    codes = recovery(client)
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in kept and not [code for code in codes if code in kept]


def test_changing_a_factor_later_takes_the_password_again(
    attorney: StaffMember, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = signing_in.sign_in(Client(), attorney)
    monkeypatch.setattr("casefile.staff.FRESH", timedelta(0))
    for path in (f"{APP}remove", f"{CODES}new", "/desk/you/passkeys/"):
        assert client.get(path)["Location"].startswith("/desk/sign-in/again/?next=")
    again = client.get(f"{APP}remove")["Location"]
    assert "not your password" in client.post(again, {"password": "wrong"}).content.decode()
    assert client.post(again, {"password": factories.PASSWORD})["Location"] == f"{APP}remove"
    assert client.post(f"{APP}remove")["Location"] == YOU
    assert not Authenticator.objects.filter(user=attorney).exists()


def test_nobody_removes_a_passkey_of_somebody_else(attorney: StaffMember, desk: Client) -> None:
    other = Authenticator.objects.create(
        user=factories.make_staff(), type="webauthn", data={"name": "Blue key", "credential": {}}
    )
    assert desk.post(f"/desk/you/passkeys/{other.pk}/remove").status_code == 404
    assert Authenticator.objects.filter(pk=other.pk).exists()


def test_every_change_of_factors_is_on_record_without_its_secret(attorney: StaffMember) -> None:
    client = Client()
    signing_in.password(client, attorney)
    secret = set_up_app(client)
    codes = recovery(client)
    client.post(f"{CODES}new")
    client.post(f"{APP}remove")
    entries = AuditEntry.objects.filter(subject=str(attorney.pk)).order_by("id")
    events = ["sign_in.done", "factor.added", "codes.shown", "codes.made", "factor.removed"]
    assert [entry.event for entry in entries] == events
    kept = " ".join(str(entry.detail) for entry in entries)
    assert secret not in kept and codes[0] not in kept


@pytest.mark.parametrize("path", [YOU, APP, CODES, f"{CODES}new", f"{APP}remove", "/desk/you/passkeys/"])
def test_ones_own_sign_in_pages_have_the_clocks_of_the_desk(client: Client, db: None, path: str) -> None:
    client.force_login(factories.make_staff())
    assert client.get(path)["Location"] == f"{SIGN_IN}?lapsed=long"


def test_a_demonstration_offers_a_factor_and_says_that_it_is_not_required(desk: Client) -> None:
    assert desk.get(DESK).status_code == 200
    assert "offered and not required" in desk.get(YOU).content.decode()


def told(person: StaffMember) -> list[str]:
    """The letters about a person's account, in the order in which they were owed."""
    rows = [one for one in Delivery.objects.order_by("queued_at") if one.recipient == person.email]
    mine = [one for one in rows if letters.said(one, "kind") == account_changes.LETTER]
    return [str(printing.compose(one, at=timezone.now()).body) for one in mine]


def test_each_change_of_a_second_factor_is_told_by_mail_without_a_secret(attorney: StaffMember) -> None:
    client = Client()
    signing_in.password(client, attorney)
    secret = set_up_app(client)
    codes = recovery(client)
    client.post("/desk/you/codes/new")
    client.post("/desk/you/app/remove")
    added, *_, removed = told(attorney)
    assert "An app for one-time codes was added to your account." in added
    assert "By: you, signed in to the desk" in added
    assert "An app for one-time codes was removed from your account." in removed
    everything = "".join(told(attorney))
    assert secret not in everything and not any(code in everything for code in codes)
    assert "http" not in everything
    events = AuditEntry.objects.filter(subject=str(attorney.pk)).values_list("event", flat=True)
    assert {"factor.added", "factor.removed"} <= set(events)
    assert len(told(attorney)) == len([one for one in events if one.startswith(("factor.", "codes.made"))])
