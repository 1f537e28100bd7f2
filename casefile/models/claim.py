"""One pictured person in a file, or the photographer, and what is known of the claim."""

from django.db import models

from casefile.models.append_only import AppendOnly
from casefile.models.submission import Submission
from casefile.sealing import SealedField


class Claim(AppendOnly):
    """One person's claim: `label` says which person of the interview, `name` who; both are sealed."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="claims")
    position = models.PositiveIntegerField()
    label = SealedField()
    name = SealedField()

    class Meta:
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=("submission", "position"), name="one_claim_per_position"),
        )

    @property
    def who(self) -> str:
        """The person's name, or which person of the interview where no name was given."""
        return str(self.name or self.label)


class FactRevision(AppendOnly):
    """Everything known of a claim at one time, each fact with its source; a correction is the next number."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    facts = SealedField()
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    by = models.CharField(max_length=64)

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("claim", "number"), name="one_revision_per_number"),)
