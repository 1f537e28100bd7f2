"""The files of an interview as pages and packets list them: what came, and what looking at it showed."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from casefile import scanning
from casefile.inspecting import kinds
from casefile.models import Upload, UploadCheck

WAITING, CHECKED, UNFIT, HELD = "waiting", "checked", "unfit", "held"


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
