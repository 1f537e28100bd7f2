"""The record, keeping, holds and periods in a browser: each page at three looks, an erasure to its end."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from casefile import chain, erasures, keeping
from casefile.models import Decision, Erasure, Grant, Hold, StaffMember, Submission, Tombstone
from tests import factories
from tests.intake.test_canaries import work_everything
from tests.journeys.test_desk import EACH_LOOK, LOOKS, Make, press, sign_in

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("record_can_be_emptied")]
PICTURES = os.environ.get("PICTURES", "")


@pytest.fixture
def everybody(transactional_db: None) -> StaffMember:
    """Somebody with every right of these pages."""
    roles = (Grant.ATTORNEY, Grant.AUDITOR, Grant.ADMINISTRATOR)
    return factories.make_staff("robin@example.com", roles=roles)


@pytest.fixture
def file(everybody: StaffMember) -> Submission:
    at = timezone.now() - timedelta(days=keeping.TWO_YEARS + 30)
    found = factories.make_file(sent_at=at, reference="K7M-4QX-9TD")
    factories.make_decision(
        found.claims.get(), by=everybody, choice=Decision.DECLINE, reason="criteria", at=at
    )
    erasures.find_due(at=timezone.now())
    chain.link(at=timezone.now())
    return found


@pytest.mark.parametrize("look", EACH_LOOK)
def test_every_page_of_the_record_and_of_keeping_is_readable(
    walk: Make, everybody: StaffMember, file: Submission, look: str
) -> None:
    pictures = Path(PICTURES) / f"record-{look}" if PICTURES else None
    if pictures:
        pictures.mkdir(parents=True, exist_ok=True)
    visit = walk(pictures=pictures, **LOOKS[look])
    sign_in(visit, everybody)
    for path in ("/desk/record/", "/desk/record/?reference=zzz", "/desk/keeping/?show=erased"):
        visit.open(path)
    visit.open("/desk/record/")
    press(visit, visit.page, "Show the head to print it")
    visit.open("/desk/keeping/holds/")
    press(visit, visit.page, "Hold it")
    visit.page.get_by_label("What is held?").select_option("email")
    visit.page.get_by_label("Which?").fill("pat@example.com")
    visit.page.get_by_label("Why?").fill("A lawsuit of which we were told.")
    press(visit, visit.page, "Hold it")
    assert Hold.objects.count() == 1
    visit.open("/desk/keeping/")
    press(visit, visit.page, "K7M-4QX-9TD")
    assert "A legal hold stops every deletion" in visit.page.inner_text("main")
    visit.open("/desk/keeping/periods/")
    visit.page.get_by_label("Days").first.fill("none")
    press(visit, visit.page, "Set the period: Declined")
    assert [fault for fault in visit.faults if "422" not in fault] == []  # the refused forms are two


def test_two_people_erase_a_file_without_scripts(
    walk: Make, everybody: StaffMember, file: Submission
) -> None:
    first = walk(java_script_enabled=False)
    sign_in(first, everybody)
    first.open("/desk/keeping/")
    press(first, first.page, "K7M-4QX-9TD")
    press(first, first.page, "Propose")
    assert "You proposed this" in first.page.inner_text("main")
    sam = factories.make_staff("sam@example.com", first="Sam")
    second = walk(java_script_enabled=False)
    sign_in(second, sam)
    second.open(f"/desk/keeping/{Erasure.objects.get().pk}/")
    press(second, second.page, "Approve and erase")
    work_everything()
    assert not Submission.objects.exists()
    second.open(f"/desk/keeping/{Erasure.objects.get().pk}/")
    words = second.page.inner_text("main")
    assert "Certificate of erasure" in words and Tombstone.objects.get().sha256 in words
    assert first.faults == second.faults == []
