"""The outcomes of a file's conflict check: each search and each ruling is one numbered row."""

from typing import Any, ClassVar, Self

from django.db import models

from casefile.models.append_only import AppendOnly, AppendOnlyQuerySet
from casefile.models.submission import Submission
from casefile.sealing import SealedField


class ClearanceQuerySet(AppendOnlyQuerySet["Clearance"]):
    """Which rows hold now."""

    def newest(self) -> Self:
        """The newest row of each file, which is the one that stands."""
        same = Clearance.objects.filter(submission=models.OuterRef("submission"))
        return self.filter(pk=models.Subquery(same.order_by("-number").values("pk")[:1]))

    def cleared(self, file: str = "pk") -> models.Exists:
        """Whether the file that `file` names in the outer query stands cleared."""
        rows = Clearance.objects.newest().filter(submission=models.OuterRef(file))
        return models.Exists(rows.filter(outcome=Clearance.CLEAR))


class Clearance(AppendOnly):
    """Clear, possible or blocked: found by a search of the portal, or ruled by a person; the highest number
    stands.

    `terms` is what was searched for, each with its kind, `lists` what it was searched in (id, name, version,
    kind, SHA-256), `lists_digest` one hash of these; a ruling carries those of the search it rests on.
    `reason` and `note` are a ruling's: a search has none.
    """

    CLEAR, POSSIBLE, BLOCKED = "clear", "possible", "blocked"
    OUTCOMES = ((CLEAR, "clear"), (POSSIBLE, "possible conflict"), (BLOCKED, "blocked"))

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="clearances")
    number = models.PositiveIntegerField(default=1)
    outcome = models.CharField(max_length=16, choices=OUTCOMES)
    terms = SealedField()
    terms_digest = models.CharField(max_length=64, blank=True)
    lists = models.JSONField(default=list)
    lists_digest = models.CharField(max_length=64, blank=True)
    lists_searched = models.PositiveIntegerField()
    reason = models.CharField(max_length=32, blank=True)
    note = SealedField(null=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=64)

    objects: ClassVar[Any] = ClearanceQuerySet.as_manager()

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("submission", "number"), name="one_clearance_per_number"),
        )
