"""What binds the audit entries into one chain, and the places outside the house that know its head."""

from typing import Any, ClassVar

from django.db import models

from casefile.models.append_only import AppendOnly, AppendOnlyQuerySet
from casefile.models.audit_entry import AuditEntry


class AuditLink(models.Model):
    """One entry's place in the chain; `sha256` is over the link before and the whole entry (`chain.hashed`).

    Numbers go up by one without a gap, in the order in which entries were linked. The database itself
    refuses to change or delete a row.
    """

    number = models.BigIntegerField(primary_key=True)
    entry = models.OneToOneField(AuditEntry, on_delete=models.PROTECT, related_name="link")
    sha256 = models.CharField(max_length=64)

    objects: ClassVar[Any] = AppendOnlyQuerySet.as_manager()

    class Meta:
        ordering = ("number",)

    def __str__(self) -> str:
        return f"AuditLink {self.number}"


class AuditAnchor(AppendOnly):
    """A head of the chain that left the house, on paper or by mail; guarded by the database as well.

    `where` names the paper or message by id: "packet:<file>:<version>", "letter:<day>", "page:<staff>".
    """

    number = models.BigIntegerField(db_index=True)
    sha256 = models.CharField(max_length=64)
    where = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        ordering = ("number", "at")
        constraints = (
            models.UniqueConstraint(fields=("where", "number"), name="one_anchor_per_place_and_number"),
        )


class AuditVerification(AppendOnly):
    """One walk over the chain: how far it came, and what it found first, "" where nothing.

    WHOLE goes from the first link to the last. Of the day's work NEW continues where a walk ended that found
    nothing, and AGAIN goes over a slice of what was walked before, round and round. `first` is the first link
    walked, `head` the last that holds with its `sha256`, `latest` the latest time that an entry up to there
    says; `entry` and `place` belong to the fault.
    """

    WHOLE, NEW, AGAIN = "whole", "new", "again"
    KINDS = ((WHOLE, "The whole record"), (NEW, "What is new"), (AGAIN, "A slice, again"))

    kind = models.CharField(max_length=8, choices=KINDS, default=WHOLE)
    at = models.DateTimeField()
    first = models.BigIntegerField(default=1)
    rows = models.BigIntegerField()
    head = models.BigIntegerField()
    sha256 = models.CharField(max_length=64, blank=True)
    latest = models.DateTimeField(null=True)
    unlinked = models.BigIntegerField()
    fault = models.CharField(max_length=32, blank=True)
    number = models.BigIntegerField(null=True)
    entry = models.BigIntegerField(null=True)
    place = models.CharField(max_length=120, blank=True)
    by = models.CharField(max_length=64)

    class Meta:
        ordering = ("at",)
