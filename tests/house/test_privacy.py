"""The published schedule says what the programme does."""

import re
from datetime import timedelta

import pytest

from casefile import erasures, keeping, passes
from config import settings as portal
from tests.house.test_invariants import ROOT

PAGE = (ROOT / "docs" / "privacy.md").read_text()
ROWS = {
    cells[0]: cells[1]
    for line in PAGE.splitlines()
    if (cells := [cell.strip() for cell in line.strip("|").split("|")]) and len(cells) == 3
}


@pytest.mark.parametrize("outcome", keeping.DEFAULTS)
def test_the_period_of_each_outcome_is_the_published_one(outcome: str) -> None:
    days, keeps_names = keeping.DEFAULTS[outcome]
    article = "an" if outcome[0] in "aeiou" else "a"
    said = ROWS[f"{article} {outcome} file"]
    assert said.startswith("no end" if days is None else f"{days} days after")
    assert ("marks of names kept" in said) is keeps_names


def test_every_other_number_on_the_page_is_that_of_the_code() -> None:
    assert (
        int(
            re.search(r"(\d+) days", ROWS["an unfinished interview, its files and ways back"])[1]  # type: ignore[index]
        )
        == portal.DRAFT_DAYS
    )
    minutes, days = passes.HOLDS_FOR // timedelta(minutes=1), passes.RENEWABLE_FOR.days
    assert ROWS["a way back (link and code)"] == f"{minutes} minutes to use, {days} days as a row"
    assert f"leaves it alone for {erasures.REFUSED_FOR.days} days" in PAGE
    assert ROWS["sign-in sessions"].startswith(f"{portal.SESSION_COOKIE_AGE // 3600} hours")
