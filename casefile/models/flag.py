"""What looks odd about a file: points under a code, with counts and never content."""

from typing import Any, ClassVar

from django.db import models

from casefile.models.append_only import AppendOnly, AppendOnlyQuerySet
from casefile.models.submission import Submission


class Flag(AppendOnly):
    """One counting of one code; of each code the highest number stands, and one without points says: gone.

    `found`: counts and ids, such as how many other files name the same telephone number. Flags sort and
    explain; no rule and no decision rests on one, and no claimant sees them.
    """

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="flags")
    code = models.CharField(max_length=32)
    number = models.PositiveIntegerField()
    points = models.PositiveSmallIntegerField()
    found = models.JSONField(default=dict)
    at = models.DateTimeField()

    objects: ClassVar[Any] = AppendOnlyQuerySet.as_manager()

    class Meta:
        ordering = ("code", "number")
        constraints = (
            models.UniqueConstraint(
                fields=("submission", "code", "number"), name="one_flag_per_code_and_number"
            ),
        )
