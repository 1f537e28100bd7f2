"""Tolling and later collections: what attorneys enter, what each entry covers, and the facts it makes.

Entries are never edited: a mistake is withdrawn by a further row. What they say reaches a claim's facts
through `claims.known_of_each`, the one reading, so that new findings come of them like of anything else.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from casefile import audit, jobs, rulesets, search_keys
from casefile.models import Claim, ClockEntry, ClockRun, SearchKey, StaffMember, Submission
from eligibility import casework
from eligibility.facts import ClaimFacts, Fact, PhotoFacts, Source
from eligibility.law import Cover, Event, Ruleset, Tolling
from eligibility.values import DateSpan

MOST_NAMES = 500
TRAITS = {ClockEntry.PHOTOS: "photo_id", ClockEntry.ACCOUNTS: "nsid"}
DIGEST = "digest:"  # before what is kept of a photo or account whose file was erased
KEYS = {ClockEntry.PHOTOS: SearchKey.PHOTO, ClockEntry.ACCOUNTS: SearchKey.ACCOUNT}


class Taken(Exception):
    """Another entry came first under this key or number; look and enter again."""


class Withdrawn(Exception):
    """The entry was withdrawn already."""


class ManyDefendants(Exception):
    """Facts of a claim name no defendant, so a later collection by one of several cannot be a fact."""


@dataclass(frozen=True, slots=True)
class Wish:
    """An entry as it is typed, before anything is recorded."""

    matter: str
    kind: str
    first_on: date
    last_on: date
    covers: str
    names: tuple[str, ...]
    basis: str

    def row(self, *, key: UUID, number: int, by: StaffMember, at: datetime) -> ClockEntry:
        """Return the row that this would be; nothing is written."""
        said = {**asdict(self), "names": list(self.names)}
        return ClockEntry(id=key, number=number, by=by, at=at, **said)


def record(key: UUID, wish: Wish, *, by: StaffMember, at: datetime) -> ClockEntry:
    """Append an entry and promise to read the files anew that it covers; once for a key.

    Raises: Taken, ManyDefendants.
    """
    refuse_many_defendants(wish)
    existing = ClockEntry.objects.filter(pk=key).first()
    if existing:
        return _own(existing, wish, by=by)
    return _append(wish.row(key=key, number=_next(wish.matter), by=by, at=at))


def withdraw(entry: ClockEntry, *, reason: str, by: StaffMember, at: datetime) -> ClockEntry:
    """Append that an entry does not hold any more. Raises: Withdrawn, Taken."""
    if entry.kind == ClockEntry.WITHDRAWN or ClockEntry.objects.filter(withdraws=entry).exists():
        raise Withdrawn
    said = {name: getattr(entry, name) for name in ("matter", "first_on", "last_on", "covers", "names")}
    return _append(
        ClockEntry(
            kind=ClockEntry.WITHDRAWN,
            number=_next(entry.matter),
            basis=reason,
            withdraws=entry,
            by=by,
            at=at,
            **said,
        )
    )


def refuse_many_defendants(wish: Wish) -> None:
    """Raise ManyDefendants for a collection in a matter whose rules name several."""
    law = _law(wish.matter)
    if wish.kind == ClockEntry.COLLECTION and law and len(law.defendants) > 1:
        raise ManyDefendants


def _own(existing: ClockEntry, wish: Wish, *, by: StaffMember) -> ClockEntry:
    same = wish.row(key=existing.pk, number=existing.number, by=by, at=existing.at)
    names = ("matter", "kind", "first_on", "last_on", "covers", "names", "basis", "by_id")
    if any(getattr(same, name) != getattr(existing, name) for name in names):
        raise Taken
    return existing


def _next(matter: str) -> int:
    return ClockEntry.objects.filter(matter=matter).count() + 1


def _append(entry: ClockEntry) -> ClockEntry:
    try:
        with transaction.atomic():
            entry.save(force_insert=True)
            ClockRun.objects.create(entry=entry)
            jobs.owe(kind=jobs.MOVE_CLOCK, subject=entry.pk, at=entry.at)
            audit.record(
                event=f"clock.{entry.kind}",
                actor=str(entry.by_id),
                subject=entry,
                at=entry.at,
                number=entry.number,
                covers=entry.covers,
                names=len(entry.names),
                withdraws=str(entry.withdraws_id or ""),
            )
    except IntegrityError as error:
        raise Taken from error
    return entry


# What an entry covers


def files(entry: ClockEntry) -> QuerySet[Submission]:
    """Return the files of which an entry may change a claim: read already, and named by it."""
    found: QuerySet[Submission] = Submission.objects.filter(matter=entry.matter)
    found = found.filter(Exists(Claim.objects.filter(submission=OuterRef("pk"))))
    if entry.covers == ClockEntry.EVERYBODY:
        return found
    if entry.covers == ClockEntry.FILES:
        return found.filter(reference__in=entry.names)
    kind = KEYS[entry.covers]
    digests = [_digest(kind, name) for name in entry.names]
    return found.filter(pk__in=SearchKey.objects.filter(kind=kind, digest__in=digests).values("submission"))


def _digest(kind: str, name: str) -> str:
    """The keyed digest of a name, whether it is kept as typed or only as that."""
    return name.removeprefix(DIGEST) if name.startswith(DIGEST) else search_keys.key(kind, name)[1]


def without(file: Submission) -> list[tuple[ClockEntry, list[str]]]:
    """Return the entries that name photos or accounts which no file but this one has, with what is to stay.

    That is their digests: a later file of the same photo or account is covered as before.
    """
    changed = []
    for entry in ClockEntry.objects.filter(matter=file.matter, covers__in=KEYS):
        kind = KEYS[entry.covers]
        keys = SearchKey.objects.filter(
            kind=kind,
            digest__in=[_digest(kind, name) for name in entry.names],
            submission__matter=file.matter,
        )
        own = set(keys.filter(submission=file).values_list("digest", flat=True))
        own -= set(keys.exclude(submission=file).values_list("digest", flat=True))
        kept = [
            f"{DIGEST}{_digest(kind, name)}" if _digest(kind, name) in own else name for name in entry.names
        ]
        if kept != entry.names:
            changed.append((entry, kept))
    return changed


def of_file(file: Submission) -> list[ClockEntry]:
    """Return the standing entries of a file's matter that may be about it."""
    every = ClockEntry.objects.standing().filter(matter=file.matter).select_related("by")
    return [one for one in every if one.covers != ClockEntry.FILES or file.reference in one.names]


# The facts it makes


def laid_over(known: ClaimFacts, entries: Sequence[ClockEntry], *, matter: str) -> ClaimFacts:
    """Return the facts with what the entries say of each photo; the person's own where none is named.

    What the rules themselves say of tolled time and events counts with it, for a fact hides that.
    """
    if not entries:
        return known
    law = _law(matter)

    def with_said(facts: Mapping[str, Fact]) -> dict[str, Fact]:
        return {**facts, **_said(known, facts, entries, law)}

    if not known.photos:
        return ClaimFacts(known.label, with_said(known.person), ())
    photos = tuple(PhotoFacts(one.label, with_said(one.facts)) for one in known.photos)
    return ClaimFacts(known.label, known.person, photos)


def _law(matter: str) -> Ruleset | None:
    row = rulesets.newest(matter=matter)
    return rulesets.parsed(row) if row else None


def _said(
    known: ClaimFacts, facts: Mapping[str, Fact], entries: Sequence[ClockEntry], law: Ruleset | None
) -> dict[str, Fact]:
    traits = {name: facts[name].value for name in TRAITS.values() if name in facts}
    about = [one for one in entries if casework.covers(_cover(one, traits), traits)]
    traits["claim"] = known.label
    return {**_tolled(about, traits, law), **_collected(about, traits, law)}


def _tolled(about: Sequence[ClockEntry], traits: Mapping[str, str], law: Ruleset | None) -> dict[str, Fact]:
    entered = [one for one in about if one.kind == ClockEntry.TOLLING]
    if not entered:
        return {}
    spans = [Tolling(one.first_on, one.last_on, one.basis, _cover(one, traits)) for one in entered]
    days = casework.tolled_days([*(law.tolling if law else ()), *spans], traits)
    return {"tolling_days": Fact(str(days), _source(entered))}


def _collected(
    about: Sequence[ClockEntry], traits: Mapping[str, str], law: Ruleset | None
) -> dict[str, Fact]:
    entered = [one for one in about if one.kind == ClockEntry.COLLECTION]
    if not entered:
        return {}
    name = law.defendants[0].name if law else ""
    events = [
        Event(DateSpan(one.first_on, one.last_on), name, one.basis, _cover(one, traits)) for one in entered
    ]
    latest = casework.latest_event([*(law.events if law else ()), *events], traits, name)
    return {"recent_event": Fact(latest, _source(entered))}


def _cover(entry: ClockEntry, traits: Mapping[str, str]) -> Cover:
    """How an entry covers a photo, once it is known to be about the file."""
    trait = TRAITS.get(entry.covers)
    if trait is None:
        return Cover(True, {})
    named, value = set(entry.names), traits.get(trait, "")
    if value and f"{DIGEST}{_digest(KEYS[entry.covers], value)}" in named:
        named.add(value)
    return Cover(False, {trait: tuple(sorted(named))})


def _source(entries: Sequence[ClockEntry]) -> Source:
    """The last person who entered something of it, and the numbers of the entries."""
    last = max(entries, key=lambda one: one.number)
    who = last.by.get_full_name() or last.by.get_username()
    numbers = ", ".join(str(one.number) for one in entries)
    return Source("staff", f"{who}, {timezone.localtime(last.at).date().isoformat()}, clock entry {numbers}")
