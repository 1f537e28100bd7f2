"""What the published lists said of a file's photos at one time."""

from typing import Any, ClassVar, Self

from django.db import models

from casefile.models.append_only import AppendOnly, AppendOnlyQuerySet
from casefile.models.submission import Submission
from casefile.sealing import SealedField


class LookUpQuerySet(AppendOnlyQuerySet["LookUp"]):
    """Which look-ups hold now, and which of them changed what was found."""

    def newest(self) -> Self:
        """The newest look-up of each file."""
        same = LookUp.objects.filter(submission=models.OuterRef("submission"))
        return self.filter(pk=models.Subquery(same.order_by("-number").values("pk")[:1]))

    def gained(self, digest: str) -> Self:
        """Look-ups in the index of this digest that found a match for a photo that had none before."""
        return self.filter(index_digest=digest, gained__gt=0)

    def lost(self, digest: str) -> Self:
        """Look-ups in the index of this digest that no longer found a photo's match."""
        return self.filter(index_digest=digest, lost__gt=0)


class LookUp(AppendOnly):
    """One search of the lists in force for every photo of a file; the next one is the next number.

    A number, since the digest is no key: a list taken out brings the lists of before into force again.
    `found` (matters.lookup.LookedUp) is sealed: it names accounts and photos. In clear stand how many photos
    have a match, and how many gained or lost one since the look-up before. `keys_digest` is a keyed hash of
    what was searched for; `index_digest` names the lists, "" where there were none.
    """

    SENT, LIST, CHECK = "sent", "list", "check"
    REASONS = ((SENT, "answers were sent"), (LIST, "the lists changed"), (CHECK, "staff checked a photo"))
    DAMAGED = "damaged"  # stands for the digest of an index that could not be read

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="lookups")
    number = models.PositiveIntegerField()
    index_digest = models.CharField(max_length=64, db_index=True)
    keys_digest = models.CharField(max_length=64)
    why = models.CharField(max_length=8, choices=REASONS)
    found = SealedField()
    matches = models.PositiveIntegerField()
    gained = models.PositiveIntegerField()
    lost = models.PositiveIntegerField()
    at = models.DateTimeField()

    objects: ClassVar[Any] = LookUpQuerySet.as_manager()

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("submission", "number"), name="one_look_up_per_number"),
        )
