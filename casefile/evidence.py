"""Files that claimants send: kept as they come, looked at before anybody may open them, given back whole."""

import hashlib
import uuid
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime, timedelta
from typing import IO, Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet, Sum

from casefile import audit, cabinet, drafts, filenames, holds, jobs, queue_rows, tallies
from casefile.inspecting import kinds
from casefile.models import Draft, Submission, Upload, Wish

FOLDER, PREVIEWS = "evidence", "evidence-previews"
EMPTY, TOO_BIG, WRONG_TYPE = "empty", "too_big", "wrong_type"
_ABOUT = Upload._meta.get_field("about")
TOO_MANY, TOO_MUCH = "too_many", "too_much"
CLOSED, TOO_OFTEN = "closed", "too_often"


class Refused(Exception):
    """A file that is not taken; `why` is a code of this module, `kind` what the file seems to be.

    `until`: when a limit that was reached is over.
    """

    def __init__(self, why: str, *, kind: str = "", until: datetime | None = None) -> None:
        super().__init__(why)
        self.why, self.kind, self.until = why, kind, until


class Gone(Exception):
    """The interview was deleted meanwhile, or its answers were sent and the file is part of them."""


def receive(
    *,
    draft_sha256: str,
    file: IO[bytes],
    name: str,
    at: datetime,
    network: str = "",
    by: str = "claimant",
) -> Upload:
    """Keep a file of an interview, or of what it became, and promise to check it.

    The sealed bytes are stored before the row that names them. The same bytes again are the first file.
    Raises: Refused, Gone.
    """
    head = file.read(kinds.HEAD_BYTES)
    kind = kinds.of(head)
    if kind not in kinds.TAKEN:
        raise Refused(EMPTY if kind == EMPTY else WRONG_TYPE, kind=kind)
    file.seek(0)
    upload_id = uuid.uuid4()
    _count(network, upload_id, at=at)
    counted = _Counted(file)
    stored_as = cabinet.put(counted.pieces(), folder=FOLDER, place=place(upload_id))
    row = {
        "id": upload_id,
        "name": filenames.cleaned(name),
        "stored_as": stored_as,
        "size": counted.size,
        "received_at": at,
        "by": by,
    }
    try:
        upload = _kept(draft_sha256, counted.digest.hexdigest(), row, at=at)
    except BaseException:
        cabinet.discard(stored_as)
        raise
    if upload.pk != upload_id:
        cabinet.discard(stored_as)
    return upload


def _count(network: str, upload_id: uuid.UUID, *, at: datetime) -> None:
    """Count a file against the hour of the network it comes from. Raises: Refused."""
    if not network:
        return
    hour = at.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    most = settings.EVIDENCE_FILES_AN_HOUR_A_NETWORK
    limit = tallies.Limit("uploads", f"{network} {hour.isoformat()}", most, {str(upload_id)}, hour)
    try:
        tallies.take([limit], at=at)
    except tallies.Spent as spent:
        raise Refused(TOO_OFTEN, until=spent.until) from None


class _Counted:
    """A file read once: its length and its SHA-256 are known when the last piece has gone by."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.size, self.digest = file, 0, hashlib.sha256()

    def pieces(self) -> Iterator[bytes]:
        while piece := self.file.read(cabinet.PIECE):
            self.size += len(piece)
            if self.size > settings.EVIDENCE_FILE_BYTES:
                raise Refused(TOO_BIG)
            self.digest.update(piece)
            yield piece


def _kept(draft_sha256: str, sha256: str, row: dict[str, Any], *, at: datetime) -> Upload:
    with transaction.atomic():
        file = _hold(draft_sha256)
        twin = Upload.objects.filter(draft_sha256=draft_sha256, sha256=sha256).first()
        if twin:
            return twin
        _room(draft_sha256, row["size"])
        upload = Upload.objects.create(draft_sha256=draft_sha256, sha256=sha256, **row)
        jobs.owe(kind=jobs.CHECK_UPLOAD, subject=upload.pk, at=at)
        audit.record(
            event="evidence.received", actor=row["by"], subject=upload, at=at, size=upload.size, sha256=sha256
        )
        if file:
            audit.record(event="evidence.added", actor=row["by"], subject=file, at=at, upload=str(upload.pk))
            queue_rows.refresh(file, at=at)
            jobs.owe(kind=jobs.RELATE, subject=file.pk, at=at, on=f"upload-{upload.pk}")
    return upload


def _hold(draft_sha256: str) -> Submission | None:
    """Hold the row of the interview or of its file, so that files are counted one at a time.

    Returns the file if there is one. Raises: Gone; Refused where the claimant wished that file to end.
    """
    if Draft.objects.select_for_update().filter(token_sha256=draft_sha256).first():
        return None
    file: Submission | None = Submission.objects.select_for_update().filter(draft_sha256=draft_sha256).first()
    if file is None:
        raise Gone
    if not may_add(file):
        raise Refused(CLOSED)
    return file


def may_add(file: Submission) -> bool:
    """Whether a file that was sent still takes documents: not once it was withdrawn or is to be erased."""
    ends = Wish.objects.standing().filter(submission=file, kind__in=(Wish.WITHDRAW, Wish.ERASE))
    return not ends.exists()


def _room(draft_sha256: str, size: int) -> None:
    kept = Upload.objects.filter(draft_sha256=draft_sha256)
    if kept.count() >= settings.EVIDENCE_FILES:
        raise Refused(TOO_MANY)
    if (kept.aggregate(all=Sum("size"))["all"] or 0) + size > settings.EVIDENCE_BYTES:
        raise Refused(TOO_MUCH)


def place(upload_id: uuid.UUID) -> str:
    """Return what a file's bytes are sealed for."""
    return f"evidence:{upload_id}"


def preview_place(upload_id: uuid.UUID) -> str:
    """Return what the bytes of a file's preview are sealed for."""
    return f"evidence-preview:{upload_id}"


def original(upload: Upload) -> Iterator[bytes]:
    """Yield a file as it came. Raises: cabinet.Damaged."""
    return cabinet.pieces(upload.stored_as, place=place(upload.pk))


# What it says


def fill(
    *, draft: Draft, upload_id: uuid.UUID, answers: dict[str, Any], rests: Iterable[str], at: datetime
) -> None:
    """Keep answers that a file filled, and, with the file, which of them rest on it. Raises: drafts.Gone."""
    with transaction.atomic():
        drafts.keep(draft=draft, answers=answers, at=at)
        upload = Upload.objects.get(draft_sha256=draft.token_sha256, pk=upload_id)
        used = list(dict.fromkeys([*(upload.about or {}).get("used", ()), *rests]))
        Upload.objects.filter(pk=upload.pk).update(about=_ABOUT.sealed({"used": used}, upload))
        audit.record(event="evidence.used", actor=audit.CLAIMANT, subject=upload, at=at, answers=len(used))


# Taking it back


def remove(*, draft: Draft, upload_id: uuid.UUID, at: datetime) -> None:
    """Take a file off an interview that is not sent yet; one gone already is no fault.

    Raises: Gone, holds.Held.
    """
    with transaction.atomic():
        if not Draft.objects.select_for_update().filter(pk=draft.pk).exists():
            raise Gone
        if holds.turn(at=at).on_draft(draft):
            raise holds.Held
        doomed = Upload.objects.filter(draft_sha256=draft.token_sha256, pk=upload_id)
        for upload in doomed:
            audit.record(event="evidence.removed", actor=audit.CLAIMANT, subject=upload, at=at)
        stored = _deleted(doomed)
    _unstore(stored)


def discard(draft_sha256: str) -> int:
    """Remove every file of an interview that expires or is deleted; returns how many there were.

    Files of answers that were sent stay: they are the file's. Rows go with the caller's transaction if there
    is one; the stored bytes go when that is certain.
    """
    if Submission.objects.filter(draft_sha256=draft_sha256).exists():
        return 0
    with transaction.atomic():
        stored = _deleted(Upload.objects.filter(draft_sha256=draft_sha256))
        transaction.on_commit(lambda: _unstore(stored))
    return len(stored)


def _deleted(uploads: QuerySet[Upload]) -> list[tuple[str, ...]]:
    stored = [(one.stored_as, *(check.preview_as for check in one.checks.all())) for one in uploads]
    uploads.delete()
    return stored


def _unstore(stored: Collection[tuple[str, ...]]) -> None:
    for names in stored:
        for name in names:
            cabinet.discard(name)
