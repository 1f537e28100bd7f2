"""A dozen people who come to the door, each from the first page to the receipt, in a real browser.

Resuming on another device stands in test_coming_back.py, what a parent of two does in test_claimant.py.
"""

from collections.abc import Callable

import pytest

from casefile.models import Consent, Draft, Submission
from tests.journeys.keyboard import KeyWalk
from tests.journeys.walking import Walk
from tests.personas import ADULT, ELSEWHERE, EXECUTOR, GUARDIAN, PHOTOGRAPHER, UNSURE, Persona

pytestmark = [pytest.mark.journey, pytest.mark.all, pytest.mark.usefixtures("record_can_be_emptied")]


def send(visit: Walk, persona: Persona) -> Submission:
    visit.interview(persona)
    visit.press("Go on to sign and send")
    visit.answer(persona.answers("declaration", None), button="Send my answers to the firm")
    assert (visit.faults, len(visit.asked)) == ([], 1)
    return Submission.objects.get()


@pytest.mark.parametrize(
    ("persona", "role"),
    [
        (EXECUTOR, "died"),
        (GUARDIAN, "ward"),
        (ELSEWHERE, "myself"),
        (UNSURE, "myself"),
        (PHOTOGRAPHER, "photographer"),
    ],
    ids=["executor", "guardian", "outside Illinois", "knows nothing", "photographer"],
)
def test_anyone_can_finish(walk: Callable[..., Walk], persona: Persona, role: str) -> None:
    visit = walk()
    visit.pass_gate()
    sent = send(visit, persona)
    assert sent.answers["one"]["role"]["role"] == role


def test_a_spanish_speaker_reads_spanish_from_first_page_to_receipt(
    walk: Callable[..., Walk],
) -> None:
    visit = walk(locale="es-US")
    visit.language = "es"
    visit.pass_gate()
    assert visit.page.locator("html").get_attribute("lang") == "es"
    sent = send(visit, ADULT)
    assert sent.language == "es"
    assert {consent.language for consent in sent.consents.all()} == {"es"}


def test_a_keyboard_is_enough(walk: Callable[..., Walk]) -> None:
    visit = walk(kind=KeyWalk)
    visit.pass_gate()
    send(visit, ADULT)


def test_who_declines_a_consent_is_told_what_it_is_for_and_loses_nothing(walk: Callable[..., Walk]) -> None:
    visit = walk()
    visit.pass_gate()
    visit.interview(ADULT)
    visit.press("Go on to sign and send")
    signed = {"truth": "yes", "privacy": "yes", "name": "Pat Example"}
    visit.answer(signed, button="Send my answers to the firm")
    assert visit.page.title().startswith("Error: ")
    assert "write to us instead" in visit.page.locator(".error-summary").inner_text()
    assert visit.page.locator('[name="name"]').input_value() == signed["name"]
    assert (Submission.objects.count(), Draft.objects.count()) == (0, 1)
    visit.answer({"esign": "yes"}, button="Send my answers to the firm")
    assert not Consent.objects.get(purpose="texts").given
