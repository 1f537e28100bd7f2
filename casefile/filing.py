"""Printed bytes in file storage, sealed, found by the row that names them."""

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


def store(content: bytes, *, place: str, name: str) -> str:
    """Seal bytes for their place and put them in file storage; returns the name they lie under."""
    sealed = sealing.seal(content, place=place)
    return default_storage.save(name, File(io.BytesIO(sealed)))


def load(stored_as: str, *, place: str, sha256: str) -> bytes:
    """Return stored bytes; raises Damaged unless they hash to what was stored."""
    try:
        with default_storage.open(stored_as) as file:
            content = sealing.open_sealed(file.read(), place=place)
    except FileNotFoundError:
        raise Damaged(f"The file of {place} is not in storage.") from None
    except sealing.Tampered:
        raise Damaged(f"The file of {place} is not what was printed.") from None
    if hashlib.sha256(content).hexdigest() != sha256:
        raise Damaged(f"The file of {place} is not what was printed.")
    return content


def discard(stored_as: str) -> None:
    """Remove stored bytes that no row names."""
    default_storage.delete(stored_as)


def file_packet(submission: Submission, content: bytes, *, version: int, at: datetime) -> Packet:
    """Store the sealed bytes, then the row that names them; a twin that came first is returned instead.

    The name is fresh each time, so a worker killed half way leaves an unnamed file and never a torn packet.
    """
    packet_id = uuid.uuid4()
    stored_as = store(content, place=_place(packet_id), name=f"packets/{packet_id}.sealed")
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
        discard(stored_as)
    return packet


def fetch(packet: Packet) -> bytes:
    """Return the packet's PDF bytes; raises Damaged unless they hash to what was printed."""
    return load(packet.stored_as, place=_place(packet.pk), sha256=packet.sha256)
