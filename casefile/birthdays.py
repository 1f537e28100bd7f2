"""The 18th birthday of each pictured minor: from that day on the person signs in their own name."""

import uuid
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from casefile import audit, jobs
from casefile.models import AuditEntry, Claim
from eligibility.values import DateSpan, birthday

ADULT = 18
HOUR = time(9)
DUE = "resign.due"
# Whoever is here for somebody who may come of age; nobody signs again for the dead or for themselves.
FOR_ANOTHER = ("parent", "guardian", "other")


def first_possible(facts: dict[str, Any]) -> date | None:
    """Return the earliest day on which the person of these facts can turn 18; None if no date is known.

    Of somebody born on 29 February that is 28 February, the early reading.
    """
    span = _born(facts)
    return birthday(span.lo, ADULT, late=False) if span else None


def is_awaited(facts: dict[str, Any], *, today: date) -> bool:
    """Whether somebody else signed for a person who is or may be under 18 today."""
    span = _born(facts)
    return _value(facts, "role") in FOR_ANOTHER and not (span and _certainly_adult(span, today))


def owe(claim: Claim, *, at: datetime) -> None:
    """Promise the day for the newest facts of a claim, and take back what older facts had promised."""
    facts = _facts(claim)
    today = at.astimezone(_zone()).date()
    day = first_possible(facts) if is_awaited(facts, today=today) else None
    if day is None:
        jobs.withdraw(kind=jobs.RE_SIGN, subject=claim.pk)
        return
    job = jobs.owe(kind=jobs.RE_SIGN, subject=claim.pk, at=at, run_after=morning(day), on=day)
    jobs.withdraw(kind=jobs.RE_SIGN, subject=claim.pk, but=job)


def come(claim_id: uuid.UUID, *, at: datetime) -> datetime | None:
    """Record once that a claim's person may be 18; return when to come back if its facts say later."""
    claim = Claim.objects.get(pk=claim_id)
    day = first_possible(_facts(claim))
    if day is None:
        return None
    if morning(day) > at:
        return morning(day)
    if not AuditEntry.objects.filter(event=DUE, subject=str(claim.pk), at__gte=morning(day)).exists():
        audit.record(event=DUE, actor=audit.SYSTEM, subject=claim, at=at)
    return None


def morning(day: date) -> datetime:
    """Return nine o'clock of a day in the matter's time zone."""
    return datetime.combine(day, HOUR, tzinfo=_zone())


def _zone() -> ZoneInfo:
    return ZoneInfo(settings.TIME_ZONE)


def _facts(claim: Claim) -> dict[str, Any]:
    newest = claim.revisions.order_by("-number").first()
    return newest.facts if newest else {}


def _value(facts: dict[str, Any], name: str) -> str:
    return str(facts.get("person", {}).get(name, {}).get("value", ""))


def _born(facts: dict[str, Any]) -> DateSpan | None:
    try:
        return DateSpan.parse(_value(facts, "subject_dob"))
    except ValueError:
        return None


def _certainly_adult(born: DateSpan, today: date) -> bool:
    return birthday(born.hi, ADULT, late=True) <= today
