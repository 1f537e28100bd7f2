"""A packet as printed, and each message that carries one."""

import uuid

from django.db import models

from casefile.models.append_only import AppendOnly
from casefile.models.submission import Submission
from casefile.sealing import SealedField


class Packet(AppendOnly):
    """One printed version of a file; the bytes lie sealed in file storage under `stored_as`."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="packets")
    version = models.PositiveIntegerField()
    stored_as = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("version",)
        constraints = (
            models.UniqueConstraint(fields=("submission", "version"), name="one_packet_per_version"),
        )


class Delivery(models.Model):
    """One message to one recipient; doubt whether it left ends as `uncertain`, resent only by a person.

    A letter is any other message to a claimant, of a file or of a draft: `letter` names it and the ids it is
    composed from, never words about a person; `once` keeps the same letter from being owed twice.
    """

    PACKET, RECEIPT, LETTER = "packet", "receipt", "letter"
    HELD, QUEUED, SENDING, SENT = "held", "queued", "sending", "sent"
    BOUNCED, FAILED, UNCERTAIN = "bounced", "failed", "uncertain"
    STATES = tuple((s, s) for s in (HELD, QUEUED, SENDING, SENT, BOUNCED, FAILED, UNCERTAIN))

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(
        max_length=16, choices=((PACKET, "packet"), (RECEIPT, "receipt"), (LETTER, "letter"))
    )
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, null=True, related_name="deliveries")
    packet = models.ForeignKey(Packet, on_delete=models.PROTECT, null=True, related_name="deliveries")
    recipient = SealedField()
    recipient_index = models.CharField(max_length=64)
    letter = models.JSONField(null=True)
    once = models.CharField(max_length=120, null=True, unique=True)
    state = models.CharField(max_length=16, choices=STATES, default=QUEUED, db_index=True)
    attempts = models.PositiveIntegerField(default=0)
    queued_at = models.DateTimeField()
    sending_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("queued_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("packet", "recipient_index"), name="one_delivery_per_packet_and_recipient"
            ),
            models.UniqueConstraint(
                fields=("submission",), condition=models.Q(kind="receipt"), name="one_receipt_per_submission"
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="packet") | models.Q(packet__isnull=False),
                name="a_packet_mail_has_its_packet",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="letter") | models.Q(submission__isnull=False),
                name="only_a_letter_is_of_no_file",
            ),
        )

    def __str__(self) -> str:
        return f"Delivery {self.pk}"
