"""Deciding in a browser: the letter before it goes, a second person, the firm's own reasons."""

import os
from pathlib import Path
from typing import Any

import pytest

from casefile import reasons
from casefile.models import Decision, DeclineLetter, StaffMember, Submission
from tests import factories
from tests.journeys.test_desk import EACH_LOOK, LOOKS, Make, press, sign_in

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("record_can_be_emptied")]
PICTURES = os.environ.get("PICTURES", "")
REFERENCE = "K7M-4QX-9TD"


@pytest.fixture
def robin(transactional_db: None) -> StaffMember:
    return factories.make_staff("robin@example.com")


@pytest.fixture
def sam(transactional_db: None) -> StaffMember:
    return factories.make_staff("sam@example.com", first="Sam", last="Counsel")


@pytest.fixture
def file(robin: StaffMember, settings: Any) -> Submission:
    """A file whose decline takes two people, where drafts may leave."""
    settings.DEMO = True
    old = reasons.find(Decision.DECLINE, "criteria")
    assert old
    new = reasons.Reason(old.choice, old.code, old.words, by_two=True, version=old.version)
    reasons.change(new, by=robin, at=factories.SENT_AT)
    return factories.make_file(reference=REFERENCE)


@pytest.mark.parametrize("look", EACH_LOOK)
def test_a_decline_is_previewed_proposed_and_confirmed_by_another(
    walk: Make, robin: StaffMember, sam: StaffMember, file: Submission, look: str
) -> None:
    pictures = Path(PICTURES) / f"decide-{look}" if PICTURES else None
    if pictures:
        pictures.mkdir(parents=True, exist_ok=True)
    visit = walk(pictures=pictures, **LOOKS[look])
    sign_in(visit, robin)
    press(visit, visit.page, REFERENCE)
    form = visit.page.locator("#decide-0")
    form.get_by_role("radio", name="Decline").check()
    form.get_by_label("Reason to decline").select_option("criteria")
    press(visit, form, "Record decision")
    assert "Nothing is recorded yet." in visit.page.inner_text("main")
    press(visit, visit.page, "Record and send this letter")
    assert "You proposed this." in visit.page.inner_text("#decide-0")
    visit.open("/desk/sign-out/")
    press(visit, visit.page, "Sign out")
    sign_in(visit, sam)
    visit.open("/desk/?state=proposed")
    press(visit, visit.page, REFERENCE)
    press(visit, visit.page.locator("#decide-0"), "Confirm “Decline”")
    decision = file.claims.get().decisions.get()
    assert (decision.by, decision.second, decision.letter) == (robin, sam, DeclineLetter.objects.get())
    visit.page.get_by_text("Undo “Decline”").click()
    visit.look()
    assert visit.faults == []


@pytest.mark.parametrize("look", EACH_LOOK)
def test_the_firm_edits_its_reasons(walk: Make, robin: StaffMember, file: Submission, look: str) -> None:
    pictures = Path(PICTURES) / f"reasons-{look}" if PICTURES else None
    if pictures:
        pictures.mkdir(parents=True, exist_ok=True)
    visit = walk(pictures=pictures, **LOOKS[look])
    sign_in(visit, robin)
    visit.open("/desk/reasons/")
    press(visit, visit.page, "Add it")
    visit.page.get_by_label("What it is a reason for").select_option("decline")
    visit.page.get_by_label("Code").fill("moved_abroad")
    visit.page.get_by_label("The reason, as it is chosen and kept").fill("Moved abroad")
    press(visit, visit.page, "Add it")
    press(visit, visit.page, "Change “Moved abroad” of Decline")
    press(visit, visit.page, "Retire this reason")
    gone = reasons.find(Decision.DECLINE, "moved_abroad")
    assert gone and not gone.active
    assert [fault for fault in visit.faults if "422" not in fault] == []
