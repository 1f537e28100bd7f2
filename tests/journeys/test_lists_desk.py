"""The published lists at the desk in a browser: every page, judged by axe; a check without scripts."""

import os
from datetime import timedelta
from pathlib import Path

import pytest

from casefile import checks, lists, lookups
from casefile.models import PhotoCheck, StaffMember, Submission
from tests import factories, published
from tests.casefile.test_lookups import AT, publish
from tests.journeys.test_desk import EACH_LOOK, LOOKS, Make, press, sign_in
from tests.review.looked import LINK, send

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("record_can_be_emptied")]
PICTURES = os.environ.get("PICTURES", "")
PASTED = f"{LINK}\n{published.OTHER}\n4571314399\nhttps://flic.kr/p/7K2E7d\nmy holiday photos\n"


@pytest.fixture
def attorney(transactional_db: None) -> StaffMember:
    return factories.make_staff("robin@example.com")


@pytest.fixture
def file(attorney: StaffMember) -> Submission:
    """A file that gained a match and was checked twice, among others that were not found or not searched."""
    publish("ffhq", "2019", collection="ffhq", at=AT - timedelta(days=1))
    found, other = send(checked="this"), send(link="https://www.flickr.com/photos/pat-example/3500000000/")
    send(link="")
    publish(at=AT)
    publish("yfcc100m", "2014", collection="yfcc100m", at=AT)
    lists.retire("ffhq", "2019", by="Robin Attorney", reason="Not needed.", at=AT + timedelta(minutes=1))
    for one in (found, other):
        lookups.again(one, at=AT + timedelta(hours=1))
    for number, outcome in enumerate((PhotoCheck.NOTHING, PhotoCheck.EXACT)):
        checks.record(
            submission=found, photo=0, outcome=outcome, where="Exposing.ai",
            how="Typed the address of the photo.", page_date="2011-05", link=LINK, seen=number,
            by=attorney, at=AT + timedelta(hours=2 + number),
        )  # fmt: skip
    return found


@pytest.mark.parametrize("look", EACH_LOOK)
def test_every_page_of_the_lists_is_readable(
    walk: Make, attorney: StaffMember, file: Submission, look: str
) -> None:
    pictures = Path(PICTURES) / f"lists-{look}" if PICTURES else None
    if pictures:
        pictures.mkdir(parents=True, exist_ok=True)
    visit = walk(pictures=pictures, **LOOKS[look])
    sign_in(visit, attorney)
    visit.open("/desk/?matched=1")
    visit.open("/desk/lists/")
    press(visit, visit.page, "1 file gained a match")
    press(visit, visit.page, file.reference)
    visit.page.evaluate("document.querySelectorAll('.published details').forEach((one) => (one.open = true))")
    visit.look()
    press(visit, visit.page.locator("details.check").first, "Record check")
    assert visit.page.evaluate("document.activeElement.className") == "error-summary"
    press(visit, visit.page, "Check links")
    press(visit, visit.page, "Look them up")
    visit.page.get_by_label("Links, file names or numbers").fill(PASTED)
    press(visit, visit.page, "Look them up")
    assert "2 of 5 lines found" in visit.page.inner_text("main")
    for other in Submission.objects.exclude(pk=file.pk):
        visit.open(f"/desk/files/{other.token}/")
    assert [fault for fault in visit.faults if "422" not in fault] == []  # the refused forms are two
    assert len(visit.asked) == 1


def test_a_check_is_recorded_and_withdrawn_without_scripts(
    walk: Make, attorney: StaffMember, file: Submission
) -> None:
    visit = walk(java_script_enabled=False)
    sign_in(visit, attorney)
    visit.open(f"/desk/files/{file.token}/")
    form = visit.page.locator("#photo-0 details.check").first
    form.get_by_text("Record a check of Photo 1").click()
    form.get_by_role("radio", name="The match is mistaken").check()
    form.get_by_label("Where did you look?").fill("The photo’s page")
    form.get_by_label("How, and what did you see?").fill("Another photo stands there.")
    form.get_by_label("Year").fill("2010")
    press(visit, form, "Record check")
    assert "Match mistaken" in visit.page.inner_text("#photo-0-name")
    row = file.checks.get(number=3)
    assert (row.outcome, row.page_date, row.by) == (PhotoCheck.MISTAKEN, "2010", attorney)
    form = visit.page.locator("#photo-0 details.check").last
    form.get_by_text("Withdraw check no. 3").click()
    form.get_by_label("Why is it withdrawn?").fill("It was the right one after all.")
    press(visit, form, "Withdraw the check")
    assert "Seen by staff" in visit.page.inner_text("#photo-0-name")
