"""The covering mail: what it says, what it never says, and what it refuses."""

import email
import email.policy
from datetime import UTC, datetime
from email.message import EmailMessage
from typing import Any

import pytest

from packets import mail

AT = datetime(2026, 11, 22, 20, 3, 9, tzinfo=UTC)
COMMON: dict[str, Any] = {
    "reference": "K7M-4QX-9TD",
    "firm": "Example & Sample LLP",
    "sender": "intake@firm.example",
    "recipient": "desk@firm.example",
    "message_id": "<5f0c@firm.example>",
    "at": AT,
}
PDF = b"%PDF-1.7 stands for a packet"
BODY = "We have your answers (reference K7M-4QX-9TD).\n\nIt does not act for you unless you and it both sign."
PERSONAL = ("Pat", "pat@example.com", "312 555", "Flickr", "MegaFace", "eligible", "2010")


def read(message: Any) -> EmailMessage:
    """The message as a mail program reads it."""
    parsed = email.message_from_bytes(message.message().as_bytes(), policy=email.policy.default)
    assert isinstance(parsed, EmailMessage)
    return parsed


def packet(**changes: Any) -> EmailMessage:
    return read(mail.compose_packet(**{**COMMON, "pdf": PDF, **changes}))


def receipt(**changes: Any) -> EmailMessage:
    return read(mail.compose_receipt(**{**COMMON, "recipient": "pat@example.com", "body": BODY, **changes}))


def body(message: EmailMessage) -> str:
    part = message.get_body(("plain",))
    assert part is not None
    content: str = part.get_content()
    return content


@pytest.mark.parametrize("compose", [packet, receipt])
def test_headers_are_fixed_by_what_is_handed_in(compose: Any) -> None:
    message = compose()
    assert message["Message-ID"] == "<5f0c@firm.example>"
    assert message["Date"].datetime == AT
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["From"] == "intake@firm.example"
    assert len(message["To"].addresses) == 1
    assert "Cc" not in message and "Bcc" not in message


def test_the_same_delivery_gives_the_same_message_but_for_the_mime_boundary() -> None:
    assert receipt().as_bytes() == receipt().as_bytes()
    assert packet().items()[1:] == packet().items()[1:]


def test_a_packet_travels_under_a_name_of_ours() -> None:
    (attached,) = packet().iter_attachments()
    assert attached.get_filename() == "intake-packet-K7M-4QX-9TD.pdf"
    assert attached.get_content_type() == "application/pdf"
    assert attached.get_content() == PDF


def test_subject_headers_and_body_of_a_packet_say_nothing_of_the_person_or_the_case() -> None:
    message = packet()
    said = body(message) + "\n".join(f"{name}: {value}" for name, value in message.items())
    assert message["Subject"] == "Intake packet K7M-4QX-9TD"
    assert [word for word in PERSONAL if word.lower() in said.lower()] == []
    assert "K7M-4QX-9TD" in body(message) and "Example & Sample LLP" in body(message)
    assert len(body(message)) < 500


def test_a_receipt_carries_the_letter_and_the_firms_name_unescaped_and_no_file() -> None:
    message = receipt()
    assert message["Subject"] == "Example & Sample LLP: we have your answers (reference K7M-4QX-9TD)"
    assert body(message).replace("\r\n", "\n") == f"{BODY}\n\nExample & Sample LLP\n"
    assert list(message.iter_attachments()) == []
    assert "pat" not in "".join(value for name, value in message.items() if name != "To").lower()


def test_a_firm_with_a_name_beyond_ascii_arrives_whole() -> None:
    assert receipt(firm="Müller & Żółć")["Subject"].strip().startswith("Müller & Żółć: we have your answers")


@pytest.mark.parametrize("pdf", [b"", b"PDF-1.7", b"<html>", b" %PDF-1.7"])
def test_without_a_packet_no_message_is_made(pdf: bytes) -> None:
    with pytest.raises(mail.PacketMissing, match="K7M-4QX-9TD"):
        packet(pdf=pdf)


BREAKS = ("\n", "\r", "\r\nBcc: all@example.com", "\x00", "\x0b", "\x85", "\u2028", "\ud800")


@pytest.mark.parametrize("injected", BREAKS, ids=ascii)
@pytest.mark.parametrize("field", ["firm", "sender", "recipient", "message_id", "reference"])
def test_a_line_break_in_a_header_is_refused_by_name(field: str, injected: str) -> None:
    with pytest.raises(mail.HeaderRefused, match=field) as refused:
        receipt(**{field: f"{COMMON[field]}{injected}"})
    assert "all@example.com" not in str(refused.value)


@pytest.mark.parametrize("field", ["sender", "recipient"])
@pytest.mark.parametrize(
    "address", ["", "nobody", "a@firm.example, b@firm.example", "a@firm.example;b@x.example"]
)
def test_an_address_is_exactly_one(field: str, address: str) -> None:
    with pytest.raises(mail.HeaderRefused, match=field):
        packet(**{field: address})


@pytest.mark.parametrize("ident", ["5f0c@firm.example", "<a@b> <c@d>", "<a b@c>", ""])
def test_a_message_id_is_one_id_in_brackets(ident: str) -> None:
    with pytest.raises(mail.HeaderRefused, match="message_id"):
        packet(message_id=ident)


@pytest.mark.parametrize("reference", ["", "../../etc/passwd", 'a"; filename="b', "K7M 4QX"])
def test_a_reference_cannot_change_the_files_name(reference: str) -> None:
    with pytest.raises(mail.HeaderRefused, match="reference"):
        packet(reference=reference)


def test_a_time_without_its_zone_is_refused() -> None:
    with pytest.raises(mail.HeaderRefused, match="date"):
        packet(at=AT.replace(tzinfo=None))


def test_a_letter_may_hold_lines_that_look_like_headers() -> None:
    message = receipt(body="Bcc: all@example.com\n\nContent-Type: text/html\n{{ reference }} <b>")
    assert "Bcc" not in message and message.get_content_type() == "text/plain"
    assert "{{ reference }} <b>" in body(message)


def letter(**changes: Any) -> EmailMessage:
    common = {key: value for key, value in COMMON.items() if key != "reference"}
    words = {
        "link": "https://firm.example/come-back/x/",
        "code": "1234 5678",
        "until": "7:28 p.m.",
        "firm_address": "",
    }
    told = {"kind": "pass", "words": words, "headers": {}, "recipient": "pat@example.com"}
    return read(mail.compose_letter(**{**common, **told, **changes}))


def test_a_letters_first_line_is_its_subject_and_nothing_in_it_is_escaped() -> None:
    message = letter()
    assert message["Subject"] == "Example & Sample LLP: your link and code"
    assert "Example & Sample LLP" in body(message) and "1234 5678" in body(message)
    assert not body(message).startswith("Example")


def test_a_letters_own_headers_cannot_break_out() -> None:
    assert letter(headers={"List-Unsubscribe-Post": "List-Unsubscribe=One-Click"})["List-Unsubscribe-Post"]
    with pytest.raises(mail.HeaderRefused):
        letter(headers={"List-Unsubscribe": "<x>\r\nBcc: other@example.com"})
    with pytest.raises(mail.HeaderRefused):
        letter(recipient="pat@example.com\nBcc: other@example.com")
