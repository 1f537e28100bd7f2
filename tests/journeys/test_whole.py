"""From the first page to the attorney's decision on the running portal: a phone, a real worker, real mail."""

import email
import io
import os
import re
import subprocess
from email.policy import default
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext
from pypdf import PdfReader

from config.settings import DEMO_ATTORNEY, DEMO_PASSWORD
from tests.faults.ledger import Ledger
from tests.journeys.conftest import PHONE
from tests.journeys.walking import Walk
from tests.personas import ADULT
from tests.servers.mailbox import Mailbox
from tests.servers.portal import Portal, wait_until

pytestmark = pytest.mark.journey
REFERENCE = re.compile(r"\b[0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]{3}\b")
DESK = {"width": 1280, "height": 900}
# `make docs` sets this: the pictures of the README are those of this walk.
PICTURES = os.environ.get("README_PICTURES", "")


@pytest.fixture
def ledger(portal: Portal, mailbox: Mailbox) -> Ledger:
    return Ledger(portal.env["DATABASE_URL"], mailbox)


def picture(visit: Walk, name: str) -> None:
    if PICTURES:
        Path(PICTURES).mkdir(parents=True, exist_ok=True)
        visit.page.screenshot(path=Path(PICTURES) / f"{name}.png")


def as_claimant(visit: Walk) -> str:
    """Walk the interview, send it, and return the reference the claimant is given."""
    visit.open("/")
    picture(visit, "landing")
    visit.pass_gate()
    visit.answer(ADULT.answers("role", None))
    visit.answer(ADULT.answers("lawyer", None))
    visit.answer(ADULT.answers("face", 0))
    picture(visit, "question")
    visit.interview(ADULT)
    picture(visit, "check-answers")
    visit.press("Go on to sign and send")
    visit.answer(ADULT.answers("declaration", None), button="Send my answers to the firm")
    picture(visit, "sent")
    found = REFERENCE.search(visit.page.inner_text("main"))
    assert found
    return found[0]


def packet_of(mailbox: Mailbox, reference: str) -> bytes:
    """Return the PDF of the one mail the firm got."""
    lines = [line for line in mailbox.accepted if line["to"] == ["intake@firm.example"]]
    assert len(lines) == 1
    message = email.message_from_bytes(mailbox.message(lines[0]), policy=default)
    assert reference in str(message["Subject"])
    attached = [part.get_content() for part in message.iter_attachments()]
    assert len(attached) == 1
    return bytes(attached[0])


def as_attorney(visit: Walk, reference: str) -> None:
    """Sign in, open the file, read, decide, undo."""
    visit.open("/desk/")
    visit.page.get_by_label("User name or e-mail").fill(DEMO_ATTORNEY)
    visit.page.get_by_label("Password").fill(DEMO_PASSWORD)
    visit.press("Sign in")
    picture(visit, "queue")
    visit.press(reference)
    picture(visit, "file")
    findings = visit.page.inner_text("main")
    assert "740 ILCS 14" in findings
    assert "Pat Example" in findings
    form = visit.page.locator("#decide-0")
    form.get_by_role("radio", name="Need information").check()
    form.get_by_label("Reason to need information").select_option("upload_date")
    with visit.page.expect_navigation():
        form.get_by_role("button", name="Record decision").click()
    visit.look()
    assert "Recorded." in visit.page.inner_text("main")


@pytest.mark.parametrize("scripted", [True, False], ids=["with scripts", "without scripts"])
def test_from_the_first_page_to_the_decision(
    portal: Portal, ledger: Ledger, mailbox: Mailbox, browser: Browser, scripted: bool
) -> None:
    portal.start()
    context: BrowserContext = browser.new_context(viewport=PHONE, java_script_enabled=scripted)  # type: ignore[arg-type]
    visit = Walk(context.new_page(), portal.url, scripted=scripted)
    reference = as_claimant(visit)
    wait_until(lambda: ledger.settled, within=60, what="the packet is delivered")
    ledger.assert_once(sent=1)
    content = packet_of(mailbox, reference)
    words = "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    assert reference in words
    assert "Pat Example" in words
    if PICTURES:
        draw = [
            "pdftoppm",
            "-png",
            "-r",
            "70",
            "-f",
            "1",
            "-l",
            "1",
            "-singlefile",
            "-",
            f"{PICTURES}/packet",
        ]
        subprocess.run(draw, input=content, check=True)
        context.pages[0].set_viewport_size(DESK)  # type: ignore[arg-type]
    as_attorney(visit, reference)
    assert ledger.rows("SELECT choice, reason FROM casefile_decision") == [
        ("need_information", "upload_date")
    ]
    assert visit.faults == []
    context.close()
