"""Days on which a period cannot end (5 ILCS 70/1.11)."""

from datetime import date

import pytest

from eligibility.holidays import Holiday, roll
from matters.flickr_megaface import facts

HOLIDAYS = facts.shipped().holidays


@pytest.mark.parametrize(
    ("day", "rolled"),
    [
        ("2026-11-22", "2026-11-23"),  # a Sunday
        ("2026-11-21", "2026-11-23"),  # a Saturday
        ("2026-11-19", "2026-11-19"),  # a Thursday
        ("2020-01-01", "2020-01-02"),
        ("2029-01-15", "2029-01-16"),  # third Monday of January
        ("2027-02-12", "2027-02-16"),  # 12 February, a weekend, third Monday of February
        ("2027-05-31", "2027-06-01"),  # last Monday of May
        ("2028-06-19", "2028-06-20"),
        ("2028-07-04", "2028-07-05"),
        ("2027-09-06", "2027-09-07"),  # first Monday of September
        ("2027-10-11", "2027-10-12"),  # second Monday of October
        ("2027-11-11", "2027-11-12"),
        ("2027-11-25", "2027-11-26"),  # fourth Thursday of November
        ("2028-12-25", "2028-12-26"),
        ("2027-12-31", "2027-12-31"),  # a Friday, and no holiday
        ("2027-01-01", "2027-01-04"),  # a Friday holiday, then the weekend
    ],
)
def test_a_day_rolls_past_weekends_and_holidays(day: str, rolled: str) -> None:
    assert roll(date.fromisoformat(day), HOLIDAYS).isoformat() == rolled


@pytest.mark.parametrize("text", ["31 Feb", "5th Mon May", "3rd Foo Jan", "Christmas", "12 feb", "29 Feb"])
def test_what_is_no_yearly_holiday_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a holiday"):
        Holiday.parse(text)
