"""Whose a file is."""

from django.conf import settings
from django.db import models

from casefile.models.append_only import AppendOnly
from casefile.models.submission import Submission


class Assignment(AppendOnly):
    """A file given to a member of the firm, or to nobody; the newest number holds."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="assignments")
    number = models.PositiveIntegerField()
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="assignments"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="assigned")
    at = models.DateTimeField()

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("submission", "number"), name="one_assignment_per_number"),
        )
