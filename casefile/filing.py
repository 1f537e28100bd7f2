"""Packet bytes in file storage, sealed, found by the row that names them."""

import hashlib
import io
import uuid
from datetime import datetime

from django.core.files.base import File
from django.core.files.storage import default_storage

from casefile import sealing
from casefile.models import Packet, Submission


class Damaged(Exception):
    """The stored bytes are gone, or are not those that were printed."""


def _place(packet_id: uuid.UUID) -> str:
    return f"packet:{packet_id}"


def file_packet(submission: Submission, content: bytes, *, version: int, at: datetime) -> Packet:
    """Store the sealed bytes, then the row that names them; a twin that came first is returned instead.

    The name is fresh each time, so a worker killed half way leaves an unnamed file and never a torn packet.
    """
    packet_id = uuid.uuid4()
    sealed = sealing.seal(content, place=_place(packet_id))
    stored_as = default_storage.save(f"packets/{packet_id}.sealed", File(io.BytesIO(sealed)))
    packet, made = Packet.objects.get_or_create(
        submission=submission,
        version=version,
        defaults={
            "id": packet_id,
            "stored_as": stored_as,
            "sha256": hashlib.sha256(content).hexdigest(),
            "size": len(content),
            "made_at": at,
        },
    )
    if not made:
        default_storage.delete(stored_as)
    return packet


def fetch(packet: Packet) -> bytes:
    """Return the packet's PDF bytes; raises Damaged unless they hash to what was printed."""
    try:
        with default_storage.open(packet.stored_as) as file:
            sealed = file.read()
    except FileNotFoundError:
        raise Damaged(f"The file of packet {packet.pk} is not in storage.") from None
    try:
        content = sealing.open_sealed(sealed, place=_place(packet.pk))
    except sealing.Tampered:
        raise Damaged(f"The file of packet {packet.pk} is not what was printed.") from None
    if hashlib.sha256(content).hexdigest() != packet.sha256:
        raise Damaged(f"The file of packet {packet.pk} is not what was printed.")
    return content
