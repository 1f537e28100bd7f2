"""Files are handed out only when they were found fit, whole, and with a note of who took them."""

import hashlib
import uuid
from collections.abc import Iterable, Iterator
from datetime import datetime

from casefile import audit, cabinet, evidence, sent_files
from casefile.models import Submission, Upload, UploadCheck
from casefile.sent_files import Sent


class NotFit(Exception):
    """Nobody may open this file: it was not checked yet, or was found not fit."""


def opened(
    submission: Submission, upload_id: uuid.UUID, *, preview: bool, masked: bool, by: str, at: datetime
) -> tuple[Sent, Iterator[bytes]]:
    """Hand over a fit file of a submission, or the copy made to be looked at; who took it is on record.

    `masked`: a picture of the file may show somebody under 18, which the record says. A PDF that would act by
    itself is never handed over as it came. Every byte is read and compared before the first is given.
    Raises: Upload.DoesNotExist, NotFit, cabinet.Damaged.
    """
    upload = Upload.objects.get(draft_sha256=submission.draft_sha256, pk=upload_id)
    check, sent = sent_files.newest(upload), sent_files.of(upload)
    if check is None or not sent.is_fit or (preview and not check.preview_as):
        raise NotFit
    if not preview and not is_harmless(sent):
        raise NotFit
    _compare(_bytes(upload, check, preview), check.preview_sha256 if preview else upload.sha256)
    event = "evidence.opened" if preview else "evidence.downloaded"
    audit.record(
        event=event,
        actor=by,
        subject=submission,
        at=at,
        upload=str(upload.pk),
        masked=int(masked and sent.is_image),
    )
    return sent, _bytes(upload, check, preview)


def is_harmless(sent: Sent) -> bool:
    """Whether a fit file may be handed over as it came."""
    return sent.is_fit and not sent.found.get("noted")


def _bytes(upload: Upload, check: UploadCheck, preview: bool) -> Iterator[bytes]:
    if preview:
        return cabinet.pieces(check.preview_as, place=evidence.preview_place(upload.pk))
    return evidence.original(upload)


def _compare(pieces: Iterable[bytes], sha256: str) -> None:
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
    if digest.hexdigest() != sha256:
        raise cabinet.Damaged("The stored bytes are not those that came.")
