"""Files a claimant sent, and what was found when they were checked."""

import uuid

from django.db import models

from casefile.models.append_only import AppendOnly
from casefile.sealing import SealedField


class Upload(models.Model):
    """One file as it came, sealed in file storage under `stored_as`; the file of a draft or submission.

    `draft_sha256` names the interview: it equals the draft's `token_sha256` and the submission's
    `draft_sha256`, so nothing moves when the answers are sent. Removed only while the interview is a draft.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    draft_sha256 = models.CharField(max_length=64, db_index=True)
    name = SealedField()
    about = SealedField(null=True)
    stored_as = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveIntegerField()
    received_at = models.DateTimeField()
    by = models.CharField(max_length=64, default="claimant")

    class Meta:
        ordering = ("received_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("draft_sha256", "sha256"), name="one_upload_per_content_and_interview"
            ),
        )

    def __str__(self) -> str:
        return f"Upload {self.pk}"


class UploadCheck(AppendOnly):
    """One look at a file: what it is, whether staff may open it, and what the virus scanner said.

    Until the newest check says `fit`, nobody opens the file. `found`: facts for the desk such as pixels and
    pages. `preview_as`: a copy of an image without its metadata, sealed in file storage.
    """

    FIT, UNFIT, HELD = "fit", "unfit", "held"
    OUTCOMES = ((FIT, "fit to open"), (UNFIT, "not fit to open"), (HELD, "held until it can be checked"))

    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="checks")
    outcome = models.CharField(max_length=8, choices=OUTCOMES)
    kind = models.CharField(max_length=16, blank=True)
    reason = models.CharField(max_length=32, blank=True)
    scan = models.CharField(max_length=16, default="not scanned")
    scanned_with = models.CharField(max_length=120, blank=True)
    found = SealedField()
    preview_as = models.CharField(max_length=200, blank=True)
    preview_sha256 = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")
