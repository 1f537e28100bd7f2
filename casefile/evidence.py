"""Files that claimants send: kept as they come, looked at before anybody may open them, given back whole."""

import hashlib
import unicodedata
import uuid
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import IO, Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet, Sum

from casefile import audit, cabinet, drafts, jobs, scanning, tallies
from casefile.inspecting import kinds
from casefile.models import Draft, Submission, Upload, UploadCheck, Wish

FOLDER, PREVIEWS = "evidence", "evidence-previews"
NAME_CHARS = 120
EMPTY, TOO_BIG, WRONG_TYPE = "empty", "too_big", "wrong_type"
_ABOUT = Upload._meta.get_field("about")
TOO_MANY, TOO_MUCH = "too_many", "too_much"
CLOSED, TOO_OFTEN = "closed", "too_often"
WAITING, CHECKED, UNFIT, HELD = "waiting", "checked", "unfit", "held"


class Refused(Exception):
    """A file that is not taken; `why` is a code of this module, `kind` what the file seems to be.

    `until`: when a limit that was reached is over.
    """

    def __init__(self, why: str, *, kind: str = "", until: datetime | None = None) -> None:
        super().__init__(why)
        self.why, self.kind, self.until = why, kind, until


class Gone(Exception):
    """The interview was deleted meanwhile, or its answers were sent and the file is part of them."""


@dataclass(frozen=True, slots=True)
class Sent:
    """One file as a page lists it. `outcome`: waiting, checked, held, unfit; `reason` says why it is so."""

    upload_id: uuid.UUID
    name: str
    size: int
    sha256: str
    received_at: datetime
    outcome: str
    kind: str = ""
    reason: str = ""
    scan: str = scanning.NOT_SCANNED
    scanned_with: str = ""
    found: dict[str, Any] = field(default_factory=dict)
    has_preview: bool = False
    used: tuple[str, ...] = ()

    @property
    def is_fit(self) -> bool:
        return self.outcome == CHECKED

    @property
    def is_image(self) -> bool:
        return self.kind in kinds.IMAGES

    @property
    def is_archive(self) -> bool:
        return self.is_fit and "archive" in self.found


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
        "name": cleaned(name),
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


def cleaned(name: str) -> str:
    """A file's name fit to be shown and kept: no path, control, direction mark or odd length."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    plain = unicodedata.normalize("NFC", "".join(" " if _is_odd(char) else char for char in last))
    text = " ".join(plain.split()).strip(". ")
    if len(text) <= NAME_CHARS:
        return text or "file"
    stem, dot, ending = text.rpartition(".")
    if not dot or len(ending) > 8:
        return text[:NAME_CHARS]
    return f"{stem[: NAME_CHARS - len(ending) - 1]}.{ending}"


def _is_odd(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp") or char in '<>:"|?*'


def place(upload_id: uuid.UUID) -> str:
    """Return what a file's bytes are sealed for."""
    return f"evidence:{upload_id}"


def preview_place(upload_id: uuid.UUID) -> str:
    """Return what the bytes of a file's preview are sealed for."""
    return f"evidence-preview:{upload_id}"


# What was sent


def listed(draft_sha256: str) -> tuple[Sent, ...]:
    """Return the files of an interview or of what it became, in the order they came."""
    uploads = Upload.objects.filter(draft_sha256=draft_sha256).prefetch_related("checks")
    return tuple(of(upload) for upload in uploads)


def one(draft_sha256: str, upload_id: uuid.UUID) -> Sent | None:
    """Return one file of an interview, or None where it has no such."""
    upload = Upload.objects.filter(draft_sha256=draft_sha256, pk=upload_id).first()
    return of(upload) if upload else None


def of(upload: Upload) -> Sent:
    """Return what is known of a file."""
    check = newest(upload)
    about = upload.about or {}
    facts = {
        "upload_id": upload.pk,
        "name": upload.name,
        "size": upload.size,
        "sha256": upload.sha256,
        "received_at": upload.received_at,
        "used": tuple(about.get("used", ())),
    }
    if check is None:
        return Sent(outcome=WAITING, **facts)
    outcomes = {UploadCheck.FIT: CHECKED, UploadCheck.UNFIT: UNFIT, UploadCheck.HELD: HELD}
    return Sent(
        outcome=outcomes[check.outcome],
        kind=check.kind,
        reason=check.reason,
        scan=check.scan,
        scanned_with=check.scanned_with,
        found=check.found,
        has_preview=bool(check.preview_as),
        **facts,
    )


def newest(upload: Upload) -> UploadCheck | None:
    """Return the last look at a file, or None where it was not looked at."""
    checks: list[UploadCheck] = list(upload.checks.all())
    return checks[-1] if checks else None


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
    """Take a file off an interview that is not sent yet; one gone already is no fault. Raises: Gone."""
    with transaction.atomic():
        if not Draft.objects.select_for_update().filter(pk=draft.pk).exists():
            raise Gone
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
