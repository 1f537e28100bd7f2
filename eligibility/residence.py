"""Where a person lived: true on days that are certain, false where none is even possible."""

from collections.abc import Iterable
from datetime import date

from eligibility.values import EARLIEST, LATEST, ONE_DAY, DateSpan, Missing, Stay, Truth, truth

SOMEWHERE = "??"
Places = tuple[Stay, ...] | Missing
Interval = tuple[date, date]


def parse_stays(text: str) -> tuple[Stay, ...]:
    """Read "IL:2001-06/2010|??:2011/present"; "none" is no line at all. ValueError says what is wrong."""
    if text.strip() == "none":
        return ()
    return tuple(_parse_stay(line.strip()) for line in text.split("|"))


def _parse_stay(line: str) -> Stay:
    place, colon, ends = line.partition(":")
    first, slash, last = ends.partition("/")
    state = len(place) == 2 and place.isascii() and place.isalpha() and place.isupper()
    if not (colon and slash) or not (state or place == SOMEWHERE):
        raise ValueError(
            f"{line!r} is not a line of residence: write IL:2001-06/2010-05-14 or IL:2001/present"
        )
    end = None if last.strip() == "present" else _end(last, "to", EARLIEST, LATEST)
    start = _end(first, "from", EARLIEST, end.hi if end else LATEST)
    if end and start.lo > end.hi:
        raise ValueError(f"{line!r} ends before it starts")
    if end and last.strip() == "unknown":
        end = DateSpan(start.lo, LATEST)
    return Stay(place, start, end)


def _end(text: str, which: str, lo: date, hi: date) -> DateSpan:
    if text.strip() == "unknown":
        return DateSpan(lo, hi)
    if not text.strip():
        raise ValueError(f"a line of residence has no {which!r} date: write unknown where it is not known")
    return DateSpan.parse(text)


def resident_on(place: str, stays: Places, day: DateSpan, *, as_of: date) -> Truth:
    """Did the person live there on the day? Judged over every day that it can be."""
    if isinstance(stays, Missing):
        return Truth.U
    return truth(
        always=_cover(_certain(place, stays, as_of), day),
        never=not _meet(_possible(place, stays, as_of), day),
    )


def resident_during(place: str, stays: Places, period: DateSpan, *, as_of: date) -> Truth:
    """Did the person live there on any day of the period?"""
    if isinstance(stays, Missing):
        return Truth.U
    return truth(
        always=_meet(_certain(place, stays, as_of), period),
        never=not _meet(_possible(place, stays, as_of), period),
    )


def _certain(place: str, stays: Iterable[Stay], as_of: date) -> list[Interval]:
    """Days of a stay whatever its ends: it begins no later than it ends, so each end bounds the other."""
    ends = ((stay.start, stay.end or DateSpan.on(as_of)) for stay in stays if stay.place == place)
    return _joined(
        (min(start.hi, end.hi), max(end.lo, start.lo)) for start, end in ends if start.lo <= end.hi
    )


def _possible(place: str, stays: Iterable[Stay], as_of: date) -> list[Interval]:
    ends = (
        (stay.start.lo, stay.end.hi if stay.end else as_of)
        for stay in stays
        if stay.place in (place, SOMEWHERE)
    )
    return _joined(ends)


def _joined(intervals: Iterable[Interval]) -> list[Interval]:
    """Lines that touch or overlap are one."""
    joined: list[Interval] = []
    for first, last in sorted(pair for pair in intervals if pair[0] <= pair[1]):
        if joined and first <= joined[-1][1] + ONE_DAY:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined


def _cover(intervals: Iterable[Interval], span: DateSpan) -> bool:
    return any(first <= span.lo and span.hi <= last for first, last in intervals)


def _meet(intervals: Iterable[Interval], span: DateSpan) -> bool:
    return any(first <= span.hi and span.lo <= last for first, last in intervals)
