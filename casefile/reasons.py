"""Why a claim may be given a state: the reasons that ship, and the firm's own versions of them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from casefile import audit, states
from casefile.models import Decision, Proposal, ReasonCode, StaffMember

CODE = re.compile(r"[a-z0-9]+(?:_[a-z0-9]+)*")
LONGEST, WORDS_CHARS = 64, 200


class Taken(Exception):
    """There is a reason of this code already, perhaps a retired one: change that instead."""


class Moved(Exception):
    """Somebody changed this reason after the page was opened."""


class Kept(Exception):
    """A reason that cannot go: the last of its choice, or one that a rule asks for."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason of one choice as it reads now; version 0 is as it shipped."""

    choice: str
    code: str
    words: str
    needs_note: bool = False
    by_two: bool = False
    active: bool = True
    version: int = 0


def _of(choice: str, *, noted: Iterable[str] = (), gone: Iterable[str] = (), **words: str) -> list[Reason]:
    return [
        Reason(choice, code, said, needs_note=code in noted, active=code not in gone)
        for code, said in words.items()
    ]


SHIPPED: tuple[Reason, ...] = (
    *_of(
        Decision.UNDER_REVIEW,
        first_look="Taken up for review",
        answer_came="What was asked for has come",
        day_came="Its day on the watch list has come",
        new_findings="The findings changed",
    ),
    *_of(
        Decision.NEED_INFORMATION,
        noted=("other",),
        birth_date="Date of birth",
        residence="Where the person lived, and when",
        photo_or_account="Photo address, account or licence",
        upload_date="When and where it was put on Flickr",
        permissions="Consents, releases or other cases",
        authority="Proof of authority to act for the person",
        contact="A way to reach the claimant",
        other="Something else (say what in the note)",
    ),
    *_of(
        Decision.ACCEPT,
        noted=(states.OVERRIDE,),
        findings_hold="The findings hold on review",
        evidence_seen="Evidence seen and sufficient",
        against_findings="Accepted against the computer’s findings (say why in the note)",
    ),
    *_of(
        Decision.WATCH,
        noted=("other",),
        awaits_list="Waits for another published list",
        awaits_court="Waits for a ruling or a change of law",
        awaits_papers="Waits for papers that somebody else holds",
        other="Waits for something else (say what in the note)",
    ),
    *_of(
        Decision.REFER,
        public_enforcer="Only a public enforcer can act",
        other_law="Another state’s law or another kind of claim",
        other_firm="Another firm fits better (Rules 1.5(e), 7.2)",
    ),
    *_of(
        Decision.DECLINE,
        noted=("other",),
        gone=("duplicate", "withdrawn", "unreachable"),  # states of their own now
        criteria="Does not meet the criteria",
        time_run="The time limit has run",
        not_in_dataset="The photo was not in the dataset",
        no_illinois_link="No link to Illinois",
        released="Signed a consent or release",
        represented="Already represented, or a party elsewhere",
        duplicate="Duplicate of another file (name it in the note)",
        withdrawn="The claimant does not wish to go on",
        unreachable="Could not be reached",
        conflict="Conflict of interest",
        other="Another reason (say which in the note)",
    ),
    *_of(
        Decision.WITHDRAWN,
        noted=("told_us",),
        status_page="Withdrew on the status page",
        told_us="Told the firm (say how and when in the note)",
        other_lawyer="Went to another lawyer",
    ),
    *_of(
        Decision.UNREACHABLE,
        noted=("no_answer", "wrong_address"),
        no_answer="No answer (say in the note when and how it was tried)",
        wrong_address="Address and number reach nobody (say in the note what was tried)",
    ),
    *_of(
        Decision.DUPLICATE,
        sent_twice="The same person sent it twice",
        other_person="Somebody else sent the same claim",
    ),
    *_of(
        Decision.UNDO,
        mistake="Recorded by mistake",
        wrong_person="Meant for another person",
        new_facts="New facts or documents",
        second_look="Changed on a second look",
    ),
)


def every() -> tuple[Reason, ...]:
    """Return each reason as it reads now, retired ones too, those that ship first; one query."""
    found = {(one.choice, one.code): one for one in SHIPPED}
    for row in ReasonCode.objects.order_by("at", "version"):
        found[row.choice, row.code] = _read(row)
    return tuple(found.values())


def find(choice: str, code: str) -> Reason | None:
    """Return one reason as it reads now, None where there never was one."""
    row = ReasonCode.objects.filter(choice=choice, code=code).order_by("-version").first()
    if row:
        return _read(row)
    return next((one for one in SHIPPED if (one.choice, one.code) == (choice, code)), None)


def words(decision: Decision | Proposal) -> str:
    """The words of a recorded reason as they were; of a row from before they were kept, as they shipped."""
    if decision.words:
        return str(decision.words)
    asked = (decision.choice, decision.reason)
    return next((one.words for one in SHIPPED if (one.choice, one.code) == asked), str(decision.reason))


def add(reason: Reason, *, by: StaffMember, at: datetime) -> Reason:
    """Put a reason on the list. Raises: Taken, ValueError for a code or choice that cannot be."""
    if reason.choice not in dict(Decision.CHOICES) or not CODE.fullmatch(reason.code):
        raise ValueError(f"{reason.choice!r} and {reason.code!r} name no reason.")
    if find(reason.choice, reason.code):
        raise Taken(reason.code)
    try:
        return _write(replace(reason, version=1, active=True), "reason.added", by=by, at=at)
    except Moved:
        raise Taken(reason.code) from None


def change(reason: Reason, *, by: StaffMember, at: datetime) -> Reason:
    """Write the version after `reason.version`; a retired one is in use again. Raises: Moved, Kept."""
    if reason.code == states.OVERRIDE:
        reason = replace(reason, needs_note=True)
    now = replace(reason, version=reason.version + 1, active=True)
    return _write(now, "reason.changed", by=by, at=at)


def retire(reason: Reason, *, by: StaffMember, at: datetime) -> Reason:
    """Take a reason off the list; what was decided for it keeps its words. Raises: Kept, Moved."""
    with transaction.atomic():
        others = [one for one in every() if one.choice == reason.choice and one.active]
        if reason.code == states.OVERRIDE or {one.code for one in others} <= {reason.code}:
            raise Kept(reason.code)
        gone = replace(reason, version=reason.version + 1, active=False)
        return _write(gone, "reason.retired", by=by, at=at)


def _write(reason: Reason, event: str, *, by: StaffMember, at: datetime) -> Reason:
    row = {name: getattr(reason, name) for name in ("words", "needs_note", "by_two", "active")}
    key: dict[str, Any] = {"choice": reason.choice, "code": reason.code, "version": reason.version}
    standing = find(reason.choice, reason.code)
    if (standing.version if standing else 0) != reason.version - 1:
        raise Moved(reason.code)
    try:
        with transaction.atomic():
            kept = ReasonCode.objects.create(**key, **row, by=str(by.pk), at=at)
            audit.record(event=event, actor=str(by.pk), subject=kept, at=at, **key)
    except IntegrityError:
        raise Moved(f"{reason.code} has a version {reason.version} already.") from None
    return reason


def _read(row: ReasonCode) -> Reason:
    return Reason(
        row.choice,
        row.code,
        row.words,
        needs_note=row.needs_note,
        by_two=row.by_two,
        active=row.active,
        version=row.version,
    )
