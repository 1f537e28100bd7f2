"""What the desk remembers of each person: files opened, filters last used, tabs saved."""

import uuid

from django.conf import settings
from django.db import models

from casefile.models.submission import Submission


class LastSeen(models.Model):
    """When a person opened a file last: what was found since is news to that person."""

    id = models.BigAutoField(primary_key=True)
    staff = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="seen", db_index=False
    )
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="seen_by")
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("staff", "submission"), name="one_last_seen_per_person_and_file"),
        )

    def __str__(self) -> str:
        return f"LastSeen {self.pk}"


class QueueTab(models.Model):
    """Filters kept under a name; without a name, those used last. Never what was searched for."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    staff = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="tabs", db_index=False
    )
    name = models.CharField(max_length=40, blank=True)
    query = models.CharField(max_length=1000, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("at",)
        constraints = (models.UniqueConstraint(fields=("staff", "name"), name="one_tab_per_name"),)

    def __str__(self) -> str:
        return f"QueueTab {self.pk}"
