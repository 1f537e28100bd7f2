"""How often the page of a file asks the database."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from casefile.models import StaffMember, Submission
from tests import factories
from tests.review import full

pytestmark = pytest.mark.django_db
MOST = 12  # with session, user, rights and the entry on record


def asked(desk: Client, file: Submission) -> list[str]:
    """The statements of one GET; the first look is not counted, since it puts the reader into the record."""
    desk.get(f"/desk/files/{file.token}/")
    with CaptureQueriesContext(connection) as seen:
        answer = desk.get(f"/desk/files/{file.token}/")
    assert answer.status_code == 200
    return [one["sql"] for one in seen.captured_queries]


@pytest.mark.usefixtures("noted_once")
def test_the_page_of_a_full_file_asks_at_most_twelve_times(desk: Client, attorney: StaffMember) -> None:
    file = full.file(attorney)
    statements = asked(desk, file)
    assert len(statements) <= MOST, "\n".join(one[:200] for one in statements)


@pytest.mark.usefixtures("noted_once")
def test_a_held_file_asks_for_less(desk: Client) -> None:
    assert len(asked(desk, factories.make_file(clear=False))) < MOST - 2
