"""Who comes in at the desk, after how many tries, and for how long."""

from datetime import timedelta
from typing import Any, ClassVar

import pytest
from allauth.core.internal import ratelimit
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from pytest_django.fixtures import Settings

from casefile import staff
from casefile.models import AuditEntry, StaffMember
from tests import factories

SIGN_IN, DESK = "/desk/sign-in/", "/desk/"


def sign_in(
    client: Client, login: str, password: str = factories.PASSWORD, *, network: str = "192.0.2.1", **more: str
) -> Any:
    return client.post(SIGN_IN, {"login": login, "password": password, **more}, REMOTE_ADDR=network)


def is_in(client: Client) -> bool:
    return client.get(DESK).status_code == 200


def test_an_attorney_signs_in_by_user_name_or_by_mail(db: None) -> None:
    factories.make_staff("robin", email="robin@example.com")
    for login in ("robin", "robin@example.com", " ROBIN@example.com "):
        client = Client()
        answer = sign_in(client, login)
        assert (answer.status_code, answer["Location"]) == (302, DESK)
        assert is_in(client)


def test_the_session_key_changes_at_sign_in(attorney: StaffMember, client: Client) -> None:
    session = client.session
    session["planted"] = True
    session.save()
    planted = session.session_key
    sign_in(client, attorney.username)
    assert client.session.session_key != planted


def test_the_cookie_is_kept_from_scripts_and_other_sites(attorney: StaffMember, client: Client) -> None:
    cookie = sign_in(client, attorney.username).cookies["sid"]
    assert cookie["httponly"] and cookie["samesite"] == "Lax"
    assert not cookie["max-age"]


def test_passwords_are_hashed_with_argon2(db: None, settings: Settings) -> None:
    from config import settings as portal

    settings.PASSWORD_HASHERS = portal.PASSWORD_HASHERS
    attorney = factories.make_staff()
    assert attorney.password.startswith("argon2")
    assert sign_in(Client(), attorney.username).status_code == 302


def test_a_wrong_password_is_refused_in_the_same_words_as_an_unknown_name(
    attorney: StaffMember, client: Client
) -> None:
    wrong = sign_in(client, attorney.username, "not the password").content.decode()
    unknown = sign_in(client, "nobody@example.com", "not the password").content.decode()
    assert "do not match an account" in wrong
    assert "do not match an account" in unknown
    assert not is_in(client)


def test_a_disabled_account_is_told_no_more_than_a_wrong_password(db: None, client: Client) -> None:
    gone = factories.make_staff(is_active=False)
    answer = sign_in(client, gone.username)
    assert "do not match an account" in answer.content.decode()
    assert not is_in(client)


class CountingHasher(MD5PasswordHasher):
    """Notes each password it hashes."""

    algorithm = "counting"
    hashed: ClassVar[list[str]] = []

    def encode(self, password: str, salt: str) -> str:
        self.hashed.append(password)
        return super().encode(password, salt)


def test_every_try_hashes_one_password_so_time_does_not_tell_which_names_exist(
    db: None, settings: Settings
) -> None:
    settings.PASSWORD_HASHERS = [f"{__name__}.CountingHasher"]
    here = factories.make_staff("robin@example.com")
    gone = factories.make_staff("sam@example.com", is_active=False)
    for login, password in (
        (here.username, "wrong"),
        ("nobody@example.com", "wrong"),
        (gone.username, factories.PASSWORD),
        (here.username, factories.PASSWORD),
    ):
        CountingHasher.hashed.clear()
        sign_in(Client(), login, password)
        assert CountingHasher.hashed == [password]


def test_a_person_disabled_while_signed_in_is_out_at_the_next_request(
    attorney: StaffMember, desk: Client
) -> None:
    assert is_in(desk)
    StaffMember.objects.filter(pk=attorney.pk).update(is_active=False)
    assert not is_in(desk)


def test_five_wrong_tries_close_the_door_even_to_the_right_password(
    attorney: StaffMember, client: Client
) -> None:
    for _ in range(5):
        assert "do not match" in sign_in(client, attorney.username, "wrong").content.decode()
    locked = sign_in(client, attorney.username).content.decode()
    assert "Too many tries" in locked
    assert "Try again at" in locked
    assert not is_in(client)


def test_a_lock_says_when_it_ends_and_ends_then(
    attorney: StaffMember, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(5):
        sign_in(client, attorney.username, "wrong")
    free = timezone.localtime(timezone.now() + timedelta(minutes=16))
    near = {f"{(free - timedelta(minutes=m)):%M}" for m in (0, 1)}
    text = sign_in(client, attorney.username).content.decode()
    assert any(f":{minute} " in text for minute in near)
    real = ratelimit.time.time
    monkeypatch.setattr(ratelimit.time, "time", lambda: real() + 15 * 60 + 1)
    assert sign_in(client, attorney.username).status_code == 302


def test_a_stranger_elsewhere_cannot_lock_an_attorney_out(attorney: StaffMember, client: Client) -> None:
    for _ in range(7):
        sign_in(client, attorney.username, "wrong", network="198.51.100.9")
    assert sign_in(client, attorney.username, network="192.0.2.1").status_code == 302


def test_many_names_from_one_network_close_the_door_too(attorney: StaffMember, client: Client) -> None:
    for number in range(30):
        sign_in(client, f"guess{number}@example.com", "wrong")
    assert "Too many tries" in sign_in(client, attorney.username).content.decode()


def test_case_and_accents_do_not_buy_more_tries(attorney: StaffMember, client: Client) -> None:
    for login in (
        "robin@example.com",
        "ROBIN@example.com",
        " robin@example.com",
        "Robin@Example.com",
        "róbin@example.com",
    ):
        sign_in(client, login, "wrong")
    assert "Too many tries" in sign_in(client, attorney.username).content.decode()


def test_every_try_is_on_record_and_nothing_typed_is(attorney: StaffMember, client: Client) -> None:
    for _ in range(6):
        sign_in(client, attorney.username, "a secret in the wrong box")
    sign_in(client, attorney.username, network="198.51.100.1")
    client.post("/desk/sign-out/")
    events = [entry.event for entry in AuditEntry.objects.order_by("id")]
    assert events == ["sign_in.failed"] * 5 + ["sign_in.locked", "sign_in.done", "sign_out"]
    kept = " ".join(f"{entry.actor} {entry.subject} {entry.detail}" for entry in AuditEntry.objects.all())
    for typed in ("secret", attorney.username, "192.0.2.1", "198.51.100.1"):
        assert typed not in kept


@pytest.mark.parametrize(
    "login", ["", " ", "\x00", "a" * 50_000, "\ufffd", "<script>alert(1)</script>", "'; --"]
)
def test_bad_input_at_the_door_is_answered_with_a_sentence(db: None, client: Client, login: str) -> None:
    answer = client.post(SIGN_IN, {"login": login, "password": "x" * 50_000})
    assert answer.status_code == 200
    assert "You are not signed in" in answer.content.decode()
    assert "<script>alert" not in answer.content.decode()


@pytest.mark.parametrize(
    "name", ["account_signup", "account_reset_password", "account_email", "account_inactive"]
)
def test_no_other_page_of_the_account_library_is_mounted(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_nobody_can_sign_up(db: None, client: Client) -> None:
    from allauth.account.adapter import get_adapter

    assert get_adapter().is_open_for_signup(None) is False
    for path in ("/desk/sign-up/", "/desk/signup/", "/accounts/signup/"):
        assert client.post(path, {"username": "new", "password1": factories.PASSWORD}).status_code == 404
    assert not StaffMember.objects.exists()


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"]
)
def test_sign_in_leads_nowhere_else(attorney: StaffMember, client: Client, target: str) -> None:
    assert sign_in(client, attorney.username, next=target)["Location"] == DESK


def test_the_page_asked_for_is_reached_after_signing_in(attorney: StaffMember, client: Client) -> None:
    path = f"/desk/files/{factories.make_file().token}/"
    answer = client.get(path)
    assert answer["Location"] == SIGN_IN  # no token in a query string
    assert sign_in(client, attorney.username)["Location"] == path
    assert client.get(path).status_code == 200


def test_asking_to_sign_out_does_not_sign_out(desk: Client) -> None:
    assert desk.get("/desk/sign-out/").status_code == 200
    assert is_in(desk)


def test_signing_out_ends_the_session_and_clears_the_browser(desk: Client) -> None:
    answer = desk.post("/desk/sign-out/")
    assert (answer.status_code, answer["Location"]) == (302, SIGN_IN)
    assert '"cache"' in answer["Clear-Site-Data"]
    assert not is_in(desk)


def wind_back(client: Client, key: str, by: timedelta) -> None:
    session = client.session
    session[key] = (timezone.now() - by).isoformat()
    session.save()


def test_half_an_hour_of_silence_signs_out(desk: Client) -> None:
    wind_back(desk, staff.SEEN_AT, timedelta(minutes=29))
    assert is_in(desk)
    wind_back(desk, staff.SEEN_AT, timedelta(minutes=30))
    answer = desk.get(DESK, follow=True)
    assert "30 minutes without activity" in answer.content.decode()
    assert not is_in(desk)


def test_ten_hours_sign_out_whatever_the_activity(desk: Client) -> None:
    wind_back(desk, staff.SIGNED_IN_AT, timedelta(hours=9, minutes=59))
    assert is_in(desk)
    wind_back(desk, staff.SIGNED_IN_AT, timedelta(hours=10))
    assert "at most 10 hours" in desk.get(DESK, follow=True).content.decode()
    assert not is_in(desk)


def test_a_session_without_its_clocks_is_no_sign_in(attorney: StaffMember, client: Client) -> None:
    client.force_login(attorney)
    assert not is_in(client)


def test_a_note_typed_over_the_limit_is_handed_back(desk: Client) -> None:
    file = factories.make_file()
    wind_back(desk, staff.SEEN_AT, timedelta(minutes=31))
    answer = desk.post(f"/desk/files/{file.token}/claims/0/decide", {"note": "Two pages of <thought>."})
    assert answer.status_code == 403
    assert "Nothing was recorded" in answer.content.decode()
    assert "Two pages of &lt;thought&gt;." in answer.content.decode()
    assert not file.claims.get().decisions.exists()
