"""A Spanish speaker on a phone, with scripts and without, and the switch in the middle of the way."""

from collections.abc import Callable

import pytest
from django.utils import translation
from playwright.sync_api import BrowserContext

from casefile.models import Draft, Submission
from tests.journeys.walking import Walk
from tests.personas import ADULT

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("record_can_be_emptied")]
YOU = "/flickr-megaface/you/"
SEND = "Send my answers to the firm"


class InSpanish(Walk):
    """Presses what a button is called in Spanish."""

    def press(self, name: str) -> None:
        with translation.override("es"):
            called = translation.gettext(name)
        super().press(called)


@pytest.mark.parametrize("scripted", [True, False], ids=["with scripts", "without scripts"])
def test_a_spanish_speaker_sends_an_interview(
    live_server: object, contexts: Callable[..., BrowserContext], scripted: bool
) -> None:
    page = contexts(java_script_enabled=scripted).new_page()
    visit = InSpanish(page, str(live_server), scripted=scripted)
    visit.open("/")
    Walk.press(visit, "Español")
    assert page.locator("html").get_attribute("lang") == "es"
    visit.pass_gate()
    visit.interview(ADULT)
    visit.press("Go on to sign and send")
    visit.answer(ADULT.answers("declaration", None), button=SEND)
    assert Submission.objects.get().language == "es"
    assert visit.faults == []


def test_the_switch_keeps_what_was_typed_and_return_does_not_press_it(walk: Callable[..., Walk]) -> None:
    visit = walk()
    visit.pass_gate()
    visit.interview(ADULT, until=YOU)
    visit.fill({"first": "Ana María", "last": "Ejemplo"})
    visit.press("Español")
    assert visit.page.locator("html").get_attribute("lang") == "es"
    assert visit.page.locator('[name="first"]').input_value() == "Ana María"
    box = visit.page.get_by_role("button", name="English").bounding_box()
    assert box and box["height"] >= 44 and box["width"] >= 44
    visit.fill({"email": "ana@example.com"})
    with visit.page.expect_navigation():
        visit.page.locator('[name="last"]').press("Enter")
    assert visit.path != YOU and visit.page.locator("html").get_attribute("lang") == "es"
    assert Draft.objects.get().answers["one"]["you"]["first"] == "Ana María"
