"""Begun on one device, finished on another: real browsers, real processes, a real mailbox."""

import email
import os
import re
from collections.abc import Callable
from email.policy import default
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.faults.ledger import Ledger
from tests.journeys.conftest import PHONE
from tests.journeys.walking import Walk
from tests.personas import ADULT
from tests.servers.mailbox import Mailbox
from tests.servers.portal import Portal, wait_until

pytestmark = pytest.mark.journey
PAT = "pat@example.com"
DESK = {"width": 1280, "height": 900}
PICTURES = os.environ.get("PICTURES", "")


@pytest.fixture
def ledger(portal: Portal, mailbox: Mailbox) -> Ledger:
    return Ledger(portal.env["DATABASE_URL"], mailbox)


def letters(mailbox: Mailbox) -> list[str]:
    """The bodies of the mails the claimant got, oldest first."""
    own = [line for line in mailbox.accepted if line["to"] == [PAT]]
    read = [email.message_from_bytes(mailbox.message(line), policy=default) for line in own]
    return [str(part.get_content()) for message in read if (part := message.get_body(("plain",)))]


def newest(mailbox: Mailbox, *, after: int) -> str:
    wait_until(lambda: len(letters(mailbox)) > after, within=20, what="the letter comes")
    return letters(mailbox)[-1]


def found(pattern: str, letter: str) -> str:
    match = re.search(pattern, letter)
    assert match, letter
    return match[0]


@pytest.fixture
def device(portal: Portal, browser: Browser) -> Callable[..., Walk]:
    opened: list[BrowserContext] = []

    def make(name: str, *, scripted: bool = True, viewport: dict[str, int] = PHONE) -> Walk:
        context = browser.new_context(viewport=viewport, java_script_enabled=scripted)  # type: ignore[arg-type]
        context.set_default_timeout(10_000)
        opened.append(context)
        place = Path(PICTURES) / name if PICTURES else None
        if place:
            place.mkdir(parents=True, exist_ok=True)
        return Walk(context.new_page(), portal.url, scripted=scripted, pictures=place)

    return make


def begin(visit: Walk) -> None:
    """Answer two pages, give an address, and go."""
    visit.pass_gate()
    visit.answer(ADULT.answers("role", None))
    visit.answer(ADULT.answers("lawyer", None))
    visit.press("Save and come back later")
    visit.press("Save and send me an e-mail")
    assert visit.page.title().startswith("Error: ")
    visit.fill({"email": PAT})
    visit.press("Save and send me an e-mail")
    assert PAT in visit.page.inner_text("main")


@pytest.mark.parametrize("scripted", [True, False], ids=["link, with scripts", "code, without scripts"])
def test_begun_on_a_phone_and_finished_at_a_desk(
    portal: Portal, ledger: Ledger, mailbox: Mailbox, device: Callable[..., Walk], scripted: bool
) -> None:
    portal.start()
    phone = device("back-phone", scripted=scripted)
    begin(phone)
    saved = newest(mailbox, after=0)
    desk = device("back-desk", scripted=scripted, viewport=DESK)
    desk.open(found(r"/go-on/[\w-]{43}/", saved))
    desk.press("Go on with my answers")
    assert "We sent you a new link" in desk.page.inner_text("h1")
    letter = newest(mailbox, after=1)
    link = found(r"/come-back/[\w-]{43}/", letter)
    phone.open(link)
    assert "another browser" in phone.page.inner_text("h1")
    if scripted:
        desk.open(link)
        desk.press("Open my answers")
    else:
        desk.fill({"code": found(r"\d{4} \d{4}", letter)})
        desk.press("Continue")
    assert desk.path.endswith("/people/1/face/") or "/flickr-megaface/" in desk.path
    desk.interview(ADULT)
    desk.press("Go on to sign and send")
    desk.answer(ADULT.answers("declaration", None), button="Send my answers to the firm")
    assert "We have your answers" in desk.page.inner_text("h1")
    phone.open("/flickr-megaface/check/")
    assert "We have your answers" in phone.page.inner_text("h1")
    desk.open(link)
    assert "leads nowhere" in desk.page.inner_text("h1")
    wait_until(lambda: ledger.settled, within=60, what="the packet is delivered")
    assert ledger.count("submission") == 1 and ledger.count("draft") == 0
    assert set(mailbox.copies.values()) == {1}
    assert (phone.faults, desk.faults) == ([], [])


def test_a_closed_window_and_a_lost_session_lose_no_typing(
    portal: Portal, mailbox: Mailbox, device: Callable[..., Walk]
) -> None:
    portal.start()
    visit = device("back-typing")
    begin(visit)
    newest(mailbox, after=0)
    visit.press("Go on now")
    visit.interview(ADULT, until="/you/")
    with visit.page.expect_response(lambda answer: answer.url.endswith("/you/typing/")) as kept:
        visit.page.locator('[name="first"]').fill("Pat, not sent")
    assert kept.value.status == 204
    address = visit.page.url
    second = visit.page.context.new_page()
    visit.page.close()
    again = Walk(second, portal.url)
    again.open(address.removeprefix(portal.url))
    assert second.locator('[name="first"]').input_value() == "Pat, not sent"
    assert "not answered until you choose Continue" in second.inner_text("main")
    assert second.locator('[name="email"]').input_value() == PAT

    second.locator('[name="last"]').fill("Also typed")
    cookies = [one for one in second.context.cookies() if one["name"] != "sid"]
    second.context.clear_cookies()
    second.context.add_cookies(cookies)  # type: ignore[arg-type]
    again.press("Continue")
    assert "nothing is lost" in second.inner_text("h1")
    again.fill({"email": PAT})
    again.press("Send me a link")
    again.fill({"code": found(r"\d{4} \d{4}", newest(mailbox, after=1))})
    again.press("Continue")
    assert second.url == address
    assert second.locator('[name="last"]').input_value() == "Also typed"
    again.answer({"first": "Pat", "last": "Example"})
    assert "/you/" not in second.url and again.faults == []
