"""What the queue filters and sorts by: one row a file, worked out from the file's other rows."""

from datetime import date

from django.conf import settings
from django.db import models

from casefile.models.submission import Submission

NEVER = date(9999, 12, 31)


class QueueRow(models.Model):
    """A derived row: `casefile.queue_rows` writes it anew from the rows that it is about.

    Of a file that the conflict check holds, the columns about its content stay empty. `urgent_on` is the next
    live deadline of an open claim while that lies within 30 days, else NEVER; `next_change_on` the first day
    on which time alone changes the row. `findings_at` is when a claim was determined last.
    """

    WAITING = "waiting"
    CLEAR, POSSIBLE, BLOCKED = "clear", "possible", "blocked"
    CONFLICTS = tuple((one, one) for one in (WAITING, CLEAR, POSSIBLE, BLOCKED))

    submission = models.OneToOneField(
        Submission, on_delete=models.CASCADE, primary_key=True, related_name="queue_row"
    )
    matter = models.SlugField(max_length=64, db_index=False)
    submitted_at = models.DateTimeField()
    language = models.CharField(max_length=8)
    source = models.CharField(max_length=64, blank=True)
    conflict = models.CharField(max_length=8, choices=CONFLICTS)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    decided = models.BooleanField(default=False)
    urgent_on = models.DateField(default=NEVER)
    due_on = models.DateField(default=NEVER)
    undated = models.BooleanField(default=False)
    illinois = models.CharField(max_length=8, blank=True)
    minor = models.CharField(max_length=8, blank=True)
    proof = models.CharField(max_length=12, blank=True)
    dataset = models.CharField(max_length=12, blank=True)
    points = models.PositiveSmallIntegerField(default=0)
    duplicate = models.BooleanField(default=False)
    new_match = models.BooleanField(default=False)
    acted = models.BooleanField(default=False)
    withdrawn = models.BooleanField(default=False)
    erasure = models.BooleanField(default=False)
    findings_at = models.DateTimeField(null=True)
    next_change_on = models.DateField(default=NEVER)
    refreshed_at = models.DateTimeField()

    class Meta:
        indexes = (
            models.Index(fields=("urgent_on", "decided", "submitted_at", "submission"), name="queue_order"),
            models.Index(fields=("submitted_at", "submission"), name="queue_by_age"),
            models.Index(fields=("due_on", "submitted_at", "submission"), name="queue_by_deadline"),
            models.Index(fields=("points", "submitted_at", "submission"), name="queue_by_points"),
            models.Index(fields=("owner", "urgent_on"), name="queue_by_owner"),
            models.Index(fields=("next_change_on",), name="queue_row_due"),
        )

    def __str__(self) -> str:
        return f"QueueRow {self.pk}"


class QueueFinding(models.Model):
    """One thing that a file's claims come to, once however many do: `about` RESULT, DECISION or a theory."""

    RESULT, DECISION = "result", "decision"

    id = models.BigAutoField(primary_key=True)
    row = models.ForeignKey(QueueRow, on_delete=models.CASCADE, related_name="findings", db_index=False)
    about = models.CharField(max_length=32)
    value = models.CharField(max_length=32)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("row", "about", "value"), name="one_finding_per_row_and_value"),
        )
        indexes = (models.Index(fields=("about", "value", "row"), name="queue_finding"),)

    def __str__(self) -> str:
        return f"QueueFinding {self.pk}"


class SearchKey(models.Model):
    """A keyed digest that a file is found by: a whole word of a name, an address, a number; never the thing.

    Derived from the answers, and from contact details given later. The same keys tell duplicates.
    """

    NAME, EMAIL, PHONE, ACCOUNT, ALIAS, PHOTO = "name", "email", "phone", "account", "alias", "photo"
    BORN, HOME, TOWN, TEXT = "born", "home", "town", "text"  # these tell duplicates alone, and find no file

    id = models.BigAutoField(primary_key=True)
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="search_keys")
    kind = models.CharField(max_length=16)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("kind", "digest", "submission"), name="one_search_key_per_file"),
        )

    def __str__(self) -> str:
        return f"SearchKey {self.pk}"
