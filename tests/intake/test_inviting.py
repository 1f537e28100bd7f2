"""From the photographer's confirmation to the file of somebody pictured, with nothing entered about them."""

from collections.abc import Callable
from urllib.parse import urlparse

import pytest
from django.test import Client

from casefile import invitations
from casefile.models import Draft, Submission
from tests import factories
from tests.intake.conftest import AGE, BORN, START, Claimant
from tests.personas import ADULT, PHOTOGRAPHER

Another = Callable[[], Claimant]


@pytest.fixture
def photographer(claimant: Claimant) -> Submission:
    claimant.pass_age()
    claimant.walk(PHOTOGRAPHER)
    claimant.send(PHOTOGRAPHER)
    return Submission.objects.get()


def made(client: Client, file: Submission) -> str:
    """Press the button; returns the path of the link shown."""
    page = client.post(f"/sent/{file.token}/invite/")
    link = str(page.context["link"])
    assert link in page.content.decode()
    return urlparse(link).path


def test_the_confirmation_leads_a_photographer_to_it(client: Client, photographer: Submission) -> None:
    sent = f"/sent/{photographer.token}/"
    assert f"{sent}invite/" in client.get(sent).content.decode()
    asked = client.get(f"{sent}invite/").content.decode()
    assert "/asked/" not in asked, "a GET makes no link"
    assert made(client, photographer) != made(client, photographer)


def test_nobody_else_is_offered_a_link(client: Client, finished: Claimant) -> None:
    finished.send(ADULT)
    sent = f"/sent/{Submission.objects.get().token}/"
    assert "invite" not in client.get(sent).content.decode()
    assert client.get(f"{sent}invite/").status_code == client.post(f"{sent}invite/").status_code == 404


def test_the_link_leads_through_the_ordinary_notice_to_a_file_that_belongs_to_it(
    photographer: Submission, another: Another, client: Client
) -> None:
    path = made(client, photographer)
    reader = another()
    page = reader.client.get(path)
    start = page.context["start"]
    words = page.content.decode()
    assert "They entered nothing about you" in words
    assert photographer.reference not in words and "Pat" not in words
    assert "Before you start" in reader.client.get(start).content.decode()
    reader.at = reader.client.post(start, {"go_on": "yes"})["Location"]
    note = reader.client.get(reader.at).context["note"]
    reader.at = reader.client.post(AGE, {"notice": note, **BORN})["Location"]
    assert Draft.objects.get().invited_by == photographer.pk
    reader.walk(ADULT)
    reader.send(ADULT)
    assert Submission.objects.exclude(pk=photographer.pk).get().invited_by == photographer.pk


def test_a_visit_leaves_nothing_behind(photographer: Submission, client: Client, another: Another) -> None:
    path = made(client, photographer)
    reader = another().client
    assert reader.get(path).status_code == 200
    assert not reader.cookies and Draft.objects.count() == 0


@pytest.mark.parametrize("asked", ["", "x" * 80, "../../", "é" * 300])
def test_anything_else_in_the_address_is_no_link_and_no_fault(claimant: Claimant, asked: str) -> None:
    response = claimant.client.post(f"{START}?asked={asked}", {"go_on": "yes"})
    note = claimant.client.get(response["Location"]).context["note"]
    claimant.client.post(AGE, {"notice": note, **BORN})
    assert Draft.objects.get().invited_by is None
    assert claimant.client.get(f"/asked/{'x' * 80}/").status_code == 404


def test_the_fifty_first_link_is_refused_in_words(client: Client, photographer: Submission) -> None:
    for _ in range(invitations.MOST):
        invitations.make(photographer, at=factories.SENT_AT)
    page = client.post(f"/sent/{photographer.token}/invite/")
    assert page.status_code == 429 and "No more can be made" in page.content.decode()
