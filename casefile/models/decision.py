"""What the firm decided of a claim, what is proposed of it, and the letter that goes with it."""

from django.conf import settings
from django.db import models

from casefile.models.append_only import AppendOnly
from casefile.models.claim import Claim
from casefile.models.determination import Determination
from casefile.sealing import SealedField


class DeclineLetter(AppendOnly):
    """A letter that declines, word for word as it was previewed and as it is mailed."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="decline_letters")
    text_id = models.CharField(max_length=64)
    version = models.CharField(max_length=32)
    language = models.CharField(max_length=8)
    text_status = models.CharField(max_length=16)
    subject = SealedField()
    body = SealedField()
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at",)


class Choice(AppendOnly):
    """A state given to a claim, with its reason in the words of that day and what it rests on.

    `review_on` is when the claim is looked at again, `survivor` the reference of the file that it is a
    duplicate of, `found` the findings that stood.
    """

    UNDER_REVIEW, NEED_INFORMATION, WATCH = "under_review", "need_information", "watch"
    ACCEPT, REFER, DECLINE = "accept", "refer", "decline"
    WITHDRAWN, UNREACHABLE, DUPLICATE, UNDO = "withdrawn", "unreachable", "duplicate", "undo"
    CHOICES = (
        (UNDER_REVIEW, "Under review"),
        (NEED_INFORMATION, "Need information"),
        (ACCEPT, "Accept"),
        (WATCH, "Watch list"),
        (REFER, "Refer"),
        (DECLINE, "Decline"),
        (WITHDRAWN, "Withdrawn by the claimant"),
        (UNREACHABLE, "Unreachable"),
        (DUPLICATE, "Duplicate"),
        (UNDO, "Undo"),
    )
    # The firm does no more of these; an accepted claim goes on elsewhere.
    CLOSING = (REFER, DECLINE, WITHDRAWN, UNREACHABLE, DUPLICATE)
    ENDED = (ACCEPT, *CLOSING)

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="%(class)ss")
    number = models.PositiveIntegerField()
    choice = models.CharField(max_length=32, choices=CHOICES)
    reason = models.CharField(max_length=64)
    words = models.CharField(max_length=200, blank=True)
    note = SealedField(null=True)
    review_on = models.DateField(null=True)
    survivor = models.CharField(max_length=16, blank=True)
    found = models.ForeignKey(Determination, on_delete=models.PROTECT, null=True, related_name="+")
    letter = models.ForeignKey(DeclineLetter, on_delete=models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="%(class)ss")
    at = models.DateTimeField()

    class Meta:
        abstract = True
        ordering = ("number",)


class Proposal(Choice):
    """A choice that stands only once a second person confirms it.

    `seen` is how many decisions the claim had; one more, and the proposal is overtaken. An undo names the
    decision by its `undone` number, since tables that point at each other could not be purged.
    """

    undone = models.PositiveIntegerField(null=True)
    seen = models.PositiveIntegerField()

    class Meta(Choice.Meta):
        constraints = (models.UniqueConstraint(fields=("claim", "number"), name="one_proposal_per_number"),)


class ProposalEnd(AppendOnly):
    """A proposal turned down by a second person, or taken back by whoever made it."""

    proposal = models.OneToOneField(Proposal, on_delete=models.PROTECT, related_name="end")
    note = SealedField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class Decision(Choice):
    """A choice that holds; undone only by a further row that names it in `undoes`.

    `by` decided; `second` confirmed it where it took two, and `proposal` is what was confirmed.
    """

    undoes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="undone_by")
    proposal = models.OneToOneField(Proposal, on_delete=models.PROTECT, null=True, related_name="decision")
    second = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta(Choice.Meta):
        constraints = (models.UniqueConstraint(fields=("claim", "number"), name="one_decision_per_number"),)
