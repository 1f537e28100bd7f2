"""Where visits come from: the sites that send people."""

from django.db import models

from casefile.models.append_only import AppendOnly


class Source(AppendOnly):
    """One wording of one source of visits; a change is the next version, and the newest holds.

    `relationship` and `fee` say, for Illinois Rule 7.2(c), how the source stands to the firm and what it is
    paid, in words shown to claimants, by language: {"en": "...", "es": "..."}.
    """

    code = models.SlugField(max_length=40)
    version = models.PositiveIntegerField()
    name = models.CharField(max_length=120)
    relationship = models.JSONField()
    fee = models.JSONField()
    active = models.BooleanField(default=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=64)

    class Meta:
        ordering = ("code", "-version")
        constraints = (
            models.UniqueConstraint(fields=("code", "version"), name="one_source_per_code_and_version"),
        )
