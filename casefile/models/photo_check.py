"""What a member of the firm found of a photo by looking."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models

from casefile.models.append_only import AppendOnly, AppendOnlyQuerySet
from casefile.models.submission import Submission
from casefile.sealing import SealedField


class PhotoCheckQuerySet(AppendOnlyQuerySet["PhotoCheck"]):
    """Which checks count."""

    def standing(self) -> Self:
        """The newest check of each photo that was not withdrawn."""
        withdrawn = PhotoCheck.objects.filter(withdraws=models.OuterRef("pk"))
        same = (
            PhotoCheck.objects.exclude(outcome=PhotoCheck.WITHDRAWN)
            .filter(submission=models.OuterRef("submission"), photo=models.OuterRef("photo"))
            .filter(~models.Exists(withdrawn))
            .order_by("-number")
        )
        return self.filter(pk=models.Subquery(same.values("pk")[:1]))


class PhotoCheck(AppendOnly):
    """One check of one photo: what was seen where and how; a withdrawal is a row that names the check.

    `photo` is its place in the interview, from 0. `page_date` is the day of posting that the photo's page
    shows, whole or in part, "" where none was seen; `conflicts` are the sentences it gave rise to.
    """

    EXACT, NOTHING, MISTAKEN, WITHDRAWN = "exact", "nothing", "mistaken", "withdrawn"
    OUTCOMES = (
        (EXACT, "This photo was seen in the list"),
        (NOTHING, "Nothing was found"),
        (MISTAKEN, "The match is mistaken"),
        (WITHDRAWN, "An earlier check is withdrawn"),
    )

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="checks")
    number = models.PositiveIntegerField()
    photo = models.PositiveIntegerField()
    outcome = models.CharField(max_length=16, choices=OUTCOMES)
    where = SealedField()
    how = SealedField()
    page_date = SealedField()
    link = SealedField()
    conflicts = SealedField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="checks")
    at = models.DateTimeField()
    withdraws = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="withdrawn_by")

    objects: ClassVar[Any] = PhotoCheckQuerySet.as_manager()

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("submission", "number"), name="one_check_per_number"),)
