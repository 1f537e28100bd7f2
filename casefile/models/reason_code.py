"""Why a claim may be given a state: the firm's own list."""

from django.db import models

from casefile.models.append_only import AppendOnly


class ReasonCode(AppendOnly):
    """One wording of one reason; a change or a retirement is the next version, and the newest holds.

    Decisions keep the words they were made with. `by_two`: a choice for this reason takes a second person.
    """

    choice = models.CharField(max_length=32)
    code = models.SlugField(max_length=64)
    version = models.PositiveIntegerField()
    words = models.CharField(max_length=200)
    needs_note = models.BooleanField()
    by_two = models.BooleanField()
    active = models.BooleanField()
    by = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        ordering = ("choice", "code", "version")
        constraints = (
            models.UniqueConstraint(fields=("choice", "code", "version"), name="one_reason_per_version"),
        )
