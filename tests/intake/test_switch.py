"""The switch on every page with a form of its own: what was typed comes back, nothing is judged or kept."""

import re
from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from casefile.models import ContactChange, Delivery, Draft, Pass, Tally, Upload
from tests.casefile import made_files
from tests.intake.conftest import EVIDENCE, Claimant
from tests.intake.test_coming_back import CHOOSE, CODE, COME_BACK, PAT, ask
from tests.intake.test_evidence import archive_of, file
from tests.intake.test_guard import PROOF, begun
from tests.intake.test_inviting import photographer as photographer
from tests.intake.test_languages import SPANISH
from tests.intake.test_pasting import LIST, PASTE, add, answers, links, read
from tests.intake.test_saving import SAVE
from tests.intake.test_stopping import STOP
from tests.intake.test_stopping import stopped as stopped
from tests.personas import ADULT

CONTACT = "/status/contact/"
WRONG = ("error-summary", "field--wrong", "field__error")
pytestmark = pytest.mark.django_db


def switched(client: Client, at: str, typed: dict[str, Any], *, form: str) -> str:
    """Press the switch of a page's own form, with this typed in it."""
    shown = client.get(at).content.decode()
    assert f'form="{form}" name="speak"' in shown and f'id="{form}"' in shown, at
    return pressed(client, at, typed)


def pressed(client: Client, at: str, typed: dict[str, Any]) -> str:
    answer = client.post(at, {**typed, "speak": "es"})
    page: str = answer.content.decode()
    assert answer.status_code == 200 and SPANISH in page, at
    assert [word for word in WRONG if word in page] == [], at
    return page


def test_saving_keeps_the_address_in_its_box_and_sends_nothing(claimant: Claimant) -> None:
    claimant.pass_age()
    page = switched(claimant.client, SAVE, {"email": "pat at example"}, form="save")
    assert 'value="pat at example"' in page and "Guardar y volver después" in page
    assert Draft.objects.get().email is None


def test_saving_with_an_address_known_already_sends_nothing_either(claimant: Claimant) -> None:
    claimant.pass_age()
    claimant.walk(ADULT, until="/flickr-megaface/contact/")
    assert PAT in pressed(claimant.client, SAVE, {})
    assert not Pass.objects.exists() and not Delivery.objects.exists()


@pytest.mark.parametrize("at", [COME_BACK, "/come-back/ended/"])
def test_coming_back_keeps_the_address_and_the_page(client: Client, at: str) -> None:
    page = switched(client, at, {"email": "pat@"}, form="come-back")
    assert 'value="pat@"' in page and ("Su sesión terminó" in page) == (at != COME_BACK)
    assert not Pass.objects.exists()


def test_a_half_typed_code_costs_no_try(client: Client) -> None:
    ask_for = client.post(COME_BACK, {"email": PAT})
    assert ask_for["Location"] == CODE
    page = switched(client, CODE, {"code": "1234"}, form="code")
    assert 'value="1234"' in page and "escriba aquí el código" in page
    assert Pass.objects.get().tries == 0


def test_a_choice_among_several_stays_chosen(claimant: Claimant) -> None:
    claimant.pass_age()
    claimant.answer(ADULT)
    claimant.client.post(SAVE, {"email": PAT})
    second = Claimant(Client())
    second.pass_age()
    second.answer(ADULT)
    second.client.post(SAVE, {"email": PAT})
    there = Client()
    assert there.post(ask(there))["Location"] == CHOOSE
    one = str(Draft.objects.earliest("started_at").pk)
    page = switched(there, CHOOSE, {"thing": one}, form="choose")
    assert re.search(f'value="{one}" id="thing-[12]" checked', page) and page.count(" checked") == 1
    assert "draft" not in there.session
    assert "Elija una de estas cosas" not in pressed(there, CHOOSE, {})


def test_a_correction_is_typed_on_and_not_made(claimant: Claimant) -> None:
    claimant.pass_age()
    claimant.walk(ADULT)
    claimant.send()
    page = switched(claimant.client, CONTACT, {"email": "new@", "city": "Peor"}, form="contact")
    assert 'value="new@"' in page and 'value="Peor"' in page
    assert not ContactChange.objects.exists()


@pytest.fixture
def listing(claimant: Claimant) -> Claimant:
    claimant.pass_age()
    claimant.walk(ADULT, until=LIST)
    return claimant


def test_pasted_links_come_back_unread(listing: Claimant) -> None:
    page = switched(listing.client, PASTE, {"links": f"{links(1)}\nmy holiday"}, form="paste")
    assert "my holiday</textarea>" in page and "Leer estos enlaces" in page
    assert "Pegue al menos un enlace" not in pressed(listing.client, PASTE, {"links": " "})


def test_the_lines_of_a_chosen_file_come_back_in_the_box(listing: Claimant) -> None:
    chosen = file(links(1, 3500000777).encode(), "links.txt")
    assert "3500000777/</textarea>" in pressed(listing.client, PASTE, {"links": "", "file": chosen})
    page = pressed(listing.client, PASTE, {"links": "", "file": file(b"\x00\x01", "photo.jpg")})
    assert "Este archivo no es una lista" not in page


@pytest.mark.parametrize("text", [links(2), "my holiday"], ids=["with photos", "with none"])
def test_links_that_were_read_are_shown_as_they_are_read(listing: Claimant, text: str) -> None:
    before, reading = answers(), read(listing, text).context["reading"]
    page = pressed(listing.client, PASTE, {"links": text, "mark": reading.mark})
    assert "Cómo leímos sus enlaces" in page and answers() == before
    assert ("Agregar estas 2 fotos" in page) == (text != "my holiday")
    assert f'name="mark" value="{reading.mark}"' in page


def test_questions_for_many_photos_keep_ticks_and_half_a_date(listing: Claimant) -> None:
    at = add(listing, links(3))["Location"]
    before = answers()
    typed = {"taken_year": "20x9", "differs-author": "on", "license": "cc0"}
    page = switched(listing.client, at, typed, form="together")
    assert 'value="20x9"' in page and 'name="differs-author" value="on"' in page
    assert 'id="id_differs-author" checked' in page and 'id="id_differs-taken" checked' not in page
    assert answers() == before


def test_files_of_an_account_keep_which_photos_were_ticked(finished: Claimant) -> None:
    at = archive_of(finished)
    before = Draft.objects.get().answers
    page = switched(finished.client, at, {"photo": ["3500000002"]}, form="photos-of-file")
    assert 'id="photo-3500000002" checked' in page and page.count(" checked") == 1
    shown = finished.client.post(at, {"photo": ["3500000000", "3500000002"]}).content.decode()
    assert 'form="use" name="speak"' in shown and 'name="seen"' in shown
    keys = [part.split('"')[0] for part in shown.split('name="replace" value="')[1:]]
    again = {"photo": ["3500000000", "3500000002"], "replace": keys[:1], "seen": "1"}
    page = pressed(finished.client, at, again)
    assert "¿Usar estas respuestas?" in page and page.count(" checked") == len(keys[:1])
    assert Draft.objects.get().answers == before


def test_no_file_travels_for_a_switch(finished: Claimant) -> None:
    """A page cannot put a chosen file back, so the switch there is a form of its own."""
    page = finished.client.get(EVIDENCE).content.decode()
    assert (
        'form="upload" name="speak"' not in page and 'name="next" value="/flickr-megaface/evidence/"' in page
    )
    chosen = {"files": [file(made_files.image("JPEG"))]}
    back = finished.client.post("/language/", {"speak": "es", "next": EVIDENCE, **chosen})
    assert back["Location"] == EVIDENCE and not Upload.objects.exists()


def test_nothing_is_typed_on_the_stop_page_and_nothing_chosen_by_a_switch(stopped: Claimant) -> None:
    assert 'name="next" value="/flickr-megaface/stop/"' in stopped.client.get(STOP).content.decode()
    page = pressed(stopped.client, STOP, {"facts": "1.face"})
    assert "Dejamos de hacer preguntas" in page and "stop" not in Draft.objects.get().answers["one"]


def test_the_short_check_keeps_the_address_and_the_code(
    claimant: Claimant, another: Any, settings: Settings
) -> None:
    settings.FLOOD_STARTS_A_NETWORK = 1
    begun(another())
    assert begun(claimant)["Location"] == PROOF
    tried = Tally.objects.count()
    page = switched(claimant.client, PROOF, {"email": "pat@"}, form="ask")
    assert 'value="pat@"' in page and Tally.objects.count() == tried
    shown = claimant.client.get(PROOF).content.decode()
    assert 'form="ask" name="send_code" value="1" tabindex="-1"' in shown, "Return asks for a code"
    assert claimant.client.post(PROOF, {"send_code": "1", "email": PAT})["Location"] == PROOF
    tried = Tally.objects.count()
    page = switched(claimant.client, PROOF, {"code": "12 34"}, form="enter")
    assert 'value="12 34"' in page and Tally.objects.count() == tried


def test_a_private_link_is_shown_on_and_no_other_is_made(client: Client, photographer: Any) -> None:
    at = f"/sent/{photographer.token}/invite/"
    shown = client.post(at)
    made, tried = shown.context["made"], Tally.objects.count()
    assert 'form="invite" name="speak"' in shown.content.decode()
    page = pressed(client, at, {"made": made})
    assert f"/asked/{made}/" in page and "Aquí está su enlace" in page
    for forged in ("", "x", f"{made}x"):
        assert "/asked/" not in pressed(client, at, {"made": forged})
    assert Tally.objects.count() == tried


def test_a_language_we_do_not_have_sends_nothing_either(claimant: Claimant) -> None:
    claimant.pass_age()
    page = claimant.client.post(SAVE, {"email": PAT, "speak": "fr"})
    assert page.status_code == 200 and f'value="{PAT}"' in page.content.decode()
    assert Draft.objects.get().email is None and not Pass.objects.exists()
