"""One act on many files, and what came of it for each."""

from django.conf import settings
from django.db import models

from casefile.models.append_only import AppendOnly
from casefile.models.submission import Submission


class BulkRun(AppendOnly):
    """What a person asked to be done to many files. The page gives the key: a double click is one run."""

    ASSIGN, TAKE_OFF, REFRESH = "assign", "take_off", "refresh"
    ACTS = ((ASSIGN, "Assign"), (TAKE_OFF, "Take off the owner"), (REFRESH, "Refresh"))

    act = models.CharField(max_length=16, choices=ACTS)
    to = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="bulk_runs")
    left_out = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at",)


class BulkItem(models.Model):
    """One file of a run: waiting, then done or skipped, with the reason."""

    WAITING, DONE, SKIPPED = "waiting", "done", "skipped"
    OUTCOMES = tuple((one, one) for one in (WAITING, DONE, SKIPPED))

    id = models.BigAutoField(primary_key=True)
    run = models.ForeignKey(BulkRun, on_delete=models.CASCADE, related_name="items", db_index=False)
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="bulk_items")
    outcome = models.CharField(max_length=8, choices=OUTCOMES, default=WAITING)
    why = models.CharField(max_length=16, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("run", "submission"), name="one_bulk_item_per_run_and_file"),
        )
        indexes = (models.Index(fields=("run", "outcome", "id"), name="bulk_item_waiting"),)

    def __str__(self) -> str:
        return f"BulkItem {self.pk}"
