"""Passages of answers that the firm blacked out; the answers themselves are never changed."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models

from casefile.models.append_only import AppendOnly, AppendOnlyQuerySet
from casefile.models.submission import Submission


class RedactionQuerySet(AppendOnlyQuerySet["Redaction"]):
    """Which redactions count."""

    def standing(self) -> Self:
        """Those that nobody took back."""
        return self.filter(takes_back=None, taken_back_by=None)


class Redaction(AppendOnly):
    """One redaction, or a row that takes one back.

    `ranges`: [position of the answer, first character, first character after] of each passage, in the answer
    as it was shown to the claimant. `digest` is a keyed hash of the words, which are kept nowhere else.
    """

    REASONS = (
        ("privilege", "lawyer and client"),
        ("third_party", "about somebody else"),
        ("child", "about a child"),
        ("health", "about health"),
        ("number", "a number of an account or a document"),
        ("other", "not for this matter"),
    )

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="redactions")
    number = models.PositiveIntegerField()
    ranges = models.JSONField(default=list)
    digest = models.CharField(max_length=64, blank=True)
    reason = models.SlugField(max_length=32, choices=REASONS)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="redactions")
    at = models.DateTimeField()
    takes_back = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="taken_back_by"
    )

    objects: ClassVar[Any] = RedactionQuerySet.as_manager()

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("submission", "number"), name="one_redaction_per_number"),
        )
