"""A visit from a source: its code travels in the address, its paragraph is read first and kept."""

import pytest
from django.test import Client

from casefile import sources
from casefile.models import Draft, Source, StaffMember, Submission
from tests import factories
from tests.casefile.test_sources import AT, PAID, SAID
from tests.intake.conftest import AGE, BORN, START, Claimant
from tests.personas import ADULT

HERE = "/from/sample-list/"


@pytest.fixture
def robin(db: None) -> StaffMember:
    return factories.make_staff()


@pytest.fixture
def listed(robin: StaffMember) -> Source:
    return sources.add(code="sample-list", name="Sample List", relationship=SAID, fee=PAID, by=robin, at=AT)


def accept(client: Client, code: str = "sample-list") -> str:
    return str(client.post(f"{START}?from={code}", {"go_on": "yes"})["Location"])


def enter(client: Client, address: str) -> None:
    note = client.get(address).context["note"]
    assert client.post(AGE, {"notice": note, **BORN}).status_code == 302


@pytest.mark.usefixtures("listed")
def test_the_code_travels_in_addresses_and_sets_no_cookie(client: Client) -> None:
    first = client.get(HERE)
    assert first.status_code == 200 and not client.cookies
    for page in (START, "/flickr-megaface/facts/", "/flickr-megaface/save-first/"):
        assert f'href="{page}?from=sample-list"' in first.content.decode()
        carried = client.get(f"{page}?from=sample-list").content.decode()
        assert page == START or f'href="{START}?from=sample-list"' in carried


@pytest.mark.usefixtures("listed")
def test_the_paragraph_stands_on_the_notice_before_the_first_question(client: Client) -> None:
    page = client.get(f"{START}?from=sample-list").content.decode()
    assert SAID["en"] in page and PAID["en"] in page and "Sample List" in page
    assert "How you came here" not in client.get(START).content.decode()


@pytest.mark.usefixtures("listed")
def test_what_was_shown_is_kept_with_the_draft_and_with_the_consents(claimant: Claimant) -> None:
    enter(claimant.client, accept(claimant.client))
    kept = Draft.objects.get().source
    assert kept is not None and (kept["code"], kept["version"], kept["fee"]) == ("sample-list", 1, PAID["en"])
    claimant.at = "/flickr-megaface/role/"
    claimant.walk(ADULT)
    claimant.send()
    sent = Submission.objects.get()
    consent = sent.consents.get(purpose="source")
    assert sent.source == kept
    assert (consent.body, consent.sha256) == (kept["text"]["body"], kept["text"]["sha256"])
    assert consent.given and consent.at == sent.consents.get(purpose="notice").at


def test_a_change_after_the_paragraph_was_read_keeps_what_was_read(
    client: Client, listed: Source, robin: StaffMember
) -> None:
    address = accept(client)
    sources.change(source=listed, name="Renamed", relationship=SAID, fee=PAID, by=robin, at=AT)
    enter(client, address)
    kept = Draft.objects.get().source
    assert kept is not None and kept["name"] == "Sample List"


@pytest.mark.parametrize("code", ["nobody", "Sample-List", "a%00b", "..", "x" * 300])
def test_an_unknown_code_leads_to_the_ordinary_first_page(client: Client, db: None, code: str) -> None:
    answer = client.get(f"/from/{code}/")
    assert answer.status_code == 404 or (answer.status_code, answer["Location"]) == (302, "/")
    assert client.get(f"{START}?from={code}").status_code == 200
    enter(client, accept(client, code))
    assert Draft.objects.get().source is None


def test_a_retired_code_leads_to_the_ordinary_first_page(
    client: Client, listed: Source, robin: StaffMember
) -> None:
    sources.retire(source=listed, by=robin, at=AT)
    assert client.get(HERE)["Location"] == "/"


@pytest.mark.usefixtures("listed")
def test_a_note_that_no_longer_holds_leads_back_to_the_paragraph(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = accept(client)
    monkeypatch.setattr("matters.texts.Text.as_shown", lambda text, words: text)
    assert client.get(address)["Location"] == f"{START}?from=sample-list"
