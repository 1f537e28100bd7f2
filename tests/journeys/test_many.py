"""Many photos, several children and a private link, in a real browser, with scripts and without."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from casefile.models import Draft, Submission
from tests.intake.test_pasting import links
from tests.journeys.walking import Walk
from tests.personas import ADULT, PARENT, PHOTOGRAPHER, TWICE

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("record_can_be_emptied")]
PICTURES = os.environ.get("PICTURES", "")
WIDTHS = {"phone": {"width": 375, "height": 740}, "desk": {"width": 1280, "height": 900}}


def place(name: str) -> Path | None:
    if not PICTURES:
        return None
    folder = Path(PICTURES) / name
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def alike(visit: Walk) -> None:
    """Fill in the page about all photos."""
    for page in ("face", "uploaded", "public", "photo", "taken", "on-flickr"):
        visit.fill({name: value for name, value in ADULT.answers(page, 1).items() if name != "link"})


@pytest.mark.parametrize("width", list(WIDTHS))
def test_forty_nine_links_are_pasted_read_added_and_asked_about_once(
    walk: Callable[..., Walk], width: str
) -> None:
    visit = walk(viewport=WIDTHS[width], pictures=place(f"many-{width}"))
    visit.pass_gate()
    visit.interview(ADULT, until="/photos/")
    visit.press("Paste many links at once")
    visit.press("Read these links")
    assert "There is a problem" in visit.page.inner_text("main")
    text = f"{links(49)}\nflickr.com/people/pat-example\n{links(1)}\n{links(2, 3600000000)}"
    visit.fill({"links": text})
    visit.press("Read these links")
    visit.press("Add these 49 photos")
    visit.press("Continue")
    assert "There is a problem" in visit.page.inner_text("main")
    alike(visit)
    visit.page.locator('[name="differs-license"]').check()
    visit.page.locator('[name="differs-license"]').uncheck()
    visit.press("Continue")
    assert visit.path.endswith("/photos/") and len(Draft.objects.get().answers["photos"]) == 50
    visit.press("Take these photos off again")
    visit.press("No, keep")
    assert (visit.faults, len(visit.asked)) == ([], 1)


@pytest.mark.parametrize("scripted", [True, False], ids=["with scripts", "without scripts"])
def test_the_places_of_one_child_are_one_press_for_the_next(
    walk: Callable[..., Walk], scripted: bool
) -> None:
    visit = walk(java_script_enabled=scripted, pictures=place("children") if scripted else None)
    visit.pass_gate()
    visit.interview(PARENT, until="/people/2/lived/", lists=TWICE)
    visit.press("The same places as Kit Example")
    assert "Filled in as for Kit Example" in visit.page.inner_text("main")
    visit.press("Continue")
    people = Draft.objects.get().answers["people"]
    assert people[1]["lived"] == people[0]["lived"]
    assert (visit.faults, len(visit.asked)) == ([], 1)


def test_a_photographer_hands_on_a_link_and_somebody_opens_it(walk: Callable[..., Walk]) -> None:
    visit = walk(pictures=place("link"))
    visit.pass_gate()
    visit.interview(PHOTOGRAPHER)
    visit.press("Go on to sign and send")
    visit.answer(PHOTOGRAPHER.answers("declaration", None), button="Send my answers to the firm")
    visit.press("Make a private link")
    visit.press("Make a private link")
    path = "/asked/" + visit.page.locator("#words").input_value().rsplit("/asked/", 1)[1]
    reader = walk(pictures=place("reader"))
    reader.open(path)
    reader.press("Read on before you start")
    reader.press("Yes, go on")
    reader.fill({"born": "1985-06-15"})
    reader.press("Continue")
    assert Draft.objects.get().invited_by == Submission.objects.get().pk
    assert (visit.faults, reader.faults) == ([], [])
