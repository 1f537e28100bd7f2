"""Files that belong together because one photographer's private link led from one to the other."""

from collections.abc import Iterator
from dataclasses import dataclass

from casefile import rights
from casefile.models import StaffMember, Submission

CAME = "Came through a private link of the photographer of file"
PASSED = "Passed on by private link; answered in file"


@dataclass(frozen=True, slots=True)
class Related:
    """Another file, and how it belongs to this one."""

    words: str
    reference: str
    token: str


def of(file: Submission, staff: StaffMember) -> tuple[Related, ...]:
    """The files of this photographer's link that this person may open."""
    return tuple(_related(file, staff))


def _related(file: Submission, staff: StaffMember) -> Iterator[Related]:
    seen = rights.files(staff)
    for one in seen.filter(pk__in=[file.invited_by] if file.invited_by else []):
        yield Related(CAME, one.reference, one.token)
    for one in seen.filter(invited_by=file.pk).order_by("submitted_at"):
        yield Related(PASSED, one.reference, one.token)
