"""Two files that are alike, in a browser: every look, judged by axe; a ruling undone without scripts."""

import os
from pathlib import Path

import pytest

from casefile import claims, lookups, rulesets
from casefile.models import LinkRuling, LookUp, StaffMember, Submission
from tests import factories
from tests.casefile.related import AT, ROBIN, child, relate, send
from tests.journeys.test_desk import EACH_LOOK, LOOKS, Make, press, sign_in

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("record_can_be_emptied")]
PICTURES = os.environ.get("PICTURES", "")


@pytest.fixture
def attorney(transactional_db: None) -> StaffMember:
    return factories.make_staff("robin@example.com")


@pytest.fixture
def file(attorney: StaffMember) -> Submission:
    """A child's file, sent twice, with a brother's beside it; thrown-away mail and a day that cannot be."""
    one = child("Kit", "2012-04-30", **{"you.email": "pat@mailinator.com"}, opened="2003")
    again, brother = child("Kitt", "2012-04"), child("Kim", "2014-01-02")
    relate(one, again, brother, send(**ROBIN))
    rulesets.publish_shipped(matter=factories.MATTER, at=AT)
    for sent in (one, again):
        found = lookups.look_up(sent, why=LookUp.SENT, at=AT)
        claims.read(sent, lookups.said(found), at=AT)
        for claim in sent.claims.all():
            claims.determine(claim, as_of=factories.AS_OF, at=AT)
    return one


@pytest.mark.parametrize("look", EACH_LOOK)
def test_two_files_side_by_side_are_readable(
    walk: Make, attorney: StaffMember, file: Submission, look: str
) -> None:
    pictures = Path(PICTURES) / f"links-{look}" if PICTURES else None
    if pictures:
        pictures.mkdir(parents=True, exist_ok=True)
    visit = walk(pictures=pictures, **LOOKS[look])
    sign_in(visit, attorney)
    visit.open(f"/desk/files/{file.token}/")
    press(visit, visit.page, "and rule")
    press(visit, visit.page, "Record the ruling")
    assert visit.page.evaluate("document.activeElement.className") == "error-summary"
    assert [fault for fault in visit.faults if "422" not in fault] == []


def test_a_survivor_is_chosen_and_the_choice_taken_back_without_scripts(
    walk: Make, attorney: StaffMember, file: Submission
) -> None:
    visit = walk(java_script_enabled=False)
    sign_in(visit, attorney)
    visit.open(f"/desk/files/{file.token}/")
    press(visit, visit.page, "and rule")
    visit.page.get_by_label(f"Go on with {file.reference}").check()
    visit.page.get_by_label("Note").fill("Sent twice.")
    press(visit, visit.page, "Record the ruling")
    assert "Nothing was merged." in visit.page.content()
    assert f"go on with {file.reference}" in visit.page.content()
    visit.page.get_by_role("link", name=f"Compare {file.reference}").first.click()
    visit.page.get_by_label("Take the ruling back").check()
    press(visit, visit.page, "Record the ruling")
    assert [row.verdict for row in LinkRuling.objects.all()] == ["duplicate", "undone"]
    assert visit.faults == []
