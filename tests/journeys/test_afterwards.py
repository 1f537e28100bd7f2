"""Every page after sending, and the pages of a call, as they are seen on a phone and on a desk."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client

from casefile import afterwards
from casefile.models import ContactChange, Submission
from tests import factories
from tests.intake.conftest import Claimant
from tests.intake.test_canaries import work_everything
from tests.intake.test_status import NEW, TEXTS
from tests.journeys.walking import Walk
from tests.personas import ADULT

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("record_can_be_emptied"),
]
PICTURES = os.environ.get("PICTURES")
WIDTHS = {"phone": {"width": 375, "height": 812}, "desk": {"width": 1280, "height": 900}}


def sit_down(walk: Walk, client: Client) -> None:
    """Give this browser the session of somebody who came so far without one."""
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    walk.page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": walk.site}])


def folder(name: str) -> Path | None:
    if not PICTURES:
        return None
    made = Path(PICTURES) / name
    made.mkdir(parents=True, exist_ok=True)
    return made


@pytest.mark.parametrize("width", WIDTHS)
def test_after_sending(walk: Callable[..., Walk], width: str) -> None:
    sender = Claimant(Client())
    sender.pass_age()
    sender.walk(TEXTS)
    receipt = sender.send()
    work_everything()
    here = walk(viewport=WIDTHS[width], pictures=folder(f"status-{width}"))
    here.open(receipt)
    sit_down(here, sender.client)
    here.press("Go to your status page")
    here.press("Get a copy of my answers")
    work_everything()
    here.page.get_by_role("link", name="Download the PDF").wait_for(timeout=8_000)
    here.look()
    here.press("Back")
    here.press("Correct this")
    here.fill({"email": "nobody"})
    here.press("Save")
    assert here.page.title().startswith("Error:")
    here.fill({**NEW})
    here.press("Save")
    work_everything()
    change = ContactChange.objects.get()
    link = f"/confirm/{afterwards.secret(change.pk)}/"
    assert link in str(mail.outbox[-1].body) or link in str(mail.outbox[-2].body)
    here.open(link)
    here.press("Yes, write to this address")
    here.open(f"/confirm/{'A' * 43}/")
    for purpose in ("texts", "esign"):
        here.open(f"/status/consents/{purpose}/")
        here.page.locator(".button--warn").click()
        here.look()
    here.open("/status/consents/privacy/")
    here.open("/status/")
    here.press("Withdraw my request")
    here.press("Yes, withdraw my request")
    here.press("Ask to erase my answers")
    here.press("Yes, ask to erase")
    here.press("Undo: do not erase")
    assert here.asked == {here.site.split("/")[2]}
    assert [one for one in here.faults if "410" not in one] == []
    desk = walk(viewport=WIDTHS[width], pictures=folder(f"status-seen-at-desk-{width}"))
    sit_down(desk, staff())
    desk.open("/desk/")
    desk.open(f"/desk/files/{Submission.objects.get().token}/")


def staff() -> Client:
    client, person = Client(), factories.make_staff("robin@example.com")
    client.post("/desk/sign-in/", {"login": person.username, "password": factories.PASSWORD})
    return client


@pytest.mark.parametrize("width", WIDTHS)
def test_a_call(walk: Callable[..., Walk], width: str) -> None:
    desk = Claimant(staff())
    here = walk(viewport=WIDTHS[width], pictures=folder(f"call-{width}"))
    sit_down(here, desk.client)
    here.open("/desk/callers/")
    here.press("Start with the notice")
    here.press("I read this out, and the caller said yes")
    here.fill({"born": "1985-06-15"})
    here.press("Continue")
    desk.client.cookies[settings.SESSION_COOKIE_NAME] = next(
        one["value"] for one in here.page.context.cookies() if one["name"] == settings.SESSION_COOKIE_NAME
    )
    desk.at = here.path
    desk.walk(ADULT)
    here.open("/flickr-megaface/declaration/")
    here.press("Record what the caller said, and send")
    assert here.page.title().startswith("Error:")
    here.fill(dict(ADULT.answers("declaration", None)))
    here.press("Record what the caller said, and send")
    here.press("Open the file")
    assert here.faults == []


def test_a_caller_signs_in_a_browser_of_their_own(walk: Callable[..., Walk]) -> None:
    desk = Claimant(staff())
    desk.client.post("/desk/callers/")
    desk.pass_age()
    desk.walk(ADULT)
    typist = walk(viewport=WIDTHS["desk"], pictures=folder("call-handed-over"))
    sit_down(typist, desk.client)
    typist.open("/flickr-megaface/declaration/")
    typist.press("Send it to the caller to read and sign")
    assert "The letter is on its way" in typist.page.inner_text("main")
    work_everything()
    assert "/come-back/" in str(mail.outbox[-1].body)
    own = walk(viewport=WIDTHS["phone"], pictures=folder("call-signed"))
    own.open("/come-back/")
    own.fill({"email": "pat@example.com"})
    own.page.locator("main form button").first.click()
    own.look()
    work_everything()
    link = re.search(r"/come-back/[\w-]{43}/", str(mail.outbox[-1].body))
    assert link
    own.open(link[0])
    own.press("Open my answers")
    assert own.path == "/flickr-megaface/check/"
    own.open("/flickr-megaface/declaration/")
    own.fill(dict(ADULT.answers("declaration", None)))
    own.press("Send my answers to the firm")
    assert own.path.startswith("/sent/")
    work_everything()
    typist.open(f"/desk/files/{Submission.objects.get().token}/")
    shown = typist.page.inner_text("main")
    assert "for a caller." in shown and "Spoken by" not in shown and "Written down by" not in shown
    assert [*typist.faults, *own.faults] == []
