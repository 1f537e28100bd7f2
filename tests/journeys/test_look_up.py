"""A claimant looks their photos up in a real browser, narrow and wide, and is told when it is too often."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from casefile import lists
from exposure import build
from tests import published
from tests.journeys.walking import Walk
from tests.personas import ADULT, Persona
from tests.published import ACCOUNT, PHOTO

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("record_can_be_emptied")]
PICTURES = os.environ.get("PICTURES", "")
LINKS = (f"flickr.com/photos/{ACCOUNT}/{PHOTO}", f"flickr.com/photos/{ACCOUNT}/4571314349", "", PHOTO)
OFFER = "look for your photos in the lists the firm has"
THREE = Persona(
    {**ADULT.told}
    | {("photo", n): {"link": link, "same": "no" if n == 3 else "yes"} for n, link in enumerate(LINKS)}
)


@pytest.mark.parametrize("scripted", [True, False], ids=["with scripts", "without scripts"])
@pytest.mark.parametrize("width", [375, pytest.param(1280, marks=pytest.mark.all)])
def test_the_photos_are_looked_up_and_the_interview_goes_on(
    walk: Callable[..., Walk], settings: Settings, width: int, scripted: bool
) -> None:
    published.write()
    build.bind(lists.root())
    folder = Path(PICTURES) / f"look-up-{width}" if PICTURES and scripted else None
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
    visit = walk(viewport={"width": width, "height": 812}, java_script_enabled=scripted)
    visit.pass_gate()
    visit.interview(THREE, until="/found/", lists={"photos": len(LINKS)})
    visit.pictures = folder
    visit.look()
    visit.press(OFFER)
    visit.press("Look for my photos")
    said = visit.page.inner_text("main")
    assert f"Found under the account you named ({ACCOUNT}), in: megaface." in said
    assert f"Not found under the account you named ({ACCOUNT})." in said
    assert "We could not read the number of this photo." in said
    assert "We do not know the number of the account this photo was on." in said
    visit.press("Go on with the questions")
    assert visit.path.endswith("/found/")
    settings.LOOK_UPS_A_DAY = 1
    visit.press(OFFER)
    visit.press("Look for my photos")
    assert "We cannot look for your photos now" in visit.page.inner_text("h1")
    visit.press("Go on with the questions")
    visit.pictures = None
    visit.interview(THREE)
    assert [fault for fault in visit.faults if "429" not in fault] == []
    assert len(visit.asked) == 1
