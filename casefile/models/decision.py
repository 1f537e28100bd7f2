"""What an attorney decided of a claim."""

from django.conf import settings
from django.db import models

from casefile.models.append_only import AppendOnly
from casefile.models.claim import Claim
from casefile.sealing import SealedField


class Decision(AppendOnly):
    """A choice with its reason; undone only by a further row that names it in `undoes`."""

    ACCEPT, DECLINE, NEED_INFORMATION, REFER, UNDO = "accept", "decline", "need_information", "refer", "undo"
    CHOICES = (
        (ACCEPT, "Accept"),
        (DECLINE, "Decline"),
        (NEED_INFORMATION, "Need information"),
        (REFER, "Refer"),
        (UNDO, "Undo"),
    )

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="decisions")
    number = models.PositiveIntegerField()
    choice = models.CharField(max_length=32, choices=CHOICES)
    reason = models.CharField(max_length=64)
    note = SealedField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="decisions")
    at = models.DateTimeField()
    undoes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="undone_by")

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("claim", "number"), name="one_decision_per_number"),)
