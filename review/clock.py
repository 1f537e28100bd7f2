"""Entries that move deadlines, as the desk shows them."""

from collections.abc import Collection
from dataclasses import dataclass

from casefile import clock_entries
from casefile.models import ClockEntry
from packets import lanes
from review import wording

MOST = 200  # entries of one page; a matter has a handful
KINDS, COVERS = dict(ClockEntry.KINDS), dict(ClockEntry.COVERS)


@dataclass(frozen=True, slots=True)
class Row:
    """One entry in words; `progress` says how far the files it covers are read anew."""

    entry: ClockEntry
    kind: str
    days: str
    covers: str
    by: str
    at: str
    progress: str
    is_standing: bool


def rows(matters: Collection[str]) -> tuple[Row, ...]:
    """Return the entries of some matters, the last first."""
    found = ClockEntry.objects.filter(matter__in=matters).select_related(
        "by", "run", "withdraws", "withdrawn_by"
    )
    return tuple(row(one) for one in found.order_by("-at", "-number")[:MOST])


def row(entry: ClockEntry) -> Row:
    """Return one entry in words."""
    names = ", ".join(_shown(name) for name in entry.names)
    first, last = lanes.in_words(entry.first_on), lanes.in_words(entry.last_on)
    withdraws = f" (number {entry.withdraws.number})" if entry.withdraws else ""
    return Row(
        entry=entry,
        kind=f"{KINDS[entry.kind]}{withdraws}",
        days=first if first == last else f"{first} to {last}",
        covers=f"{COVERS[entry.covers]}: {names}" if names else COVERS[entry.covers],
        by=wording.person(entry.by),
        at=wording.moment(entry.at),
        progress=_progress(entry),
        is_standing=entry.kind != ClockEntry.WITHDRAWN and not hasattr(entry, "withdrawn_by"),
    )


def _shown(name: str) -> str:
    return "one of an erased file" if name.startswith(clock_entries.DIGEST) else name


def _progress(entry: ClockEntry) -> str:
    run = entry.run
    files, claims = wording.count(run.files, "file"), wording.count(run.claims_changed, "claim")
    done = f"{files} read anew, facts of {claims} changed"
    return done if run.done_at else f"At work: {done}"
