"""The covering message of a packet, the claimant's receipt, other letters: composed here, sent elsewhere."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from email.utils import format_datetime, getaddresses
from functools import cache
from pathlib import Path

from django.core.mail import EmailMessage
from django.template import Context, Engine

_TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
_PDF = b"%PDF-"
_REFERENCE = re.compile(r"[A-Za-z0-9-]{1,40}")
_MESSAGE_ID = re.compile(r"<[^<>@\s]+@[^<>@\s]+>")
_BREAKS = frozenset({"Cc", "Cs", "Zl", "Zp"})  # controls, newlines among them, and what no header can carry


class PacketMissing(ValueError):
    """A packet message has no packet to carry; it is never sent bare."""


class HeaderRefused(ValueError):
    """A value would break out of its mail header, or is not what that header holds."""


def compose_packet(
    *, reference: str, firm: str, sender: str, recipient: str, pdf: bytes, message_id: str, at: datetime
) -> EmailMessage:
    """The message that carries a packet to the firm; `at` becomes its Date.

    Subject, headers and body hold the reference and no word of what was answered.
    Raises PacketMissing unless `pdf` is a PDF, HeaderRefused for a value no header may hold.
    """
    if not pdf.startswith(_PDF):
        found = "is not a PDF" if pdf else "is empty"
        raise PacketMissing(f"The packet of {_reference(reference)} {found}; its message is not composed.")
    message = _message(
        subject=f"Intake packet {_reference(reference)}",
        body=_words("packet.txt", reference=reference, firm=firm),
        sender=sender,
        recipient=recipient,
        message_id=message_id,
        at=at,
    )
    message.attach(f"intake-packet-{reference}.pdf", pdf, "application/pdf")
    return message


def compose_receipt(
    *, reference: str, firm: str, sender: str, recipient: str, body: str, message_id: str, at: datetime
) -> EmailMessage:
    """The claimant's receipt: `body` is the matter's letter with its placeholders filled.

    Raises HeaderRefused for a value no header may hold.
    """
    return _message(
        subject=f"{_line('firm', firm)}: we have your answers (reference {_reference(reference)})",
        body=_words("receipt.txt", body=body.strip(), firm=firm),
        sender=sender,
        recipient=recipient,
        message_id=message_id,
        at=at,
    )


def compose_letter(
    *,
    kind: str,
    firm: str,
    sender: str,
    recipient: str,
    words: Mapping[str, str],
    headers: Mapping[str, str],
    message_id: str,
    at: datetime,
) -> EmailMessage:
    """A letter to a claimant from its template, whose first line is the subject.

    Raises HeaderRefused for a value no header may hold.
    """
    subject, _, body = _words(f"{kind}.txt", firm=firm, **words).partition("\n")
    message = _message(
        subject=_line("subject", subject.strip()),
        body=body.strip() + "\n",
        sender=sender,
        recipient=recipient,
        message_id=message_id,
        at=at,
    )
    message.extra_headers.update({name: _line(name, value) for name, value in headers.items()})
    return message


def _message(
    *, subject: str, body: str, sender: str, recipient: str, message_id: str, at: datetime
) -> EmailMessage:
    if at.tzinfo is None:
        raise HeaderRefused("The mail header date needs a time with its time zone.")
    if not _MESSAGE_ID.fullmatch(_line("message_id", message_id)):
        raise HeaderRefused("The mail header message_id must be one id in angle brackets, such as <id@host>.")
    return EmailMessage(
        subject=subject,
        body=body,
        from_email=_address("sender", sender),
        to=[_address("recipient", recipient)],
        headers={
            "Message-ID": message_id,
            "Date": format_datetime(at),
            "Auto-Submitted": "auto-generated",  # RFC 3834: an absence reply must not answer it
        },
    )


def _line(name: str, value: str) -> str:
    """A header's value, refused rather than mended: the value itself may be personal and is not repeated."""
    if any(unicodedata.category(char) in _BREAKS for char in value):
        raise HeaderRefused(f"The mail header {name} has a line break or a control character in it.")
    return value


def _reference(value: str) -> str:
    if not _REFERENCE.fullmatch(value):
        raise HeaderRefused("The reference of a message may hold only letters, digits and hyphens.")
    return value


def _address(name: str, value: str) -> str:
    found = getaddresses([_line(name, value)])
    if len(found) != 1 or "@" not in found[0][1]:
        raise HeaderRefused(f"The mail header {name} must be exactly one address.")
    return value


def _words(template: str, **words: str) -> str:
    """A plain-text body: nothing reads it as HTML, so nothing in it is escaped."""
    page: str = _engine().get_template(f"email/{template}").render(Context(words, autoescape=False))
    return page


@cache
def _engine() -> Engine:
    libraries = {"i18n": "django.templatetags.i18n"}
    return Engine(dirs=[str(_TEMPLATES)], autoescape=False, libraries=libraries)
