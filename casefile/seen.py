"""Who opened which file, on record; and when last, so that a person is told what is new since."""

from datetime import datetime

from casefile import audit
from casefile.models import LastSeen, StaffMember, Submission


def note(submission: Submission, *, by: StaffMember, at: datetime) -> None:
    """Put on record that a person opened a file."""
    audit.record(event="file.opened", actor=str(by.pk), subject=submission, at=at)
    LastSeen.objects.bulk_create(
        [LastSeen(staff=by, submission=submission, at=at)],
        update_conflicts=True,
        unique_fields=["staff", "submission"],
        update_fields=["at"],
    )


def view(submission: Submission, page: str, *, by: StaffMember, at: datetime) -> None:
    """Put on record that a person saw something of a file on a page of its own."""
    audit.record(event="file.viewed", actor=str(by.pk), subject=submission, at=at, page=page)


def refused(submission: Submission, *, by: StaffMember, at: datetime) -> None:
    """Put on record that a person saw a file again with a form that could not be taken: no opening of it."""
    view(submission, "refused", by=by, at=at)
