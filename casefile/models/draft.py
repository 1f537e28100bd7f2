"""An interview that is not finished, and the ways back to it."""

import uuid

from django.db import models

from casefile.sealing import SealedField


class Draft(models.Model):
    """Answers so far, found by the hash of a 256-bit token that a session holds (see DraftKey).

    `earlier`: answers that were replaced, in order, each with page, item, values and time. `typed`: a page as
    it was typed and not yet sent, by step. `source`: where the visit came from, with the paragraph shown.
    `signals`: codes of what looked like a robot or a flood. `measured`: which stages were counted of it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    token_sha256 = models.CharField(max_length=64, unique=True)
    matter = models.SlugField(max_length=64)
    language = models.CharField(max_length=8, default="en")
    answers = SealedField()
    earlier = SealedField(null=True)
    typed = SealedField(null=True)
    notice = models.JSONField()
    source = models.JSONField(null=True)
    invited_by = models.UUIDField(null=True)
    entered_by = models.CharField(max_length=64, blank=True)
    email = SealedField(null=True)
    email_index = models.CharField(max_length=64, blank=True, db_index=True)
    signals = models.JSONField(default=list)
    measured = models.JSONField(default=dict)
    started_at = models.DateTimeField()
    kept_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, db_index=True)
    closed_at = models.DateTimeField(null=True)
    reminders_stopped_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"Draft {self.pk}"


class DraftKey(models.Model):
    """A further token to a draft, or to what it became, for another browser; by hash alone."""

    token_sha256 = models.CharField(max_length=64, primary_key=True)
    draft_sha256 = models.CharField(max_length=64, db_index=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"DraftKey {self.token_sha256[:8]}"


class Pass(models.Model):
    """A way back without a password: a one-use link and a code, mailed, bound to the browser that asked.

    Of a draft, of a submission, or of neither: then of the address `email`, whatever is kept under it.
    The link and the code are derived from the id with a key (`casefile/passes.py`): no row holds either.
    `owed_at`: when a letter with them was owed, if anything is kept under the address.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, null=True)
    submission = models.ForeignKey("casefile.Submission", on_delete=models.PROTECT, null=True)
    email = SealedField(null=True)
    email_index = models.CharField(max_length=64)
    language = models.CharField(max_length=8, default="en")
    owed_at = models.DateTimeField(null=True)
    browser_sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    tries = models.PositiveIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(draft__isnull=True) | models.Q(submission__isnull=True),
                name="a_pass_opens_one_thing_or_an_address",
            ),
        )

    def __str__(self) -> str:
        return f"Pass {self.pk}"


class DeletedIntake(models.Model):
    """What stays of deleted answers: a reference, the day, the notice shown, a keyed index of the name."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=16, unique=True)
    matter = models.SlugField(max_length=64)
    at = models.DateTimeField()
    name_index = models.CharField(max_length=64, blank=True, db_index=True)
    notice = models.JSONField()
    reasons = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"DeletedIntake {self.pk}"
