"""What a claimant does after sending: a corrected address, a consent withdrawn, a wish to end."""

from typing import Any, ClassVar, Self

from django.db import models

from casefile.models.append_only import AppendOnly, AppendOnlyQuerySet
from casefile.models.submission import Consent, Submission
from casefile.sealing import SealedField


class ContactChange(AppendOnly):
    """Contact details given later; the newest number holds, all are kept."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="contact_changes")
    number = models.PositiveIntegerField()
    contact = SealedField()
    email_index = models.CharField(max_length=64, db_index=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=64, default="claimant")

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("submission", "number"), name="one_contact_change_per_number"),
        )


class ConsentWithdrawal(AppendOnly):
    """A consent taken back. What was done under it before stays lawful; nothing more is done under it."""

    consent = models.OneToOneField(Consent, on_delete=models.PROTECT, related_name="withdrawal")
    at = models.DateTimeField()
    by = models.CharField(max_length=64, default="claimant")


class WishQuerySet(AppendOnlyQuerySet["Wish"]):
    """Which wishes hold."""

    def standing(self) -> Self:
        """Wishes that nobody took back."""
        return self.filter(taken_back=None)


class Wish(AppendOnly):
    """A wish that the firm answers: to withdraw the request, or to have what is kept erased.

    One taken back stays; wished for again, it is a further row with the next number.
    """

    WITHDRAW, ERASE = "withdraw", "erase"
    KINDS = ((WITHDRAW, "withdraw"), (ERASE, "erase"))

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="wishes")
    kind = models.CharField(max_length=16, choices=KINDS)
    number = models.PositiveIntegerField(default=1)
    words = SealedField(null=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=64, default="claimant")

    objects: ClassVar[Any] = WishQuerySet.as_manager()

    class Meta:
        ordering = ("at", "number")
        constraints = (
            models.UniqueConstraint(
                fields=("submission", "kind", "number"), name="one_wish_per_kind_and_number"
            ),
        )


class WishTakenBack(AppendOnly):
    """The claimant changed their mind before the firm acted on the wish."""

    wish = models.OneToOneField(Wish, on_delete=models.PROTECT, related_name="taken_back")
    at = models.DateTimeField()
    by = models.CharField(max_length=64, default="claimant")


class ClaimantCopy(AppendOnly):
    """A claimant's own copy of what they sent, as printed; the bytes lie sealed under `stored_as`.

    `of`: what stood on record when it was printed; a later act makes a further copy.
    """

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="copies")
    of = models.CharField(max_length=64)
    stored_as = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("made_at",)
        constraints = (
            models.UniqueConstraint(fields=("submission", "of"), name="one_claimant_copy_per_state"),
        )


class EmailConfirmation(AppendOnly):
    """The address answered: somebody who reads its mail opened a link that was sent to it."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="confirmations")
    email_index = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("submission", "email_index"), name="one_confirmation_per_address"
            ),
        )
