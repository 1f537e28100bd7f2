"""What an attorney enters that moves deadlines: time that stood still, and collections that came later."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models

from casefile.models.append_only import AppendOnly, AppendOnlyQuerySet
from casefile.sealing import SealedField


class ClockEntryQuerySet(AppendOnlyQuerySet["ClockEntry"]):
    """Which entries count."""

    def standing(self) -> Self:
        """Entries that nobody withdrew, in the order made."""
        return self.exclude(kind=ClockEntry.WITHDRAWN).filter(withdrawn_by=None)


class ClockEntry(AppendOnly):
    """One entry and what it covers; a withdrawal is a further row that names it and covers the same.

    `names` are references of files, numbers of photos or Flickr account numbers, as `covers` says; none for
    everybody. The page gives the key: a double click is one entry.
    """

    TOLLING, COLLECTION, WITHDRAWN = "tolling", "collection", "withdrawn"
    KINDS = (
        (TOLLING, "Time stood still (tolling)"),
        (COLLECTION, "A later collection"),
        (WITHDRAWN, "An earlier entry is withdrawn"),
    )
    EVERYBODY, FILES, PHOTOS, ACCOUNTS = "everybody", "files", "photos", "accounts"
    COVERS = (
        (FILES, "Named files"),
        (PHOTOS, "Named photos"),
        (ACCOUNTS, "Named Flickr accounts"),
        (EVERYBODY, "Everybody in the matter"),
    )

    number = models.PositiveIntegerField()
    matter = models.SlugField(max_length=64)
    kind = models.CharField(max_length=16, choices=KINDS)
    first_on = models.DateField()
    last_on = models.DateField()
    covers = models.CharField(max_length=16, choices=COVERS)
    names = SealedField()
    basis = SealedField()
    withdraws = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="withdrawn_by")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="clock_entries")
    at = models.DateTimeField()

    objects: ClassVar[Any] = ClockEntryQuerySet.as_manager()

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("matter", "number"), name="one_clock_entry_per_number"),
        )


class ClockRun(models.Model):
    """How far what an entry covers is read anew: files up to `after`, in the order of their keys."""

    entry = models.OneToOneField(ClockEntry, on_delete=models.PROTECT, primary_key=True, related_name="run")
    after = models.UUIDField(null=True)
    files = models.PositiveIntegerField(default=0)
    claims_changed = models.PositiveIntegerField(default=0)
    done_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"ClockRun {self.pk}"
