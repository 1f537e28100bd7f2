"""The stop page over HTTP: what it says, what may be chosen, what the record keeps, and deleting all."""

from typing import Any

import pytest
from django.test import Client

from casefile import sealing
from casefile.models import AuditEntry, DeletedIntake, Draft, Submission
from tests.intake.conftest import CHECK, Claimant
from tests.personas import ADULT, Persona

STOP, DELETE = "/flickr-megaface/stop/", "/flickr-megaface/delete/"
FACE = "/flickr-megaface/photos/1/face/"
BLURRED = Persona({**ADULT.told, ("face", 0): {"face": "no"}})
CLEAR = ADULT


@pytest.fixture
def stopped(claimant: Claimant) -> Claimant:
    """A claimant whose only photo shows no face of theirs, on the stop page."""
    claimant.pass_age()
    claimant.walk(BLURRED, until=STOP)
    return claimant


def words(claimant: Claimant, address: str = STOP) -> str:
    return claimant.client.get(address).content.decode()


def choose(claimant: Claimant, choice: str, facts: str = "1.face") -> str:
    claimant.at = claimant.client.post(STOP, {"choice": choice, "facts": facts})["Location"]
    return claimant.at


def story(**about: Any) -> list[tuple[str, str]]:
    """The record about the interview: what happened, on which facts."""
    entries = AuditEntry.objects.filter(**about).order_by("id")
    return [(entry.event, entry.detail.get("facts", "")) for entry in entries]


def test_the_page_says_which_fact_that_nobody_has_looked_and_four_ways_on(stopped: Claimant) -> None:
    page = words(stopped)
    assert "photo 1: your face cannot be seen in it well enough to recognize it" in page
    assert "No lawyer has looked at this." in page
    for way in ("Go on anyway", "Correct an answer", "Ask a person to look", "Delete my answers"):
        assert way in page
    assert 'href="/flickr-megaface/photos/1/face/?change=stop"' in page
    assert 'href="/flickr-megaface/found/?change=stop"' in page


def test_nothing_else_is_asked_while_it_stands(stopped: Claimant) -> None:
    for page in (
        "you/",
        "contact/",
        "check/",
        "declaration/",
        "more/",
        "people/1/lived/",
        "photos/1/uploaded/",
    ):
        assert stopped.client.get(f"/flickr-megaface/{page}")["Location"] == STOP, page
        if page != "check/":
            assert stopped.client.post(f"/flickr-megaface/{page}", {"first": "Pat"})["Location"] == STOP, page
    assert stopped.client.get("/flickr-megaface/lawyer/").status_code == 200


def test_reading_it_changes_nothing(stopped: Claimant) -> None:
    before = (Draft.objects.get().answers, AuditEntry.objects.count(), Draft.objects.get().kept_at)
    for address in (STOP, STOP, DELETE, f"{FACE}?change=stop"):
        assert stopped.client.get(address).status_code == 200
    assert (Draft.objects.get().answers, AuditEntry.objects.count(), Draft.objects.get().kept_at) == before


def test_a_page_sent_without_a_choice_says_so(stopped: Claimant) -> None:
    page = stopped.client.post(STOP, {"facts": "1.face"}).content.decode()
    assert "<title>Error: " in page and "Choose what you want to do" in page
    assert stopped.client.post(STOP, {"facts": "1.face", "choice": "nonsense"}).status_code == 200
    assert "stop" not in Draft.objects.get().answers["one"]


def test_nobody_chooses_on_facts_that_another_tab_has_changed(stopped: Claimant) -> None:
    assert choose(stopped, "anyway", facts="1.video") == STOP
    assert "stop" not in Draft.objects.get().answers["one"]


def test_going_on_leads_through_the_rest_and_stands_in_the_file(stopped: Claimant) -> None:
    assert choose(stopped, "anyway") == "/flickr-megaface/photos/1/uploaded/"
    trail = stopped.walk(BLURRED)
    assert STOP not in trail
    assert "Go on anyway" in words(stopped, CHECK)
    stopped.send()
    line = Submission.objects.get().lines.get(page="stop")
    assert line.content["shown"] == "Go on anyway" and "your face cannot be seen" in line.content["wording"]


def test_a_correction_goes_on_from_there_and_both_answers_are_kept(stopped: Claimant) -> None:
    link = f"{FACE}?change=stop"
    assert stopped.client.get(link).context["back"] == STOP
    stopped.at = stopped.client.post(link, {"face": "yes"})["Location"]
    assert stopped.at == "/flickr-megaface/photos/1/uploaded/"
    assert stopped.client.get(STOP)["Location"] == stopped.at
    stopped.walk(CLEAR)
    stopped.send()
    line = Submission.objects.get().lines.get(page="face")
    assert line.content["shown"] == "Yes"
    assert [said["shown"] for said in line.content["earlier"]] == ["No"]


def test_whoever_asks_a_person_gives_little_and_sends_a_file(stopped: Claimant) -> None:
    assert choose(stopped, "person") == "/flickr-megaface/you/"
    assert stopped.walk(ADULT) == [stopped.at.replace("check", "you"), "/flickr-megaface/contact/", CHECK]
    assert stopped.client.get("/flickr-megaface/account/").status_code == 302
    stopped.send()
    file = Submission.objects.get()
    assert {line.page for line in file.lines.all()} == {
        "role", "lawyer", "face", "found", "stop", "you", "contact", "declaration",
    }  # fmt: skip
    assert file.lines.get(page="stop").content["shown"] == "Ask a person to look"


def test_a_choice_can_be_made_again(stopped: Claimant) -> None:
    choose(stopped, "person")
    assert "You asked a person to look." in words(stopped)
    assert choose(stopped, "anyway") == "/flickr-megaface/photos/1/uploaded/"


def test_the_story_is_read_from_the_record_alone(stopped: Claimant) -> None:
    draft = str(Draft.objects.get().pk)
    stopped.client.post(f"{FACE}?change=stop", {"face": "yes"})
    stopped.client.post(FACE, {"face": "no"})
    choose(stopped, "person")
    stopped.walk(ADULT)
    stopped.send()
    assert story(subject=draft) == [
        ("stop.shown", "1.face"),
        ("stop.corrected", "1.face"),
        ("stop.shown", "1.face"),
        ("stop.person_asked", "1.face"),
    ]
    received = AuditEntry.objects.get(event="submission.received")
    assert received.detail["draft"] == draft and received.subject == str(Submission.objects.get().pk)
    assert {entry.actor for entry in AuditEntry.objects.filter(subject=draft)} == {"claimant"}


def test_going_on_is_recorded_once(stopped: Claimant) -> None:
    for _ in range(2):
        choose(stopped, "anyway")
    assert story() == [("stop.shown", "1.face"), ("stop.went_on", "1.face")]


# Deleting


def test_deleting_asks_first_and_then_leaves_what_the_page_says(stopped: Claimant) -> None:
    draft = Draft.objects.get()
    asked = words(stopped, DELETE)
    assert "Delete all your answers?" in asked and "the notice you were shown" in asked
    page = stopped.client.post(DELETE)
    kept = DeletedIntake.objects.get()
    assert not Draft.objects.exists()
    assert page.status_code == 200 and kept.reference in page.content.decode()
    assert (kept.reasons, kept.name_index, kept.notice) == (["1.face"], "", draft.notice)
    assert story()[-1] == ("intake.deleted", "1.face")
    assert AuditEntry.objects.get(event="intake.deleted").subject == str(draft.pk)
    assert not stopped.client.session.items()
    assert stopped.client.get(CHECK).status_code == 404
    assert stopped.client.post(DELETE).status_code == 404


def test_of_a_name_only_its_keyed_index_stays(claimant: Claimant) -> None:
    claimant.pass_age()
    claimant.walk(ADULT, until="/flickr-megaface/people/1/person/")
    claimant.client.post(DELETE)
    kept = DeletedIntake.objects.get()
    assert kept.name_index == sealing.blind_index("Pat Example", purpose="name")
    assert kept.reasons == [] and "Pat" not in str(vars(kept))


def test_somebody_elses_browser_deletes_nothing(stopped: Claimant) -> None:
    assert Client().post(DELETE).status_code == 404
    assert Draft.objects.count() == 1


def test_what_was_sent_is_not_deleted_here(finished: Claimant) -> None:
    finished.send()
    assert finished.client.post(DELETE)["Location"].startswith("/sent/")
    assert Submission.objects.count() == 1 and not DeletedIntake.objects.exists()
