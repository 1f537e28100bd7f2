"""What a claimant does after sending: a corrected address, a consent withdrawn, a wish to end."""

from django.db import models

from casefile.models.append_only import AppendOnly
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


class Wish(AppendOnly):
    """A wish that the firm answers: to withdraw the request, or to have what is kept erased."""

    WITHDRAW, ERASE = "withdraw", "erase"
    KINDS = ((WITHDRAW, "withdraw"), (ERASE, "erase"))

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="wishes")
    kind = models.CharField(max_length=16, choices=KINDS)
    words = SealedField(null=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=64, default="claimant")

    class Meta:
        ordering = ("at",)
        constraints = (
            models.UniqueConstraint(fields=("submission", "kind"), name="one_wish_of_a_kind_per_submission"),
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
