"""An attorney at the desk, signed in the way the desk signs people in."""

from datetime import timedelta

import pytest
from django.test import Client

from casefile.models import StaffMember
from tests import factories
from tests.intake.conftest import Claimant
from tests.personas import ADULT


@pytest.fixture
def attorney(db: None) -> StaffMember:
    return factories.make_staff("robin@example.com")


@pytest.fixture
def desk(attorney: StaffMember) -> Client:
    client = Client()
    answer = client.post("/desk/sign-in/", {"login": attorney.username, "password": factories.PASSWORD})
    assert answer.status_code == 302
    return client


@pytest.fixture
def noted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no minute pass at which a sign-in is noted anew: on a slow machine that is one more row written."""
    monkeypatch.setattr("casefile.staff.NOTED_EVERY", timedelta(days=1))


@pytest.fixture
def finished(client: Client, db: None) -> Claimant:
    """An adult who answered everything on their own and stands on check answers."""
    one = Claimant(client)
    one.pass_age()
    one.walk(ADULT)
    return one
