"""Files and ways back, promised before anything is sent, hold through dead workers, brokers and relays."""

import email
import re
import secrets
import socket
import time
import urllib.request
from email.policy import default
from pathlib import Path

import pytest

from tests.casefile import made_files
from tests.faults.ledger import Ledger
from tests.servers.mailbox import Mailbox
from tests.servers.portal import Portal, wait_until
from tests.servers.redis import Redis
from tests.walker import Claimant

EVIDENCE, SAVE = "/flickr-megaface/evidence/", "/flickr-megaface/save/"
COME_BACK, CODE = "/come-back/", "/come-back/code/"
PAT: dict[str, object] = {"email": "pat@example.com"}


@pytest.fixture
def ledger(portal: Portal, mailbox: Mailbox) -> Ledger:
    return Ledger(portal.env["DATABASE_URL"], mailbox)


def begun(portal: Portal) -> Claimant:
    claimant = Claimant(portal.url)
    claimant.enter()
    claimant.answer_all()
    return claimant


def send_file(claimant: Claimant, content: bytes) -> str:
    """Send a file as a browser without scripts does; returns the page it ends at."""
    token = next(cookie.value for cookie in claimant.jar if cookie.name == "csrf")
    line = secrets.token_hex(16)
    head = f'--{line}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{token}\r\n'
    name = f'--{line}\r\nContent-Disposition: form-data; name="files"; filename="photo.jpg"\r\n'
    body = f"{head}{name}Content-Type: image/jpeg\r\n\r\n".encode() + content + f"\r\n--{line}--\r\n".encode()
    request = urllib.request.Request(  # noqa: S310
        claimant.site + EVIDENCE, body, {"Content-Type": f"multipart/form-data; boundary={line}"}
    )
    with claimant.browser.open(request, timeout=30) as response:
        page: str = response.read().decode()
    return page


def ask_back(portal: Portal) -> Claimant:
    """Ask for a way back from another browser."""
    other = Claimant(portal.url)
    other.get(COME_BACK)
    at, _ = other.post(COME_BACK, PAT)
    assert at == CODE
    return other


def codes(mailbox: Mailbox) -> list[str]:
    """The codes of all letters with a way back, in the order they were taken."""
    said = [text(mailbox.message(line)) for line in mailbox.accepted]
    return [found[0].replace(" ", "") for mail in said if (found := re.findall(r"\b\d{4} ?\d{4}\b", mail))]


def text(mail: bytes) -> str:
    """The words of a letter alone: its headers have numbers of their own."""
    body = email.message_from_bytes(mail, policy=default).get_body(("plain",))
    return str(body.get_content()) if body else ""


def unfinished(ledger: Ledger, kind: str) -> int:
    return ledger.count("job", f"kind = '{kind}' AND state <> 'done'")


def test_a_worker_killed_while_it_checks_a_file_leaves_one_check(
    portal: Portal, ledger: Ledger, short_folder: Path
) -> None:
    silent = socket.socket(socket.AF_UNIX)
    silent.bind(str(short_folder / "silent.sock"))
    silent.listen()
    portal.env |= {"CLAMD": str(short_folder / "silent.sock"), "CLAMD_SECONDS": "60"}
    portal.start()
    send_file(begun(portal), made_files.image("JPEG"))
    being_checked = "kind = 'check_upload' AND state = 'leased'"
    wait_until(lambda: ledger.count("job", being_checked), within=30, what="the file is being checked")
    portal.kill("worker")
    assert ledger.count("uploadcheck") == 0
    portal.env["CLAMD"] = ""
    portal.start("worker")
    wait_until(lambda: not unfinished(ledger, "check_upload"), within=60, what="the file is checked")
    silent.close()
    assert ledger.rows("SELECT outcome, preview_as <> '' FROM casefile_uploadcheck") in (
        [("fit", 1)],
        [("fit", True)],
    )
    assert ledger.count("auditentry", "event = 'evidence.checked'") == 1
    assert ledger.rows("SELECT attempts FROM casefile_job WHERE kind = 'check_upload'")[0][0] >= 2
    assert len(list(Path(portal.env["MEDIA_ROOT"], "evidence-previews").iterdir())) == 1


def test_redis_dead_while_saving_coming_back_and_sending_a_file_is_made_good(
    portal: Portal, ledger: Ledger, mailbox: Mailbox, redis_server: Redis
) -> None:
    portal.env["SWEEP_ALONE_AFTER_SECONDS"] = "600"
    portal.start()
    claimant = begun(portal)
    redis_server.kill()
    began = time.monotonic()
    assert "photo.jpg" in send_file(claimant, made_files.image("JPEG"))
    at, _ = claimant.post(SAVE, {})
    assert at == "/flickr-megaface/saved/"
    other = ask_back(portal)
    took = time.monotonic() - began
    assert took < 15, f"three acts took {took:.1f} s with a dead broker"
    assert ledger.count("upload") == 1
    redis_server.start()
    wait_until(lambda: codes(mailbox), within=60, what="the letter with a way back is there")
    wait_until(lambda: not unfinished(ledger, "check_upload"), within=60, what="the file is checked")
    assert ledger.count("uploadcheck", "outcome = 'fit'") == 1
    at, _ = other.post(CODE, {"code": codes(mailbox)[-1]})
    assert at.startswith("/flickr-megaface/"), at
    assert set(mailbox.copies.values()) == {1}


def test_a_relay_silent_at_a_letter_with_a_way_back_is_uncertain_and_a_new_one_goes_out(
    portal: Portal, ledger: Ledger, mailbox: Mailbox
) -> None:
    portal.env["EMAIL_TIMEOUT"] = "2"
    portal.start()
    begun(portal)
    mailbox.behave("silent-after-data")
    other = ask_back(portal)
    unsure = "kind = 'letter' AND state = 'uncertain'"
    wait_until(lambda: ledger.count("delivery", unsure), within=60, what="nobody knows whether it left")
    mailbox.behave("accept")
    _, page = other.get(CODE)
    assert "Send me a new link" in page
    before = len(mailbox.accepted)
    at, _ = other.post(CODE, {"again": "1"})
    assert at.startswith(CODE)
    wait_until(lambda: len(mailbox.accepted) > before, within=60, what="a new letter went out")
    time.sleep(6)
    assert ledger.count("delivery", unsure) == 1 and set(mailbox.copies.values()) == {1}
    at, _ = other.post(CODE, {"code": codes(mailbox)[-1]})
    assert at.startswith("/flickr-megaface/"), at
