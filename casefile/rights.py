"""What each role may do, on one page; a person's rights are read from rows at every request."""

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum

from django.db import transaction
from django.db.models import QuerySet

from casefile import audit
from casefile.models import Grant, StaffMember, Submission


class Right(StrEnum):
    """One thing a person of the firm may do. Rights about files hold in the matters of the grant only."""

    OPEN = "open"  # the queue, a file that the conflict check cleared
    ENTER = "enter"  # type answers for somebody on the phone
    REVEAL = "reveal"  # show who a minor is, and contact details, for a reason
    DOWNLOAD = "download"  # packets and files of claimants
    CHECK = "check"  # check photos, verify and dispute elements
    ASSIGN = "assign"  # say whose a file is
    BULK = "bulk"  # act on many files at once
    DECIDE = "decide"  # decide of a claim, undo
    APPROVE = "approve"  # be the second person of a decision or an erasure
    CALENDAR = "calendar"  # acknowledge a deadline, say that it was met
    CLOCK = "clock"  # enter tolling and later collections, which move deadlines
    REDACT = "redact"  # black out a passage
    CLEAR = "clear"  # read what the conflict check holds, and rule on it
    PARTIES = "parties"  # bring in lists of adverse and former parties
    LINK = "link"  # rule on duplicates and households
    HOLD = "hold"  # stop and allow deletion
    ERASE = "erase"  # propose an erasure
    WORDS = "words"  # sources, reason codes: what the firm says
    PERIODS = "periods"  # how long what is kept
    STAFF = "staff"  # invite people, give and take roles
    AUDIT = "audit"  # read the record
    REPORTS = "reports"  # figures that name nobody


_INTAKE = frozenset({Right.OPEN, Right.ENTER, Right.REVEAL, Right.REPORTS})
_PARALEGAL = _INTAKE | {
    Right.DOWNLOAD,
    Right.CHECK,
    Right.ASSIGN,
    Right.BULK,
    Right.CALENDAR,
    Right.REDACT,
    Right.LINK,
    Right.ERASE,
}
ROLES: dict[str, frozenset[Right]] = {
    Grant.INTAKE: _INTAKE,
    Grant.PARALEGAL: _PARALEGAL,
    Grant.ATTORNEY: _PARALEGAL | {Right.DECIDE, Right.APPROVE, Right.CLOCK, Right.HOLD, Right.WORDS},
    Grant.CLEARER: frozenset({Right.CLEAR, Right.PARTIES}),
    Grant.AUDITOR: frozenset({Right.AUDIT, Right.REPORTS}),
    Grant.ADMINISTRATOR: frozenset({Right.STAFF, Right.WORDS, Right.PERIODS, Right.REPORTS}),
}


def held(staff: StaffMember, *, matter: str | None = None) -> frozenset[Right]:
    """Return a person's rights in a matter; without one, the rights held in any. None for the inactive."""
    return frozenset(right for grant in _grants(staff, matter) for right in ROLES[grant.role])


def holds(staff: StaffMember, right: Right, *, matter: str | None = None) -> bool:
    """Whether a person has a right in a matter; without one, in any."""
    return right in held(staff, matter=matter)


def matters_of(staff: StaffMember, right: Right) -> frozenset[str]:
    """Return the matters in which a person has a right; "" among them stands for every matter."""
    return frozenset(grant.matter for grant in _grants(staff, None) if right in ROLES[grant.role])


def files(staff: StaffMember, right: Right = Right.OPEN) -> QuerySet[Submission]:
    """Return the files of the matters in which a person has a right; none for anybody without it."""
    found: QuerySet[Submission] = Submission.objects.in_matters(matters_of(staff, right))
    return found


def _grants(staff: StaffMember, matter: str | None) -> list[Grant]:
    """Read once for each request: the person of the next request is a new object."""
    if not staff.is_active:
        return []
    every = staff.__dict__.get("_grants")
    if every is None:
        every = staff.__dict__["_grants"] = list(staff.grants.all())
    return [grant for grant in every if matter is None or grant.matter in ("", matter)]


def give(*, staff: StaffMember, roles: Collection[str], matter: str = "", by: str, at: datetime) -> None:
    """Give roles in a matter, or in every matter; one held already stays as it is."""
    with transaction.atomic():
        for role in roles:
            _, made = Grant.objects.get_or_create(
                staff=staff, role=role, matter=matter, defaults={"by": by, "at": at}
            )
            if made:
                audit.record(event="role.given", actor=by, subject=staff, at=at, role=role, matter=matter)
    staff.__dict__.pop("_grants", None)


def take(*, staff: StaffMember, roles: Collection[str], matter: str = "", by: str, at: datetime) -> None:
    """Take roles away; the next request of that person is without them."""
    with transaction.atomic():
        for grant in Grant.objects.select_for_update().filter(staff=staff, role__in=roles, matter=matter):
            audit.record(
                event="role.taken", actor=by, subject=staff, at=at, role=grant.role, matter=grant.matter
            )
            grant.delete()
    staff.__dict__.pop("_grants", None)
