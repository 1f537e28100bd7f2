"""The stop page in a browser, on a phone and at a desk, and what is left of an interview deleted there."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from casefile.models import DeletedIntake, Draft, Submission
from tests.journeys.walking import Walk
from tests.personas import ADULT, Persona

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("record_can_be_emptied")]
WIDTHS = {"phone": {"width": 375, "height": 812}, "desk": {"width": 1280, "height": 900}}
BLURRED = Persona({**ADULT.told, ("face", 0): {"face": "no"}})
PICTURES = os.environ.get("PICTURES", "")


def stopped(walk: Callable[..., Walk], name: str) -> Walk:
    folder = Path(PICTURES) / f"stop-{name}" if PICTURES else None
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
    visit = walk(viewport=WIDTHS[name], pictures=folder)
    visit.pass_gate()
    for page in ("role", "lawyer", "face", "found"):
        visit.answer(BLURRED.answers(page, 0 if page == "face" else None))
    assert visit.path == "/flickr-megaface/stop/"
    return visit


@pytest.mark.parametrize("width", WIDTHS)
def test_asking_a_person_is_short(walk: Callable[..., Walk], width: str) -> None:
    visit = stopped(walk, width)
    visit.page.get_by_role("button", name="Ask a person to look").focus()
    visit.press("Ask a person to look")
    for page in ("you", "contact"):
        visit.answer(ADULT.answers(page, None))
    visit.press("Go on to sign and send")
    visit.answer(ADULT.answers("declaration", None), button="Send my answers to the firm")
    assert Submission.objects.get().lines.filter(page="stop").count() == 1
    assert visit.faults == []


@pytest.mark.parametrize("width", WIDTHS)
def test_deleting_asks_once_more_and_shows_what_stays(walk: Callable[..., Walk], width: str) -> None:
    visit = stopped(walk, width)
    visit.press("Change")
    visit.press("Back")
    visit.press("Delete my answers")
    visit.press("Yes, delete my answers")
    assert DeletedIntake.objects.get().reference in visit.page.inner_text("main")
    assert Draft.objects.count() == 0
    visit.page.go_back()
    visit.page.reload()
    assert "your face" not in visit.page.inner_text("main")
