"""The page of a file and of one element in a browser: every look, judged by axe; a check without scripts."""

import os
from pathlib import Path

import pytest

from casefile.models import StaffMember, Submission
from tests import factories
from tests.journeys.test_desk import EACH_LOOK, LOOKS, Make, press, sign_in
from tests.review import full
from tests.review.looked import send

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("record_can_be_emptied")]
PICTURES = os.environ.get("PICTURES", "")
UNFOLD = "document.querySelectorAll('details').forEach((one) => (one.open = true))"
HIDDEN = """() => [...document.querySelectorAll('.desk-page details:not(.form)')]
    .filter((one) => !one.closest('.form'))
    .filter((one) => [...one.children].some((part) => part.getBoundingClientRect().height === 0
        && !part.matches('.form')))
    .map((one) => one.querySelector('summary').textContent.trim())"""


@pytest.fixture
def attorney(transactional_db: None) -> StaffMember:
    return factories.make_staff("robin@example.com")


@pytest.mark.parametrize("look", EACH_LOOK)
def test_the_file_and_its_elements_are_readable(walk: Make, attorney: StaffMember, look: str) -> None:
    pictures = Path(PICTURES) / f"file-{look}" if PICTURES else None
    if pictures:
        pictures.mkdir(parents=True, exist_ok=True)
    file = full.file(attorney)
    visit = walk(pictures=pictures, **LOOKS[look])
    sign_in(visit, attorney)
    visit.open(f"/desk/files/{file.token}/")
    visit.page.evaluate(UNFOLD)
    visit.look()
    visit.page.locator("details.tasks a", has_text="Face shown").first.click()
    visit.look()
    press(visit, visit.page, "Record check")
    assert visit.page.evaluate("document.activeElement.className") == "error-summary"
    assert [fault for fault in visit.faults if "422" not in fault] == []


def test_nothing_stays_folded_on_paper(walk: Make, attorney: StaffMember) -> None:
    file = full.file(attorney)
    visit = walk()
    sign_in(visit, attorney)
    visit.open(f"/desk/files/{file.token}/")
    visit.page.emulate_media(media="print")
    assert visit.page.evaluate(HIDDEN) == []


def test_an_element_is_disputed_and_withdrawn_without_scripts(walk: Make, attorney: StaffMember) -> None:
    file: Submission = send()
    visit = walk(java_script_enabled=False)
    sign_in(visit, attorney)
    visit.open(f"/desk/files/{file.token}/")
    visit.page.locator("details.tasks a", has_text="Face shown").first.click()
    visit.page.get_by_label("To dispute: it is otherwise").select_option("no")
    visit.page.get_by_role("radio", name="Dispute").check()
    visit.page.get_by_label("How do you know?").fill("The face is turned away.")
    press(visit, visit.page, "Record check")
    assert "Face shown: was met, is not met." in visit.page.inner_text("main")
    assert "Disputed by Robin Attorney" in visit.page.inner_text("#tasks-0")
    visit.page.locator("details.tasks a", has_text="Face shown").first.click()
    visit.page.get_by_text("Withdraw no. 1").click()
    visit.page.get_by_label("Why is it withdrawn?").fill("Another photo.")
    press(visit, visit.page, "Withdraw the check")
    assert "Face shown: was not met, is met." in visit.page.inner_text("main")
    assert [row.verdict for row in file.element_checks.all()] == ["disputed", "withdrawn"]
