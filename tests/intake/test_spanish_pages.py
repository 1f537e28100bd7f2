"""Every page beside the questions, and every letter, in Spanish: nothing in English, nothing missed."""

import re
from collections.abc import Iterator
from dataclasses import replace
from http.cookies import SimpleCookie

import pytest
from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils import translation

from casefile import decline_letters, sources, writing
from tests import factories
from tests.casefile.test_sources import AT, PAID, SAID
from tests.intake.conftest import Claimant
from tests.intake.test_languages import ENGLISH_WORDS, SPANISH, english_sentences, text
from tests.intake.test_languages import missed as missed
from tests.journeys.beside import BESIDE, ERROR_PAGES, Beside
from tests.journeys.stands import Stand, nobody
from tests.validity.pressing import visited

# The outbox is the demonstration's own; whoever is under 18 reads both languages on one page.
OTHERWISE = ("outbox", "stopped")
# Names that are English in any language.
NAMES = re.compile(r"Your Flickr Data|The MegaFace Benchmark|The New York Times")
STANDS: dict[Stand, list[Beside]] = {}
for _page in BESIDE:
    if not _page.desk and _page.name not in OTHERWISE:
        STANDS.setdefault(_page.stand, []).append(_page)
# Written to people of the firm, in English.
TO_STAFF = {
    "held_deadline", "audit_head", "audit_fault", "account_changed", "staff_invited", "deadline_near",
    "deadline_digest",
}  # fmt: skip
LETTERS = [*sorted(set(writing.KINDS) - TO_STAFF - {decline_letters.KIND}), "receipt"]  # its words are a text
pytestmark = pytest.mark.django_db


@pytest.fixture
def source(db: None) -> None:
    robin = factories.make_staff()
    sources.add(code="sample-list", name="Sample List", relationship=SAID, fee=PAID, by=robin, at=AT)


def speaking_spanish(client: Client) -> Client:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "es"
    return client


def in_english(page: str) -> list[str]:
    said = NAMES.sub("", text(re.sub(r"<(script|style)\b.*?</\1>", " ", page, flags=re.S)))
    whole = [sentence for sentence in english_sentences() if sentence in said]
    return whole + sorted(set(ENGLISH_WORDS.findall(said)))


@pytest.mark.usefixtures("source")
@pytest.mark.parametrize("stand", STANDS, ids=lambda stand: stand.__name__)
def test_the_pages_seen_from_here_say_nothing_in_english(stand: Stand, missed: set[str]) -> None:
    visitor = Claimant(speaking_spanish(Client()))
    at = stand(visitor)
    cookies = dict(speaking_spanish(visitor.client).cookies)
    for page in STANDS[stand]:
        with transaction.atomic():  # each finds the record as the stand left it
            seen = visited(visitor.client, replace(page, path=page.path or at, stand=nobody), "es")
            transaction.set_rollback(True)
        visitor.client.cookies = SimpleCookie({name: one.value for name, one in cookies.items()})
        assert SPANISH in seen, page.name
        assert (in_english(seen), missed) == ([], set()), page.name
        assert ("error-summary" in seen) == page.errors, page.name


@pytest.mark.parametrize("name", ERROR_PAGES)
def test_a_page_for_a_fault_says_nothing_in_english(name: str, rf: RequestFactory, missed: set[str]) -> None:
    with translation.override("es"):
        for kept in (True, False):
            seen = render_to_string(f"{name}.html", {"kept": kept, "path": "/"}, request=rf.get("/"))
            assert SPANISH in seen and in_english(seen) == []
    assert missed == set()


@pytest.fixture
def spanish() -> Iterator[None]:
    with translation.override("es"):
        yield


@pytest.mark.parametrize("kind", LETTERS)
@pytest.mark.usefixtures("spanish")
def test_a_letter_says_nothing_in_english(kind: str, missed: set[str]) -> None:
    said = render_to_string(f"email/{kind}.txt", {"firm": "Example & Sample LLP"})
    assert in_english(said) == [] and missed == set()
    assert kind == "receipt" or len(said.split()) > 20
