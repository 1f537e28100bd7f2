"""The published lists as the desk shows them: which are in force, how far the look-ups are, who gained."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

import matters
from casefile import lists, lookups, rights, sealing
from casefile.models import Clearance, ListImport, ListRetirement, LookUp, StaffMember, Submission
from exposure.index import Damaged, Index, PublishedList
from review import rows, sources, wording

Event = ListImport | ListRetirement
IN_FORCE = rows.Mark("met", "+", "In force")
RETIRED = rows.Mark("quiet", "·", "Retired")
REPLACED = rows.Mark("quiet", "·", "Replaced by a newer version")
MISSING = rows.Mark("not-met", "!", "Not in the index")
UNSURE = rows.Mark("not-known", "?", "Index damaged")


@dataclass(frozen=True, slots=True)
class Changes:
    """How many files gained or lost a match through one import or retirement, and where they are listed."""

    event: str
    gained: int
    lost: int


@dataclass(frozen=True, slots=True)
class ListCard:
    """One import with its source, its state and what it changed: None where its collection proves nothing."""

    title: str
    mark: rows.Mark
    collection: str
    layout: str
    rows: str
    refused: str
    source_name: str
    source_bytes: int
    source: sources.Hash
    imported: str
    by: str
    changes: Changes | None
    retired: str
    reason: str
    retired_changes: Changes | None


@dataclass(frozen=True, slots=True)
class Progress:
    """How many open files have yet to be looked up in the lists in force, of how many."""

    behind: int
    files: int

    @property
    def done(self) -> int:
        return self.files - self.behind


@dataclass(frozen=True, slots=True)
class Listing:
    """The whole page: every import, those in force first; lists in the index that no record was kept of."""

    cards: tuple[ListCard, ...]
    unrecorded: tuple[str, ...]
    damage: str
    progress: Progress | None


@dataclass(frozen=True, slots=True)
class Changed:
    """One file that gained or lost a match, and where it stands now."""

    row: rows.FileRow
    gained: int
    lost: int
    matches: str
    when: str


def listing(imports: Sequence[ListImport], staff: StaffMember) -> Listing:
    """Read the index in force and the imports of one page, brought by `every`."""
    index, damage = _index()
    in_force = {_key(one) for one in index.lists} if index else set()
    names = {one.name for one in index.lists} if index else set()
    counts = _counts([event for one in imports for event in _events(one)], staff)
    cards = [_card(one, _mark(one, index, in_force, names), counts) for one in imports]
    return Listing(
        cards=tuple(sorted(cards, key=lambda card: card.mark != IN_FORCE)),
        unrecorded=_unrecorded(index) if index else (),
        damage=damage,
        progress=_progress(index.digest) if index and (index.digest or imports) else None,
    )


def every() -> QuerySet[ListImport]:
    """Every import with its retirement; the retired last, the newest first."""
    found = ListImport.objects.select_related("retirement").annotate(is_retired=Q(retirement__isnull=False))
    return found.order_by("is_retired", "-at", "pk")


def find(event: str) -> Event | None:
    """The import or the retirement of this id."""
    imported = ListImport.objects.filter(pk=event).first()
    return imported or ListRetirement.objects.select_related("imported").filter(pk=event).first()


def heading(event: Event) -> str:
    """What happened, in words: "megaface 2016, imported Fri, November 20, 2026 ..."."""
    of, verb = (event.imported, "retired") if isinstance(event, ListRetirement) else (event, "imported")
    return f"{of.name} {of.version}, {verb} {wording.moment(event.at)}"


def changed(event: Event, staff: StaffMember) -> QuerySet[LookUp]:
    """Look-ups that brought or took a match through an event, in files this person may read, newest first."""
    moved = _visible(staff).filter(Q(gained__gt=0) | Q(lost__gt=0))
    return moved.filter(_through(event)).order_by("-at", "pk")


def changes(found: Iterable[LookUp], files: Mapping[Any, Submission], *, at: datetime) -> tuple[Changed, ...]:
    """Put look-ups and their files, brought by `queue.with_claims`, side by side."""
    return tuple(
        Changed(
            row=rows.row(files[one.submission_id], at=at),
            gained=one.gained,
            lost=one.lost,
            matches=_matches(one),
            when=wording.moment(one.at),
        )
        for one in found
    )


def _matches(row: LookUp) -> str:
    """The lists that the file's photos have a match in, as this look-up found it."""
    try:
        found = [seen.published for photo in lookups.said(row).photos for seen in photo.matches]
    except (sealing.Tampered, sealing.KeysMissing):
        return "its look-up does not open; tell the firm’s administrator"
    return ", ".join(dict.fromkeys(sources.title(one) for one in found)) or "no list"


def _index() -> tuple[Index | None, str]:
    try:
        return lists.current(), ""
    except Damaged as damage:
        return None, str(damage)


def _unrecorded(index: Index) -> tuple[str, ...]:
    """Lists that are searched and that no record was kept of: their import died before it was done."""
    kept = set(ListImport.objects.values_list("name", "version", "source_sha256"))
    return tuple(sources.title(one) for one in index.lists if _key(one) not in kept)


def _key(one: PublishedList | ListImport) -> tuple[str, str, str]:
    return one.name, one.version, one.source_sha256


def _mark(
    one: ListImport, index: Index | None, in_force: set[tuple[str, str, str]], names: set[str]
) -> rows.Mark:
    if hasattr(one, "retirement"):
        return RETIRED
    if index is None:
        return UNSURE
    if _key(one) in in_force:
        return IN_FORCE
    return REPLACED if one.name in names else MISSING


def _events(one: ListImport) -> tuple[Event, ...]:
    return (one, one.retirement) if hasattr(one, "retirement") else (one,)


def _progress(digest: str) -> Progress:
    return Progress(lookups.how_many_behind(digest=digest), lookups.open_files().count())


def _visible(staff: StaffMember) -> QuerySet[LookUp]:
    """Look-ups of files that this person may read, each with the time of the one `before` it."""
    previous = LookUp.objects.filter(submission=OuterRef("submission"), number=OuterRef("number") - 1)
    found: QuerySet[LookUp] = LookUp.objects.filter(
        Clearance.objects.cleared("submission"), submission__in=rights.files(staff)
    )
    return found.annotate(before=Subquery(previous.values("at")[:1]))


def _through(event: Event) -> Q:
    """Look-ups that were their file's first after an event. Several events can lie before the same one."""
    return Q(at__gte=event.at, before__lt=event.at)


def _counts(events: Sequence[Event], staff: StaffMember) -> Mapping[str, int]:
    """Files that gained (g) and lost (l) a match through each event, all in one query."""
    wanted = {}
    for number, event in enumerate(events):
        through = _through(event)
        wanted[f"g{number}"] = Count("submission", filter=through & Q(gained__gt=0), distinct=True)
        wanted[f"l{number}"] = Count("submission", filter=through & Q(lost__gt=0), distinct=True)
    found = _visible(staff).aggregate(**wanted) if wanted else {}
    return {
        f"{kind}{event.pk}": found[f"{kind}{number}"] for number, event in enumerate(events) for kind in "gl"
    }


def _proves(one: ListImport) -> bool:
    """Whether a photo can have a match in this list in any matter."""
    return any(one.collection in matters.load(slug).proving for slug in matters.SLUGS)


def _changes(event: Event, counts: Mapping[str, int]) -> Changes:
    return Changes(str(event.pk), counts[f"g{event.pk}"], counts[f"l{event.pk}"])


def _card(one: ListImport, mark: rows.Mark, counts: Mapping[str, int]) -> ListCard:
    retirement: ListRetirement | None = getattr(one, "retirement", None)
    return ListCard(
        title=f"{one.name} {one.version}",
        mark=mark,
        collection=one.collection,
        layout=one.layout,
        rows=f"{one.rows:,}",
        refused=f"{one.refused:,}",
        source_name=one.source_name,
        source_bytes=one.source_bytes,
        source=sources.Hash(one.source_sha256[: sources.SHORT], one.source_sha256),
        imported=wording.moment(one.imported_at),
        by=one.by,
        changes=_changes(one, counts) if _proves(one) else None,
        retired=f"{wording.moment(retirement.at)} by {retirement.by}" if retirement else "",
        reason=retirement.reason if retirement else "",
        retired_changes=_changes(retirement, counts) if retirement and _proves(one) else None,
    )
