"""Where a person lived: true on days that are certain, false where none is even possible."""

from collections.abc import Iterable

from eligibility.daycount import number
from eligibility.values import EARLIEST, LATEST, DateSpan, Stay

SOMEWHERE = "??"
Span = tuple[int, int]
"""The first and last day, by number (daycount.py), both included."""


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
    end = None if last.strip() == "present" else _end(last, "to", DateSpan(EARLIEST, LATEST))
    start = _end(first, "from", DateSpan(EARLIEST, end.hi if end else LATEST))
    if end and start.lo > end.hi:
        raise ValueError(f"{line!r} ends before it starts")
    if end and last.strip() == "unknown":
        end = DateSpan(start.lo, LATEST)
    return Stay(place, start, end)


def _end(text: str, which: str, unknown: DateSpan) -> DateSpan:
    if text.strip() == "unknown":
        return unknown
    if not text.strip():
        raise ValueError(f"a line of residence has no {which!r} date: write unknown where it is not known")
    return DateSpan.parse(text)


class Home:
    """The lines of residence of one person; remembers the days of each place as of the last day asked."""

    __slots__ = ("_as_of", "_days", "stays")

    def __init__(self, stays: tuple[Stay, ...]) -> None:
        self.stays = stays
        self._as_of = 0
        self._days: dict[str, tuple[list[Span], list[Span]]] = {}

    def days(self, place: str, as_of: int) -> tuple[list[Span], list[Span]]:
        """Days certainly and days possibly lived there; lines that touch or overlap are one."""
        if as_of != self._as_of:
            self._as_of, self._days = as_of, {}
        found = self._days.get(place)
        if found is None:
            found = _joined(_certain(self.stays, place, as_of)), _joined(_possible(self.stays, place, as_of))
            self._days[place] = found
        return found


def lived_on(home: Home | None, place: str, lo: int, hi: int, as_of: int) -> int:
    """Did the person live there on a day that lies from `lo` to `hi`? 0 no, 1 perhaps, 2 certainly."""
    if home is None:
        return 1
    certain, possible = home.days(place, as_of)
    for first, last in certain:
        if first <= lo and hi <= last:
            return 2
    return _meet(possible, lo, hi)


def lived_during(home: Home | None, place: str, lo: int, hi: int, as_of: int) -> int:
    """Did the person live there on any day from `lo` to `hi`? 0 no, 1 perhaps, 2 certainly."""
    if home is None:
        return 1
    certain, possible = home.days(place, as_of)
    return 2 if _meet(certain, lo, hi) else _meet(possible, lo, hi)


def home_known(home: Home | None) -> int:
    """2 where something was said of the places lived in."""
    return 0 if home is None else 2


def _meet(days: list[Span], lo: int, hi: int) -> int:
    for first, last in days:
        if first <= hi and lo <= last:
            return 1
    return 0


def _certain(stays: Iterable[Stay], place: str, as_of: int) -> list[Span]:
    """Days of a stay whatever its ends: it begins no later than it ends, so each end bounds the other."""
    spans = []
    for stay in stays:
        start = number(stay.start.lo), number(stay.start.hi)
        end = (number(stay.end.lo), number(stay.end.hi)) if stay.end else (as_of, as_of)
        if stay.place == place and start[0] <= end[1]:
            spans.append((min(start[1], end[1]), max(end[0], start[0])))
    return spans


def _possible(stays: Iterable[Stay], place: str, as_of: int) -> list[Span]:
    return [
        (number(stay.start.lo), number(stay.end.hi) if stay.end else as_of)
        for stay in stays
        if stay.place in (place, SOMEWHERE)
    ]


def _joined(spans: list[Span]) -> list[Span]:
    joined: list[Span] = []
    for first, last in sorted(span for span in spans if span[0] <= span[1]):
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined


def reach(stays: Iterable[Stay]) -> int:
    """From which day on the end of a line "to the present" may stand open without another finding.

    By then every such line has begun, and no line of the same person with an end goes past it.
    """
    stays = tuple(stays)
    if all(stay.end for stay in stays):
        return 0
    return max(number(stay.end.hi if stay.end else stay.start.hi) for stay in stays)
