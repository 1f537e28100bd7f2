"""Two files that may be about the same people: what was found alike, and what a person ruled of it."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models

from casefile.models.append_only import AppendOnly, AppendOnlyQuerySet
from casefile.models.submission import Submission
from casefile.sealing import SealedField


class PairQuerySet(AppendOnlyQuerySet[Any]):
    """Rows of a file, whichever side of the pair it is."""

    def of(self, file: Submission) -> Self:
        """Every row of which a file is one of the two."""
        return self.filter(models.Q(one=file.pk) | models.Q(other=file.pk))

    def between(self, file: Submission, beside: Submission) -> Self:
        """The rows of two files, in either order."""
        return self.of(file).of(beside)


class Pair(AppendOnly):
    """A numbered row about two files of one matter; `one` is the file with the smaller id."""

    one = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()

    objects: ClassVar[Any] = PairQuerySet.as_manager()

    class Meta(AppendOnly.Meta):
        abstract = True
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(
                fields=("one", "other", "number"), name="one_%(class)s_per_pair_and_number"
            ),
        )


class FileLink(Pair):
    """What the portal found alike in two files, by codes alone; the highest number of a pair stands.

    SAME and LIKELY wait for a ruling; HOUSEHOLD is a note.
    """

    SAME, LIKELY, HOUSEHOLD = "same", "likely", "household"
    LIKENESSES = (
        (SAME, "Same e-mail address or Flickr account"),
        (LIKELY, "Likely the same people"),
        (HOUSEHOLD, "Belong together, about different people or not known to be the same"),
    )

    likeness = models.CharField(max_length=16, choices=LIKENESSES)
    agrees = models.JSONField(default=list)
    differs = models.JSONField(default=list)


class LinkRuling(Pair):
    """What a person ruled of two files; the highest number stands, and UNDONE takes back the one before.

    Nothing is merged: of a DUPLICATE the `survivor` is the file that is worked on, and both stay as they are.
    `about` is the finding that the person had before them.
    """

    DUPLICATE, HOUSEHOLD, APART, UNDONE = "duplicate", "household", "apart", "undone"
    VERDICTS = (
        (DUPLICATE, "The same people: one is a duplicate"),
        (HOUSEHOLD, "They belong together, and are about different people"),
        (APART, "They have nothing to do with each other"),
        (UNDONE, "The ruling is taken back"),
    )

    about = models.ForeignKey(FileLink, on_delete=models.PROTECT, related_name="rulings")
    verdict = models.CharField(max_length=16, choices=VERDICTS)
    survivor = models.ForeignKey(Submission, on_delete=models.PROTECT, null=True, related_name="+")
    note = SealedField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
