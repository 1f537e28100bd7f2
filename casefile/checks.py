"""Record what a member of the firm found of a photo, and withdraw it by a further record."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

import matters
from casefile import audit, claims, lookups
from casefile.models import LookUp, PhotoCheck, StaffMember, Submission
from eligibility.values import DateSpan
from matters import lookup
from matters.lookup import NamedPhoto

OUTCOMES = (PhotoCheck.EXACT, PhotoCheck.NOTHING, PhotoCheck.MISTAKEN)


class Moved(Exception):
    """Somebody recorded a check of this file after the page was opened."""


class NoSuchPhoto(LookupError):
    """The file has no photo at this place."""


class NotRead(Exception):
    """The file has no claims yet, so there is nothing that a check could change."""


class NothingToWithdraw(Exception):
    """The check was withdrawn already, or is itself a withdrawal."""


def record(
    *,
    submission: Submission,
    photo: int,
    outcome: str,
    where: str,
    how: str,
    seen: int,
    by: StaffMember,
    at: datetime,
    page_date: str = "",
    link: str = "",
) -> PhotoCheck:
    """Append a check of the photo at a place (from 0), and let facts and findings follow, all or nothing.

    `page_date` is the day posted as the photo's page shows it, whole or in part, "" where none was seen.
    Raises: NoSuchPhoto, NotRead; Moved if there are more than the `seen` checks the page showed; ValueError
    for an outcome that is none or a date that cannot be read.
    """
    if outcome not in OUTCOMES:
        raise ValueError(f"{outcome!r} is not one of {', '.join(OUTCOMES)}")
    if page_date:
        DateSpan.parse(page_date)
    photos = matters.load(submission.matter).photos(submission.answers)
    if not 0 <= photo < len(photos):
        raise NoSuchPhoto(f"The file has {len(photos)} photo(s), none at place {photo}.")
    row = {
        "photo": photo,
        "outcome": outcome,
        "where": where,
        "how": how,
        "page_date": page_date,
        "link": link,
        "conflicts": _conflicts(photos[photo], page_date),
    }
    return _append(submission, row, seen=seen, by=by, at=at)


def withdraw(*, check: PhotoCheck, how: str, seen: int, by: StaffMember, at: datetime) -> PhotoCheck:
    """Append a row that withdraws a check; what stood before it stands again.

    Raises: NothingToWithdraw, Moved.
    """
    if check.outcome == PhotoCheck.WITHDRAWN or PhotoCheck.objects.filter(withdraws=check).exists():
        raise NothingToWithdraw("This check does not stand any more: it was withdrawn already.")
    row = {
        "photo": check.photo,
        "outcome": PhotoCheck.WITHDRAWN,
        "where": "",
        "how": how,
        "page_date": "",
        "link": "",
        "conflicts": [],
        "withdraws": check,
    }
    return _append(check.submission, row, seen=seen, by=by, at=at)


def _conflicts(photo: NamedPhoto, page_date: str) -> list[str]:
    """What the page's day adds to what the photo's number and the stated day already say."""
    before = lookup.conflicts(photo)
    return [one for one in lookup.conflicts(photo, page=page_date) if one not in before]


def _append(
    submission: Submission, row: dict[str, object], *, seen: int, by: StaffMember, at: datetime
) -> PhotoCheck:
    try:
        with transaction.atomic():
            held = Submission.objects.select_for_update().get(pk=submission.pk)
            number = held.checks.count() + 1
            if number != seen + 1:
                raise Moved(f"{number - 1 - seen} more check(s) were recorded since this page was opened.")
            check: PhotoCheck = PhotoCheck.objects.create(submission=held, number=number, by=by, at=at, **row)
            _follow(held, check, by=by, at=at)
    except IntegrityError:
        raise Moved("Another check was recorded at the same moment.") from None
    return check


def _follow(submission: Submission, check: PhotoCheck, *, by: StaffMember, at: datetime) -> None:
    if not submission.claims.exists():
        raise NotRead("The file has not been read yet; it is once the conflict check has cleared it.")
    event = "photo.check_withdrawn" if check.outcome == PhotoCheck.WITHDRAWN else "photo.checked"
    audit.record(
        event=event, actor=str(by.pk), subject=submission, at=at, check=str(check.pk), photo=check.photo
    )
    looked = lookups.said(lookups.look_up(submission, why=LookUp.CHECK, at=at))
    today = timezone.localtime(at).date()
    claims.reread(submission, looked, by=str(by.pk), actor=str(by.pk), as_of=today, at=at)
