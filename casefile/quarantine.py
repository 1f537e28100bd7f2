"""Every file is looked at before anybody may open it; while that cannot be done it is held back."""

import hashlib
import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from casefile import audit, cabinet, evidence, inspection, jobs, scanning, sent_files
from casefile.inspecting import Verdict
from casefile.models import Job, Upload, UploadCheck

VIRUS, SCANNER_DOWN, LOST = "virus", "scanner_down", "lost"
ASK_AGAIN = timedelta(minutes=5)


def check(upload_id: uuid.UUID, *, at: datetime) -> datetime | None:
    """Look at a file and keep what was found; returns when to come back if it must wait for the scanner."""
    upload = Upload.objects.filter(pk=upload_id).first()
    newest = sent_files.newest(upload) if upload else None
    if upload is None or (newest and newest.outcome != UploadCheck.HELD):
        return None
    try:
        scan = scanning.scan(evidence.original(upload), at=at)
        verdict = Verdict("", VIRUS) if scan.said == scanning.FOUND else _inspected(upload)
    except scanning.Down:
        if at - upload.received_at < timedelta(hours=settings.CLAMD_HELD_HOURS):
            return _held(upload, newest, at=at)
        scan = scanning.Scan(scanning.NOT_SCANNED, why_not=scanning.SILENT)
        verdict = _inspected(upload)
    except cabinet.Damaged:
        scan, verdict = scanning.Scan(scanning.NOT_SCANNED), Verdict("", LOST)
    _conclude(upload, verdict, scan, at=at)
    return None


def _inspected(upload: Upload) -> Verdict:
    try:
        return inspection.inspect(evidence.original(upload))
    except cabinet.Damaged:
        return Verdict("", LOST)


def _held(upload: Upload, newest: UploadCheck | None, *, at: datetime) -> datetime:
    if newest is None:
        UploadCheck.objects.create(
            upload=upload, outcome=UploadCheck.HELD, reason=SCANNER_DOWN, found={}, at=at
        )
    return at + ASK_AGAIN


def _conclude(upload: Upload, verdict: Verdict, scan: scanning.Scan, *, at: datetime) -> None:
    preview_as = ""
    if verdict.preview:
        place = evidence.preview_place(upload.pk)
        preview_as = cabinet.put(_cut(verdict.preview), folder=evidence.PREVIEWS, place=place)
    found = {**verdict.found, **({"not_scanned": scan.why_not} if scan.why_not else {})}
    outcome = UploadCheck.UNFIT if verdict.reason else UploadCheck.FIT
    with transaction.atomic():
        if not Upload.objects.select_for_update().filter(pk=upload.pk).exists():
            cabinet.discard(preview_as)
            return
        UploadCheck.objects.create(
            upload=upload,
            outcome=outcome,
            kind=verdict.kind[:16],
            reason=verdict.reason,
            scan=scan.said,
            scanned_with=scan.scanned_with,
            found=found,
            preview_as=preview_as,
            preview_sha256=hashlib.sha256(verdict.preview).hexdigest() if verdict.preview else "",
            at=at,
        )
        audit.record(
            event="evidence.checked", actor=audit.SYSTEM, subject=upload, at=at, outcome=outcome,
            reason=verdict.reason, scan=scan.said,
        )  # fmt: skip


def _cut(content: bytes) -> Iterator[bytes]:
    for start in range(0, len(content), cabinet.PIECE):
        yield content[start : start + cabinet.PIECE]


def owe_unchecked(*, at: datetime) -> tuple[Job, ...]:
    """Promise again to look at files that wait although nothing is on its way to them."""
    checked = UploadCheck.objects.exclude(outcome=UploadCheck.HELD).values("upload_id")
    under_way = Job.objects.filter(kind=jobs.CHECK_UPLOAD, state__in=(Job.READY, Job.LEASED))
    waiting = Upload.objects.exclude(pk__in=checked).exclude(pk__in=under_way.values("subject"))
    return tuple(
        jobs.owe(kind=jobs.CHECK_UPLOAD, subject=pk, at=at, on=at.date())
        for pk in waiting.values_list("pk", flat=True)
    )
