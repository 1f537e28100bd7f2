"""Conflicts at the desk in a browser: a list comes in, a file is held, and a clearer rules."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from casefile import conflicts, parties, party_files
from casefile.models import Clearance, ConflictList, Grant, StaffMember, Submission
from tests import factories
from tests.journeys.test_desk import EACH_LOOK, LOOKS, Make, press, sign_in
from tests.matters.walking import walk as walked

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("record_can_be_emptied")]
PICTURES = os.environ.get("PICTURES", "")
CSV = (
    "name,aliases,street,city,zip,matter,result,note,colour\n"
    'Pat Example,"Patsy Example; sunny_pat",12 Sample Street,Springfield,62701,Example v. Example Shop,'
    "Settled 2019,Ask the partner who ran the case.,blue\n"
    "=HYPERLINK(1),,,,,,,,\n"
    "Morgan Specimen,,,,,,,,\n"
)
SAID = {
    "role": "myself", "first": "Pat", "last": "Example", "names": "sunny_pat", "street": "12 Sample St.",
    "city": "Springfield", "code": "62701",
}  # fmt: skip


@pytest.fixture
def clearer(transactional_db: None) -> StaffMember:
    return factories.make_staff("kim@example.com", first="Kim", last="Clearer", roles=(Grant.CLEARER,))


@pytest.fixture
def held(clearer: StaffMember) -> Submission:
    """A file that a list holds, beside one that was cleared and one that nothing hit."""
    at = timezone.now() - timedelta(hours=5)
    parties.bring_in(
        party_files.read(CSV.encode()), kind=ConflictList.ADVERSE, name="Register", version="2026-10",
        by="Kim Clearer", at=at,
    )  # fmt: skip
    file, other = (factories.make_submission(answers=walked(SAID)[0], clear=None) for _ in range(2))
    for one in (file, other):
        conflicts.check(one, at=at)
    ruling = conflicts.Ruling(Clearance.CLEAR, "consent", "The letter of consent is in the old file.")
    conflicts.rule(other, ruling, seen=1, by=clearer, at=at)
    factories.make_file(packet=False)
    return file


@pytest.mark.parametrize("look", EACH_LOOK)
def test_every_page_of_the_conflict_check_is_readable(
    walk: Make, clearer: StaffMember, held: Submission, look: str, tmp_path: Path
) -> None:
    pictures = Path(PICTURES) / f"conflict-{look}" if PICTURES else None
    if pictures:
        pictures.mkdir(parents=True, exist_ok=True)
    visit = walk(pictures=pictures, **LOOKS[look])
    sign_in(visit, clearer)
    visit.open("/desk/conflicts/")
    press(visit, visit.page, held.reference)
    press(visit, visit.page, "Record the ruling")
    assert visit.page.evaluate("document.activeElement.className") == "error-summary"
    visit.open(f"/desk/conflicts/{held.token}/answers/")
    visit.open("/desk/parties/")
    press(visit, visit.page, "Look at it first")
    (tmp_path / "parties.csv").write_text(CSV)
    visit.page.get_by_label("Former clients and parties").check()
    visit.page.get_by_label("Name of the list").fill("Old clients")
    visit.page.get_by_label("Version").fill("2026-11")
    visit.page.get_by_label("CSV file").set_input_files(tmp_path / "parties.csv")
    press(visit, visit.page, "Look at it first")
    press(visit, visit.page, "Bring it into force")
    press(visit, visit.page, "Retire this list")
    # The refused forms are three; the first page after the sign-in is one that a clearer may not open.
    assert [fault for fault in visit.faults if "422" not in fault and "403" not in fault] == []


def test_a_clearer_brings_a_list_in_and_rules_without_scripts(
    walk: Make, clearer: StaffMember, held: Submission
) -> None:
    visit = walk(java_script_enabled=False)
    sign_in(visit, clearer)
    visit.open("/desk/conflicts/")
    press(visit, visit.page, held.reference)
    assert "The same address" in visit.page.inner_text("main")
    visit.page.get_by_role("radio", name="Clear").first.check()
    visit.page.get_by_label("Reason").select_option("not_same")
    press(visit, visit.page, "Record the ruling")
    assert "Recorded: clear." in visit.page.inner_text("main")
    assert conflicts.is_clear(held)
    visit.page.get_by_role("radio", name="Blocked").check()
    visit.page.get_by_label("Reason").select_option("adverse")
    press(visit, visit.page, "Record the ruling")
    assert not conflicts.is_clear(held)
