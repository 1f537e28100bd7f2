"""How many pages an interview takes, from the notice to the confirmation; `-s` prints them."""

from typing import Any

import pytest

from tests.matters.walking import walk

# Beside the interview's own pages, the declaration among them: each counts, also the optional look-up.
AROUND = ("notice", "date of birth", "look-up", "files", "check answers", "confirmation")
CHILD = {"role": "child", "born": "2010-03-15"}


@pytest.mark.parametrize(
    ("who", "wanted", "most"),
    [
        ("an adult, photographed by somebody else", {"role": "myself"}, 25),
        ("an adult who took the photo", {"role": "myself", "author": "me"}, 25),
        ("a parent with one child", CHILD, 30),
        ("a parent with one child who held the account", {**CHILD, "whose": "own"}, 30),
        ("somebody whose photo shows no face", {"role": "myself", "face": "no", "choice": "person"}, 25),
    ],
)
def test_the_interview_is_short(who: str, wanted: dict[str, Any], most: int) -> None:
    pages = len(walk({"checked": "not_checked", **wanted})[1]) + len(AROUND)
    print(f"{who}: {pages} pages")
    assert pages <= most
