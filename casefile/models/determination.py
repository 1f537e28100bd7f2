"""The law as published, and what it says of a claim."""

from datetime import date
from typing import Any, ClassVar, Self

from django.db import models

from casefile.models.append_only import AppendOnly, AppendOnlyQuerySet
from casefile.models.claim import Claim, FactRevision
from casefile.sealing import SealedBytesField, SealedField


class Ruleset(AppendOnly):
    """A published rule set, kept whole so that every determination can be replayed."""

    matter = models.SlugField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)
    version = models.CharField(max_length=32)
    text = models.TextField()
    published_at = models.DateTimeField()

    class Meta:
        ordering = ("-published_at",)


class DeterminationQuerySet(AppendOnlyQuerySet["Determination"]):
    """Which findings hold now, and which of them a day has overtaken."""

    def newest(self) -> Self:
        """The newest determination of each claim: of the latest day, then of the newest facts, then the last.

        Facts have a number, which two hosts cannot disagree about as their clocks can.
        """
        same = Determination.objects.filter(claim=models.OuterRef("claim"))
        newest = same.order_by("-as_of", "-revision__number", "-at", "-pk")
        return self.filter(pk=models.Subquery(newest.values("pk")[:1]))

    def overtaken(self, *, on: date) -> Self:
        """The newest determinations of which time alone has changed a finding by a day."""
        return self.filter(next_change_on__lte=on).newest()


class Determination(AppendOnly):
    """The findings for one claim under one rule set, by one engine, on one day: values, not sentences.

    `trace` holds the values (eligibility.trace) and `brief` the line that a list shows, both sealed, and
    empty only where the document they came from was damaged. `sha256` is that of the whole explanation,
    which casefile.replays works out again. `deadlines`, sealed: of each open theory title and two days, which
    are empty where no date is known; rows of before there was a calendar have none.
    """

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="determinations")
    revision = models.ForeignKey(FactRevision, on_delete=models.PROTECT, related_name="determinations")
    ruleset = models.ForeignKey(Ruleset, on_delete=models.PROTECT, related_name="determinations")
    as_of = models.DateField()
    engine = models.CharField(max_length=16)
    trace = SealedBytesField(null=True)
    brief = SealedField(null=True)
    sha256 = models.CharField(max_length=64)
    result = models.CharField(max_length=32, db_index=True)
    main_theory = models.CharField(max_length=64)
    safe_deadline = models.DateField(null=True, db_index=True)
    rolled_deadline = models.DateField(null=True)
    deadlines = SealedField(null=True)
    next_change_on = models.DateField(null=True, db_index=True)
    at = models.DateTimeField()

    objects: ClassVar[Any] = DeterminationQuerySet.as_manager()

    class Meta:
        ordering = ("as_of", "revision__number", "at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("revision", "ruleset", "as_of", "engine"), name="one_determination_per_day_and_engine"
            ),
        )
