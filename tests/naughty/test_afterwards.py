"""What was accepted reaches page, transcript, paper and mail as it was typed, and runs nowhere."""

import re
import subprocess
from email.parser import BytesParser
from email.policy import default
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from casefile import conflicts, filing, pipeline, printing
from casefile.models import Answer, Delivery, Draft, Submission
from intake.guard import OPENED
from matters.fields.text import TextRefused, clean_text
from tests.intake.conftest import CHECK, DECLARATION, Claimant
from tests.naughty import strings
from tests.packets import reading
from tests.personas import Persona

KINDS = ("<script>alert(0)</script>", "{{7*7}}", "=cmd|' /C calc'!A0", "José Nuñez", "👩‍👩‍👧‍👦", "می‌خواهم")


def harmless(count: int) -> list[str]:
    """Strings the long answer takes, so that they must arrive."""
    found = []
    for text in (*KINDS, *(t for t in strings.LISTED if 2 < len(t) < 120)):
        try:
            clean = clean_text(text, most=2_000, lines=True)
        except TextRefused:
            continue
        if clean:
            found.append(text)
    return found[:count]


@pytest.fixture
def sent(claimant: Claimant) -> tuple[Submission, str]:
    """A file whose words are all naughty; the text of its long answer."""
    words = "\n".join(harmless(60))[:1_900]
    told: dict[tuple[str, int | None], Any] = {
        ("more", None): {"papers": ["license"], "harm": words},
        ("you", None): {
            "first": "<b>Pat</b>{{7*7}}",
            "last": "=cmd|' /C calc'!A0",
            "email": "pat@example.com",
        },
        ("person", 0): {"born": "1985-06-15"},
        ("learned", 0): {"learned": "2024-02", "how": "\"'><img src=x onerror=alert(1)>"},
        ("contact", None): {
            "street": "1 Main\r\nBcc: everyone@example.com",
            "city": "%0d%0aBcc:x@example.com",
            "state": "IL",
            "code": "${7*7}",
            "phone": "",
            "preferred": "email",
            "language": "en",
        },
    }
    persona = Persona(told)
    claimant.pass_age()
    claimant.walk(persona)
    page = claimant.client.get(CHECK).content.decode()
    assert "<b>Pat" not in page and "<img src=x" not in page and "<script>alert" not in page
    assert "<b>Pat</b>{{7*7}}" in unescape(page)
    claimant.at = DECLARATION
    claimant.answer(Persona({("declaration", None): {"name": "=1+1 <script>alert(1)</script>"}}))
    return Submission.objects.get(), clean_text(words, most=2_000, lines=True)


def test_the_words_survive_to_the_transcript_and_the_desk(sent: tuple[Submission, str], desk: Client) -> None:
    submission, words = sent
    told = {answer.page: answer.content["shown"] for answer in Answer.objects.all()}
    assert words in {answer.content["shown"] for answer in Answer.objects.filter(page="more")}
    assert told["contact"] is not None
    conflicts.check(submission, at=timezone.now())
    page = desk.get(f"/desk/files/{submission.token}/").content.decode()
    assert "<script>alert" not in page and "<img src=x" not in page and "<b>Pat" not in page
    for line in words.splitlines()[:40]:
        assert line.strip() in unescape(page), line


def test_the_words_survive_to_paper_and_mail(sent: tuple[Submission, str]) -> None:
    submission, words = sent
    at = timezone.now()
    pipeline.advance(submission.pk, at)
    deliveries = list(Delivery.objects.all())
    assert deliveries
    for delivery in deliveries:
        message = printing.compose(delivery, at=at).message()
        assert not [name for name in message if name.lower() in ("bcc", "cc")]
        assert BytesParser(policy=default).parsebytes(message.as_bytes())["To"]
    paper = printed(filing.fetch(submission.packets.get()))
    for line in words.splitlines():
        if re.fullmatch(r"[\x21-\x7e ]+", line):
            assert reading.squeezed(line) in paper, line


def printed(pdf: bytes) -> str:
    """The text of a PDF without white space, as poppler reads it: pypdf loses a font once emoji are in it."""
    read = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return reading.squeezed(read.stdout.decode())


DESK_FORMS = ("claims/0/decide", "claims/0/undo", "links/", "photos/0/check", "checks/1/withdraw")


def test_the_desks_forms_answer_anything(sent: tuple[Submission, str], desk: Client) -> None:
    submission, _ = sent
    pipeline.advance(submission.pk, timezone.now())
    boxes = ("choice", "reason", "note", "seen", "number", "links", "how", "where", "reason_accept", "result")
    for form in DESK_FORMS:
        for name, text in strings.sample(3, seed=3).items():
            answer = desk.post(f"/desk/files/{submission.token}/{form}", dict.fromkeys(boxes, text))
            expected = (400, 404) if name in strings.TOO_LARGE else (200, 302, 404, 409, 422)
            assert answer.status_code in expected, (form, name)
            assert b"<script>alert" not in answer.content


@pytest.mark.parametrize("field", ["q", "result", "state", "page", "days", "language"])
def test_the_desks_searches_answer_anything(desk: Client, field: str) -> None:
    for name, text in strings.sample(10, seed=4).items():
        if len(text) < 9_000:
            for address in ("/desk/", "/desk/funnel/", "/desk/lists/"):
                assert desk.get(address, {field: text}).status_code == 200, (address, name)


def test_a_sign_in_answers_anything(client: Client, db: None) -> None:
    for name, text in strings.sample(3, seed=5).items():
        answer = client.post("/desk/sign-in/", {"login": text, "password": text})
        assert answer.status_code in ((400,) if name in strings.TOO_LARGE else (200, 429)), name


def test_an_odd_time_of_opening_is_only_a_signal(claimant: Claimant) -> None:
    claimant.pass_age()
    for text in strings.sample(20, seed=6).values():
        if len(text) < 9_000:
            claimant.client.post(claimant.at, {"role": "myself", OPENED: text})
    assert Draft.objects.get().answers["one"]["role"] == {"role": "myself"}
