"""Tolling and later collections at the desk: typed, previewed, recorded once, withdrawn for a reason."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from casefile.models import ClockEntry, Grant, Submission
from tests import factories, signing_in
from tests.review import looked

pytestmark = pytest.mark.django_db
PAGE = "/desk/calendar/entries/"


@pytest.fixture
def file(db: None) -> Submission:
    return looked.send()


def typed(**more: Any) -> dict[str, Any]:
    return {
        "key": str(uuid4()), "matter": factories.MATTER, "kind": "tolling", "first_on": "2020-03-01",
        "last_on": "2020-03-10", "covers": "everybody", "names": "", "basis": "An order of March 2020.",
        **more,
    }  # fmt: skip


def record(desk: Client, said: dict[str, Any]) -> Any:
    """Send the form as a person does: see what it would move, then record it."""
    seen = desk.post(PAGE, said)
    assert seen.status_code == 200, seen.content.decode()
    return desk.post(PAGE, {**said, "seen": seen.context["seen"]})


def test_an_entry_is_seen_before_it_is_recorded_and_recorded_once(desk: Client, file: Submission) -> None:
    said = typed()
    seen = desk.post(PAGE, said)
    shown = seen.content.decode()
    assert "<strong>1 file</strong> and 1 claim are covered" in shown
    assert "<strong>1 claim</strong> would get another deadline" in shown
    assert not ClockEntry.objects.exists()
    for _ in range(2):
        assert desk.post(PAGE, {**said, "seen": seen.context["seen"]}).status_code == 302
    entry = ClockEntry.objects.get()
    assert (entry.first_on, entry.last_on, entry.basis) == (
        date(2020, 3, 1), date(2020, 3, 10), "An order of March 2020.",
    )  # fmt: skip
    assert "An order of March 2020." in desk.get(PAGE).content.decode()


def test_what_changed_after_the_preview_is_shown_again_first(desk: Client, file: Submission) -> None:
    said = typed()
    seen = desk.post(PAGE, said).context["seen"]
    again = desk.post(PAGE, {**said, "last_on": "2020-03-20", "seen": seen})
    assert again.status_code == 200
    assert again.context["preview"] is not None
    assert not ClockEntry.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"last_on": "2020-02-01"}, "The last day is before the first."),
        ({"first_on": "yesterday"}, "Enter the first day."),
        ({"first_on": "1999-01-01"}, "Enter days from 2004 to today."),
        ({"last_on": str(timezone.localdate() + timedelta(days=2))}, "Enter days from 2004 to today."),
        ({"covers": "everybody", "names": "1"}, "Leave the list empty, or choose what it names."),
        ({"covers": "files"}, "Name at least one"),
        ({"covers": "files", "names": "AAA-AAA-AAA"}, "There is no file of this reference: AAA-AAA-AAA."),
        ({"covers": "photos", "names": "abc"}, "This is no number or address of a photo: abc."),
        ({"covers": "accounts", "names": "somebody"}, "This is no Flickr account number"),
        ({"covers": "", "names": ""}, "Choose what it covers."),
        ({"basis": " "}, "Say what it rests on"),
        ({"matter": "another"}, "not one of the available choices"),
    ],
)
def test_what_cannot_be_entered_is_said_and_what_was_typed_comes_back(
    desk: Client, wrong: dict[str, str], words: str
) -> None:
    answer = desk.post(PAGE, typed(**wrong))
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert words in shown
    assert "An order of March 2020." in shown or "basis" in wrong
    assert not ClockEntry.objects.exists()


def test_names_are_read_in_any_spelling_and_kept_in_one(desk: Client, file: Submission) -> None:
    lower = f"{file.reference.lower().replace('-', '')}\n{file.reference}"
    assert record(desk, typed(covers="files", names=lower)).status_code == 302
    link = "https://www.flickr.com/photos/12345678@N00/7654321098/"
    assert record(desk, typed(covers="photos", names=f"{link}, 7654321098")).status_code == 302
    assert [one.names for one in ClockEntry.objects.all()] == [[file.reference], ["7654321098"]]


def test_a_collection_of_one_day_needs_one_day(desk: Client) -> None:
    assert record(desk, typed(kind="collection", first_on="2024-05-06", last_on="")).status_code == 302
    entry = ClockEntry.objects.get()
    assert (entry.kind, entry.first_on, entry.last_on) == ("collection", date(2024, 5, 6), date(2024, 5, 6))


def test_an_entry_is_withdrawn_once_for_a_reason_after_a_preview(desk: Client, file: Submission) -> None:
    record(desk, typed())
    page = f"{PAGE}{ClockEntry.objects.get().pk}/withdraw"
    assert "What the withdrawal would move" in desk.get(page).content.decode()
    assert desk.post(page, {"note": ""}).status_code == 422
    for _ in range(2):
        assert desk.post(page, {"note": "Entered for the wrong case."}).status_code == 302
    assert [one.kind for one in ClockEntry.objects.all()] == ["tolling", "withdrawn"]
    shown = desk.get(PAGE).content.decode()
    assert "Entered for the wrong case." in shown
    assert "An earlier entry is withdrawn (number 1)" in shown


def test_only_an_attorney_enters_and_only_in_their_matters(desk: Client) -> None:
    record(desk, typed())
    entry = ClockEntry.objects.get()
    paralegal = signing_in.at_once(factories.make_staff("pa@example.com", roles=(Grant.PARALEGAL,)))
    for path in (PAGE, f"{PAGE}{entry.pk}/withdraw"):
        assert paralegal.get(path).status_code == paralegal.post(path, typed()).status_code == 403
    elsewhere = factories.make_staff("elsewhere@example.com")
    elsewhere.grants.update(matter="another")
    client = signing_in.at_once(elsewhere)
    assert "An order of March 2020." not in client.get(PAGE).content.decode()
    assert client.get(f"{PAGE}{entry.pk}/withdraw").status_code == 404
