"""What must not be deleted: holds on a matter, a file or a person, each with its reason, lifted by a row.

Whoever deletes and whoever places a hold take turns (`turn`), so that nothing goes in the moment in which
a hold is placed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

import matters
from casefile import audit, sealing
from casefile.models import Draft, Heartbeat, Hold, HoldLift, StaffMember, Submission

NAME = "name"  # the purpose of a name's index, as of DeletedIntake and KeptName
TURN = "deletions"


class Held(Exception):
    """A hold stops this deletion."""


class Lifted(Exception):
    """The hold was lifted already."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The holds that stand, read once for many files."""

    every: tuple[Hold, ...]

    def on_file(self, file: Submission) -> tuple[Hold, ...]:
        """Return the holds that stop the deletion of a file."""
        addresses = {file.email_index}
        if self._of(Hold.EMAIL):
            addresses |= {one.email_index for one in file.contact_changes.all()}
            addresses |= {one.email_index for one in file.confirmations.all()}
        return self._on(file.matter, addresses, file) + tuple(
            hold for hold in self._of(Hold.FILE) if hold.file == file.pk
        )

    def on_draft(self, draft: Draft) -> tuple[Hold, ...]:
        """Return the holds that stop the deletion of an unfinished interview."""
        return self._on(draft.matter, {draft.email_index}, draft)

    def _on(self, matter: str, addresses: set[str], kept: Submission | Draft) -> tuple[Hold, ...]:
        found = [hold for hold in self._of(Hold.MATTER) if hold.matter == matter]
        in_it = [hold for hold in self.every if hold.matter in ("", matter)]
        found += [hold for hold in in_it if hold.kind == Hold.EMAIL and hold.person_index in addresses]
        by_name = [hold for hold in in_it if hold.kind == Hold.NAME]
        if by_name:
            marks = _marks(matter, kept)
            found += [hold for hold in by_name if marks is None or hold.person_index in marks]
        return tuple(found)

    def _of(self, kind: str) -> list[Hold]:
        return [hold for hold in self.every if hold.kind == kind]


def _marks(matter: str, kept: Submission | Draft) -> frozenset[str] | None:
    """The marks of every name in a file; None where it cannot be read, so that any name may be in it."""
    try:
        return frozenset(marks(matter, kept.answers))
    except (sealing.Tampered, sealing.KeysMissing):
        return None


def marks(matter: str, answers: dict[str, Any]) -> Iterable[str]:
    """Return the keyed marks of every name in some answers."""
    read = matters.load(matter)
    contact = read.contact(answers)
    names = {*read.parties(answers), f"{contact.first_name} {contact.last_name}"}
    return sorted({name_mark(name) for name in names if name.strip()})


def name_mark(name: str) -> str:
    """Return the keyed mark of a name, whatever its blanks and capitals."""
    return sealing.blind_index(" ".join(name.split()), purpose=NAME)


def standing() -> Standing:
    """Read the holds that stand now."""
    return Standing(tuple(Hold.objects.standing()))


def turn(*, at: datetime) -> Standing:
    """Within a transaction: wait for whoever deletes or holds, and return the holds that stand then."""
    Heartbeat.objects.get_or_create(name=TURN, defaults={"at": at})
    Heartbeat.objects.select_for_update().get(name=TURN)
    return standing()


def place(
    *,
    kind: str,
    about: str,
    reason: str,
    by: StaffMember,
    at: datetime,
    matter: str = "",
    file: Submission | None = None,
) -> Hold:
    """Place a hold; `about` says on what, as it was typed. The same sent twice is one.

    One on a person holds in a `matter`, or in every one.
    """
    index = {Hold.EMAIL: sealing.email_index, Hold.NAME: name_mark}.get(kind)
    on: dict[str, Any] = {
        "kind": kind,
        "matter": file.matter if file else matter,
        "file": file.pk if file else None,
        "person_index": index(about) if index else "",
        "by": str(by.pk),
    }
    with transaction.atomic():
        turn(at=at)
        twin = next((one for one in Hold.objects.standing().filter(**on) if one.reason == reason), None)
        return twin or _placed(on, about=about, reason=reason, at=at)


def _placed(on: dict[str, Any], *, about: str, reason: str, at: datetime) -> Hold:
    hold: Hold = Hold.objects.create(**on, about=about, reason=reason, at=at)
    audit.record(
        event="hold.placed",
        actor=hold.by,
        subject=str(hold.file or hold.pk),
        at=at,
        kind=hold.kind,
        hold=str(hold.pk),
    )
    return hold


def lift(hold: Hold, *, reason: str, by: StaffMember, at: datetime) -> HoldLift:
    """Lift a hold by a further row. Raises: Lifted."""
    with transaction.atomic():
        turn(at=at)
        if HoldLift.objects.filter(hold=hold).exists():
            raise Lifted
        row: HoldLift = HoldLift.objects.create(hold=hold, reason=reason, by=str(by.pk), at=at)
        subject = str(hold.file or hold.pk)
        audit.record(event="hold.lifted", actor=str(by.pk), subject=subject, at=at, hold=str(hold.pk))
        return row
