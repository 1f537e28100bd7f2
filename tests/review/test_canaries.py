"""Nothing personal is said where it must not be: not to a role without files, not of a file held back."""

from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from casefile import audit, rights
from casefile.models import Clearance, Grant, PartyUpload, StaffMember
from tests import factories, signing_in
from tests.review import canaries, matrix
from tests.review.matrix import ADMINISTRATOR, ATTORNEY, AUDITOR, CLEARER, DESK, ROLES

pytestmark = pytest.mark.one_database
ELSEWHERE = "another-matter"
FILELESS = (CLEARER, AUDITOR, ADMINISTRATOR)
# What nobody at the desk is ever shown: an interview not sent, and how a claimant comes back to it.
NEVER = {"canary-draft", "canary-unsent", "canary-pass", "canary-list"}


def heard(who: StaffMember, made: dict[str, object]) -> set[str]:
    """The canaries in all that the desk says to a person, at every address, asked and sent."""
    of_all: dict[str, object] = {
        "position": 0, "version": 1, "number": 1, "pk": 1, "person": who.pk, "act": "close",
        "code": "sample-list", "event": UUID(int=1), "entry": UUID(int=1), "choice": "decline",
        "reason": "criteria",
    }  # fmt: skip
    said = []
    for name, row in DESK.items():
        known = of_all | made
        if name == "desk_party_upload":
            known["upload"] = PartyUpload.objects.get().pk
        path = reverse(name, kwargs={key: known[key] for key in matrix.FOUND[name].pattern.converters})
        for method in row.methods - {"HEAD"}:
            answer = signing_in.at_once(who).generic(method, path)
            content = b"".join(answer) if answer.streaming else answer.content
            said.append(f"{answer.headers} {content.decode(errors='replace')}")
    every = " ".join(said)
    return {word for word in canaries.WORDS if word in every}


def person(*roles: str, matter: str = "") -> StaffMember:
    one = factories.make_staff(roles=())
    rights.give(staff=one, roles=roles, matter=matter, by=audit.SYSTEM, at=factories.SENT_AT)
    return one


def test_every_sealed_column_has_a_canary_or_a_reason_for_none() -> None:
    assert canaries.sealed_columns() == set(canaries.PLANTED) | set(canaries.EMPTY)
    assert not set(canaries.PLANTED) & set(canaries.EMPTY)


def test_the_canaries_sing_where_they_may(db: None) -> None:
    sung = heard(person(ATTORNEY), canaries.plant())
    assert {
        "canary-changed",
        "canary-answer",
        "canary-note",
        "canary-ruling",
        "canary-upload",
        "March 19, 2017",
    } <= sung
    assert {
        "canary-ruling",
        "canary-element",
        "canary-proposed",
        "canary-held",
        "canary-why",
        "canary-lifted",
    } <= sung
    assert not sung & (NEVER | canaries.CHECKED)


def test_a_clearer_hears_the_check_and_of_a_held_file_the_answers_too(db: None) -> None:
    sung = heard(person(CLEARER), canaries.plant(outcome=Clearance.POSSIBLE))
    assert canaries.CHECKED | {"canary-answer"} <= sung
    assert not sung & NEVER


@pytest.mark.parametrize("role", FILELESS)
def test_whoever_opens_no_file_hears_none(db: None, role: str) -> None:
    assert heard(person(role), canaries.plant()) == (canaries.CHECKED if role == CLEARER else set())


def test_a_person_of_another_matter_hears_none(db: None) -> None:
    assert heard(person(*ROLES, matter=ELSEWHERE), canaries.plant()) == set()


@pytest.mark.parametrize("role", [role for role in ROLES if role != CLEARER])
def test_of_a_file_that_the_conflict_check_holds_back_nothing_is_said(db: None, role: str) -> None:
    assert heard(person(role), canaries.plant(outcome=Clearance.POSSIBLE)) == set()


def test_a_minors_name_is_not_said_until_somebody_asks(db: None) -> None:
    file = factories.make_submission()
    factories.make_claim(file, label="Canary-Minor", role="parent", born="2015-03-15")
    client: Client = signing_in.at_once(person(Grant.ATTORNEY))
    for path in ("/desk/", f"/desk/files/{file.token}/", f"/desk/files/{file.token}/links/"):
        assert "Canary-Minor" not in client.get(path).content.decode()
