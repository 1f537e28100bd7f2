"""The firm's lists of adverse and former parties: bring one in, take one out, find who is like somebody."""

import hashlib
import uuid
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from casefile import audit, columns, jobs, likeness, party_files, sealing
from casefile.likeness import Address, Alike, Party, Sought
from casefile.models import (
    ConflictList,
    ConflictListRetirement,
    ConflictParty,
    PartyKey,
    PartyUpload,
    StaffMember,
)
from casefile.party_files import Entry, Reading

IDENTITY = ("name", "aliases", "address")
CHUNK = 500  # rows written, and keys asked for, at a time
KEPT = timedelta(days=1)  # an upload that nobody confirmed


class OtherContent(Exception):
    """The version is there already, read from another file."""


class NotThere(LookupError):
    """The upload was confirmed, refused or removed meanwhile."""


def in_force() -> tuple[ConflictList, ...]:
    """Return the newest version of each list, unless it was retired."""
    newest: dict[tuple[str, str], ConflictList] = {}
    for one in ConflictList.objects.select_related("retirement").order_by("at", "pk"):
        newest[one.kind, one.name] = one
    return tuple(one for _, one in sorted(newest.items()) if not hasattr(one, "retirement"))


def described(lists: Iterable[ConflictList]) -> list[dict[str, str]]:
    """The lists as a search keeps which ones it asked."""
    return [
        {"id": str(one.pk), "kind": one.kind, "name": one.name, "version": one.version, "sha256": one.sha256}
        for one in lists
    ]


def digest(lists: Iterable[ConflictList]) -> str:
    """One hash of the lists in force, "" where there is none."""
    said = described(lists)
    return hashlib.sha256(columns.canonical(said)).hexdigest() if said else ""


def bring_in(
    reading: Reading, *, kind: str, name: str, version: str, by: str, at: datetime
) -> tuple[ConflictList, bool]:
    """Bring a list into force, all or nothing, and owe the search of every open file; False if it was there.

    Raises: OtherContent.
    """
    there = _same(kind, name, version, reading.sha256)
    if there:
        return there, False
    try:
        with transaction.atomic():
            made = _write(reading, kind=kind, name=name, version=version, by=by, at=at)
            jobs.owe(kind=jobs.CHECK_CONFLICTS, subject=made.pk, at=at)
            audit.record(
                event="parties.brought_in", actor=by[:64], subject=made, at=at, rows=made.rows,
                refused=made.refused,
            )  # fmt: skip
            return made, True
    except IntegrityError:
        twin = _same(kind, name, version, reading.sha256)
        if twin is None:
            raise
        return twin, False


def retire(of: ConflictList, *, reason: str, by: str, at: datetime) -> ConflictListRetirement:
    """Take a list out of force; what it had held stays held until a person clears it. Safe to call again."""
    with transaction.atomic():
        row, made = ConflictListRetirement.objects.get_or_create(
            of=of, defaults={"reason": reason, "at": at, "by": by}
        )
        if made:
            jobs.owe(kind=jobs.CHECK_CONFLICTS, subject=row.pk, at=at)
            audit.record(event="parties.retired", actor=by[:64], subject=of, at=at)
    retired: ConflictListRetirement = row
    return retired


def set_aside(
    content: bytes, *, kind: str, name: str, version: str, by: StaffMember, at: datetime
) -> PartyUpload:
    """Keep an upload, sealed, until whoever brought it has looked at what was understood."""
    upload: PartyUpload = PartyUpload.objects.create(
        id=uuid.uuid4(), kind=kind, name=name, version=version, content=content, by=str(by.pk), at=at,
        sha256=hashlib.sha256(content).hexdigest(),
    )  # fmt: skip
    return upload


def waiting(upload_id: uuid.UUID, *, by: StaffMember) -> PartyUpload:
    """Return an upload of this person that waits to be confirmed. Raises: NotThere."""
    found = PartyUpload.objects.filter(pk=upload_id, by=str(by.pk)).first()
    if found is None:
        raise NotThere
    return found


def confirm(upload: PartyUpload, *, by: str, at: datetime) -> tuple[ConflictList, bool]:
    """Bring in what was set aside. Raises: OtherContent, party_files.Unreadable."""
    reading = party_files.read(upload.content)
    with transaction.atomic():
        brought = bring_in(reading, kind=upload.kind, name=upload.name, version=upload.version, by=by, at=at)
        PartyUpload.objects.filter(pk=upload.pk).delete()
    return brought


def drop(upload: PartyUpload) -> None:
    """Remove an upload that is not to come in."""
    PartyUpload.objects.filter(pk=upload.pk).delete()


def forget(*, at: datetime) -> None:
    """Remove uploads that nobody confirmed within a day."""
    PartyUpload.objects.filter(at__lt=at - KEPT).delete()


def found(sought: Sought, lists: Iterable[ConflictList]) -> list[tuple[ConflictParty, Alike]]:
    """Return every party of these lists that may be somebody who is sought, by the line it stands on."""
    kinds = {one.pk: one.kind for one in lists}
    keys = sorted(_digested(likeness.keys_of(sought)))
    if not kinds or not keys:
        return []
    same = PartyKey.objects.filter(digest__in=keys, party__of__in=kinds)
    some = ConflictParty.objects.filter(pk__in=same.values("party")).order_by("of__at", "of", "line")
    pairs = (
        (one, likeness.compare(sought, party(one), adverse=kinds[one.of_id] == ConflictList.ADVERSE))
        for one in some
    )
    return [(one, alike) for one, alike in pairs if alike]


def party(row: ConflictParty) -> Party:
    """A row as names are compared with it."""
    known = row.known
    home = known.get("address") or {}
    return Party(known["name"], tuple(known.get("aliases", ())), Address(**home) if home else None)


def _same(kind: str, name: str, version: str, sha256: str) -> ConflictList | None:
    there: ConflictList | None = ConflictList.objects.filter(kind=kind, name=name, version=version).first()
    if there and there.sha256 != sha256:
        raise OtherContent(
            f"{name} {version} is there already, read from another file. Give this one another version."
        )
    return there


def _write(reading: Reading, *, kind: str, name: str, version: str, by: str, at: datetime) -> ConflictList:
    made: ConflictList = ConflictList.objects.create(
        kind=kind, name=name, version=version, sha256=reading.sha256, rows=len(reading.entries),
        refused=len(reading.refused), refusals=[[one.line, one.reason] for one in reading.refused],
        at=at, by=by,
    )  # fmt: skip
    parties = [_party(made, entry) for entry in reading.entries]
    ConflictParty.objects.bulk_create(parties, batch_size=CHUNK)
    PartyKey.objects.bulk_create((key for one in parties for key in _keys(one)), batch_size=CHUNK)
    return made


def _party(of: ConflictList, entry: Entry) -> ConflictParty:
    known: dict[str, Any] = entry.known
    told_apart = {name: known.get(name) for name in IDENTITY}  # another note makes nobody another party
    identity = sealing.digest(columns.canonical([of.kind, told_apart]))
    return ConflictParty(of=of, line=entry.line, identity=identity, known=known)


def _keys(row: ConflictParty) -> Iterator[PartyKey]:
    for key in sorted(_digested(likeness.keys_under(party(row)))):
        yield PartyKey(party=row, digest=key)


def _digested(keys: Iterable[str]) -> set[str]:
    return {sealing.digest(f"party\0{key}".encode()) for key in keys}
