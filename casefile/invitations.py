"""A private link that somebody who took photos may hand to the people in them.

The link holds the photographer's file sealed and nothing else: no row is made for it, whoever has it learns
nothing from it, and nothing about its reader is entered by anybody else.
"""

import base64
import binascii
import secrets
import uuid
from datetime import datetime, timedelta

from casefile import audit, sealing, tallies
from casefile.models import Submission
from casefile.tallies import Limit

PLACE = "invitation"
MOST = 50
LONGEST = 200
COUNTED_FOR = timedelta(days=3650)


def make(submission: Submission, *, at: datetime) -> str:
    """Return the token of a new link, different each time. Raises: tallies.Spent after the fiftieth."""
    nonce = secrets.token_hex(16)
    whose = str(submission.pk)
    limit = Limit(name=PLACE, whose=whose, most=MOST, things=(nonce,), until=at + COUNTED_FOR)
    tallies.take((limit,), at=at)
    audit.record(event="invitation.made", actor=audit.CLAIMANT, subject=submission, at=at)
    sealed = sealing.seal(submission.pk.bytes, place=PLACE)
    return base64.urlsafe_b64encode(sealed).decode().rstrip("=")


def read(token: str) -> uuid.UUID | None:
    """Return the file whose link this is; None for anything that no link ever was."""
    if not token:
        return None
    try:
        sealed = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
        found = uuid.UUID(bytes=sealing.open_sealed(sealed, place=PLACE))
    except (binascii.Error, ValueError, sealing.Tampered, sealing.KeysMissing):
        return None
    return found if Submission.objects.filter(pk=found).exists() else None
