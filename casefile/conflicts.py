"""The conflict check: nothing of a file is opened before its names are searched."""

from datetime import datetime

import matters
from casefile import audit
from casefile.models import Clearance, Submission


def check(submission: Submission, *, at: datetime) -> Clearance:
    """Search every name in the file; clear at once while the firm has loaded no list of adverse parties."""
    terms = list(matters.load(submission.matter).parties(submission.answers))
    clearance, made = Clearance.objects.get_or_create(
        submission=submission,
        defaults={
            "outcome": Clearance.CLEAR,
            "terms": terms,
            "lists_searched": 0,
            "at": at,
            "by": audit.SYSTEM,
        },
    )
    if made:
        audit.record(
            event="conflict.checked", actor=audit.SYSTEM, subject=submission, at=at, terms=len(terms)
        )
    return clearance
