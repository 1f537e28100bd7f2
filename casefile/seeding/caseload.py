"""So many made-up files, in batches: never among real ones unasked, one entry of the record a batch."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from multiprocessing import get_context
from random import Random

from django.conf import settings
from django.db import connection, connections, transaction
from django.db.models import Q

from casefile import audit, lists, parties, rulesets
from casefile.models import SearchKey, Source, Submission
from casefile.seeding import loading, moulds, people
from casefile.seeding.casts import Caster, Table

EACH = 1000  # files of one mould, where so many are asked for
FEWEST, MOST = 16, 160
TURNS = 4  # the number of moulds is a multiple: any of so many processes has moulds of its own
SPREAD = 4 * 3600 - 1  # seconds that a file is sent before or after noon


class RealFiles(Exception):
    """There are files of real people here."""


class ListsInForce(Exception):
    """Published lists or lists of parties are in force: a made-up file would say that they were searched."""


@dataclass(frozen=True, slots=True)
class Load:
    """What is asked for: `count` files from number `first` on, drawn by `seed`."""

    count: int
    first: int
    seed: int
    batch: int
    at: datetime

    @property
    def moulds(self) -> int:
        wanted = min(max(self.count // EACH, FEWEST), MOST)
        return -(-wanted // TURNS) * TURNS


def is_made_up() -> Q:
    """Files that this made."""
    return Q(source__code__startswith=people.MADE_UP)


def real() -> int:
    """How many files are not made up."""
    return Submission.objects.count() - Submission.objects.filter(is_made_up()).count()


def fill(
    count: int, *, seed: int, batch: int, among_real: bool, processes: int, at: datetime,
    told: Callable[[int], None],
) -> None:  # fmt: skip
    """Write the files; `told` is called with how many there are so far. Raises: RealFiles, ListsInForce."""
    if not among_real and real():
        raise RealFiles
    if lists.current().lists or parties.in_force():
        raise ListsInForce
    load = Load(count, Submission.objects.filter(is_made_up()).count(), seed, batch, at)
    _prepare(at=at)
    if processes > 1 and connection.vendor == "postgresql" and not connection.in_atomic_block:
        _side_by_side(load, processes, told)
    else:
        _work(load, 0, 1, told)
    loading.analyze([*moulds.FILE, *moulds.DERIVED, SearchKey])


def _prepare(*, at: datetime) -> None:
    """What every file names: the law, and the sources that say that it is made up."""
    rulesets.in_force(matter=settings.MATTER, at=at)
    for code, name in people.SOURCES.items():
        said = {"en": "It is made up, to try the portal out.", "es": "Es inventado, para probar el portal."}
        Source.objects.get_or_create(
            code=code, version=1,
            defaults={
                "name": name, "relationship": said, "fee": said, "active": False, "at": at,
                "by": audit.SYSTEM,
            },
        )  # fmt: skip


def _side_by_side(load: Load, processes: int, told: Callable[[int], None]) -> None:
    """Each process has moulds of its own, and the files of these."""
    context = get_context("fork")
    done = context.SimpleQueue()
    connections.close_all()
    every = [context.Process(target=_child, args=(load, turn, processes, done)) for turn in range(processes)]
    for one in every:
        one.start()
    left, sum_ = processes, 0
    while left:
        number = done.get()
        left -= number is None
        sum_ += number or 0
        if number:
            told(sum_)
    for one in every:
        one.join()
    if any(one.exitcode for one in every):
        raise RuntimeError("A process that made files ended early; what it said stands above.")


def _child(load: Load, turn: int, turns: int, done: "object") -> None:
    try:
        _work(load, turn, turns, done.put)  # type: ignore[attr-defined]
    finally:
        done.put(None)  # type: ignore[attr-defined]
        connections.close_all()


def _work(load: Load, turn: int, turns: int, told: Callable[[int], None]) -> None:
    """Make the moulds of one turn, then batch after batch of their files."""
    casters = {
        number: Caster(moulds.make(number, seed=load.seed, at=load.at))
        for number in range(turn, load.moulds, turns)
    }
    with _no_collector():
        for serials in _batches(range(load.first + turn, load.first + load.count, turns), load.batch):
            _write(load, serials, casters)
            told(len(serials))


@contextmanager
def _no_collector() -> Iterator[None]:
    """A batch is half a million values without a cycle: looking for some took a sixth of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _batches(serials: range, size: int) -> Iterator[range]:
    yield from (serials[at : at + size] for at in range(0, len(serials), size))


def _write(load: Load, serials: range, casters: dict[int, Caster]) -> None:
    rows: Table = {}
    for serial in serials:
        moved = Random(serial * 31 + load.seed).uniform(-SPREAD, SPREAD)  # noqa: S311
        later = timedelta(seconds=moved)
        person = people.person(serial, seed=load.seed)
        casters[(serial - load.first) % load.moulds].cast(person, later=later, into=rows)
    with transaction.atomic():
        loading.hasten()
        for model, every in rows.items():
            loading.insert(model, every)
        audit.record(
            event="caseload.made_up",
            actor=audit.SYSTEM,
            subject=f"made-up:{load.seed}:{serials[0]}",
            at=load.at,
            files=len(serials),
            seed=load.seed,
        )
