"""What people, scripts and accidents send: a message or a 404, never a fault, and nothing typed is lost."""

from collections.abc import Callable
from urllib.parse import quote

import pytest
from django.test import Client

from casefile.models import Draft
from intake import addresses
from matters.interview import Journey
from tests.intake.conftest import AGE, CHECK, START, Claimant
from tests.personas import ADULT, PARENT, TWICE, posted

LONG = "é" * 50_000
NASTY = {
    "50,000 characters": LONG,
    "one word of 60,000": "x" * 60_000,
    "NUL": "Pat\x00Example",
    "half a character, as bytes": b"Pat \xed\xa0\x80 Example",
    "broken UTF-8": b"\xff\xfe\xfd",
    "noncharacter": "\ufffe\U0010ffff",
    "right to left override": "\u202eelpmaxE",
    "invisible only": "\u200b\u2060\u3164",
    "piled accents": "a" + "\u0301" * 4_000,
    "markup": "</textarea><script>alert(1)</script>",
    "template": "{{7*7}}{% now 'Y' %}",
    "formula": "=cmd|' /C calc'!A0",
    "header": "Pat\r\nBcc: everyone@example.com",
    "placeholder": "{they} [Firm] %s %(x)s {0.__class__}",
    "number": "9" * 5_000,
    "path": "../../../../etc/passwd",
}
ODD_ADDRESSES = (
    "/flickr-megaface/no-such-page/",
    "/flickr-megaface/people/0/lived/",
    "/flickr-megaface/people/9999999999/lived/",
    f"/flickr-megaface/people/{'9' * 5000}/lived/",
    "/flickr-megaface/people/-1/lived/",
    "/flickr-megaface/people/1.5/lived/",
    "/flickr-megaface/people/٣/lived/",
    "/flickr-megaface/photos/51/face/",
    "/flickr-megaface/photos/1/role/",
    "/flickr-megaface/pets/1/lived/",
    "/flickr-megaface/role/extra/",
    "/flickr-megaface/%00/",
    "/flickr-megaface/ro%00le/",
    "/flickr-megaface/%ED%A0%80/",
    "/flickr-megaface/..%2f..%2fetc/",
    "/other-matter/role/",
    "/sent/short/",
    f"/sent/{'a' * 43}/",
    f"/sent/{'%00' * 43}/",
    f"/sent/{quote('é' * 43)}/",
)


@pytest.mark.parametrize("address", ODD_ADDRESSES)
@pytest.mark.parametrize("inside", [True, False], ids=["with a draft", "without"])
def test_an_address_that_is_none_is_not_found(claimant: Claimant, address: str, inside: bool) -> None:
    if inside:
        claimant.pass_age()
    for page in (claimant.client.get(address), claimant.client.post(address, {"role": "child"})):
        assert page.status_code in (404, 405), address


@pytest.fixture
def opened(claimant: Claimant, journey: Journey) -> tuple[Claimant, list[tuple[str, dict[str, object]]]]:
    """A parent on check answers, with every page's address and what a browser would send from it."""
    claimant.pass_age()
    claimant.walk(PARENT, lists=TWICE)
    pages = []
    for step in journey.steps(Draft.objects.get().answers):
        form = claimant.client.get(addresses.of_step(step)).context["form"]
        given = posted(form, PARENT.answers(step.page.name, step.index))
        pages.append((addresses.of_step(step), dict.fromkeys(form.fields, "") | given))
    return claimant, pages


def test_no_text_in_any_box_of_any_page_is_a_fault(
    opened: tuple[Claimant, list[tuple[str, dict[str, object]]]],
) -> None:
    claimant, pages = opened
    for address, given in pages:
        for name, typed in NASTY.items():
            # Of the longest a few boxes at a time: a whole page of them is too much for one request.
            some = list(given)[: 5 if len(typed) > 9_000 else None]
            answer = claimant.client.post(address, given | dict.fromkeys(some, typed))
            assert answer.status_code in (200, 302), (address, name, answer.status_code)
            shown = answer.content.decode()
            assert "<script>alert" not in shown, (address, name)
            if answer.status_code == 200:
                assert "<title>Error: " in shown and "error-summary" in shown, (address, name)
    assert claimant.client.get(CHECK).status_code in (200, 302)


def test_a_refused_page_gives_back_all_that_was_typed(claimant: Claimant) -> None:
    claimant.pass_age()
    claimant.walk(ADULT, until="/flickr-megaface/contact/")
    given = {"street": "12 Sample Street", "city": "x" * 5_000, "state": "IL", "phone": "nobody"}
    page = claimant.client.post(claimant.at, {**given, "preferred": "email"}).content.decode()
    for box in ('value="12 Sample Street"', "x" * 5_000, '<option value="IL" selected>', 'value="nobody"'):
        assert box in page
    assert page.count(" checked") == 1
    assert page.count('<li><a href="#id_') >= 4


@pytest.mark.parametrize(
    ("field", "value"),
    [("uploaded_year", "1900"), ("uploaded_year", "2003"), ("uploaded_month", "13"), ("uploaded_day", "31")],
)
def test_an_impossible_date_is_a_sentence_or_kept_for_the_rules_to_question(
    claimant: Claimant, field: str, value: str
) -> None:
    claimant.pass_age()
    claimant.walk(ADULT, until="/flickr-megaface/photos/1/uploaded/")
    data = {"uploaded_year": "2009", "uploaded_month": "2", "uploaded_day": "28", field: value}
    page = claimant.client.post(claimant.at, data)
    assert page.status_code in (200, 302)
    if page.status_code == 200:
        assert page.context["form"].error_links and f'value="{value}"' in page.content.decode()


def test_too_many_fields_is_a_clear_page(claimant: Claimant) -> None:
    claimant.pass_age()
    page = claimant.client.post(claimant.at, {f"field{n}": "x" for n in range(400)})
    assert page.status_code == 400 and "We could not read what was sent" in page.content.decode()


def test_too_long_a_page_is_a_clear_page(claimant: Claimant) -> None:
    claimant.pass_age()
    body = "role=" + "x" * 1_100_000
    page = claimant.client.post(claimant.at, body, content_type="application/x-www-form-urlencoded")
    assert page.status_code == 400 and "We could not read what was sent" in page.content.decode()


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("[" * 100_000, "application/json"),
        ("--x\r\nContent-Disposition: form-data; name=role\r\n\r\nmyself", "multipart/form-data; boundary=x"),
        ("role=myself", "multipart/form-data"),
        ("role=myself", "text/plain"),
        ("\x00" * 100, "application/octet-stream"),
        ("role=%ED%A0%80&role=%00", "application/x-www-form-urlencoded; charset=utf-99"),
    ],
)
def test_a_body_of_another_kind_is_no_fault(claimant: Claimant, body: str, kind: str) -> None:
    claimant.pass_age()
    for address in (claimant.at, START, AGE):
        answer = claimant.client.generic("POST", address, body.encode(), content_type=kind)
        assert answer.status_code in (200, 302, 400)


def test_somebody_elses_draft_stays_theirs(finished: Claimant, another: Callable[[], Claimant]) -> None:
    """A session that names another draft's hash, a forged token or nothing at all finds no draft."""
    stranger = another()
    stranger.pass_age()
    theirs = Draft.objects.exclude(token_sha256=_hash_of(finished)).get()
    for token in (theirs.token_sha256, str(theirs.pk), "", "x" * 43, "\x00"):
        session = finished.client.session
        session["draft"] = token
        session.save()
        assert finished.client.get("/flickr-megaface/role/").status_code == 404


def _hash_of(claimant: Claimant) -> str:
    from casefile import drafts

    return drafts.token_hash(claimant.client.session["draft"])


def test_a_forged_session_cookie_finds_nothing(claimant: Claimant) -> None:
    for key in ("x" * 32, "a b", "é", "'; DROP TABLE casefile_draft; --"):
        claimant.client.cookies["sid"] = key
        assert claimant.client.get("/flickr-megaface/role/").status_code == 404
    for raw in ('sid="\\000aaaaaaaaaaaa"', "sid=%00aaaaaaaaaaa", 'stopped="\\000"; sid=', "csrf=\x7f; =; ;"):
        answer = Client().get("/flickr-megaface/role/", headers={"cookie": raw})
        assert answer.status_code in (200, 404), raw


def test_a_page_without_its_token_says_how_not_to_lose_what_was_typed() -> None:
    strict = Client(enforce_csrf_checks=True)
    page = strict.post(START, {"go_on": "yes"})
    assert page.status_code == 403 and "Back button" in page.content.decode()


def test_pages_answer_only_the_methods_they_have(finished: Claimant) -> None:
    assert finished.client.post(CHECK).status_code == 405
    assert finished.client.put(START).status_code == 405
    assert finished.client.delete("/flickr-megaface/role/").status_code == 405
    assert finished.client.head("/flickr-megaface/role/").status_code == 200
