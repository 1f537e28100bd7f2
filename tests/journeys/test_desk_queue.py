"""The queue in a browser: search, filter, keep a tab, go by keyboard, give many files to somebody."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from casefile import bulk, jobs, pipeline
from casefile.models import Assignment, BulkRun, Job, StaffMember
from tests import factories
from tests.journeys.test_desk import EACH_LOOK, LOOKS, press, sign_in
from tests.journeys.walking import Walk

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("record_can_be_emptied")]
PICTURES = os.environ.get("PICTURES", "")
Make = Callable[..., Walk]
FIRST = "K7M-4QX-9TD"


@pytest.fixture
def attorney(transactional_db: None) -> StaffMember:
    return factories.make_staff("robin@example.com")


@pytest.fixture
def files(attorney: StaffMember, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seven files, three on a page, one of them held by the conflict check."""
    monkeypatch.setattr("review.queue_page.PAGE", 3)
    factories.make_file(reference=FIRST, label="Zoë O’Neil-Example", known=factories.SURE, packet=False)
    for _ in range(5):
        factories.make_file(packet=False)
    factories.make_file(clear=False, packet=False)


def work() -> None:
    """What a worker does with the run."""
    for job in Job.objects.filter(kind=jobs.BULK):
        pipeline.work(job_id=job.pk, clock=lambda: factories.SENT_AT.replace(year=2030))


@pytest.mark.parametrize("look", EACH_LOOK)
@pytest.mark.usefixtures("files")
def test_the_queue_is_searched_filtered_kept_and_worked(walk: Make, attorney: StaffMember, look: str) -> None:
    pictures = Path(PICTURES) / f"queue-{look}" if PICTURES else None
    if pictures:
        pictures.mkdir(parents=True, exist_ok=True)
    visit = walk(pictures=pictures, **LOOKS[look])
    page = visit.page
    sign_in(visit, attorney)
    page.get_by_role("searchbox", name="Search").fill("oneil zoe")
    press(visit, page, "Show")
    assert "1 file found" in page.inner_text("h1") and FIRST in page.inner_text("main")
    assert "oneil" not in page.url
    assert page.get_by_role("searchbox", name="Search").input_value() == "oneil zoe"
    press(visit, page, "Clear")
    if look == "phone":
        page.get_by_text("Filters and order").click()
    page.get_by_label("Decision").select_option("undecided")
    page.get_by_text("More filters").click()
    page.get_by_label("Illinois link").select_option("strong")
    press(visit, page, "Show")
    assert "1 file found" in page.inner_text("h1")
    page.get_by_text("Tabs and keys").click()
    page.get_by_label("Keep these filters as a tab called").fill("Strong ones")
    visit.judge()
    press(visit, page.locator("details.keep"), "Keep")
    visit.open("/desk/")
    assert page.get_by_text("These are the filters you used last.").is_visible()
    visit.open("/desk/?every=1")
    press(visit, page, "Do this")
    assert page.evaluate("document.activeElement.className") == "error-summary"
    for box in page.get_by_role("checkbox", name="Tick").all():
        box.check()
    page.get_by_label("What to do").select_option("assign")
    page.get_by_label("Assign to").select_option(str(attorney.pk))
    press(visit, page, "Do this")
    work()
    page.get_by_text("2 done, 1 skipped, 0 waiting.").or_(
        page.get_by_text("3 done, 0 skipped, 0 waiting.")
    ).wait_for()
    visit.judge()
    assert Assignment.objects.filter(owner=attorney).count() in (2, 3)
    visit.open("/desk/?owner=me")
    page.get_by_text("Tabs and keys").click()
    press(visit, page, "Remove the tab “Strong ones”")
    assert [fault for fault in visit.faults if "422" not in fault] == []
    assert len(visit.asked) == 1


@pytest.mark.usefixtures("files")
def test_the_queue_goes_by_keyboard_until_that_is_switched_off(walk: Make, attorney: StaffMember) -> None:
    visit = walk(**LOOKS["wide"])
    page = visit.page
    sign_in(visit, attorney)
    visit.open("/desk/?sort=oldest")
    page.keyboard.press("j")
    page.keyboard.press("x")
    assert page.locator("[name=file]:checked").count() == 1
    page.keyboard.press("/")
    page.keyboard.type("jkx")
    assert page.get_by_role("searchbox", name="Search").input_value() == "jkx"
    page.locator("h1").click()
    with page.expect_navigation():
        page.keyboard.press("n")
    page.keyboard.press("j")
    with page.expect_navigation():
        page.keyboard.press("o")
    assert "/desk/files/" in page.url
    with page.expect_navigation():
        page.keyboard.press("?")
    visit.look()
    page.get_by_label("Keyboard shortcuts on this device").uncheck()
    visit.open("/desk/?sort=oldest")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.tagName") == "BODY"


@pytest.mark.usefixtures("files")
def test_without_scripts_the_same_is_done(walk: Make, attorney: StaffMember) -> None:
    visit = walk(java_script_enabled=False)
    page = visit.page
    sign_in(visit, attorney)
    page.get_by_label("All 7 files").check()
    page.get_by_label("What to do").select_option("refresh")
    press(visit, page, "Do this")
    assert "7 waiting" in page.inner_text("main")
    work()
    press(visit, page, "Look again")
    assert "6 done, 1 skipped, 0 waiting." in page.inner_text("main")
    assert BulkRun.objects.get().items.filter(why=bulk.CONFLICT).count() == 1
