"""The page of reasons: added, changed, retired, and what it refuses."""

import pytest
from django.test import Client

from casefile import reasons
from casefile.models import ReasonCode

pytestmark = pytest.mark.django_db
ONE = "/desk/reasons/decline/criteria/"
ADDED = {"choice": "decline", "code": "moved_abroad", "words": "Moved abroad", "by_two": "1"}


def test_a_reason_is_added_and_offered_on_the_list(desk: Client) -> None:
    assert desk.post("/desk/reasons/", ADDED).status_code == 302
    row = ReasonCode.objects.get()
    assert (row.words, row.by_two, row.needs_note, row.active) == ("Moved abroad", True, False, True)
    assert "Moved abroad" in desk.get("/desk/reasons/").content.decode()
    again = desk.post("/desk/reasons/", ADDED)
    assert again.status_code == 409 and "a reason of this code already" in again.content.decode()


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("choice", "", "Choose what it is a reason for."),
        ("choice", "shred", "Choose a state from the list."),
        ("code", "", "Enter a code for the record."),
        ("code", "no spaces", "single underscores"),
        ("words", " \u200b ", "Say the reason in a few words."),
        ("words", "n" * 201, "The reason has 201 characters"),
    ],
)
def test_a_refused_form_says_what_to_do_and_keeps_the_rest(
    desk: Client, field: str, typed: str, says: str
) -> None:
    answer = desk.post("/desk/reasons/", {**ADDED, field: typed})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert says in text and "Error: " in text
    assert not ReasonCode.objects.exists()


def test_a_change_is_a_new_version_and_an_old_page_records_nothing(desk: Client) -> None:
    body = {"seen": 0, "words": "Outside the criteria"}
    assert desk.post(ONE, body).status_code == 302
    answer = desk.post(ONE, {**body, "words": "Kept words"})
    assert answer.status_code == 409
    assert "Kept words" in answer.content.decode()
    assert [row.words for row in ReasonCode.objects.all()] == ["Outside the criteria"]


def test_a_reason_is_retired_and_brought_back(desk: Client) -> None:
    assert desk.post(f"{ONE}retire", {"seen": 0}).status_code == 302
    found = reasons.find("decline", "criteria")
    assert found and not found.active
    assert desk.post(ONE, {"seen": 1, "words": found.words}).status_code == 302
    again = reasons.find("decline", "criteria")
    assert again and again.active and again.version == 2


def test_the_override_cannot_be_retired(desk: Client) -> None:
    answer = desk.post("/desk/reasons/accept/against_findings/retire", {"seen": 0})
    assert answer.status_code == 409
    assert "cannot be retired" in answer.content.decode()


def test_a_reason_that_never_was_is_not_found(desk: Client) -> None:
    assert desk.get("/desk/reasons/decline/never_was/").status_code == 404
