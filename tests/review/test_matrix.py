"""Every role at every address by every method, as the matrix says it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from casefile import audit, joining, rights, sources
from casefile.members import EVERY_MATTER, Role
from casefile.models import Grant, StaffMember, Submission
from tests import factories, signing_in
from tests.review import matrix, named
from tests.review.matrix import DESK, DOOR, METHODS, ROLES, Row

pytestmark = pytest.mark.one_database
ELSEWHERE = "another-matter"
RECORDED = {"AuditEntry", "LastSeen", "Session"}
SAID = {"en": "It is a made-up list.", "es": "Es una lista inventada."}
GOT_IN = {200, 302, 409, 422}
MADE_UP: dict[str, object] = {
    "event": UUID(int=1), "upload": UUID(int=2), "pk": 1, "version": 1, "position": 0, "number": 1,
    "code": "sample-list", "act": "sign-out", "page": "contact", "each": "people", "photos": range(2, 4),
    "other": "B" * 43, "name": "letter.eml", "purpose": "texts", "kind": "withdraw", "invitation": "A" * 60,
    "secret": "A" * 43, "entry": UUID(int=6), "theory": "BIPA_DEPICTED", "choice": "decline",
    "reason": "criteria",
}  # fmt: skip
Address = Callable[[str], str]


@pytest.fixture
def file(db: None) -> Submission:
    return factories.make_file()


@pytest.fixture
def address(file: Submission) -> Address:
    """The addresses of one firm, in which everything that a path can name is there, or marked as bare."""
    sources.add(
        code="sample-list", name="Sample", relationship=SAID, fee=SAID, by=person(), at=factories.SENT_AT
    )
    other = person(Grant.INTAKE)
    made = named.make(file, by=other)
    invited = joining.invite(
        email="kim@example.com", first_name="Kim", last_name="Example",
        roles=frozenset({Role(Grant.INTAKE, EVERY_MATTER)}), by=None, at=factories.SENT_AT,
    )  # fmt: skip

    def of(name: str) -> str:
        known = MADE_UP | made | {"token": file.token, "person": other.pk}
        if name == "desk_invited":
            known["token"] = joining.secret(invited)
        elif name.startswith("intake:"):
            known["token"] = "A" * 43
        wanted = matrix.FOUND[name].pattern.converters
        return reverse(name, kwargs={key: known[key] for key in wanted})

    return of


def person(*roles: str, matter: str = "") -> StaffMember:
    one = factories.make_staff(roles=())
    rights.give(staff=one, roles=roles, matter=matter, by=audit.SYSTEM, at=factories.SENT_AT)
    return one


def ask(client: Client, method: str, path: str) -> Any:
    return client.generic(method, path, REMOTE_ADDR="192.0.2.1")


def is_sign_in(answer: HttpResponse) -> bool:
    return answer.status_code == 302 and answer["Location"].startswith(reverse("account_login"))


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    assert set(matrix.FOUND) == set(matrix.EVERY)
    assert not set(DESK) & set(DOOR)


@pytest.mark.parametrize("name", DESK)
def test_what_an_address_does_not_answer_it_refuses_to_everybody(address: Address, name: str) -> None:
    inside = signing_in.at_once(person(*ROLES))
    for method in set(METHODS) - DESK[name].methods:
        for client in (Client(), inside):
            assert ask(client, method, address(name)).status_code == 405, method


@pytest.mark.parametrize("name", [name for name, row in DESK.items() if row.who is not None])
def test_a_stranger_is_led_to_the_sign_in(address: Address, name: str) -> None:
    for method in DESK[name].methods:
        assert is_sign_in(ask(Client(), method, address(name))), method


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", [name for name, row in DESK.items() if row.who is not None])
def test_a_role_gets_in_where_the_matrix_says_and_nowhere_else(
    address: Address, name: str, role: str
) -> None:
    row, who = DESK[name], person(role)
    for method in row.methods:
        answer = ask(signing_in.at_once(who), method, address(name))
        if role in (row.who or ()):
            assert answer.status_code in (GOT_IN | {404} if row.bare else GOT_IN), method
            assert not is_sign_in(answer) or name == "account_reauthenticate"
        else:
            assert answer.status_code == 403, method
            assert method == "HEAD" or "not among your rights" in answer.content.decode()


@pytest.mark.parametrize("name", [name for name, row in DESK.items() if row.who is not None])
def test_whoever_has_no_role_gets_no_further_than_their_own_sign_in(address: Address, name: str) -> None:
    row, client = DESK[name], signing_in.at_once(person())
    if row.who != matrix.EVERYBODY:
        assert {ask(client, method, address(name)).status_code for method in row.methods} == {403}


@pytest.mark.parametrize(
    "name",
    [name for name in DESK if name != "desk_invited" and "token" in matrix.FOUND[name].pattern.converters],
)
def test_a_file_of_another_matter_is_not_there(address: Address, name: str) -> None:
    who = person(*ROLES, matter=ELSEWHERE)
    for method in DESK[name].methods:
        assert ask(signing_in.at_once(who), method, address(name)).status_code == 404, method


@pytest.mark.parametrize("name", ["desk_erasure", "desk_erasure_propose", "desk_erasure_approve",
                                  "desk_erasure_refuse", "desk_hold_lift"])  # fmt: skip
def test_what_hangs_on_a_file_of_another_matter_is_not_there(address: Address, name: str) -> None:
    who = person(*ROLES, matter=ELSEWHERE)
    for method in DESK[name].methods:
        assert ask(signing_in.at_once(who), method, address(name)).status_code == 404, method


@pytest.mark.parametrize("name", ["desk_decide", "desk_undo", "desk_packet", "desk_links", "desk_check",
                                  "desk_element", "desk_element_withdraw"])  # fmt: skip
def test_a_right_held_in_another_matter_does_nothing_here(address: Address, name: str) -> None:
    who = person(Grant.INTAKE, matter=factories.MATTER)
    rights.give(staff=who, roles=ROLES, matter=ELSEWHERE, by=audit.SYSTEM, at=factories.SENT_AT)
    for method in DESK[name].methods:
        assert ask(signing_in.at_once(who), method, address(name)).status_code == 403, method


@pytest.mark.parametrize("name", [name for name, row in DESK.items() if row.who is not None])
def test_a_password_alone_opens_only_what_adds_a_second_factor(
    address: Address, name: str, settings: Any
) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    client, own = Client(), ("mfa_", "account_reauthenticate")
    signing_in.password(client, person(*ROLES))
    for method in DESK[name].methods:
        answer = ask(client, method, address(name))
        led_away = answer.status_code == 302 and answer["Location"] == reverse("mfa_index")
        assert led_away is not name.startswith(own), method


@pytest.mark.parametrize("name", DOOR)
def test_at_the_claimants_door_a_role_opens_nothing_more(address: Address, name: str) -> None:
    row, path = DOOR[name], address(name)
    inside = signing_in.at_once(person(*ROLES))
    for method in METHODS:
        seen = [ask(client, method, path) for client in (Client(), inside)]
        assert len({answer.status_code for answer in seen}) == 1, method
        assert (seen[0].status_code == 405) is (method not in row.methods), method


def kept() -> dict[str, list[dict[str, object]]]:
    """Every row of every table, but those of the record, of sessions and of who opened what when."""
    tables = (model for model in apps.get_models() if model.__name__ not in RECORDED)
    return {model.__name__: list(model._default_manager.order_by("pk").values()) for model in tables}


@pytest.mark.parametrize("role", ROLES)
def test_reading_writes_nothing_but_the_record(address: Address, role: str) -> None:
    who = person(role)
    signing_in.give_app(who)
    client = signing_in.at_once(who)
    before = kept()
    for name in DESK:
        for method in ("GET", "HEAD", "OPTIONS"):
            client.generic(method, address(name), QUERY_STRING="choice=accept&seen=0&roles=attorney@")
    assert kept() == before


@pytest.mark.parametrize("name", [name for name, row in DESK.items() if "POST" in row.methods])
def test_every_post_needs_its_token_against_forgery(address: Address, name: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = signing_in.at_once(person(*ROLES)).cookies
    before = kept()
    assert strict.post(address(name), {"seen": 0, "choice": "accept"}).status_code == 403
    assert kept() == before
    assert strict.get(reverse("desk_home")).status_code == 200, "still signed in"


def test_a_row_names_only_roles_that_there_are() -> None:
    assert set(ROLES) == {role for role, _ in Grant.ROLES}
    assert all((row.who or frozenset()) <= set(ROLES) for row in matrix.EVERY.values())
    assert isinstance(DESK["desk"], Row)
