"""Count what may be done only so often: rows that hold across workers, in keyed digests that expire."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from casefile import sealing
from casefile.models import Tally


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many different `things` under one name for one `whose`, until it is forgotten."""

    name: str
    whose: str
    most: int
    things: Collection[str]
    until: datetime

    @property
    def key(self) -> str:
        return key_of(self.name, self.whose)

    @property
    def keys_of_things(self) -> frozenset[str]:
        return frozenset(key_of(self.name, self.whose, thing) for thing in self.things)


class Spent(Exception):
    """One of the limits has no room for all that is asked."""

    def __init__(self, limit: Limit) -> None:
        super().__init__(limit.name)
        self.name, self.until = limit.name, limit.until


def take(limits: Sequence[Limit], *, at: datetime) -> None:
    """Count the things of every limit, each once, or nothing at all if one has no room for them.

    The counts are locked in one order before they are read, so that of two takers at the same moment the
    second sees what the first took. Raises: Spent.
    """
    forget(at=at)
    with transaction.atomic():
        counts = _locked(limits)
        for limit in limits:
            _take(limit, counts.get(limit.key, 0))  # none where it expired this very moment


def _locked(limits: Sequence[Limit]) -> dict[str, int]:
    keys = {limit.key: limit.until for limit in limits}
    _add(Tally(key=key, count=0, until=keys[key]) for key in sorted(keys))
    rows = Tally.objects.select_for_update().filter(pk__in=keys).order_by("pk")
    return {row.key: row.count for row in rows}


def _take(limit: Limit, count: int) -> None:
    asked = limit.keys_of_things
    new = asked - set(Tally.objects.filter(pk__in=asked).values_list("pk", flat=True))
    if new and count + len(new) > limit.most:
        raise Spent(limit)
    _add(Tally(key=key, count=1, until=limit.until) for key in sorted(new))
    Tally.objects.filter(pk__in=asked).update(until=limit.until)
    Tally.objects.filter(pk=limit.key).update(count=F("count") + len(new), until=limit.until)


def hour_end(at: datetime) -> datetime:
    """Return when the hour that this moment lies in is over, and what is counted by the hour forgotten."""
    return at.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)


def count(name: str, *, until: datetime, at: datetime) -> int:
    """Count one more of something that has no limit; returns how many there are now."""
    key = key_of(name, until.isoformat())
    with transaction.atomic():
        _add([Tally(key=key, count=0, until=until)])
        Tally.objects.filter(pk=key).update(count=F("count") + 1)
        counted: int = Tally.objects.get(pk=key).count
    return counted


def so_far(name: str, *, until: datetime) -> int:
    """Return how many `count` counted; looking counts nothing."""
    row = Tally.objects.filter(pk=key_of(name, until.isoformat())).first()
    return row.count if row else 0


def forget(*, at: datetime) -> None:
    """Remove what has expired."""
    Tally.objects.filter(until__lte=at).delete()


def _add(rows: Iterable[Tally]) -> None:
    Tally.objects.bulk_create(rows, ignore_conflicts=True)


def key_of(*parts: str) -> str:
    """Return the key under which something is counted."""
    return sealing.digest("\0".join(("tally", *parts)).encode())
