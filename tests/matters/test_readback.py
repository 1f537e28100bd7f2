"""Which pages are read back, and what makes a page count as shown."""

from typing import Any

import pytest

from matters.answers import Answers, empty
from matters.flickr_megaface.forms.account import understood
from matters.flickr_megaface.journey import JOURNEY
from matters.interview import Step
from matters.pages import PageForm
from tests.matters.walking import TODAY

PAGE = next(page for page in JOURNEY.pages if page.name == "photo")
LINK = "https://www.flickr.com/photos/12345678@N00/4571314348/"


def form(data: dict[str, Any] | None, answers: Answers | None = None) -> PageForm:
    return JOURNEY.form(answers or empty(), Step(PAGE, 0), today=TODAY, data=data)


def test_the_mark_does_not_depend_on_what_was_asked_of_the_form_before() -> None:
    fresh, checked = form({"link": LINK, "medium": "photo"}), form({"link": LINK, "medium": "photo"})
    assert checked.is_valid() and checked.is_unheard
    assert fresh.mark == checked.mark != ""
    assert fresh.heard == checked.heard and len(fresh.heard) == 1


def test_a_page_that_was_not_sent_has_nothing_to_show() -> None:
    fresh = form(None)
    assert (fresh.heard, fresh.mark, fresh.heard_at, fresh.is_unheard) == ((), "", "", False)


def test_a_text_with_a_problem_is_not_read() -> None:
    wrong = form({"link": "x" * 501, "medium": "photo"})
    assert not wrong.is_valid() and (wrong.heard, wrong.mark) == ((), "")


def test_what_was_kept_before_had_been_shown() -> None:
    answers = empty() | {"photos": [{"photo": {"link": LINK, "medium": "photo"}}]}
    assert not form({"link": LINK, "medium": "video"}, answers).is_unheard
    assert form({"link": f"{LINK}?", "medium": "video"}, answers).is_unheard


def test_spaces_around_a_text_do_not_make_it_new() -> None:
    mark = form({"link": LINK, "medium": "photo"}).mark
    assert not form({"link": f" {LINK} ", "medium": "photo", "heard": mark}).is_unheard


@pytest.mark.parametrize("page", JOURNEY.pages, ids=lambda page: page.name)
def test_only_the_photo_and_its_account_are_read_back(page: Any) -> None:
    read = {name for name, field in page.form.base_fields.items() if field.heard(LINK)}
    assert read == {"photo": {"link"}, "account": {"names"}}.get(page.name, set())


def test_a_reader_sees_what_was_typed_and_what_was_read() -> None:
    assert understood("hello") == "hello"
    assert understood(LINK) == f"{LINK} (read as photo 4571314348 of account 12345678@N00)"
    two = "12345678@N00\nhello\nflickr.com/people/example-name\n12345678@n00"
    assert understood(two) == f"{two} (read as account 12345678@N00, account name example-name)"
