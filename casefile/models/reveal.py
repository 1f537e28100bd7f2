"""What was masked at the desk and shown to somebody: who asked, why, and which of it."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from casefile.models.append_only import AppendOnly, AppendOnlyQuerySet
from casefile.models.claim import Claim
from casefile.models.submission import Submission
from casefile.sealing import SealedField


class Reveal(AppendOnly):
    """One look: at how the claimant is reached, or at the name and birth date of one minor, the claim's."""

    CONTACT, MINOR = "contact", "minor"
    GROUPS = ((CONTACT, "Contact details"), (MINOR, "Name and birth date of a minor"))
    REASONS = (
        ("identity", "To see who the person is"),
        ("contact", "To speak or write to the family"),
        ("papers", "To prepare papers"),
        ("conflict", "To check a conflict or a duplicate"),
        ("other", "For another reason"),
    )

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="reveals")
    group = models.CharField(max_length=16, choices=GROUPS)
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, null=True, related_name="reveals")
    reason = models.SlugField(max_length=32, choices=REASONS)
    note = SealedField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="reveals")
    at = models.DateTimeField()

    objects: ClassVar[Any] = AppendOnlyQuerySet.as_manager()

    class Meta:
        ordering = ("at", "pk")
