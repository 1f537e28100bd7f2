"""The limitation calendar: each claim's deadlines, what people of the firm say of them, and who was told."""

from datetime import date
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models

from casefile.models.append_only import AppendOnly, AppendOnlyQuerySet
from casefile.models.claim import Claim
from casefile.models.submission import Submission
from casefile.sealing import SealedField


class Deadline(models.Model):
    """A derived row: `casefile.calendar` writes it anew from a claim's newest findings and from the marks.

    One a claim and theory that is open; the days are empty where the theory has a limit and no date is known.
    There is none of a file that the conflict check holds, and none of a claim that is closed.
    """

    id = models.BigAutoField(primary_key=True)
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="deadlines")
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="deadlines", db_index=False)
    matter = models.SlugField(max_length=64, db_index=False)
    theory = models.CharField(max_length=64)
    title = models.CharField(max_length=200)
    safe_on = models.DateField(null=True)
    rolled_on = models.DateField(null=True)
    is_met = models.BooleanField(default=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("claim", "theory"), name="one_deadline_per_theory"),)
        indexes = (models.Index(fields=("safe_on", "id"), name="deadline_order"),)

    def __str__(self) -> str:
        return f"Deadline {self.pk}"

    def next_on(self, *, today: date) -> date | None:
        """The safe day, once that is past the rolled one; None where no day is known."""
        return self.safe_on if self.safe_on is None or self.safe_on >= today else self.rolled_on


class DeadlineMarkQuerySet(AppendOnlyQuerySet["DeadlineMark"]):
    """Which marks count."""

    def standing(self) -> Self:
        """Marks that nobody took back, in the order made."""
        return self.exclude(kind=DeadlineMark.TAKEN_BACK).filter(taken_back_by=None)


class DeadlineMark(AppendOnly):
    """A person saw a deadline, or met it; taking that back is a row that names the mark.

    It holds for the two days that the person saw: when they move, the deadline is open again. A deadline is
    acknowledged for one rung of the ladder (`rung` days), and asks again at the next.
    """

    ACKNOWLEDGED, MET, TAKEN_BACK = "acknowledged", "met", "taken_back"
    KINDS = ((ACKNOWLEDGED, "Acknowledged"), (MET, "Complied with"), (TAKEN_BACK, "Taken back"))

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="deadline_marks")
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="deadline_marks")
    number = models.PositiveIntegerField()
    theory = models.CharField(max_length=64)
    safe_on = models.DateField()
    rolled_on = models.DateField()
    rung = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=16, choices=KINDS)
    note = SealedField()
    takes_back = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="taken_back_by"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="deadline_marks")
    at = models.DateTimeField()

    objects: ClassVar[Any] = DeadlineMarkQuerySet.as_manager()

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("submission", "number"), name="one_deadline_mark_per_number"),
        )


class DeadlineNotice(AppendOnly):
    """The duty attorney is told of a file's deadline at one rung, once."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="deadline_notices")
    safe_on = models.DateField()
    rung = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("submission", "safe_on", "rung"), name="one_notice_per_rung"),
        )
