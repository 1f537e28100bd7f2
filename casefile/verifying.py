"""Walk the whole record and say the first place where it is not what it was."""

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
class Verdict:
    """How many links hold, up to which head, what waits to be linked, and the first fault if there is one."""

    rows: int
    head: Head | None
    unlinked: int
    fault: Fault | None


def verify(*, at: datetime, heads: Iterable[tuple[Head, str]] = (), by: str) -> Verdict:
    """Walk everything and keep what was found; `heads` are known from outside, each with where from."""
    walk = _Walk(_known(heads))
    left = AuditEntry.objects.filter(link=None)
    fault = walk.fault() or _left_alone(left, at)
    verdict = Verdict(walk.rows, walk.head, left.count(), fault)
    AuditVerification.objects.create(
        at=at,
        rows=verdict.rows,
        head=verdict.head.number if verdict.head else 0,
        unlinked=verdict.unlinked,
        fault=fault.kind if fault else "",
        number=fault.number if fault else None,
        by=by,
    )
    return verdict


def _known(heads: Iterable[tuple[Head, str]]) -> dict[int, list[tuple[str, str]]]:
    """What is known of a link from outside, by its number: hash and where it is known from."""
    known: dict[int, list[tuple[str, str]]] = {}
    kept = AuditAnchor.objects.values_list("number", "sha256", "where").iterator()
    told = ((head.number, head.sha256, where) for head, where in heads)
    for number, sha256, where in (*kept, *told):
        known.setdefault(number, []).append((sha256, where))
    return known


class _Walk:
    """The chain from its beginning: remembers the last link that held."""

    def __init__(self, known: dict[int, list[tuple[str, str]]]) -> None:
        self.known, self.rows = known, 0
        self.head: Head | None = None
        self.latest = BEFORE_ALL

    def fault(self) -> Fault | None:
        """Return the first fault of the chain itself, and of it against what is known from outside."""
        previous = chain.BEGINNING
        for link, said in _rows():
            found = self._misplaced(link.number)
            if found is None:
                found = self._changed(link, said, previous) if said else Fault(ENTRY_GONE, number=link.number)
            if found:
                return found
            previous, self.rows, self.head = link.sha256, link.number, link
        return self._cut()

    def _misplaced(self, number: int) -> Fault | None:
        due = self.rows + 1
        if number == due:
            return None
        return Fault(STRAY, number=number) if number < due else Fault(LINK_GONE, number=due)

    def _changed(self, link: Head, said: Said, previous: str) -> Fault | None:
        entry, at = said[:2]
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


def _rows() -> Iterator[tuple[Head, Said | None]]:
    """Every link with its entry, a batch at a time by number: nothing is held and nothing locked.

    Two plain questions a batch: asked for both at once, SQLite walks the entries anew for each batch.
    """
    after = -(2**63)
    links = AuditLink.objects.order_by("number").values_list("number", "sha256", "entry_id")
    while batch := list(links.filter(number__gt=after)[:STEP]):
        entries = AuditEntry.objects.filter(id__in=[entry for *_, entry in batch]).order_by()
        said = {row[0]: row for row in entries.values_list(*_SAID)}
        for number, sha256, entry in batch:
            yield Head(number, sha256), said.get(entry)
        after = batch[-1][0]


def _left_alone(entries: models.QuerySet[AuditEntry], at: datetime) -> Fault | None:
    """An entry that the chainer would have linked by now, or that lies where it links nothing."""
    late = entries.filter(at__lt=at - GRACE).order_by("id").values_list("id", flat=True).first()
    return None if late is None else Fault(INSERTED, entry=late)
