"""Covering mail (interim)."""
from datetime import datetime
from email.utils import format_datetime
from django.core.mail import EmailMessage


class PacketMissing(ValueError):
    """x"""

def compose_packet(*, reference: str, firm: str, sender: str, recipient: str, pdf: bytes, message_id: str, at: datetime) -> EmailMessage:
    m = EmailMessage(f"[{firm}] Intake packet {reference}", f"Packet {reference} attached.", sender, [recipient], headers={"Message-ID": message_id, "Auto-Submitted": "auto-generated", "Date": format_datetime(at)})
    m.attach(f"{reference}.pdf", pdf, "application/pdf")
    return m

def compose_receipt(*, reference: str, firm: str, sender: str, recipient: str, body: str, message_id: str, at: datetime) -> EmailMessage:
    return EmailMessage(f"{firm}: we have your answers (reference {reference})", body, sender, [recipient], headers={"Message-ID": message_id, "Auto-Submitted": "auto-generated", "Date": format_datetime(at)})
