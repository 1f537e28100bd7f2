from datetime import date, timedelta

import pytest

from packets import lanes

TODAY = date(2026, 11, 22)


def lane(safe: str, rolled: str = "") -> lanes.Lane:
    found = lanes.read({"safe": safe, "rolled": rolled or safe, "words": ""}, theory="T", as_of=TODAY)
    assert found
    return found


@pytest.mark.parametrize(
    ("days", "mark", "urgent"),
    [
        (-1, "Passed", False),
        (0, "Urgent", True),
        (30, "Urgent", True),
        (31, "Within 90 days", False),
        (90, "Within 90 days", False),
        (91, "Within 180 days", False),
        (180, "Within 180 days", False),
        (181, "", False),
    ],
)
def test_the_mark_follows_the_days_left(days: int, mark: str, urgent: bool) -> None:
    found = lane((TODAY + timedelta(days=days)).isoformat())
    assert (found.left, found.mark, found.urgent) == (days, mark, urgent)


def test_a_deadline_today_is_said_so() -> None:
    assert lane("2026-11-22", "2026-11-23").left_words == "last day is today"


def test_a_passed_safe_date_still_counts_to_the_rolled_one() -> None:
    found = lane("2026-11-21", "2026-11-23")
    assert (found.left, found.urgent) == (1, True)
    assert found.left_words == "safe date passed 1 day ago; rolled date in 1 day"


def test_both_dates_passed() -> None:
    assert lane("2020-01-01", "2025-06-30").left_words == "passed 510 days ago"


def test_a_date_is_printed_with_its_weekday() -> None:
    assert lane("2026-12-01").safe == "Tue, December 1, 2026"


def test_no_deadline_is_no_lane() -> None:
    assert lanes.read(None, theory="T", as_of=TODAY) is None
