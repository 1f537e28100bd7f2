"""Where a person lived, with partial ends, gaps and places nobody remembers."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eligibility import homes, residence
from eligibility.daycount import number
from eligibility.residence import Home, parse_stays
from eligibility.rows import TRUTHS
from eligibility.values import DateSpan, Missing, Stay, Truth

AS_OF = date(2026, 11, 22)
WINDOW = DateSpan.parse("2015-01-01..2020-06-30")
T, U, F = Truth.T, Truth.U, Truth.F
Places = tuple[Stay, ...] | Missing


def resident_on(place: str, stays: Places, day: DateSpan, *, as_of: date) -> Truth:
    return both("lived_on", place, stays, day, as_of)


def resident_during(place: str, stays: Places, period: DateSpan, *, as_of: date) -> Truth:
    return both("lived_during", place, stays, period, as_of)


def both(how: str, place: str, stays: Places, span: DateSpan, as_of: date) -> Truth:
    """One person alone, and among others as columns; they must agree wherever columns may be used."""
    home = Home(stays) if isinstance(stays, tuple) else None
    lo, hi, today = number(span.lo), number(span.hi), number(as_of)
    alone: int = getattr(residence, how)(home, place, lo, hi, today)
    if home is None or residence.reach(home.stays) <= today:
        among = homes.Homes.of([None, home, Home(())]).part(0, 3)
        assert list(getattr(homes, how)(among, place, lo, hi, today)) == [1, alone, 0]
    return TRUTHS[alone]


@pytest.mark.parametrize(
    ("lines", "day", "expected"),
    [
        ("IL:2001-06-01/2010-05-14|IN:2010-05-15/present", "2010-05-14", T),
        ("IL:2001-06-01/2010-05-14|IN:2010-05-15/present", "2010-05-15", F),
        ("IL:2001-06-01/2010-05-14|IN:2010-05-15/present", "2010-05", U),
        ("IL:2001-01-01/2005-12-31|IL:2006-01-01/present", "2005..2006", T),
        ("IL:2001-01-01/2006-03-31|IL:2006-01-01/present", "2005..2006", T),
        ("IL:2001-01-01/2005-12-30|IL:2006-01-01/present", "2005..2006", U),
        ("IL:2001/2010", "2001-06-01", U),
        ("IL:2001/2010", "2001-12-31", T),
        ("IL:2001/2010", "2010-01-01", T),
        ("IL:2001/2010", "2010-01-02", U),
        ("IL:2001/2010", "2011-01-01", F),
        ("IL:2001/2010", "2000-12-31", F),
        ("??:2005-01-01/2006-12-31", "2006-06-01", U),
        ("??:2005-01-01/2006-12-31", "2007-01-01", F),
        ("IL:2006-01-01/2006-12-31|??:2005-01-01/2007-12-31", "2006-06-01", T),
        ("IL:2001/present", "2026-11-22", T),
        ("IL:unknown/2010-05-14", "1990-01-01", U),
        ("IL:unknown/present", "2026-11-22", T),
        ("IL:unknown/present", "2026-11-21", U),
        ("IL:unknown/2010-05-14", "2010-05-14", T),
        ("none", "2010-05-14", F),
    ],
)
def test_lived_there_on_the_day(lines: str, day: str, expected: Truth) -> None:
    assert resident_on("IL", parse_stays(lines), DateSpan.parse(day), as_of=AS_OF) is expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("IL:2010-01-01/2014-12-31", F),
        ("IL:2010-01-01/2015-01-01", T),
        ("IL:2020-06-30/present", T),
        ("IL:2020-07-01/present", F),
        ("IL:2010/2015", T),
        ("IL:2020/present", U),
        ("IL:2017/2017", U),
        ("TX:2010/present", F),
        ("??:2010/present", U),
    ],
)
def test_lived_there_at_some_time_in_the_window(lines: str, expected: Truth) -> None:
    assert resident_during("IL", parse_stays(lines), WINDOW, as_of=AS_OF) is expected


def test_residence_not_known_is_unknown_on_every_day_and_no_line_is_nowhere() -> None:
    assert resident_on("IL", Missing.UNKNOWN, WINDOW, as_of=AS_OF) is U
    assert resident_during("IL", Missing.UNKNOWN, WINDOW, as_of=AS_OF) is U
    assert resident_during("IL", (), WINDOW, as_of=AS_OF) is F


@pytest.mark.parametrize(
    "line", ["IL", "IL:2001", "il:2001/present", "ILL:2001/present", "IL:2010/2009", "IL:/2010"]
)
def test_a_line_that_cannot_be_read_says_so(line: str) -> None:
    with pytest.raises(ValueError, match=r"line of residence|before it starts"):
        parse_stays(line)


DAYS = st.integers(0, 60).map(lambda days: date(2014, 12, 1) + timedelta(days=days))
SPANS = st.tuples(DAYS, DAYS).map(lambda ends: DateSpan(min(ends), max(ends)))


@st.composite
def stays(draw: st.DrawFn) -> Stay:
    start, end = draw(SPANS), draw(st.none() | SPANS)
    return Stay(draw(st.sampled_from(["IL", "TX", "??"])), start, end)


@given(lines=st.lists(stays(), max_size=4).map(tuple), span=SPANS)
def test_the_intervals_agree_with_a_count_day_by_day(lines: tuple[Stay, ...], span: DateSpan) -> None:
    as_of = date(2015, 1, 20)

    def certain(day: date) -> bool:
        """On every choice of a start and an end that is not before it."""
        ends = [(s.start, s.end or DateSpan.on(as_of)) for s in lines if s.place == "IL"]
        return any(
            not (start.hi > day and end.hi > day) and not (end.lo < day and start.lo < day)
            for start, end in ends
            if start.lo <= day <= end.hi
        )

    def possible(day: date) -> bool:
        ends = [(s.start.lo, s.end.hi if s.end else as_of) for s in lines if s.place in ("IL", "??")]
        return any(first <= day <= last for first, last in ends)

    days = [span.lo + timedelta(days=count) for count in range((span.hi - span.lo).days + 1)]
    throughout = T if all(map(certain, days)) else U if any(map(possible, days)) else F
    sometime = T if any(map(certain, days)) else U if any(map(possible, days)) else F
    assert resident_on("IL", lines, span, as_of=as_of) is throughout
    assert resident_during("IL", lines, span, as_of=as_of) is sometime
