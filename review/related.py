"""Files that belong together because one photographer's private link led from one to the other."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q

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
    belongs = Q(invited_by=file.pk) | Q(pk=file.invited_by) if file.invited_by else Q(invited_by=file.pk)
    found = list(seen.filter(belongs).order_by("submitted_at"))
    for one in sorted(found, key=lambda one: one.pk != file.invited_by):
        yield Related(CAME if one.pk == file.invited_by else PASSED, one.reference, one.token)
