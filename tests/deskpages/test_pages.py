"""Every page of the desk is listed, answers as listed, and so is judged, pictured and validated."""

from typing import Any

import pytest

from tests.deskpages import firm
from tests.deskpages.pages import NO_PAGE, PAGES
from tests.review import matrix

READ = {name for name, row in matrix.DESK.items() if "GET" in row.methods}


def test_every_address_that_answers_a_page_is_in_the_list() -> None:
    assert READ - {page.route for page in PAGES} == set(NO_PAGE)
    assert len({page.name for page in PAGES}) == len(PAGES)


@pytest.mark.django_db
@pytest.mark.one_database
@pytest.mark.all
def test_every_listed_page_answers_as_listed(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    desk = firm.open_desk()
    answers = {page.name: page.visited(desk).status_code for page in PAGES}
    assert answers == {page.name: page.status for page in PAGES}
