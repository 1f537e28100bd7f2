"""Files that may be about the same people: found by shared keys, compared in memory, ruled by a person.

Nothing is merged and nothing written over. Only files of one matter are compared; at the desk neither links
nor counts reach across a conflict seal.
"""

import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from casefile import audit, profiles, sealing
from casefile.models import Clearance, FileLink, LinkRuling, SearchKey, StaffMember, Submission
from casefile.profiles import Alike, Key

log = logging.getLogger("portal.duplicates")
SHARED = (
    SearchKey.EMAIL, SearchKey.ACCOUNT, SearchKey.ALIAS, SearchKey.PHONE, SearchKey.BORN, SearchKey.TOWN,
    SearchKey.HOME, SearchKey.TEXT,
)  # fmt: skip
MOST = 50  # files of one key that are compared, the newest: a shelter's telephone must not stop the work
WEIGHT = {FileLink.HOUSEHOLD: 0, FileLink.LIKELY: 1, FileLink.SAME: 2}


class Moved(Exception):
    """Somebody ruled of these two files, or more was found alike, after the page was opened."""


class NotLinked(LookupError):
    """Nothing was found alike in these two files, or they are held."""


class IsDuplicate(Exception):
    """The file chosen to go on with is itself the duplicate of another; `of` is that one."""

    def __init__(self, of: Submission) -> None:
        super().__init__(f"It is itself a duplicate of {of.reference}.")
        self.of = of


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a person rules of two files; `survivor` is the one to go on with, of a duplicate."""

    verdict: str
    survivor: Submission | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands between a file and another: the newest finding, the ruling on it, and every row."""

    other: UUID
    link: FileLink
    ruling: LinkRuling | None
    history: tuple[LinkRuling, ...]

    @property
    def seen(self) -> str:
        """What a page shows, to be told apart from what stands later."""
        return f"{self.link.number}.{len(self.history)}"

    @property
    def is_open(self) -> bool:
        """Whether a person has yet to rule: never did, or on a weaker likeness than is found now."""
        if self.link.likeness == FileLink.HOUSEHOLD:
            return False
        if self.ruling is None:
            return True
        is_stronger = WEIGHT[self.link.likeness] > WEIGHT[self.ruling.about.likeness]
        return self.ruling.verdict != LinkRuling.DUPLICATE and is_stronger


def find(file: Submission, *, at: datetime) -> tuple[Submission, ...]:
    """Link a file with those of its matter that are alike; returns all that share a key, alike or not."""
    ours, near = _near(file)
    if not near:
        return ()
    own = profiles.of(file)
    others = list(Submission.objects.filter(pk__in=near).prefetch_related("contact_changes"))
    for other in others:
        try:
            alike = profiles.compare(own, profiles.of(other), ours, near[other.pk])
        except (sealing.Tampered, sealing.KeysMissing):
            log.exception("duplicates.unread submission=%s", other.pk)
            continue
        if alike:
            _keep(file, other, alike, at=at)
    return tuple(others)


def _near(file: Submission) -> tuple[frozenset[Key], Mapping[UUID, frozenset[Key]]]:
    """A file's keys, and those of the files that share one, by file."""
    ours = frozenset(_keys(SearchKey.objects.filter(submission=file)))
    theirs: set[UUID] = set()
    for kind, digest in sorted(ours):
        same = SearchKey.objects.filter(kind=kind, digest=digest, submission__matter=file.matter)
        newest = same.exclude(submission=file).order_by("-submission__submitted_at", "submission")
        theirs.update(newest.values_list("submission", flat=True)[:MOST])
    found: defaultdict[UUID, set[Key]] = defaultdict(set)
    rows = SearchKey.objects.filter(submission__in=theirs, kind__in=SHARED)
    for owner, kind, digest in rows.values_list("submission", "kind", "digest"):
        found[owner].add((kind, digest))
    return ours, {owner: frozenset(keys) for owner, keys in found.items()}


def _keys(rows: QuerySet[SearchKey]) -> Iterable[Key]:
    return rows.filter(kind__in=SHARED).values_list("kind", "digest")


def _keep(file: Submission, other: Submission, alike: Alike, *, at: datetime) -> None:
    """Append what was found, unless it stands as it is."""
    with transaction.atomic():
        one, two = _hold(file, other)
        last = FileLink.objects.between(one, two).last()
        found = {"likeness": alike.likeness, "agrees": list(alike.agrees), "differs": list(alike.differs)}
        if last and {name: getattr(last, name) for name in found} == found:
            return
        number = last.number + 1 if last else 1
        FileLink.objects.create(one=one, other=two, number=number, at=at, **found)
        audit.record(
            event="files.linked", actor=audit.SYSTEM, subject=file, at=at, other=str(other.pk), number=number
        )


def _hold(file: Submission, other: Submission) -> tuple[Submission, Submission]:
    """Hold the rows of two files, always in the same order, so that nobody else links or rules meanwhile."""
    both = Submission.objects.select_for_update(no_key=True).filter(pk__in=(file.pk, other.pk)).order_by("pk")
    one, two = sorted(both, key=lambda row: row.pk.hex)
    return one, two


def read(file: Submission, links: Iterable[FileLink], rulings: Iterable[LinkRuling]) -> tuple[Standing, ...]:
    """What stands between a file and each other, from its rows; the likest first."""
    newest: dict[UUID, FileLink] = {}
    for link in sorted(links, key=lambda row: row.number):
        newest[_beside(link, file)] = link
    ruled: defaultdict[UUID, list[LinkRuling]] = defaultdict(list)
    for row in sorted(rulings, key=lambda row: row.number):
        ruled[_beside(row, file)].append(row)
    found = [Standing(key, link, _stands(ruled[key]), tuple(ruled[key])) for key, link in newest.items()]
    return tuple(sorted(found, key=lambda one: (-WEIGHT[one.link.likeness], one.link.at, one.other)))


def _beside(row: FileLink | LinkRuling, file: Submission) -> UUID:
    found: UUID = row.other_id if row.one_id == file.pk else row.one_id
    return found


def _stands(rows: list[LinkRuling]) -> LinkRuling | None:
    return rows[-1] if rows and rows[-1].verdict != LinkRuling.UNDONE else None


def of(file: Submission) -> tuple[Standing, ...]:
    """What stands between a file and others, whether these are held or not."""
    rulings = LinkRuling.objects.of(file).select_related("about")
    return read(file, FileLink.objects.of(file), rulings)


def clear(files: QuerySet[Submission]) -> QuerySet[Submission]:
    """Keep those that the conflict check cleared."""
    rows = Clearance.objects.newest().filter(submission=OuterRef("pk"), outcome=Clearance.CLEAR)
    return files.filter(Exists(rows))


def may_be_one(file: Submission) -> bool:
    """Whether a person has yet to rule on a likeness between this file and one that is clear, as it is."""
    waiting = [one.other for one in of(file) if one.is_open]
    if not waiting or not clear(Submission.objects.filter(pk=file.pk)).exists():
        return False
    return clear(Submission.objects.filter(pk__in=waiting)).exists()


def between(file: Submission, other: Submission) -> Standing:
    """What stands between two files that are both clear. Raises: NotLinked."""
    if clear(Submission.objects.filter(pk__in=(file.pk, other.pk))).count() == 2:
        links = FileLink.objects.between(file, other)
        rulings = LinkRuling.objects.between(file, other).select_related("about", "by", "survivor")
        for one in read(file, links, rulings):
            return one
    raise NotLinked


def rule(
    file: Submission, other: Submission, ruling: Ruling, *, seen: str, by: StaffMember, at: datetime
) -> LinkRuling:
    """Append what a person rules of two files; UNDONE takes back what stands. The same sent twice is one.

    `seen` is what the page showed. Raises: Moved, NotLinked, IsDuplicate.
    """
    with transaction.atomic():
        one, two = _hold(file, other)
        now = between(file, other)
        if now.seen != seen:
            return _twin(now, ruling, seen=seen, by=by)
        if ruling.verdict == LinkRuling.UNDONE and now.ruling is None:
            raise Moved
        if ruling.survivor:
            _ask_free(ruling.survivor, but=now)
        row: LinkRuling = LinkRuling.objects.create(
            one=one,
            other=two,
            number=len(now.history) + 1,
            about=now.link,
            verdict=ruling.verdict,
            survivor=ruling.survivor,
            note=ruling.note or None,
            by=by,
            at=at,
        )
        for subject, beside in ((file, other), (other, file)):
            audit.record(
                event=f"files.ruled_{row.verdict}",
                actor=str(by.pk),
                subject=subject,
                at=at,
                other=str(beside.pk),
                number=row.number,
                **({"survivor": str(row.survivor_id)} if row.survivor_id else {}),
            )
    return row


def _twin(now: Standing, ruling: Ruling, *, seen: str, by: StaffMember) -> LinkRuling:
    """Return this very ruling, where a double click or a reload sent it before. Raises: Moved."""
    last = now.history[-1] if now.history else None
    if last and f"{now.link.number}.{last.number - 1}" == seen and last.by_id == by.pk:
        survivor = ruling.survivor.pk if ruling.survivor else None
        if (last.verdict, last.survivor_id, last.note or "") == (ruling.verdict, survivor, ruling.note):
            return last
    raise Moved


def _ask_free(survivor: Submission, *, but: Standing) -> None:
    """Nobody goes on with a file that was put aside for another; so no ring of duplicates comes about."""
    for one in of(survivor):
        stands = one.ruling
        if stands and stands.survivor_id and stands.survivor_id != survivor.pk and one.link.pk != but.link.pk:
            raise IsDuplicate(Submission.objects.get(pk=stands.survivor_id))
