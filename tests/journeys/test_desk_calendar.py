"""The limitation calendar in a browser: each page at three looks, and tolling that moves a deadline."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from casefile.models import ClockEntry, DeadlineMark, Grant, StaffMember
from tests import factories
from tests.intake.test_canaries import work_everything
from tests.journeys.test_desk import EACH_LOOK, LOOKS, Make, press, sign_in
from tests.review import looked

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("record_can_be_emptied")]
PICTURES = os.environ.get("PICTURES", "")


@pytest.fixture
def attorney(transactional_db: None) -> StaffMember:
    return factories.make_staff("robin@example.com", roles=(Grant.ATTORNEY,))


@pytest.fixture
def _urgent(attorney: StaffMember) -> None:
    """A file with a deadline in twelve days: two years after a person of today's year minus 20 turned 18."""
    day = timezone.localdate() + timedelta(days=12)
    born = f"{day.year - 20}-{day:%m-%d}"
    file = factories.make_submission(reference="K7M-4QX-9TD")
    factories.make_claim(file, known=factories.SURE, born=born)


@pytest.mark.usefixtures("_urgent")
@pytest.mark.parametrize("look", EACH_LOOK)
def test_every_page_of_the_calendar_is_readable(walk: Make, attorney: StaffMember, look: str) -> None:
    pictures = Path(PICTURES) / f"calendar-{look}" if PICTURES else None
    if pictures:
        pictures.mkdir(parents=True, exist_ok=True)
    visit = walk(pictures=pictures, **LOOKS[look])
    sign_in(visit, attorney)
    for path in ("?list=undated", "?list=met", "", "?within=30&earliest=1"):
        visit.open(f"/desk/calendar/{path}")
    press(visit, visit.page, "BIPA: a minor during collection")
    press(visit, visit.page, "Complied with")  # refused: it takes a note
    assert "Say what was done in time" in visit.page.inner_text("main")
    press(visit, visit.page, "Acknowledge")
    assert DeadlineMark.objects.get().rung == 30
    visit.open("/desk/calendar/entries/")
    press(visit, visit.page, "See what it would move")
    assert "Enter the first day." in visit.page.inner_text("main")
    assert [fault for fault in visit.faults if "422" not in fault] == []  # the refused forms are two


def test_tolling_is_previewed_recorded_and_withdrawn_without_scripts(
    walk: Make, attorney: StaffMember
) -> None:
    file = looked.send()
    visit = walk(java_script_enabled=False)
    sign_in(visit, attorney)
    visit.open("/desk/calendar/entries/")
    visit.page.get_by_label("First day").fill("2020-03-01")
    visit.page.get_by_label("Last day").fill("2020-03-10")
    visit.page.get_by_label("What it covers").select_option("files")
    visit.page.get_by_label("References").fill(file.reference)
    visit.page.get_by_label("What it rests on").fill("An order of March 2020.")
    press(visit, visit.page, "See what it would move")
    assert "1 file and 1 claim are covered" in visit.page.inner_text("main")
    press(visit, visit.page, "Record this entry")
    work_everything()
    visit.open("/desk/calendar/entries/")
    assert "1 file read anew, facts of 1 claim changed" in visit.page.inner_text("main")
    press(visit, visit.page, "Withdraw entry 1")
    visit.page.get_by_label("Why does it not hold?").fill("Entered for the wrong case.")
    press(visit, visit.page, "Withdraw the entry")
    assert [one.kind for one in ClockEntry.objects.all()] == ["tolling", "withdrawn"]
    assert visit.faults == []
