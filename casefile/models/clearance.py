"""The outcome of a conflict check."""

from django.db import models

from casefile.models.append_only import AppendOnly
from casefile.models.submission import Submission
from casefile.sealing import SealedField


class Clearance(AppendOnly):
    """Clear, possible or blocked, with the terms searched; no file is read before it is clear."""

    CLEAR, POSSIBLE, BLOCKED = "clear", "possible", "blocked"
    OUTCOMES = ((CLEAR, "clear"), (POSSIBLE, "possible conflict"), (BLOCKED, "blocked"))

    submission = models.OneToOneField(Submission, on_delete=models.PROTECT, related_name="clearance")
    outcome = models.CharField(max_length=16, choices=OUTCOMES)
    terms = SealedField()
    lists_searched = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.CharField(max_length=64)
