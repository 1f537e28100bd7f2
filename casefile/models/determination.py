"""The law as published, and what it says of a claim."""

from django.db import models

from casefile.models.append_only import AppendOnly
from casefile.models.claim import Claim, FactRevision
from casefile.sealing import SealedField


class Ruleset(AppendOnly):
    """A published rule set, kept whole so that every determination can be replayed."""

    matter = models.SlugField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)
    version = models.CharField(max_length=32)
    text = models.TextField()
    published_at = models.DateTimeField()

    class Meta:
        ordering = ("-published_at",)


class Determination(AppendOnly):
    """The findings for one claim under one rule set on one day; `document` is eligibility's own JSON."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="determinations")
    revision = models.ForeignKey(FactRevision, on_delete=models.PROTECT, related_name="determinations")
    ruleset = models.ForeignKey(Ruleset, on_delete=models.PROTECT, related_name="determinations")
    as_of = models.DateField()
    engine = models.CharField(max_length=16)
    document = SealedField()
    sha256 = models.CharField(max_length=64)
    result = models.CharField(max_length=32, db_index=True)
    main_theory = models.CharField(max_length=64)
    safe_deadline = models.DateField(null=True, db_index=True)
    next_change_on = models.DateField(null=True, db_index=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("at",)
        constraints = (
            models.UniqueConstraint(
                fields=("revision", "ruleset", "as_of"), name="one_determination_per_day"
            ),
        )
