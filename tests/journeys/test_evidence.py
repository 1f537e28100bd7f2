"""A claimant sends files in a real browser, narrow and wide, with scripts and without."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from casefile import quarantine
from casefile.models import Draft, Upload
from tests.casefile import made_files
from tests.intake.conftest import EVIDENCE, Claimant
from tests.journeys.test_claimant import stand_at
from tests.journeys.walking import Walk
from tests.personas import ADULT

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("record_can_be_emptied")]
PICTURES = os.environ.get("PICTURES", "")


def sent(*files: tuple[str, bytes]) -> list[dict[str, object]]:
    return [{"name": name, "mimeType": "application/octet-stream", "buffer": body} for name, body in files]


def look() -> None:
    for upload in Upload.objects.all():
        quarantine.check(upload.pk, at=timezone.now())


@pytest.mark.parametrize("scripted", [True, False], ids=["with scripts", "without scripts"])
@pytest.mark.parametrize("width", [375, 1280])
def test_files_are_sent_and_a_flickr_file_fills_the_answers(
    walk: Callable[..., Walk], width: int, scripted: bool
) -> None:
    folder = Path(PICTURES) / f"evidence-{width}-{'script' if scripted else 'plain'}" if PICTURES else None
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
    visit = walk(viewport={"width": width, "height": 812}, java_script_enabled=scripted, pictures=folder)
    stand_at(visit, ADULT, EVIDENCE)
    box = visit.page.locator("#files")
    files = sent(
        ("picnic.jpg", made_files.image("JPEG")),
        ("film.gif", b"GIF89a"),
        ("7215_ab_part1.zip", made_files.account(4)),
    )
    box.set_input_files(files)  # type: ignore[arg-type]
    if scripted:
        visit.page.get_by_text("Received: 7215_ab_part1.zip").wait_for()
        assert "“film.gif” is a GIF picture" in visit.page.locator("#upload-told").inner_text()
        visit.look()
    else:
        visit.press("Send these files")
        assert "“film.gif” is a GIF picture" in visit.page.locator(".error-summary").inner_text()
    look()
    visit.open(EVIDENCE)
    assert visit.page.get_by_text("Received and checked.").count() == 2
    visit.press("Use what the file says")
    visit.page.get_by_label("A picnic 3500000001").check()
    visit.press("See what this would change")
    visit.press("Yes, use them")
    assert visit.path == "/flickr-megaface/photos/2/face/"
    visit.open(EVIDENCE)
    visit.press("Remove picnic.jpg")
    assert visit.page.locator("#upload-list li").count() == 1
    visit.press("Continue")
    assert visit.path == "/flickr-megaface/photos/2/face/"
    assert len(Draft.objects.get().answers["photos"]) == 2
    assert not [fault for fault in visit.faults if "422" not in fault]


def test_a_file_too_big_is_named_before_it_is_sent_and_a_broken_line_is_said(
    walk: Callable[..., Walk], tmp_path: Path
) -> None:
    visit = walk()
    stand_at(visit, ADULT, EVIDENCE)
    large = tmp_path / "large.jpg"
    large.write_bytes(made_files.image("JPEG") + bytes(25_100_000))
    visit.page.locator("#files").set_input_files(large)
    visit.page.get_by_text("“large.jpg” is bigger than 25 MB").wait_for()
    visit.page.route("**/evidence/", lambda route: route.abort())
    visit.page.locator("#files").set_input_files(sent(("a.jpg", made_files.image("JPEG"))))  # type: ignore[arg-type]
    visit.page.get_by_text("“a.jpg” did not arrive. Check your connection").wait_for()
    assert not Upload.objects.exists()


@pytest.mark.parametrize("scripted", [True, False], ids=["with scripts", "without scripts"])
@pytest.mark.parametrize("width", [375, 1280])
def test_files_are_sent_from_the_status_page(walk: Callable[..., Walk], width: int, scripted: bool) -> None:
    folder = (
        Path(PICTURES) / f"status-files-{width}-{'script' if scripted else 'plain'}" if PICTURES else None
    )
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
    visit = walk(viewport={"width": width, "height": 812}, java_script_enabled=scripted, pictures=folder)
    sender = Claimant(Client())
    sender.pass_age()
    sender.walk(ADULT)
    sender.send()
    session = sender.client.cookies[settings.SESSION_COOKIE_NAME]
    visit.page.context.add_cookies([{"name": session.key, "value": session.value, "url": visit.site}])
    visit.open("/status/")
    visit.press("Send files")
    files = sent(("order.pdf", made_files.pdf()), ("film.gif", b"GIF89a"))
    visit.page.locator("#files").set_input_files(files)  # type: ignore[arg-type]
    if scripted:
        visit.page.get_by_text("“film.gif” is a GIF picture").wait_for()
        visit.page.get_by_text("We are checking it").wait_for()
        visit.look()
    else:
        visit.press("Send these files")
        assert "“film.gif” is a GIF picture" in visit.page.locator(".error-summary").inner_text()
    look()
    visit.open("/status/files/")
    assert visit.page.locator("#upload-list li").count() == 1
    assert visit.page.get_by_role("button", name="Remove").count() == 0
    visit.press("Back to your request")
    assert visit.page.get_by_text("Received and checked.").count() == 1
    visit.press("Withdraw my request")
    visit.press("Yes, withdraw my request")
    visit.open("/status/files/")
    assert visit.page.locator("#files").count() == 0
    assert not [fault for fault in visit.faults if "422" not in fault]


def test_a_session_that_ended_while_files_were_chosen_leads_to_the_way_back(
    walk: Callable[..., Walk],
) -> None:
    visit = walk()
    sender = Claimant(Client())
    sender.pass_age()
    sender.walk(ADULT)
    sender.send()
    session = sender.client.cookies[settings.SESSION_COOKIE_NAME]
    visit.page.context.add_cookies([{"name": session.key, "value": session.value, "url": visit.site}])
    visit.open("/status/files/")
    visit.page.context.clear_cookies(name=session.key)
    with visit.page.expect_navigation():
        visit.page.locator("#files").set_input_files(sent(("a.pdf", made_files.pdf())))  # type: ignore[arg-type]
    assert visit.path == "/come-back/" and not Upload.objects.exists()
