"""When a photo was put on Flickr, as far as its number says, and how old an account is, as far as its does.

Photo numbers rise with time, so a number between two whose day is known was given out between those days.
Everything is found from the tables below: no clock, no network.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

Span = tuple[date, date]
Anchor = tuple[int, date]
Anchors = tuple[Anchor, ...]

LAUNCH = date(2004, 2, 10)
RELEASE = date(2014, 6, 24)  # of the YFCC100M file, from which MegaFace was cut
# Below the first, a photo is from before the release; from the second on, from after it. The release itself
# falls at about 14.41e9, so either side has weeks to spare.
BEFORE_RELEASE, AFTER_RELEASE = 13_800_000_000, 14_900_000_000

# Photo numbers with the day they were uploaded, in UTC: public rows of YFCC100M (its column "date
# uploaded") and public answers of Flickr's programming interface.
ANCHORS: Anchors = tuple(
    (number, date.fromisoformat(day))
    for number, day in (
        (25002122, "2005-07-10"),
        (83424671, "2006-01-07"),
        (104778684, "2006-02-26"),
        (254790726, "2006-09-28"),
        (271696906, "2006-10-16"),
        (687589192, "2007-07-01"),
        (822931401, "2007-07-16"),
        (1437283535, "2007-09-25"),
        (1587129136, "2007-10-16"),
        (2087648809, "2007-12-05"),
        (2384118426, "2008-04-02"),
        (2801973971, "2008-08-27"),
        (3395951771, "2009-03-29"),
        (3724266855, "2009-07-15"),
        (3840296003, "2009-08-20"),
        (4105402596, "2009-11-15"),
        (4571314348, "2010-05-02"),
        (5511297735, "2011-03-09"),
        (5977249629, "2011-07-26"),
        (6110054503, "2011-09-03"),
        (6442477951, "2011-12-02"),
        (6985418911, "2012-03-15"),
        (7500858540, "2012-07-04"),
        (8057686961, "2012-10-05"),
        (8402175024, "2013-01-21"),
        (8432423659, "2013-01-31"),
        (8558949624, "2013-03-15"),
        (8659998886, "2013-04-18"),
        (8998787742, "2013-06-09"),
        (9528576237, "2013-08-17"),
        (9990655265, "2013-09-29"),
        (12688635254, "2014-02-22"),
        (14644234613, "2014-07-11"),
        (16661925622, "2015-02-27"),
        (18663435860, "2015-06-16"),
        (23350994122, "2015-12-02"),
    )
)
# Two servers give numbers out in turns and drift apart by hours: 2 days. The anchors' days are in UTC, and in
# Chicago a day can be the one before: 1 day.
_DRIFT = 3

# The counter that account numbers ending in N02 to N08 share: the end of the month by which an account with
# that value had put something on Flickr, in a public sample of 10,464 rows of YFCC100M, all of them videos.
COUNTERS: Anchors = (
    (25_000_000, date(2008, 4, 30)),
    (30_000_000, date(2008, 9, 30)),
    (35_000_000, date(2009, 3, 31)),
    (40_000_000, date(2009, 7, 31)),
    (45_000_000, date(2009, 11, 30)),
    (50_000_000, date(2010, 6, 30)),
    (55_000_000, date(2010, 11, 30)),
    (60_000_000, date(2011, 3, 31)),
    (65_000_000, date(2011, 7, 31)),
    (70_000_000, date(2011, 11, 30)),
    (75_000_000, date(2012, 2, 29)),
    (80_000_000, date(2012, 7, 31)),
    (85_000_000, date(2012, 9, 30)),
    (95_000_000, date(2013, 5, 31)),
    (100_000_000, date(2013, 8, 31)),
    (105_000_000, date(2013, 11, 30)),
    (110_000_000, date(2013, 11, 30)),
    (113_500_000, date(2014, 1, 31)),
    (115_000_000, date(2014, 4, 15)),  # below it an account existed before YFCC100M was put together
    (131_500_000, date(2015, 2, 28)),
)
_LATE_COUNTER = 130_000_000
_SOFT = "This is a hint from the order in which Flickr gave out account numbers, not proof."


@dataclass(frozen=True, slots=True)
class Upload:
    """The days on which a photo can have been put on Flickr; None is an open end.

    `after_release`: whether that was after the YFCC100M file was released, None where the number cannot tell.
    """

    earliest: date | None
    latest: date | None
    words: str
    after_release: bool | None


@dataclass(frozen=True, slots=True)
class Era:
    """How old an account is by its number: soft evidence. `by`: an account with this number existed then."""

    words: str
    by: date | None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two dates of one photo that cannot both be right: a finding to show, never a reason to refuse."""

    id: str
    sentence: str


def upload(photo_id: str) -> Upload:
    """When the photo with this number was put on Flickr.

    Between two anchors the day lies on the straight line between them, give or take a band: what the line
    through the neighbours of either anchor misses that anchor by, the greater of the two, and 3 days (two
    ticket servers; time zones). It never leaves the days of the two anchors, with the same 3 days: that
    much is sure as long as numbers rise.

    Measured by leaving each of the 34 inner anchors out and asking for it: the line misses by 8 days in the
    median and 60 at most; days in 2008 to 2011, weeks where Flickr's growth changed (56 in December 2007,
    31 in October 2012) and where anchors are months apart (15 to 60 from late 2013 on). The band so found
    held 31 of the 34; the other three lay 5 to 25 days outside it. In use the anchors stand about twice as
    close.
    """
    if not re.fullmatch(r"[0-9]{1,11}", photo_id) or not int(photo_id):
        return Upload(None, None, "There is no photo number to date.", None)
    number = int(photo_id)
    first, last = days(min(number, AFTER_RELEASE))
    if number >= AFTER_RELEASE:
        words = (
            f"By its number, the photo was put on Flickr after {_said(first)}; later numbers are not dated."
        )
        return Upload(first, None, words, True)
    if number < BEFORE_RELEASE:
        last = min(last, RELEASE - timedelta(days=1))
    return Upload(first, last, _words(number, first, last), False if number < BEFORE_RELEASE else None)


def era(nsid: str) -> Era:
    """How old the account with this number is."""
    found = re.fullmatch(r"([0-9]{5,11})@N([0-9]{2})", nsid)
    counter, series = (int(found[1]), int(found[2])) if found else (0, -1)
    if series == 1:
        return Era(f"The number is of the kind given to the earliest accounts. {_SOFT}", COUNTERS[0][1])
    if series == 0:
        return Era(f"The number is of the second kind given out, after the earliest. {_SOFT}", COUNTERS[0][1])
    if not 2 <= series <= 8:
        return Era("The number says nothing of when the account was opened.", None)
    by = next((day for value, day in COUNTERS if counter <= value), None)
    if counter > _LATE_COUNTER:
        return Era(f"The account was almost surely opened after the spring of 2014. {_SOFT}", by)
    if by is not None and by < RELEASE:
        return Era(f"Accounts with such numbers existed by {by:%B} {by.year}. {_SOFT}", by)
    return Era(f"The account may have been opened before or after the spring of 2014. {_SOFT}", by)


def conflicts(photo_id: str, *, stated: Span | None, page: Span | None) -> tuple[Conflict, ...]:
    """Where the number, the date the claimant states and the date the page shows cannot all be right.

    Dates are spans, both ends included.
    """
    dated = upload(photo_id)
    by_number = (dated.earliest, dated.latest) if dated.earliest else None
    found = []
    if by_number and stated and _apart(by_number, stated):
        found.append(Conflict("id_stated", f"{dated.words} The claimant says {_spoken(stated)}."))
    if by_number and page and _apart(by_number, page):
        owner = "An owner can change the date that the page shows, so the number is the better evidence."
        found.append(Conflict("id_page", f"{dated.words} The page says {_spoken(page)}. {owner}"))
    if stated and page and _apart(stated, page):
        found.append(
            Conflict("stated_page", f"The claimant says {_spoken(stated)}, the page {_spoken(page)}.")
        )
    return tuple(found)


def days(number: int, *, anchors: Anchors = ANCHORS) -> Span:
    """The first and the last day for a photo number below that of the last anchor; see `upload`."""
    place = bisect_right(anchors, number, key=lambda anchor: anchor[0])
    if place == 0:
        return LAUNCH, anchors[0][1] + timedelta(days=_DRIFT)
    (low, first), (high, last) = anchors[place - 1], anchors[place]
    on_line = first.toordinal() + (last - first).days * (number - low) / (high - low)
    missed = misses(anchors)
    band = _DRIFT + max(missed[place - 1], missed[place])
    earliest = max(int(on_line - band), first.toordinal() - _DRIFT)
    latest = min(int(on_line + band) + 1, last.toordinal() + _DRIFT)
    return date.fromordinal(earliest), date.fromordinal(latest)


@lru_cache(maxsize=64)
def misses(anchors: Anchors = ANCHORS) -> tuple[float, ...]:
    """By how many days the line through each anchor's neighbours misses it; the two at the ends have none."""
    return (0.0, *(_miss(*anchors[place - 1 : place + 2]) for place in range(1, len(anchors) - 1)), 0.0)


def _miss(before: Anchor, left_out: Anchor, after: Anchor) -> float:
    (low, first), (number, day), (high, last) = before, left_out, after
    return abs((last - first).days * (number - low) / (high - low) - (day - first).days)


def _words(number: int, first: date, last: date) -> str:
    width = (last - first).days
    if number < ANCHORS[0][0]:
        quality = "no number from before July 2005 is dated"
    elif width <= 31:
        quality = "good to about two weeks"
    else:
        quality = "good to about a month" if width <= 62 else "few dated numbers lie near it"
    return f"By its number, the photo was put on Flickr between {_said(first)} and {_said(last)} ({quality})."


def _apart(one: tuple[date | None, date | None], other: Span) -> bool:
    """Whether two spans have no day in common, nor days next to each other; None is an open end."""
    low, high = sorted(other)
    start, end = one
    ends_before = end is not None and end.toordinal() + 1 < low.toordinal()
    starts_after = start is not None and start.toordinal() - 1 > high.toordinal()
    return ends_before or starts_after


def _spoken(span: Span) -> str:
    low, high = sorted(span)
    return _said(low) if low == high else f"between {_said(low)} and {_said(high)}"


def _said(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year}"
