"""Who is on duty, as the calendar says it."""

from dataclasses import dataclass

from django.conf import settings

import matters
from casefile import duty, rights
from casefile.members import EVERY_MATTER
from casefile.models import StaffMember
from casefile.rights import Right
from review import wording


@dataclass(frozen=True, slots=True)
class Line:
    """One matter: who is on duty, and where urgent letters go when nobody is. One matter needs no name."""

    matter: str
    names: tuple[str, ...]
    fallback: str


def lines(staff: StaffMember) -> tuple[Line, ...]:
    """Return a line for each matter in which a person opens files."""
    walls = rights.matters_of(staff, Right.OPEN)
    slugs = [slug for slug in matters.SLUGS if EVERY_MATTER in walls or slug in walls]
    return tuple(_line(slug, is_only=len(slugs) == 1) for slug in slugs)


def _line(slug: str, *, is_only: bool) -> Line:
    names = tuple(wording.person(one) for one in duty.people(slug))
    return Line("" if is_only else str(matters.load(slug).title), names, settings.DUTY_EMAIL)
