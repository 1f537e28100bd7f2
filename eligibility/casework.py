"""What an attorney enters for the case: defendants, tolled time, later events, and the photos each covers."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from eligibility.document import Entry
from eligibility.law import Cover, Defendant, Event, Tolling
from eligibility.values import DateSpan, Missing, Truth

EVERYTHING = "all"
COVERED_BY = ("photo_id", "nsid", "claim")
OF_DEFENDANT = ("defendant", "recent_event")
"""Facts that are entered for each defendant of a photo."""


def read_defendant(entry: Entry, kinds: tuple[str, ...]) -> Defendant:
    parts = entry.fields(required=("name", "type"), optional=("collected", "illinois_conduct"))
    conduct = parts["illinois_conduct"].choice(*Truth) if "illinois_conduct" in parts else "U"
    collected = parts["collected"].listed() if "collected" in parts else []
    return Defendant(
        name=parts["name"].text(),
        kind=parts["type"].choice(*kinds, "unknown"),
        collected=tuple(day.span() for day in collected),
        illinois_conduct=Truth(conduct),
    )


def read_tolling(entry: Entry) -> Tolling:
    parts = entry.fields(required=("from", "to", "basis", "covers"))
    first, last = parts["from"].day(), parts["to"].day()
    if last < first:
        raise parts["to"].error(f"{last} is before {first}")
    return Tolling(first, last, parts["basis"].text(), _cover(parts["covers"]))


def read_event(entry: Entry, defendants: Iterable[Defendant]) -> Event:
    parts = entry.fields(required=("date", "defendant", "evidence", "covers"))
    name = parts["defendant"].choice(*(defendant.name for defendant in defendants))
    return Event(parts["date"].span(), name, parts["evidence"].text(), _cover(parts["covers"]))


def _cover(entry: Entry) -> Cover:
    if isinstance(entry.content, str):
        entry.choice(EVERYTHING)
        return Cover(everything=True, named={})
    parts = entry.fields(optional=COVERED_BY)
    return Cover(everything=False, named={name: part.texts() for name, part in parts.items()})


def covers(cover: Cover, traits: Mapping[str, str]) -> bool:
    """Does an entry cover a photo, known by its id, account and claim?"""
    return cover.everything or any(traits.get(name, "") in allowed for name, allowed in cover.named.items())


def tolled_days(entries: Iterable[Tolling], traits: Mapping[str, str]) -> int:
    """Days in the union of the intervals that cover a photo, both ends counted."""
    return days_of(entry for entry in entries if covers(entry.covers, traits))


def days_of(entries: Iterable[Tolling]) -> int:
    """Days in the union of intervals, both ends counted."""
    total, counted_to = 0, date.min
    for entry in sorted(entries, key=lambda e: e.first):
        first = max(entry.first.toordinal(), counted_to.toordinal() + 1)
        total += max(0, entry.last.toordinal() - first + 1)
        counted_to = max(counted_to, entry.last)
    return total


def latest_event(entries: Iterable[Event], traits: Mapping[str, str], defendant: str) -> DateSpan | Missing:
    """The recorded events of one defendant that cover a photo, as one day: latest start to latest end."""
    return latest([e.on for e in entries if e.defendant == defendant and covers(e.covers, traits)])


def latest(days: Sequence[DateSpan]) -> DateSpan | Missing:
    """The last of some days, each known only in part."""
    if not days:
        return Missing.NONE
    return DateSpan(max(day.lo for day in days), max(day.hi for day in days))
