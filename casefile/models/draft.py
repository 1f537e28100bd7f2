"""An interview that is not finished."""

import uuid

from django.db import models

from casefile.sealing import SealedField


class Draft(models.Model):
    """Answers so far, found only by the hash of a 256-bit token that the claimant's session holds."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    token_sha256 = models.CharField(max_length=64, unique=True)
    matter = models.SlugField(max_length=64)
    answers = SealedField()
    notice = models.JSONField()
    started_at = models.DateTimeField()
    kept_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Draft {self.pk}"
