"""A page is kept while it is typed, an address is asked for once, and nothing typed is ever judged."""

import json

import pytest
from django.core import mail

from casefile import drafts
from casefile.models import Delivery, Draft, Job
from tests.intake.conftest import Claimant
from tests.intake.test_canaries import work_everything
from tests.personas import ADULT

SAVE, SAVED, ROLE = "/flickr-megaface/save/", "/flickr-megaface/saved/", "/flickr-megaface/role/"
TYPING = "/flickr-megaface/contact/typing/"
CONTACT = "/flickr-megaface/contact/"
PAT = "pat@example.com"
pytestmark = pytest.mark.django_db


@pytest.fixture
def begun(claimant: Claimant) -> Claimant:
    claimant.pass_age()
    return claimant


@pytest.fixture
def at_contact(begun: Claimant) -> Claimant:
    begun.walk(ADULT, until=CONTACT)
    return begun


def test_every_page_says_how_to_save_and_until_when_answers_are_kept(begun: Claimant) -> None:
    assert "Save and come back later" in begun.client.get(ROLE).content.decode()
    page = begun.client.get(SAVE).content.decode()
    until = drafts.kept_until(Draft.objects.get())
    assert str(until.year) in page and "Your answers are kept until" in page
    assert 'name="email"' in page


def test_the_address_given_to_save_is_filled_in_later_and_not_asked_for_again(begun: Claimant) -> None:
    begun.client.post(SAVE, {"email": PAT})
    begun.walk(ADULT, until="/flickr-megaface/you/")
    assert begun.client.get("/flickr-megaface/you/").context["form"]["email"].value() == PAT
    begun.walk(ADULT, until=CONTACT)
    page = begun.client.get(SAVE).content.decode()
    assert 'name="email"' not in page and PAT in page


def test_an_address_answered_in_the_interview_finds_the_draft_too(at_contact: Claimant) -> None:
    draft = Draft.objects.get()
    assert draft.email == PAT and len(draft.email_index) == 64
    assert Job.objects.filter(kind="remind", subject=draft.pk).count() == 1


def test_a_wrong_address_is_refused_in_words(begun: Claimant) -> None:
    answer = begun.client.post(SAVE, {"email": "pat at example"})
    assert answer.status_code == 200 and "Enter an e-mail address with a name" in answer.content.decode()
    assert Draft.objects.get().email is None


def test_saving_sends_one_letter_however_often_it_is_pressed(begun: Claimant) -> None:
    for _ in range(2):
        assert begun.client.post(SAVE, {"email": PAT})["Location"] == SAVED
    work_everything()
    assert len(mail.outbox) == Delivery.objects.filter(kind="letter").count() <= 2
    assert "/go-on/" in mail.outbox[0].body and PAT in begun.client.get(SAVED).content.decode()


def test_saving_too_often_keeps_the_address_and_says_so(begun: Claimant) -> None:
    answers = [begun.client.post(SAVE, {"email": PAT}).status_code for _ in range(6)]
    assert answers == [*[302] * 5, 429] and Draft.objects.get().email == PAT


def test_a_page_is_kept_as_typed_and_shown_again_without_a_complaint(at_contact: Claimant) -> None:
    typed = {"street": "12 Sample", "phone": "nobody", "of": "x", "csrfmiddlewaretoken": "y"}
    assert at_contact.client.post(TYPING, typed).status_code == 204
    answer = at_contact.client.get(CONTACT)
    form, page = answer.context["form"], answer.content.decode()
    assert (form["street"].value(), form["phone"].value()) == ("12 Sample", "nobody")
    assert not form.errors and "There is a problem" not in page and not page.startswith("Error")
    assert "It is not answered until you choose Continue" in page
    assert "contact" not in Draft.objects.get().answers["one"]
    at_contact.at = CONTACT
    at_contact.answer(ADULT)
    assert Draft.objects.get().typed is None
    assert "We kept what you had typed" not in at_contact.client.get(CONTACT).content.decode()


def test_what_arrives_after_it_was_sent_is_not_called_unanswered(at_contact: Claimant) -> None:
    shown = at_contact.client.get(CONTACT).context["form"]
    from tests.personas import posted

    data = posted(shown, ADULT.answers("contact", None))
    at_contact.client.post(CONTACT, data)
    at_contact.client.post(TYPING, data)
    assert "We kept what you had typed" not in at_contact.client.get(CONTACT).content.decode()


def test_save_and_come_back_keeps_what_is_on_the_page_without_scripts(at_contact: Claimant) -> None:
    answer = at_contact.client.post(TYPING, {"street": "12 Sample", "later": "1"})
    assert answer["Location"] == SAVE
    assert at_contact.client.get(CONTACT).context["form"]["street"].value() == "12 Sample"


def test_what_is_typed_is_bounded_and_kept_for_pages_that_are_asked(at_contact: Claimant) -> None:
    client = at_contact.client
    assert client.post(TYPING, {"street": "x" * 70_000}).status_code == 409
    assert client.post("/flickr-megaface/declaration/typing/", {"name": "Pat"}).status_code == 404
    assert client.post("/flickr-megaface/age/typing/", {"born_year": "2014"}).status_code == 404
    assert client.get(TYPING).status_code == 405
    assert Draft.objects.get().typed is None
    for page in ("role", "lawyer", "contact"):
        client.post(f"/flickr-megaface/{page}/typing/", {"x": "y" * 25_000})
    kept = Draft.objects.get().typed
    assert set(kept) == {"lawyer", "contact"} and len(json.dumps(kept)) <= drafts.MOST_TYPED


def test_places_typed_over_several_lines_come_back(begun: Claimant) -> None:
    lived = "/flickr-megaface/people/1/lived/"
    begun.walk(ADULT, until=lived)
    page = begun.client.get(lived).content.decode()
    assert f'data-autosave="{lived}typing/"' in page
    begun.client.post(f"{lived}typing/", {"states-0-state": "IL", "states-0-from_year": "20"})
    again = begun.client.get(lived).content.decode()
    assert 'value="20"' in again and "There is a problem" not in again


def test_ending_on_a_shared_computer_keeps_the_draft_and_says_how_to_come_back(begun: Claimant) -> None:
    page = begun.client.post("/flickr-megaface/end/").content.decode()
    assert "/come-back/" in page and Draft.objects.count() == 1
    assert "/come-back/" in begun.client.get(ROLE).content.decode()
