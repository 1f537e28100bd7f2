"""A claimant walks from the landing page to the receipt on a phone, with scripts and without."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client

from casefile.models import Draft, Submission
from tests.intake.conftest import CHECK, EVIDENCE, Claimant
from tests.journeys.walking import Walk
from tests.personas import ADULT, PARENT, TWICE, Persona

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("record_can_be_emptied")]
REFERENCE = re.compile(r"\b[0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]{3}\b")
PICTURES = os.environ.get("PICTURES", "")


def place(name: str) -> Path | None:
    if not PICTURES:
        return None
    folder = Path(PICTURES) / name
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.mark.parametrize("scripted", [True, False], ids=["with scripts", "without scripts"])
def test_an_adult_sends_an_interview_from_a_phone(walk: Callable[..., Walk], scripted: bool) -> None:
    visit = walk(java_script_enabled=scripted, pictures=place("adult") if scripted else None)
    visit.pass_gate()
    visit.interview(ADULT)
    visit.press("Go on to sign and send")
    visit.answer(ADULT.answers("declaration", None), button="Send my answers to the firm")
    reference = REFERENCE.search(visit.page.inner_text("main"))
    assert reference and Submission.objects.get().reference == reference[0]
    assert Draft.objects.count() == 0
    assert (visit.faults, len(visit.asked)) == ([], 1), visit.asked


def test_a_parent_of_two_children_with_two_photos(walk: Callable[..., Walk]) -> None:
    visit = walk(pictures=place("parent"))
    visit.pass_gate()
    visit.interview(PARENT, lists=TWICE)
    visit.press("Go on to sign and send")
    visit.answer(PARENT.answers("declaration", None), button="Send my answers to the firm")
    sent = Submission.objects.get()
    assert (len(sent.answers["people"]), len(sent.answers["photos"])) == (2, 2)
    assert (visit.faults, len(visit.asked)) == ([], 1)


@pytest.mark.parametrize("scripted", [True, False], ids=["with scripts", "without scripts"])
def test_a_child_is_stopped_and_stays_stopped(walk: Callable[..., Walk], scripted: bool) -> None:
    visit = walk(java_script_enabled=scripted, pictures=place("stopped") if scripted else None)
    visit.pass_gate(born="2014-04-30")
    stopped = visit.page.inner_text("main")
    assert "This form is for adults" in stopped
    assert [cookie["name"] for cookie in visit.page.context.cookies()] == ["stopped"]
    visit.page.go_back()
    assert visit.page.inner_text("main") == stopped
    visit.open("/flickr-megaface/start/")
    assert visit.page.inner_text("main") == stopped
    assert (Draft.objects.count(), Session.objects.count()) == (0, 0)


def test_the_browsers_back_and_forward_lose_nothing(walk: Callable[..., Walk]) -> None:
    visit = walk()
    visit.pass_gate()
    visit.answer({"role": "child"})
    visit.answer({"represented": "no"})
    visit.page.go_back()
    assert visit.page.locator('[name="represented"][value="no"]').is_checked()
    visit.page.go_back()
    assert visit.page.locator('[name="role"][value="child"]').is_checked()
    visit.answer({"role": "myself"})
    assert visit.page.locator('[name="represented"][value="no"]').is_checked()
    assert "Can your face be seen" in _after(visit, "Continue")


def stand_at(visit: Walk, persona: Persona, until: str, **lists: int) -> None:
    """Put the browser where a claimant without one has come to: much faster than walking there."""
    ahead = Claimant(Client())
    ahead.pass_age()
    ahead.walk(persona, until=CHECK if until == EVIDENCE else until, lists=lists)
    session = ahead.client.cookies[settings.SESSION_COOKIE_NAME]
    visit.page.context.add_cookies([{"name": session.key, "value": session.value, "url": visit.site}])
    visit.open(until)


def _after(visit: Walk, button: str) -> str:
    visit.press(button)
    return visit.page.inner_text("h1")


def test_a_refused_page_puts_the_reader_at_its_problems(walk: Callable[..., Walk]) -> None:
    visit = walk(pictures=place("errors"))
    stand_at(visit, ADULT, "/flickr-megaface/contact/")
    visit.fill({"street": "12 Sample Street", "phone": "nobody"})
    visit.press("Continue")
    assert visit.page.title().startswith("Error: ")
    assert visit.page.evaluate("document.activeElement.className") == "error-summary"
    visit.page.locator(".error-summary a").first.click()
    assert visit.page.evaluate("document.activeElement.id") == "id_city"
    assert visit.page.locator('[name="street"]').input_value() == "12 Sample Street"


def test_a_list_is_added_to_and_taken_from_without_scripts(walk: Callable[..., Walk]) -> None:
    visit = walk(java_script_enabled=False)
    stand_at(visit, PARENT, CHECK, **TWICE)
    visit.open("/flickr-megaface/photos/")
    visit.press("Remove Photo 2")
    visit.press("Yes, remove")
    visit.interview(PARENT)
    assert len(Draft.objects.get().answers["photos"]) == 1


@pytest.mark.parametrize(
    "options",
    [
        {"viewport": {"width": 320, "height": 640}},
        {"viewport": {"width": 1280, "height": 900}},
        {"color_scheme": "dark"},
    ],
    ids=["320", "1280", "dark"],
)
def test_pages_beside_the_interview_read_well_at_any_width_and_in_the_dark(
    walk: Callable[..., Walk], options: dict[str, object], request: pytest.FixtureRequest
) -> None:
    visit = walk(pictures=place(f"beside-{request.node.callspec.id}"), **options)
    for path in ("/", "/flickr-megaface/start/"):
        visit.open(path)
    stand_at(visit, PARENT, CHECK, **TWICE)
    for path in ("people/2/lived/", "photos/2/on-flickr/", "contact/", "people/", "people/2/remove/"):
        visit.open(f"/flickr-megaface/{path}")
    visit.open("/flickr-megaface/people/2/lived/")
    visit.press("Add another place")
    visit.press("Continue")
    visit.open(CHECK)
    visit.press("Go on to sign and send")
    visit.press("Send my answers to the firm")
    visit.answer(PARENT.answers("declaration", None), button="Send my answers to the firm")
    for path in ("/no-such-page/", "/outbox/", "/flickr-megaface/start/"):
        visit.open(path)
    visit.press("No, stop here")
    visit.page.context.clear_cookies()
    visit.open("/flickr-megaface/role/")
    assert "We could not find your answers" in visit.page.inner_text("h1")
    assert visit.faults == []


def test_ending_on_a_shared_computer_leaves_nothing_to_go_back_to(walk: Callable[..., Walk]) -> None:
    visit = walk()
    stand_at(visit, ADULT, "/flickr-megaface/contact/")
    visit.press("I am on a shared computer: end here")
    visit.page.go_back()
    assert "We could not find your answers" in visit.page.inner_text("h1")
    assert Draft.objects.count() == 1
