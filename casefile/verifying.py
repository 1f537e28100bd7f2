"""Walk the record, whole or on from an earlier walk, and say the first place where it is not what it was."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import models

from casefile import chain
from casefile.chain import Head, Said
from casefile.models import AuditAnchor, AuditEntry, AuditLink, AuditVerification

STEP = 5000
BEFORE_ALL = datetime(1, 1, 2, tzinfo=UTC)
_SAID = ("id", "at", "actor", "event", "subject", "detail")
# The chainer links within seconds: an entry that it left alone for so long was not put in by the portal.
GRACE = timedelta(minutes=10)
# No work of the portal takes so long, and clocks of two hosts differ by seconds: an entry that says it is
# this much older than one linked ahead of it was put in later.
LATE = timedelta(minutes=10)

CHANGED, ENTRY_GONE, LINK_GONE, STRAY = "changed", "entry_gone", "link_gone", "stray"
INSERTED, BACKDATED, CUT, OTHER_HEAD = "inserted", "backdated", "cut", "other_head"
WORDS = {
    CHANGED: "entry {entry} at link {number} is not what was linked: it, its order or a link was changed",
    ENTRY_GONE: "the entry of link {number} is gone",
    LINK_GONE: "link {number} is gone",
    STRAY: "link {number} belongs nowhere in the chain",
    INSERTED: "entry {entry} was put in past the portal: no link binds it",
    BACKDATED: "entry {entry} at link {number} says a time long before the entries linked ahead of it",
    CUT: "the record ends before link {number}, which {where} names: its tail was cut off",
    OTHER_HEAD: "link {number} is another than the one that {where} names: the chain was written anew",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """The first place where the record does not hold."""

    kind: str
    number: int | None = None
    entry: int | None = None
    where: str = ""

    def __str__(self) -> str:
        return WORDS[self.kind].format(number=self.number, entry=self.entry, where=self.where)


@dataclass(frozen=True, slots=True)
class Start:
    """Where a walk begins: behind this link, whose hash is known, as is the latest time up to there."""

    number: int = 0
    sha256: str = chain.BEGINNING
    latest: datetime = BEFORE_ALL
    where: str = ""

    @classmethod
    def behind(cls, row: AuditVerification | None) -> "Start":
        """Where a walk ended that found nothing."""
        if row is None or not row.sha256:
            return cls()
        return cls(row.head, row.sha256, row.latest or BEFORE_ALL, f"the walk of {row.at.date().isoformat()}")


@dataclass(frozen=True, slots=True)
class Verdict:
    """How many links hold, up to which head, what waits to be linked, and the first fault if there is one.

    `is_end`: the walk came to the end of the chain, and not to the most that it was to do.
    """

    rows: int
    head: Head | None
    unlinked: int
    fault: Fault | None
    is_end: bool = True


def verify(*, at: datetime, heads: Iterable[tuple[Head, str]] = (), by: str) -> Verdict:
    """Walk everything and keep what was found; `heads` are known from outside, each with where from."""
    walk = _Walk(_known(heads), Start())
    left = AuditEntry.objects.filter(link=None)
    fault = walk.fault() or _left_alone(left, at)
    verdict = Verdict(walk.rows, walk.head, left.count(), fault)
    _keep(verdict, walk, kind=AuditVerification.WHOLE, by=by, at=at)
    return verdict


def go_on(start: Start, *, most: int, kind: str, by: str, at: datetime) -> Verdict:
    """Walk at most so many links on from a start, and keep what was found."""
    last = start.number + most
    walk = _Walk(_known(after=start.number, last=last), start, most=most)
    fault = walk.moved() or walk.fault()
    left = _near(walk)
    fault = fault or _left_alone(left, at)
    verdict = Verdict(walk.rows, walk.head, left.count(), fault, is_end=walk.rows < last)
    _keep(verdict, walk, kind=kind, by=by, at=at)
    return verdict


def _keep(verdict: Verdict, walk: "_Walk", *, kind: str, by: str, at: datetime) -> None:
    fault = verdict.fault
    AuditVerification.objects.create(
        kind=kind,
        at=at,
        first=walk.start.number + 1,
        rows=verdict.rows,
        head=walk.rows,
        sha256=walk.previous,
        latest=walk.latest,
        unlinked=verdict.unlinked,
        fault=fault.kind if fault else "",
        number=fault.number if fault else None,
        entry=fault.entry if fault else None,
        place=fault.where if fault else "",
        by=by,
    )


def standing_fault() -> AuditVerification | None:
    """Return the newest walk that found a fault, unless a later one over the same found none."""
    bad: AuditVerification | None = AuditVerification.objects.exclude(fault="").order_by("-at").first()
    if bad is None:
        return None
    healed = AuditVerification.objects.filter(fault="", at__gt=bad.at, first__lte=bad.first)
    reached = healed.filter(head__gte=bad.number if bad.number is not None else bad.head)
    return None if reached.exists() else bad


def fault_of(row: AuditVerification) -> Fault:
    """Return the fault that a walk found."""
    return Fault(row.fault, row.number, row.entry, row.place)


def _known(
    heads: Iterable[tuple[Head, str]] = (), *, after: int = 0, last: int | None = None
) -> dict[int, list[tuple[str, str]]]:
    """What is known of a link from outside, by its number: hash and where it is known from."""
    known: dict[int, list[tuple[str, str]]] = {}
    anchors = AuditAnchor.objects.filter(number__gt=after)
    if last is not None:
        anchors = anchors.filter(number__lte=last)
    kept = anchors.values_list("number", "sha256", "where").iterator()
    told = ((head.number, head.sha256, where) for head, where in heads)
    for number, sha256, where in (*kept, *told):
        known.setdefault(number, []).append((sha256, where))
    return known


class _Walk:
    """The chain from a start on: remembers the last link that held."""

    def __init__(
        self, known: dict[int, list[tuple[str, str]]], start: Start, *, most: int | None = None
    ) -> None:
        self.known, self.start, self.most = known, start, most
        self.rows, self.previous, self.latest = start.number, start.sha256, start.latest
        self.head: Head | None = None
        self.lowest: int | None = None
        self.highest: int | None = None

    def moved(self) -> Fault | None:
        """Return the fault where the link that the walk goes on from is gone or another."""
        if not self.start.number:
            return None
        link = AuditLink.objects.filter(number=self.start.number).first()
        if link is None:
            return Fault(CUT, number=self.start.number, where=self.start.where)
        if link.sha256 != self.start.sha256:
            return Fault(OTHER_HEAD, number=self.start.number, where=self.start.where)
        return None

    def fault(self) -> Fault | None:
        """Return the first fault of the chain itself, and of it against what is known from outside."""
        last = None if self.most is None else self.start.number + self.most
        for link, said in _rows(after=self.start.number or None):
            found = self._misplaced(link.number)
            if found is None:
                found = self._changed(link, said, self.previous) if said else _gone(link)
            if found:
                return found
            self.previous, self.rows, self.head = link.sha256, link.number, link
            if link.number == last:
                return None
        return self._cut()

    def _misplaced(self, number: int) -> Fault | None:
        due = self.rows + 1
        if number == due:
            return None
        return Fault(STRAY, number=number) if number < due else Fault(LINK_GONE, number=due)

    def _changed(self, link: Head, said: Said, previous: str) -> Fault | None:
        entry, at = said[:2]
        self.lowest = entry if self.lowest is None else min(self.lowest, entry)
        self.highest = entry if self.highest is None else max(self.highest, entry)
        if chain.hashed(previous, link.number, said) != link.sha256:
            return Fault(CHANGED, number=link.number, entry=entry)
        for sha256, where in self.known.pop(link.number, ()):
            if sha256 != link.sha256:
                return Fault(OTHER_HEAD, number=link.number, where=where)
        if at < self.latest - LATE:
            return Fault(BACKDATED, number=link.number, entry=entry)
        self.latest = max(self.latest, at)
        return None

    def _cut(self) -> Fault | None:
        """A head that is known from outside, of a longer chain than this one."""
        if not self.known:
            return None
        number = min(self.known)
        return Fault(CUT, number=number, where=self.known[number][0][1])


def _gone(link: Head) -> Fault:
    return Fault(ENTRY_GONE, number=link.number)


def _rows(*, after: int | None = None) -> Iterator[tuple[Head, Said | None]]:
    """Every link with its entry, a batch at a time by number: nothing is held and nothing locked.

    Two plain questions a batch: asked for both at once, SQLite walks the entries anew for each batch.
    """
    behind = -(2**63) if after is None else after
    links = AuditLink.objects.order_by("number").values_list("number", "sha256", "entry_id")
    while batch := list(links.filter(number__gt=behind)[:STEP]):
        entries = AuditEntry.objects.filter(id__in=[entry for *_, entry in batch]).order_by()
        said = {row[0]: row for row in entries.values_list(*_SAID)}
        for number, sha256, entry in batch:
            yield Head(number, sha256), said.get(entry)
        behind = batch[-1][0]


def _left_alone(entries: models.QuerySet[AuditEntry], at: datetime) -> Fault | None:
    """An entry that the chainer would have linked by now, or that lies where it links nothing."""
    late = entries.filter(at__lt=at - GRACE).order_by("id").values_list("id", flat=True).first()
    return None if late is None else Fault(INSERTED, entry=late)


def _near(walk: _Walk) -> models.QuerySet[AuditEntry]:
    """Entries that nothing links among those walked: from the first on of a walk from the beginning, and to
    the newest of one that came to the end."""
    left = AuditEntry.objects.filter(link=None)
    if walk.start.number:
        lowest = walk.lowest if walk.lowest is not None else _newest_linked()
        left = left.filter(id__gt=lowest - chain.BEHIND)
    if walk.most is not None and walk.rows == walk.start.number + walk.most and walk.highest is not None:
        left = left.filter(id__lte=walk.highest)
    return left


def _newest_linked() -> int:
    return AuditLink.objects.aggregate(newest=models.Max("entry_id"))["newest"] or 0
