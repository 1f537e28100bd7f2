"""Who did what, and who saw what."""

from django.db import models

from casefile.models.append_only import AppendOnlyQuerySet


class AuditEntry(models.Model):
    """One event; ids and event names only. The database itself refuses to change or delete a row."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    actor = models.CharField(max_length=64)
    event = models.CharField(max_length=64)
    subject = models.CharField(max_length=64, db_index=True)
    detail = models.JSONField(default=dict)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        indexes = (
            models.Index(fields=("actor", "id"), name="audit_by_actor"),
            models.Index(fields=("at",), name="audit_by_time"),
        )

    def __str__(self) -> str:
        return f"AuditEntry {self.pk}"
