"""One interview as sent, with the answers, consents and wording of that moment."""

from typing import TYPE_CHECKING, Any, ClassVar, Self
from uuid import UUID

from django.db import models

from casefile.models.append_only import AppendOnly, AppendOnlyQuerySet
from casefile.sealing import SealedField

if TYPE_CHECKING:
    from collections.abc import Collection


class SubmissionQuerySet(AppendOnlyQuerySet["Submission"]):
    """The one way to another person's file: every reader states for whom."""

    def in_matters(self, matters: "Collection[str]") -> Self:
        """Files of these matters, where "" stands for every matter (`casefile.rights.matters_of`)."""
        return self.all() if "" in matters else self.filter(matter__in=matters)

    def for_claimant(self, token: str) -> Self:
        """The file whose 256-bit token the claimant holds."""
        return self.filter(token=token)

    def for_session(self, pk: object) -> Self:
        """The file a claimant's own session holds, by the id put there; none for anything else."""
        try:
            return self.filter(pk=UUID(str(pk)))
        except ValueError:
            return self.none()


class Submission(AppendOnly):
    """What the firm calls a file; it has no status column: the rows that exist say how far it is.

    `source`: where the visit came from, with the paragraph shown. `invited_by`: the submission whose private
    link led here. `entered_by`: the member of staff who typed for a caller. `signals`: codes of what looked
    like a robot or a flood; they explain, and decide nothing.
    """

    token = models.CharField(max_length=64, unique=True)
    reference = models.CharField(max_length=16, unique=True)
    matter = models.SlugField(max_length=64)
    draft_sha256 = models.CharField(max_length=64, unique=True)
    submitted_at = models.DateTimeField(db_index=True)
    language = models.CharField(max_length=8, default="en")
    contact = SealedField()
    answers = SealedField()
    signature = SealedField()
    email_index = models.CharField(max_length=64, db_index=True)
    source = models.JSONField(null=True)
    invited_by = models.UUIDField(null=True)
    entered_by = models.CharField(max_length=64, blank=True)
    signals = models.JSONField(default=list)

    objects: ClassVar[Any] = SubmissionQuerySet.as_manager()

    class Meta:
        indexes = (
            models.Index(
                fields=("invited_by",),
                condition=models.Q(invited_by__isnull=False),
                name="file_by_invitation",
            ),
        )


class Answer(AppendOnly):
    """One line of the interview: the question's id and wording as shown, the value, and who gave it when."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="lines")
    position = models.PositiveIntegerField()
    stage = models.CharField(max_length=120)
    page = models.CharField(max_length=64)
    item = models.CharField(max_length=32, blank=True)
    question = models.CharField(max_length=16)
    unsure = models.BooleanField(default=False)
    content = SealedField()
    at = models.DateTimeField()
    by = models.CharField(max_length=64, default="claimant")

    class Meta:
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=("submission", "position"), name="one_answer_per_position"),
        )


class Consent(AppendOnly):
    """A notice or consent as it was shown: the whole text, its version and hash, and whether it was given.

    `method`: read and answered on screen by the claimant, or read out to a caller by the staff member `by`,
    who ticked what the caller said.
    """

    SCREEN, SPOKEN = "screen", "spoken"
    METHODS = ((SCREEN, "on screen"), (SPOKEN, "spoken"))

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="consents")
    purpose = models.CharField(max_length=64)
    text_id = models.CharField(max_length=64)
    version = models.CharField(max_length=32)
    language = models.CharField(max_length=8)
    status = models.CharField(max_length=16)
    body = models.TextField()
    sha256 = models.CharField(max_length=64)
    given = models.BooleanField()
    at = models.DateTimeField()
    method = models.CharField(max_length=8, choices=METHODS, default=SCREEN)
    by = models.CharField(max_length=64, default="claimant")

    class Meta:
        ordering = ("at", "purpose")
        constraints = (
            models.UniqueConstraint(fields=("submission", "purpose"), name="one_consent_per_purpose"),
        )
