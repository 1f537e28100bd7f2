"""The record of who did and saw what: insert only, ids and event names only."""

from datetime import datetime

from django.db import models

from casefile.models import AuditEntry

SYSTEM = "system"
CLAIMANT = "claimant"


def record(*, event: str, actor: str, subject: models.Model | str, at: datetime, **detail: str | int) -> None:
    """Insert one entry; `actor` is "claimant", "system" or a staff id, `detail` holds ids and counts only."""
    name = subject if isinstance(subject, str) else str(subject.pk)
    AuditEntry.objects.create(at=at, actor=actor, event=event, subject=name, detail=detail)
