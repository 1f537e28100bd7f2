"""What a member of the firm verified or disputed of one element of a claim."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models

from casefile.models.append_only import AppendOnly, AppendOnlyQuerySet
from casefile.models.claim import Claim
from casefile.models.determination import Determination
from casefile.models.submission import Submission
from casefile.sealing import SealedField


class ElementCheckQuerySet(AppendOnlyQuerySet["ElementCheck"]):
    """Which checks count."""

    def standing(self) -> Self:
        """Checks that nobody withdrew, in the order made; of two about one fact the later counts."""
        return self.exclude(verdict=ElementCheck.WITHDRAWN).filter(withdrawn_by=None)


class ElementCheck(AppendOnly):
    """One check of one element; a withdrawal is a row that names the check.

    `element` is its name in the rules, `theory` the one under which it was looked at. `photo` and `defendant`
    are empty where the element rests on none. `about`: the findings that the person had before them. `facts`
    is what the check says: who says so, on which day, and each fact with its value. `uploads` are ids of the
    claimant's files that show it.
    """

    VERIFIED, DISPUTED, WITHDRAWN = "verified", "disputed", "withdrawn"
    VERDICTS = (
        (VERIFIED, "The facts are as claimed"),
        (DISPUTED, "The facts are otherwise"),
        (WITHDRAWN, "An earlier check is withdrawn"),
    )

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="element_checks")
    number = models.PositiveIntegerField()
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="element_checks")
    about = models.ForeignKey(Determination, on_delete=models.PROTECT, related_name="element_checks")
    theory = models.CharField(max_length=64)
    element = models.CharField(max_length=64)
    photo = models.CharField(max_length=64, blank=True)
    defendant = models.CharField(max_length=200, blank=True)
    verdict = models.CharField(max_length=16, choices=VERDICTS)
    facts = SealedField()
    reason = SealedField()
    uploads = models.JSONField(default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="element_checks")
    at = models.DateTimeField()
    withdraws = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="withdrawn_by")

    objects: ClassVar[Any] = ElementCheckQuerySet.as_manager()

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("submission", "number"), name="one_element_check_per_number"),
        )
