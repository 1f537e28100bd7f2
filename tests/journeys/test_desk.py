"""The desk in a browser: its pages at two widths, light and dark, judged by axe; deciding without scripts."""

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page

from casefile.models import Decision, Delivery, StaffMember, Submission
from tests import factories
from tests.journeys.walking import Walk

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("record_can_be_emptied")]
PICTURES = os.environ.get("PICTURES", "")
Make = Callable[..., Walk]
LOOKS: dict[str, dict[str, Any]] = {
    "phone": {"viewport": {"width": 375, "height": 812}},
    "wide": {"viewport": {"width": 1280, "height": 900}},
    "dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
}
# The narrow one shows most of what goes wrong; the others belong to the long tier.
EACH_LOOK = ["phone", *(pytest.param(look, marks=pytest.mark.all) for look in LOOKS if look != "phone")]


@pytest.fixture
def attorney(transactional_db: None) -> StaffMember:
    return factories.make_staff("robin@example.com")


@pytest.fixture
def file(attorney: StaffMember, monkeypatch: pytest.MonkeyPatch) -> Submission:
    """A family of three, one of them decided and undone before, with mail in doubt; and a queue around it."""
    monkeypatch.setattr("review.queue_page.PAGE", 5)
    found = factories.make_submission(reference="K7M-4QX-9TD", sent_at=factories.SENT_AT - timedelta(days=1))
    riley = factories.make_claim(
        found, known=factories.SURE, label="Riley Example", role="parent", born="2010-03-15"
    )
    factories.make_decision(riley, by=attorney, choice=Decision.UNDER_REVIEW, reason="first_look")
    unknown = factories.make_claim(found, known="", label="Kit Example", role="parent", born="")
    factories.make_claim(found)
    factories.make_packet(found, state=Delivery.UNCERTAIN, error="TimeoutError")
    declined = factories.make_decision(unknown, by=attorney, choice=Decision.DECLINE, reason="criteria")
    factories.make_decision(unknown, by=attorney, choice=Decision.UNDO, reason="mistake", undoes=declined)
    factories.make_decision(
        unknown, by=attorney, choice=Decision.NEED_INFORMATION, reason="birth_date", note="Ask."
    )
    factories.make_submission()
    factories.make_submission(clear=None)
    for _ in range(4):
        factories.make_file(packet=False)
    return found


def press(visit: Walk, part: Page | Locator, name: str) -> None:
    """Press what leads to another page, and judge that page once it is there."""
    with visit.page.expect_navigation():
        part.get_by_role("button", name=name).or_(part.get_by_role("link", name=name)).first.click()
    visit.look()


def sign_in(visit: Walk, attorney: StaffMember, password: str = factories.PASSWORD) -> None:
    visit.open("/desk/")
    visit.page.get_by_label("User name or e-mail").fill(attorney.username)
    visit.page.get_by_label("Password").fill(password)
    press(visit, visit.page, "Sign in")


@pytest.mark.parametrize("look", EACH_LOOK)
def test_every_page_of_the_desk_is_readable(
    walk: Make,
    attorney: StaffMember,
    file: Submission,
    look: str,
) -> None:
    pictures = Path(PICTURES) / f"desk-{look}" if PICTURES else None
    if pictures:
        pictures.mkdir(parents=True, exist_ok=True)
    visit = walk(pictures=pictures, **LOOKS[look])
    sign_in(visit, attorney, "wrong")
    sign_in(visit, attorney)
    for path in ("/desk/?sort=newest", "/desk/?q=zzz", "/desk/?state=decided", "/desk/sign-out/", "/desk/"):
        visit.open(path)
    visit.page.get_by_role("searchbox", name="Search").fill("k7m4qx9td")
    press(visit, visit.page, "Show")
    press(visit, visit.page, "K7M-4QX-9TD")
    visit.page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
    visit.look()
    form = visit.page.locator("#decide-0")
    form.get_by_role("radio", name="Decline").check()
    assert form.get_by_label("Reason to decline").is_visible()
    assert not form.get_by_label("Reason to accept").is_visible()
    press(visit, form, "Record decision")
    assert visit.page.evaluate("document.activeElement.className") == "error-summary"
    assert [fault for fault in visit.faults if "422" not in fault] == []  # the refused form is one
    assert len(visit.asked) == 1


def test_a_decision_and_its_undoing_need_no_scripts(
    walk: Make,
    attorney: StaffMember,
    file: Submission,
) -> None:
    visit = walk(java_script_enabled=False)
    sign_in(visit, attorney)
    press(visit, visit.page, "K7M-4QX-9TD")
    form = visit.page.locator("#decide-0")
    form.get_by_text("Decide anew").click()
    form.get_by_role("radio", name="Accept").check()
    form.get_by_label("Reason to accept").select_option("evidence_seen")
    form.get_by_label("Note", exact=False).first.fill("Seen.")
    press(visit, form, "Record decision")
    assert "Recorded." in visit.page.inner_text("main")
    decisions = file.claims.get(position=0).decisions
    assert [(one.choice, one.reason, one.note) for one in decisions.all()] == [
        ("under_review", "first_look", None),
        ("accept", "evidence_seen", "Seen."),
    ]
    form = visit.page.locator("#decide-0")
    form.get_by_text("Undo “Accept”").click()
    form.get_by_label("Why is it undone?").select_option("second_look")
    press(visit, form, "Undo the decision")
    assert [one.choice for one in decisions.all()] == ["under_review", "accept", "undo"]
    with visit.page.expect_download() as download:
        visit.page.get_by_role("link", name="Download packet version 1").click()
    assert download.value.suggested_filename == "packet-K7M-4QX-9TD-v1.pdf"
