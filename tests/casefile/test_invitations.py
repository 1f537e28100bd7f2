"""A photographer's private link names its file to the portal and nothing to whoever holds it."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefile import invitations, sealing
from casefile.models import AuditEntry, Submission
from casefile.tallies import Spent
from tests import factories

AT = factories.SENT_AT
TOKENS = st.text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-", max_size=120)


@pytest.mark.django_db
def test_each_link_differs_and_leads_to_its_file() -> None:
    file = factories.make_submission()
    links = {invitations.make(file, at=AT) for _ in range(3)}
    assert len(links) == 3
    assert {invitations.read(link) for link in links} == {file.pk}


@pytest.mark.django_db
def test_a_link_shows_nothing_of_the_file() -> None:
    file = factories.make_submission()
    token = invitations.make(file, at=AT)
    plain = base64.urlsafe_b64decode(token + "==")
    assert file.pk.bytes not in plain and file.token.encode() not in plain
    assert (AuditEntry.objects.get(event="invitation.made").detail, len(token) <= 200) == ({}, True)


@pytest.mark.django_db
def test_a_file_makes_fifty_links_and_no_more() -> None:
    file, other = factories.make_submission(), factories.make_submission()
    for _ in range(invitations.MOST):
        invitations.make(file, at=AT)
    with pytest.raises(Spent):
        invitations.make(file, at=AT)
    assert invitations.read(invitations.make(other, at=AT)) == other.pk


@pytest.mark.django_db
def test_a_link_of_a_file_that_is_no_more_leads_nowhere() -> None:
    gone = Submission(pk="00000000-0000-4000-8000-000000000000")
    sealed = sealing.seal(b"\0" * 16, place=invitations.PLACE)
    assert invitations.read(base64.urlsafe_b64encode(sealed).decode().rstrip("=")) is None
    assert gone.pk


@given(TOKENS)
def test_nothing_else_is_a_link(token: str) -> None:
    assert invitations.read(token) is None
