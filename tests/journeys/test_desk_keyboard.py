"""The desk without a mouse: from the sign-in to an opened file to a decision, by Tab, Enter and Space."""

from collections.abc import Callable
from typing import Any

import pytest

from casefile.models import Decision, StaffMember
from tests import factories
from tests.journeys.keyboard import KeyWalk
from tests.journeys.test_desk import LOOKS
from tests.journeys.walking import Walk

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("record_can_be_emptied")]
REFERENCE = "K7M-4QX-9TD"


@pytest.fixture
def robin(transactional_db: None) -> StaffMember:
    return factories.make_staff("robin@example.com")


def test_from_the_sign_in_to_a_decision_by_keys_alone(walk: Callable[..., Walk], robin: StaffMember) -> None:
    file = factories.make_file(reference=REFERENCE, packet=False)
    visit: Any = walk(kind=KeyWalk, **LOOKS["wide"])
    visit.judges, page = False, visit.page
    visit.open("/desk/sign-in/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    visit.fill({"login": robin.username, "password": factories.PASSWORD})
    visit.press("Sign in")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main", "the skip link is first, and skips"
    visit.press(REFERENCE)
    visit.reach(page.locator("a[href='#decide-0']").first)
    page.keyboard.press("Enter")
    form = page.locator("#decide-0")
    visit._choose(form.locator("[name=choice]"), Decision.UNDER_REVIEW)
    visit._select(form.locator("[name=reason_under_review]"), "first_look")
    visit.press("Record decision")
    assert [one.choice for one in file.claims.get().decisions.all()] == [Decision.UNDER_REVIEW]


def test_rooms_that_are_folded_open_and_close_by_keys(walk: Callable[..., Walk], robin: StaffMember) -> None:
    visit: Any = walk(kind=KeyWalk, **LOOKS["phone"])
    visit.judges, page = False, visit.page
    visit.open("/desk/sign-in/")
    visit.fill({"login": robin.username, "password": factories.PASSWORD})
    visit.press("Sign in")
    group = page.locator(".desk-group", has_text="Records")
    visit.reach(group.locator("summary"))
    page.keyboard.press("Enter")
    assert group.get_by_role("link", name="Keeping").is_visible()
    page.keyboard.press("Escape")
    assert not group.get_by_role("link", name="Keeping").is_visible()
    page.keyboard.press("Enter")
    visit.press("Keeping")
    assert group.locator("summary").text_content() == "Records: Keeping"
