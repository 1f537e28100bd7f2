"""Spanish and English on every page: the switch loses nothing, and what is kept says what was shown."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation
from django.utils.translation import trans_real

import matters
from casefile import pipeline, printing
from casefile.models import Answer, Consent, Delivery, Draft, Submission
from intake import addresses
from matters.fields.places import STATES
from review import masking, sheet
from tests.intake.conftest import AGE, CHECK, DECLARATION, START, Claimant
from tests.intake.test_every_page import visit
from tests.packets import reading
from tests.personas import ADULT, PARENT, PHOTOGRAPHER, TWICE, Persona

LANGUAGE = "/language/"
SPANISH = '<html lang="es" dir="ltr">'
# Words that no Spanish sentence has, nor anything these claimants type: also what was never marked shows.
ENGLISH_WORDS = re.compile(r"\b(?:the|you|your|this|was|what|when|with|and|of|for|know|please|why)\b", re.I)


def speak(claimant: Claimant, language: str = "es", back: str = "/") -> None:
    response = claimant.client.post(LANGUAGE, {"speak": language, "next": back})
    assert (response.status_code, response["Location"]) == (302, back)


def text(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def spanish() -> Any:
    return trans_real.translation("es")._catalog  # type: ignore[attr-defined]


@pytest.fixture
def missed(monkeypatch: pytest.MonkeyPatch) -> Iterator[set[str]]:
    """Every sentence asked for in Spanish that the catalogue does not have."""
    found: set[str] = set()
    asked = trans_real.gettext

    def watched(message: str) -> str:
        catalog = spanish()
        if trans_real.get_language() == "es" and message and message not in catalog:
            found.add(message)
        return asked(message)

    monkeypatch.setattr(trans_real, "gettext", watched)
    for name in ("gettext", "ugettext"):
        monkeypatch.setattr(translation._trans, name, watched, raising=False)  # type: ignore[attr-defined]
    yield found


def english_sentences() -> set[str]:
    """What a Spanish page must not say: every sentence that is worded otherwise in Spanish."""
    catalog = spanish()
    states = {str(name) for _, name in STATES}
    return {
        " ".join(unescape(re.sub(r"<[^>]+>", " ", message)).split())
        for message, said in ((key, str(catalog[key])) for key in catalog.keys() if isinstance(key, str))  # noqa: SIM118
        if len(message.split()) > 3 and message != said and not re.search(r"[{%]", message)
        and message not in states
    }  # fmt: skip


@pytest.mark.parametrize(
    ("persona", "lists"),
    [(ADULT, None), (PARENT, TWICE), (PHOTOGRAPHER, None)],
    ids=["adult", "parent", "taker"],
)
def test_an_interview_in_spanish_says_nothing_in_english(
    claimant: Claimant, missed: set[str], persona: Persona, lists: dict[str, int] | None
) -> None:
    speak(claimant)
    claimant.pass_age()
    seen: dict[str, str] = {}
    claimant.walk(persona, lists=lists)
    journey = matters.load("flickr-megaface").journey
    for step in journey.steps(Draft.objects.get().answers):
        at = addresses.of_step(step)
        seen[at] = claimant.client.get(at).content.decode()
        seen[f"{at} with errors"] = claimant.client.post(at, {}).content.decode()
    seen[CHECK] = claimant.client.get(CHECK).content.decode()
    claimant.at = DECLARATION
    seen["sent"] = claimant.client.get(claimant.answer(persona)).content.decode()
    assert missed == set()
    left = english_sentences()
    assert len(left) > 200
    for name, page in seen.items():
        if page:
            assert SPANISH in page, name
            said = text(page)
            assert [sentence for sentence in left if sentence in said] == [], name
            assert sorted(set(ENGLISH_WORDS.findall(said))) == [], name


def test_the_pages_around_the_interview_are_in_spanish_too(claimant: Claimant, missed: set[str]) -> None:
    speak(claimant)
    pages = visit(claimant)
    for name, (page, _) in pages.items():
        if not name.startswith("/outbox/") and name != "lost":  # another browser, which asked for nothing
            assert SPANISH in page, name
    assert missed == set()


def test_the_switch_brings_back_what_was_typed_and_keeps_nothing(claimant: Claimant) -> None:
    claimant.pass_age()
    claimant.walk(ADULT, until="/flickr-megaface/you/")
    before = Draft.objects.get().answers
    typed = {"first": "Ana <b>", "last": "", "email": "not an address"}
    page = claimant.client.post(claimant.at, {**typed, "speak": "es"})
    html = page.content.decode()
    assert page.status_code == 200 and SPANISH in html and "Su nombre" in html
    assert 'value="Ana &lt;b&gt;"' in html and 'value="not an address"' in html
    assert "error-summary" not in html and "field--wrong" not in html
    assert Draft.objects.get().answers == before
    back = claimant.client.post(claimant.at, {**typed, "speak": "en"}).content.decode()
    assert '<html lang="en"' in back and 'value="Ana &lt;b&gt;"' in back


def test_the_switch_keeps_places_dates_and_ticks_as_they_stand(claimant: Claimant) -> None:
    claimant.pass_age()
    claimant.walk(ADULT, until="/flickr-megaface/people/1/lived/")
    boxes = {
        "states-0-state": "IL", "states-0-from_year": "20x4", "states-0-still": "on",
        "states-1-state": "WI", "states-1-to_month": "mayo", "illinois": "no",
    }  # fmt: skip
    html = claimant.client.post(claimant.at, {**boxes, "speak": "es"}).content.decode()
    assert html.count('<fieldset class="place">') == 2 and "error-summary" not in html
    assert 'value="20x4"' in html and 'value="mayo"' in html
    assert re.search(r'value="IL" selected', html) and re.search(r'value="no"[^>]*checked', html)


def test_a_language_that_we_do_not_have_changes_nothing(claimant: Claimant) -> None:
    for wanted in ("fr", "", "es\x00", "x" * 5000):
        response = claimant.client.post(LANGUAGE, {"speak": wanted, "next": "/"})
        assert response.status_code == 302 and settings.LANGUAGE_COOKIE_NAME not in response.cookies
    claimant.pass_age()
    shown = claimant.client.post(claimant.at, {"role": "myself", "speak": "fr"})
    assert '<html lang="en"' in shown.content.decode() and Draft.objects.get().answers == {}


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "javascript:x()", "", "\\\\x"])
def test_the_switch_leads_to_no_other_site(client: Client, back: str) -> None:
    assert client.post(LANGUAGE, {"speak": "es", "next": back})["Location"] == "/"


def test_a_get_does_not_change_the_language(client: Client) -> None:
    assert client.get(LANGUAGE, {"speak": "es"}).status_code == 405


def test_the_cookie_holds_two_letters_and_is_closed_to_scripts(claimant: Claimant) -> None:
    speak(claimant)
    cookie = claimant.client.cookies[settings.LANGUAGE_COOKIE_NAME]
    assert (cookie.value, cookie["httponly"], cookie["samesite"], cookie["path"]) == ("es", True, "Lax", "/")


def test_a_child_leaves_no_language_behind_and_reads_both(claimant: Claimant) -> None:
    speak(claimant)
    born = {"born_year": "2012", "born_month": "5", "born_day": "2"}
    page = claimant.client.post(AGE, {"notice": claimant.accept_notice(), **born})
    assert page.cookies[settings.LANGUAGE_COOKIE_NAME].value == ""
    assert "personas adultas" in page.content.decode() and "for adults" in page.content.decode()
    assert 'name="speak"' not in page.content.decode()
    kept = {name for name, cookie in claimant.client.cookies.items() if cookie.value}
    assert kept == {"stopped"}
    again = claimant.client.post(LANGUAGE, {"speak": "es", "next": START})
    assert settings.LANGUAGE_COOKIE_NAME not in again.cookies


@pytest.mark.django_db
def test_whoever_chose_nothing_reads_what_the_browser_asks_for(client: Client) -> None:
    assert SPANISH in client.get("/", headers={"accept-language": "es-MX,es;q=0.9"}).content.decode()
    assert '<html lang="en"' in client.get("/", headers={"accept-language": "fr"}).content.decode()


@pytest.mark.parametrize("address", ["/desk/sign-in/", "/outbox/"])
def test_the_firms_own_pages_stay_english(claimant: Claimant, address: str) -> None:
    speak(claimant)
    page = claimant.client.get(address).content.decode()
    assert '<html lang="en"' in page and 'name="speak"' not in page


def test_every_page_offers_the_other_language_in_its_own_words(claimant: Claimant) -> None:
    for name, (page, _) in visit(claimant).items():
        if not name.startswith("/outbox/"):
            assert re.search(r'name="speak" value="es" lang="es">Español<', page), name
            form = re.search(r'form="(\w+)" name="speak"', page)
            assert form is None or f'id="{form[1]}"' in page, name


def test_another_device_goes_on_in_the_language_of_the_draft(claimant: Claimant) -> None:
    speak(claimant)
    claimant.pass_age()
    claimant.answer(ADULT)
    assert Draft.objects.get().language == "es"
    del claimant.client.cookies[settings.LANGUAGE_COOKIE_NAME]
    assert SPANISH in claimant.client.get(claimant.at).content.decode()


def sent_in_spanish(claimant: Claimant, persona: Persona = ADULT) -> Submission:
    speak(claimant)
    claimant.pass_age()
    claimant.walk(persona)
    claimant.send(persona)
    return Submission.objects.get()


def test_a_transcript_keeps_both_languages_and_its_headings_in_english(claimant: Claimant) -> None:
    file = sent_in_spanish(claimant)
    assert file.language == "es"
    line = Answer.objects.get(question="4.6")
    assert line.stage == "First questions" and line.item == "Photo 1"
    assert line.content == {
        "wording": "¿Podía cualquiera ver esta foto en Flickr en la primavera de 2014?",
        "value": "yes",
        "shown": "Sí, era pública",
        "english": {
            "wording": "Could anybody see this photo on Flickr in spring 2014?",
            "shown": "Yes, it was public",
        },
    }
    spoken = set(Consent.objects.values_list("purpose", "language"))
    assert spoken == {(purpose, "es") for purpose in ("notice", "truth", "esign", "privacy", "texts")}


def test_the_evidence_of_a_spanish_file_is_found_by_its_english_wording(claimant: Claimant) -> None:
    file = sent_in_spanish(claimant)
    matter = matters.load(file.matter)
    lines = tuple(printing.line(answer) for answer in file.lines.all())
    found = {(line.page, line.question) for line in matter.evidence(lines)}
    assert ("found", "5.1") in found and ("more", "2.3") in found


def test_the_receipt_is_in_the_language_of_the_file(claimant: Claimant) -> None:
    file = sent_in_spanish(claimant)
    with translation.override("en"):
        pipeline.advance(file.pk, file.submitted_at)
        receipt = printing.compose(Delivery.objects.get(kind=Delivery.RECEIPT), at=file.submitted_at)
        papers = printing.contents(file, version=1, at=file.submitted_at)
    assert receipt.subject == f"{settings.FIRM_NAME}: tenemos sus respuestas (referencia {file.reference})"
    assert "Están en el bufete, que las leerá" in str(receipt.body)
    said = [line for stage in papers.stages for group in stage.groups for line in group.answers]
    first = next(line for line in said if line.original)
    assert (first.wording, first.answer) == ("Who are you here for?", "Myself: I am in the photos")
    assert first.original == ("¿Por quién está usted aquí?", "Por mí: yo aparezco en las fotos")


def test_the_claimants_own_copy_of_a_spanish_file_is_in_spanish_throughout(claimant: Claimant) -> None:
    file = sent_in_spanish(claimant)
    with translation.override("en"):
        pages = reading.opened(printing.print_copy(file, at=file.submitted_at)).pages
    said = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert "Primeras preguntas: Foto 1" in said and "Página 1 de" in said and "Tal como las envió a" in said
    assert sorted(set(ENGLISH_WORDS.findall(said))) == []
    assert [sentence for sentence in english_sentences() if sentence in said] == []


def test_the_desk_reads_english_first_and_the_original_beneath(claimant: Claimant) -> None:
    file = sent_in_spanish(claimant)
    reply = sheet._reply(file.lines.get(question="4.6"), masking.Mask())
    assert (reply.wording, reply.shown) == (
        "Could anybody see this photo on Flickr in spring 2014?",
        "Yes, it was public",
    )
    assert reply.original == (
        "¿Podía cualquiera ver esta foto en Flickr en la primavera de 2014?",
        "Sí, era pública",
    )


def test_the_watch_sees_a_sentence_that_is_not_translated(missed: set[str]) -> None:
    with translation.override("es"):
        translation.gettext("A sentence nobody translated")
        str(translation.gettext_lazy("Another such sentence"))
    assert missed == {"A sentence nobody translated", "Another such sentence"}
