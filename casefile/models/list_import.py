"""A published list that was imported, and its being taken out again."""

from django.db import models

from casefile.models.append_only import AppendOnly


class ListImport(AppendOnly):
    """One import of one version of a list: what the file was, what was read of it, when and by whom.

    `index_digest` is that of the index which the import first came into force with.
    """

    name = models.CharField(max_length=120)
    version = models.CharField(max_length=120)
    collection = models.CharField(max_length=64)
    layout = models.CharField(max_length=32)
    source_name = models.CharField(max_length=255)
    source_sha256 = models.CharField(max_length=64)
    source_bytes = models.BigIntegerField()
    rows = models.BigIntegerField()
    refused = models.BigIntegerField()
    imported_at = models.DateTimeField()
    index_digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    by = models.CharField(max_length=150)

    class Meta:
        ordering = ("at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("name", "version", "source_sha256"), name="one_import_per_version_and_source"
            ),
        )


class ListRetirement(AppendOnly):
    """A list taken out of the index, and why; it can only come in again as another version."""

    imported = models.OneToOneField(ListImport, on_delete=models.PROTECT, related_name="retirement")
    reason = models.TextField()
    index_digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    by = models.CharField(max_length=150)
