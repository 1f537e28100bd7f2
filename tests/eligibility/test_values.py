"""Truth in three values, partial dates, birthdays and anniversaries."""

from datetime import date
from itertools import product

import pytest

from eligibility.values import DateSpan, Stay, Truth, add_years, before, birthday, show, turned

T, U, F = Truth.T, Truth.U, Truth.F


def test_and_is_the_lesser_or_the_greater_and_not_swaps() -> None:
    order = [F, U, T]
    for first, second in product(order, order):
        assert (first & second) is order[min(order.index(first), order.index(second))]
        assert (first | second) is order[max(order.index(first), order.index(second))]
        assert ~(first & second) is (~first | ~second)
    assert [~value for value in order] == [T, U, F]
    assert min(order) is F and max(order) is T and sorted([T, F, U]) == order


@pytest.mark.parametrize(
    ("text", "lo", "hi"),
    [
        ("2009", date(2009, 1, 1), date(2009, 12, 31)),
        ("2008-02", date(2008, 2, 1), date(2008, 2, 29)),
        ("2009-05-02", date(2009, 5, 2), date(2009, 5, 2)),
        ("2009-05-02..2009-06-01", date(2009, 5, 2), date(2009, 6, 1)),
    ],
)
def test_a_partial_date_is_an_interval_and_is_written_back_alike(text: str, lo: date, hi: date) -> None:
    assert DateSpan.parse(text) == DateSpan(lo, hi)
    assert str(DateSpan.parse(text)) == text


@pytest.mark.parametrize(
    "text",
    ["", "9", "2009-5", "2009-13", "2009-02-29", "0009", "2009-05-02T10:00", "٢٠٠٩", "2010..2009", "a..b"],
)
def test_what_is_no_date_is_refused_with_its_text(text: str) -> None:
    with pytest.raises(ValueError, match=r"date|calendar|years|before"):
        DateSpan.parse(text)


def test_an_upload_dated_in_utc_can_be_the_day_before_in_illinois() -> None:
    assert str(DateSpan.from_utc(date(2014, 6, 24))) == "2014-06-23..2014-06-24"


def test_adding_years_to_29_february_gives_28_february_and_1_march_where_time_must_be_certainly_gone() -> (
    None
):
    assert add_years(date(2024, 2, 29), 5) == date(2029, 2, 28)
    assert add_years(date(2024, 2, 29), 5, late=True) == date(2029, 3, 1)
    assert add_years(date(2024, 2, 29), 4) == date(2028, 2, 29)


def test_a_29_february_birthday_has_two_readings_in_other_years() -> None:
    born = date(2008, 2, 29)
    assert birthday(born, 18, late=False) == date(2026, 2, 28)
    assert birthday(born, 18, late=True) == date(2026, 3, 1)
    assert birthday(born, 16, late=True) == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("born", "on", "expected"),
    [
        ("2008-02-29", "2026-02-27", F),
        ("2008-02-29", "2026-02-28", U),
        ("2008-02-29", "2026-03-01", T),
        ("2008-11-22", "2026-11-21", F),
        ("2008-11-22", "2026-11-22", T),
        ("2008", "2026-11-22", U),
        ("2007", "2026", T),
        ("2009", "2026", F),
        ("2008-11", "2026-11", U),
    ],
)
def test_an_age_is_attained_on_the_birthday(born: str, on: str, expected: Truth) -> None:
    assert turned(18, DateSpan.parse(born), DateSpan.parse(on)) is expected


def test_a_comparison_of_days_holds_on_every_day_or_on_none_or_is_unknown() -> None:
    year = DateSpan.parse("2014")
    assert before(DateSpan.parse("2013-12-31"), year) is T
    assert before(DateSpan.parse("2014-01-01"), year) is U
    assert before(DateSpan.parse("2014-12-31"), year) is F
    assert before(year, year) is U


def test_every_value_has_one_written_form() -> None:
    assert show(Truth.T) == "yes"
    assert show(()) == "none"
    stays = (
        Stay("IL", DateSpan.parse("2001-06"), DateSpan.parse("2010")),
        Stay("??", DateSpan.parse("2011"), None),
    )
    assert show(stays) == "IL:2001-06/2010|??:2011/present"
