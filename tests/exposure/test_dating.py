"""When a photo was put on Flickr by its number, and how old an account is by its own."""

from datetime import date, timedelta
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exposure import dating

NUMBERS = st.integers(min_value=1, max_value=99_999_999_999)
DAYS = st.dates() | st.dates(date(2004, 1, 1), date(2016, 1, 1))
SPANS = st.none() | st.tuples(DAYS, DAYS)


def ends(number: int) -> tuple[date, date]:
    found = dating.upload(str(number))
    assert found.earliest is not None
    return found.earliest, found.latest or date.max


@given(NUMBERS, NUMBERS)
def test_both_ends_rise_with_the_number(one: int, other: int) -> None:
    (first, last), (later_first, later_last) = ends(min(one, other)), ends(max(one, other))
    assert first <= later_first and last <= later_last


@given(st.sampled_from(dating.ANCHORS), st.integers(-1_000_000, 1_000_000))
def test_both_ends_rise_about_every_anchor(anchor: dating.Anchor, step: int) -> None:
    (first, last), (later_first, later_last) = sorted([ends(anchor[0]), ends(anchor[0] + step)])
    assert first <= later_first and last <= later_last


@pytest.mark.parametrize(("number", "day"), dating.ANCHORS, ids=str)
def test_every_anchor_and_the_day_before_it_in_chicago_lie_in_their_own_interval(
    number: int, day: date
) -> None:
    first, last = ends(number)
    assert first <= day - timedelta(days=3) and day + timedelta(days=3) <= last


def test_the_anchors_rise() -> None:
    assert list(dating.ANCHORS) == sorted(dating.ANCHORS)
    assert [day for _, day in dating.ANCHORS] == sorted(day for _, day in dating.ANCHORS)
    assert list(dating.COUNTERS) == sorted(dating.COUNTERS)


def test_the_band_is_what_leaving_each_anchor_out_measured() -> None:
    """The figures in the docstring of `upload`."""
    missed = dating.misses()[1:-1]
    assert (len(missed), round(median(missed)), round(max(missed))) == (34, 8, 60)
    outside = []
    for place, (number, day) in list(enumerate(dating.ANCHORS))[1:-1]:
        others = dating.ANCHORS[:place] + dating.ANCHORS[place + 1 :]
        first, last = dating.days(number, anchors=others)
        outside += [max((first - day).days, (day - last).days)] if not first <= day <= last else []
    assert (len(outside), min(outside), max(outside)) == (3, 5, 25)


@pytest.mark.parametrize(
    ("number", "after"),
    [
        (13_799_999_999, False),
        (13_800_000_000, None),
        (14_899_999_999, None),
        (14_900_000_000, True),
        (99_999_999_999, True),
    ],
)
def test_the_release_of_the_list_falls_into_a_band_that_decides_nothing(
    number: int, after: bool | None
) -> None:
    found = dating.upload(str(number))
    assert found.after_release is after
    assert after is not False or (found.latest and found.latest < dating.RELEASE)
    assert after is not True or (found.earliest and found.earliest > dating.RELEASE and found.latest is None)


def test_before_the_first_anchor_a_photo_lies_between_launch_and_that_anchor() -> None:
    assert ends(1) == (date(2004, 2, 10), date(2005, 7, 13))


@pytest.mark.parametrize(
    "text",
    ["", "0", "00000000000", "unknown", "123456789012", "٤٥٧١٣١٤٣٤٨", "-5", "1e9", "\ud800"],
    ids=ascii,
)
def test_what_is_no_photo_number_is_not_dated(text: str) -> None:
    found = dating.upload(text)
    assert (found.earliest, found.latest, found.after_release) == (None, None, None)
    assert found.words


def test_the_words_name_the_interval_and_how_good_it_is() -> None:
    words = "By its number, the photo was put on Flickr between April 29, 2010 and May 16, 2010"
    assert dating.upload("4571314348").words == f"{words} (good to about two weeks)."
    assert "few dated numbers" in dating.upload("13000000000").words
    assert "not dated" in dating.upload("20000000000").words


def test_a_page_date_that_the_owner_changed_is_a_finding() -> None:
    """A public fixture shows this number, of August 2013, with an upload date of December 2016."""
    day = date(2016, 12, 7)
    (found,) = dating.conflicts("9460232742", stated=None, page=(day, day))
    assert found.id == "id_page"
    assert "July 26, 2013" in found.sentence and "December 7, 2016" in found.sentence
    assert "the number is the better evidence" in found.sentence


@pytest.mark.parametrize(
    ("stated", "page", "told"),
    [
        (None, None, []),
        (2010, None, []),
        (None, 2010, []),
        (2010, 2010, []),
        (2012, None, ["id_stated"]),
        (2012, 2012, ["id_stated", "id_page"]),
        (2010, 2012, ["id_page", "stated_page"]),
        (2008, 2012, ["id_stated", "id_page", "stated_page"]),
    ],
)
def test_each_pair_of_dates_that_cannot_agree_is_named(
    stated: int | None, page: int | None, told: list[str]
) -> None:
    def year(number: int | None) -> dating.Span | None:
        return None if number is None else (date(number, 1, 1), date(number, 12, 31))

    found = dating.conflicts("4571314348", stated=year(stated), page=year(page))
    assert [one.id for one in found] == told


def test_days_next_to_each_other_can_be_one_day_in_two_time_zones() -> None:
    stated, page = (date(2010, 5, 2),) * 2, (date(2010, 5, 1),) * 2
    assert dating.conflicts("4571314348", stated=stated, page=page) == ()


def test_a_photo_from_after_the_release_conflicts_with_an_earlier_date() -> None:
    early = (date(2009, 1, 1), date(2009, 12, 31))
    assert [one.id for one in dating.conflicts("20000000000", stated=early, page=None)] == ["id_stated"]
    late = (date(2024, 1, 1), date(2024, 12, 31))
    assert dating.conflicts("20000000000", stated=late, page=None) == ()


@given(NUMBERS.map(str) | st.text(max_size=12), SPANS, SPANS)
def test_conflicts_never_raise_and_always_say_something(
    number: str, stated: dating.Span | None, page: dating.Span | None
) -> None:
    for one in dating.conflicts(number, stated=stated, page=page):
        assert one.id in ("id_stated", "id_page", "stated_page") and one.sentence.endswith(".")


@pytest.mark.parametrize(
    ("nsid", "says", "by"),
    [
        ("12345678901@N01", "earliest", date(2008, 4, 30)),
        ("12345678@N00", "second", date(2008, 4, 30)),
        ("24999999@N02", "April 2008", date(2008, 4, 30)),
        ("25000001@N08", "September 2008", date(2008, 9, 30)),
        ("109000000@N03", "November 2013", date(2013, 11, 30)),
        ("114999999@N05", "April 2014", date(2014, 4, 15)),
        ("115000001@N05", "before or after", date(2015, 2, 28)),
        ("131000000@N06", "almost surely opened after", date(2015, 2, 28)),
        ("140000000@N08", "almost surely opened after", None),
        ("12345678@N09", "says nothing", None),
        ("example-name", "says nothing", None),
        ("", "says nothing", None),
    ],
)
def test_an_accounts_number_hints_at_its_age(nsid: str, says: str, by: date | None) -> None:
    found = dating.era(nsid)
    assert says in found.words and found.by == by
    assert "not proof" in found.words or by is None


@given(st.text(max_size=20))
def test_any_text_has_an_era(text: str) -> None:
    assert dating.era(text).words
