"""Acting on many files from the queue: what was asked, how far it is, what came of each."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count
from django.http import QueryDict

from casefile import assignments, bulk
from casefile.models import BulkItem, BulkRun, Job, StaffMember
from review import filters, queue, queue_page, search, wording

FOUND, TICKED = "found", "ticked"
FAULTS = {
    "nothing": "No file was ticked. Tick the files this is for, or choose all that the filters find.",
    "nobody": "Choose the person to assign the files to.",
    "act": "Choose what to do with the files.",
    "stale": "This page was out of date. Nothing was done; try again from here.",
}
WHYS = {
    bulk.NO_RIGHT: "Skipped: you do not have the right in this matter",
    bulk.CONFLICT: "Skipped: the conflict check has not cleared it",
    bulk.ALREADY: "Skipped: it was so already",
    bulk.MAY_NOT_OPEN: "Skipped: that person may not open it",
    bulk.FAILED: "Skipped: it failed; the administrator finds why in the log",
}
SAID = {BulkRun.ASSIGN: "Assign to {}", BulkRun.TAKE_OFF: "Take off the owner", BulkRun.REFRESH: "Refresh"}
UUID_FORM = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class Refused(Exception):
    """Nothing was promised; the words say why and what to do."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The form as it was sent."""

    key: str
    act: str
    person: str
    scope: str
    files: tuple[UUID, ...]
    query: str


@dataclass(frozen=True, slots=True)
class Progress:
    """One run: how many are done, skipped, waiting; `is_stuck` once its job was given up."""

    pk: str
    words: str
    done: int
    skipped: int
    waiting: int
    left_out: int
    is_stuck: bool

    @property
    def all(self) -> int:
        return self.done + self.skipped + self.waiting


@dataclass(frozen=True, slots=True)
class Item:
    """What came of one file."""

    reference: str
    token: str
    kind: str
    words: str


def read(sent: QueryDict) -> Asked:
    """Read the form; what is no id of a file is left out."""
    files = (UUID(one) for one in sent.getlist("file") if UUID_FORM.fullmatch(one))
    return Asked(
        key=sent.get("key", ""),
        act=sent.get("act", ""),
        person=sent.get("person", ""),
        scope=FOUND if sent.get("scope") == FOUND else TICKED,
        files=tuple(files),
        query=sent.get("query", "")[:2000],
    )


def start(asked: Asked, staff: StaffMember, *, at: datetime) -> BulkRun:
    """Promise what was asked, of files that this person may open. Raises: Refused."""
    if asked.act not in dict(BulkRun.ACTS):
        raise Refused(FAULTS["act"])
    if not UUID_FORM.fullmatch(asked.key):
        raise Refused(FAULTS["stale"])
    to = next((one for one in assignments.owners() if str(one.pk) == asked.person), None)
    files, left_out = _files(asked, staff, at=at)
    try:
        key = bulk.key(UUID(asked.key), asked.act, asked.person, asked.scope, asked.query, *_named(asked))
        return bulk.start(key, files=files, act=asked.act, to=to, by=staff, at=at, left_out=left_out)
    except bulk.NothingChosen:
        raise Refused(FAULTS["nothing"]) from None
    except bulk.NobodyChosen:
        raise Refused(FAULTS["nobody"]) from None
    except bulk.Taken:
        raise Refused(FAULTS["stale"]) from None


def _named(asked: Asked) -> Iterable[str]:
    return sorted(str(one) for one in asked.files) if asked.scope == TICKED else ()


def _files(asked: Asked, staff: StaffMember, *, at: datetime) -> tuple[list[UUID], int]:
    """The ids, and how many more the filters find than one run takes (counted up to a limit)."""
    if asked.scope == TICKED:
        mine = queue.waiting(staff).filter(pk__in=asked.files[: bulk.MOST])
        return list(mine.values_list("pk", flat=True)), max(0, len(asked.files) - bulk.MOST)
    wish = search.read(queue_page.flat(QueryDict(asked.query)), staff=staff)
    found = queue_page.found(wish, filters.Asker(staff, at))
    signs = (f"-{name}" if wish.sort.down else name for name in wish.sort.columns)
    files = list(found.order_by(*signs).values_list("pk", flat=True)[: bulk.MOST])
    return files, max(0, queue.count(found) - len(files)) if len(files) == bulk.MOST else 0


def progress(run: BulkRun, job: Job) -> Progress:
    """How far a run is."""
    counts = dict(run.items.order_by().values_list("outcome").annotate(n=Count("pk")))
    waiting = counts.get(BulkItem.WAITING, 0)
    return Progress(
        pk=str(run.pk),
        words=SAID[run.act].format(wording.person(run.to) if run.to else ""),
        done=counts.get(BulkItem.DONE, 0),
        skipped=counts.get(BulkItem.SKIPPED, 0),
        waiting=waiting,
        left_out=run.left_out,
        is_stuck=bool(waiting) and job.state == Job.DEAD,
    )


def items(page: Iterable[BulkItem]) -> tuple[Item, ...]:
    """Each file with what came of it."""
    return tuple(Item(one.submission.reference, one.submission.token, *_said(one)) for one in page)


def _said(item: BulkItem) -> tuple[str, str]:
    if item.outcome == BulkItem.SKIPPED:
        return "not-known", WHYS.get(item.why, WHYS[bulk.FAILED])
    return ("met", "Done") if item.outcome == BulkItem.DONE else ("quiet", "Waiting")
