"""How long what is kept, what stops a deletion, and what stays of a file that was erased."""

from typing import Any, ClassVar, Self

from django.db import models

from casefile.models.append_only import AppendOnly, AppendOnlyQuerySet
from casefile.sealing import SealedField


class KeepingPeriod(AppendOnly):
    """How many days a file of this outcome is kept after it ended; the newest number holds.

    Without days it has no end. `keeps_names`: whether keyed marks of the names stay for conflict checks.
    """

    DECLINED, WITHDRAWN, REFERRED, ACCEPTED = "declined", "withdrawn", "referred", "accepted"
    OUTCOMES = (
        (DECLINED, "Declined"),
        (WITHDRAWN, "Withdrawn by the claimant"),
        (REFERRED, "Referred to another lawyer"),
        (ACCEPTED, "Accepted"),
    )

    matter = models.SlugField(max_length=64)
    outcome = models.CharField(max_length=16, choices=OUTCOMES)
    number = models.PositiveIntegerField()
    days = models.PositiveIntegerField(null=True)
    keeps_names = models.BooleanField()
    by = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        ordering = ("matter", "outcome", "number")
        constraints = (
            models.UniqueConstraint(
                fields=("matter", "outcome", "number"), name="one_period_per_outcome_and_number"
            ),
        )


class HoldQuerySet(AppendOnlyQuerySet["Hold"]):
    """Which holds stop deletions now."""

    def standing(self) -> Self:
        """Holds that nobody lifted."""
        return self.filter(lift=None)


class Hold(AppendOnly):
    """A stop to every deletion in a matter, of a file, or of whatever one person is named in.

    One on a person may be for one matter only. A person is found by the keyed index of an e-mail address or
    a name; `about` is what was typed. A file is named by its id, since the row outlives it.
    """

    MATTER, FILE, EMAIL, NAME = "matter", "file", "email", "name"
    KINDS = (
        (MATTER, "A whole matter"),
        (FILE, "One file"),
        (EMAIL, "A person, by e-mail address"),
        (NAME, "A person, by full name"),
    )

    kind = models.CharField(max_length=8, choices=KINDS)
    matter = models.SlugField(max_length=64, blank=True)
    file = models.UUIDField(null=True, db_index=True)
    person_index = models.CharField(max_length=64, blank=True, db_index=True)
    about = SealedField()
    reason = SealedField()
    by = models.CharField(max_length=64)
    at = models.DateTimeField()

    objects: ClassVar[Any] = HoldQuerySet.as_manager()

    class Meta:
        ordering = ("at", "id")


class HoldLift(AppendOnly):
    """A hold lifted, and why."""

    hold = models.OneToOneField(Hold, on_delete=models.PROTECT, related_name="lift")
    reason = SealedField()
    by = models.CharField(max_length=64)
    at = models.DateTimeField()


class ErasureQuerySet(AppendOnlyQuerySet["Erasure"]):
    """Which erasures are still to be settled."""

    def open(self) -> Self:
        """Neither refused nor carried out."""
        refused = ErasureStep.objects.filter(erasure=models.OuterRef("pk"), step=ErasureStep.REFUSED)
        return self.filter(~models.Exists(refused), tombstone=None)


class Erasure(AppendOnly):
    """A file that is to be erased: because its claimant wishes it, or because its period is over.

    `by` is "system" where the day's work found it. It takes two people either way: see ErasureStep.
    """

    WISH, DUE, ASKED = "wish", "due", "asked"
    WHYS = (
        (WISH, "The claimant asked on the status page"),
        (DUE, "The period of keeping is over"),
        (ASKED, "The claimant asked by letter or phone"),
    )

    file = models.UUIDField(db_index=True)
    reference = models.CharField(max_length=16)
    matter = models.SlugField(max_length=64)
    number = models.PositiveIntegerField()
    why = models.CharField(max_length=8, choices=WHYS)
    due_on = models.DateField()
    by = models.CharField(max_length=64)
    at = models.DateTimeField(db_index=True)

    objects: ClassVar[Any] = ErasureQuerySet.as_manager()

    class Meta:
        ordering = ("due_on", "at", "id")
        constraints = (
            models.UniqueConstraint(fields=("file", "number"), name="one_erasure_per_file_and_number"),
        )


class ErasureStep(AppendOnly):
    """What happened to an erasure: proposed by one person, approved or refused by another, then done."""

    PROPOSED, APPROVED, REFUSED, DONE = "proposed", "approved", "refused", "done"
    STEPS = ((PROPOSED, "Proposed"), (APPROVED, "Approved"), (REFUSED, "Refused"), (DONE, "Done"))

    erasure = models.ForeignKey(Erasure, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(max_length=8, choices=STEPS)
    note = SealedField(null=True)
    by = models.CharField(max_length=64)
    at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ("at", "id")
        constraints = (
            models.UniqueConstraint(fields=("erasure", "step"), name="one_erasure_step_of_a_kind"),
        )


class Tombstone(AppendOnly):
    """What stays of an erased file: reference, dates, by whom and why, and what it takes to prove it.

    `sha256` is over every row that was removed (`casefile/purging.py`), `counts` how many of which table.
    `consents` are the texts that were shown and what was answered; `stored` the names of sealed files, each
    a random number, that were removed after the rows.
    """

    erasure = models.OneToOneField(Erasure, on_delete=models.PROTECT, related_name="tombstone")
    file = models.UUIDField(unique=True)
    reference = models.CharField(max_length=16, unique=True)
    matter = models.SlugField(max_length=64)
    outcome = models.CharField(max_length=16)
    submitted_at = models.DateTimeField()
    proposed_by = models.CharField(max_length=64)
    proposed_at = models.DateTimeField()
    approved_by = models.CharField(max_length=64)
    approved_at = models.DateTimeField()
    erased_at = models.DateTimeField(db_index=True)
    counts = models.JSONField()
    consents = models.JSONField()
    stored = models.JSONField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ("-erased_at",)


class KeptName(AppendOnly):
    """The keyed mark of one name in an erased file: says whether a name was there, and never which."""

    tombstone = models.ForeignKey(Tombstone, on_delete=models.PROTECT, related_name="names")
    name_index = models.CharField(max_length=64, db_index=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("tombstone", "name_index"), name="one_mark_per_name_and_stone"),
        )
