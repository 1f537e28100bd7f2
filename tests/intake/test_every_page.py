"""What holds on every page of the door: headers, landmarks, the firm's name, and no third party."""

import re
from email.message import EmailMessage
from functools import cache
from html.parser import HTMLParser

import pytest
from django.test import Client, RequestFactory
from django.urls import get_resolver
from pytest_django.fixtures import Settings

import matters
from casefile.models import Draft
from intake import addresses
from tests.intake.conftest import AGE, CHECK, DECLARATION, START, Claimant
from tests.personas import ADULT

OUTSIDE = ("/start/", "/facts/", "/save-first/")
ERROR_TEMPLATES = ("400", "403", "403_csrf", "404", "429", "500")

Pages = dict[str, tuple[str, dict[str, str]]]


class Seen(HTMLParser):
    """The tags of a page that matter here."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def seen(page: str) -> list[tuple[str, dict[str, str | None]]]:
    parser = Seen()
    parser.feed(page)
    return parser.tags


@cache
def visited() -> Pages:
    """One walk serves every test here; what it read does not change."""
    return visit(Claimant(Client()))


@pytest.fixture
def pages(db: None) -> Pages:
    """Every page of an adult's interview, with its headers; fresh, filled and with errors."""
    return visited()


def visit(claimant: Claimant) -> Pages:
    claimant.pass_age()
    claimant.walk(ADULT)
    journey = matters.load("flickr-megaface").journey
    steps = [addresses.of_step(step) for step in journey.steps(Draft.objects.get().answers)]
    note = claimant.accept_notice()
    public = ["/", "/flickr-megaface/facts/", "/flickr-megaface/save-first/"]
    plain = [*public, START, f"{AGE}?notice={note}", CHECK, DECLARATION, "/no-such-page/", "/outbox/"]
    visits = [*plain, *steps, "/flickr-megaface/people/1/person/?change=1"]
    found = {path: claimant.client.get(path) for path in visits}
    found |= {f"{path} with errors": claimant.client.post(path, {}) for path in steps}
    found["refused"] = claimant.client.post(START, {"go_on": "no"})
    claimant.at = DECLARATION
    found["sent"] = claimant.client.get(claimant.answer(ADULT))
    found["lost"] = Client().get(CHECK)
    return {name: (page.content.decode(), dict(page.headers)) for name, page in found.items() if page.content}


def test_every_page_carries_the_headers(pages: Pages) -> None:
    assert len(pages) > 40
    for name, (_, headers) in pages.items():
        assert headers["Cache-Control"] == "no-store", name
        assert headers["Referrer-Policy"] == "no-referrer", name
        assert headers["X-Frame-Options"] == "DENY" and headers["X-Content-Type-Options"] == "nosniff"
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy and "http" not in policy, name
        assert "camera=()" in headers["Permissions-Policy"], name


def test_no_page_names_another_site(pages: Pages) -> None:
    for name, (page, _) in pages.items():
        for tag, given in seen(page):
            for attribute in ("src", "href", "action", "srcset", "poster", "formaction", "style", "onclick"):
                target = given.get(attribute) or ""
                assert not re.match(r"(?i)\s*(https?:)?//", target), f"{name}: <{tag} {attribute}={target}>"
            assert "style" not in given and not any(key.startswith("on") for key in given), name


def test_every_page_has_one_h1_the_landmarks_and_the_firm(
    pages: Pages,
) -> None:
    for name, (page, _) in pages.items():
        tags = [tag for tag, _ in seen(page)]
        for one in ("h1", "main", "header", "footer", "title"):
            assert tags.count(one) == 1, f"{name} has {tags.count(one)} {one}"
        assert "Example &amp; Sample LLP" in page and "1 Example Plaza" in page, name
        assert "Attorney advertising" in page and "312-555-0100" in page and "intake@firm.example" in page, (
            name
        )


def test_help_stands_in_the_same_order_everywhere(pages: Pages) -> None:
    assert len({page[page.index("<footer") : page.index("</footer>")] for page, _ in pages.values()}) == 1


def test_every_page_inside_the_interview_can_be_ended_and_left_backward(
    pages: Pages,
) -> None:
    for name, (page, _) in pages.items():
        if "/flickr-megaface/" in name and not name.endswith(OUTSIDE) and "/age/" not in name:
            assert "I am on a shared computer: end here" in page, name
            assert '<p class="back"><a href="/' in page, name


def test_a_page_with_errors_says_so_first(pages: Pages) -> None:
    wrong = {name: page for name, (page, _) in pages.items() if name.endswith("with errors")}
    complaining = [page for page in wrong.values() if "error-summary" in page]
    assert len(complaining) > 15
    for page in complaining:
        assert "<title>Error: " in page and page.index("error-summary") < page.index("<h1")


def test_no_page_tells_an_outcome(pages: Pages) -> None:
    for name, (page, _) in pages.items():
        for word in ("eligible", "qualify", "BIPA", "statute", "you have until"):
            assert word not in page, f"{name} says {word}"


def test_the_first_page_takes_three_requests_with_its_icon(pages: Pages) -> None:
    tags = seen(pages["/"][0])
    fetched = [
        given for tag, given in tags if tag in ("script", "img") or (tag == "link" and "href" in given)
    ]
    assert len(fetched) == 2, fetched  # style and icon, beside the page itself


def test_a_question_says_where_in_its_stage_it_stands_only_where_that_is_sure(pages: Pages) -> None:
    assert "question 2 of about 3" in pages["/flickr-megaface/photos/1/uploaded/"][0]
    assert "question " not in pages["/flickr-megaface/people/1/person/"][0].split("<h1")[0]


@pytest.mark.parametrize("name", ERROR_TEMPLATES)
def test_error_pages_are_in_house_style(name: str, rf: RequestFactory) -> None:
    from django.template.loader import render_to_string

    page = render_to_string(f"{name}.html", request=rf.get("/"))
    assert page.count("<h1") == 1 and "Example &amp; Sample LLP" in page and "Attorney advertising" in page
    assert "What you can do" in page


def test_a_fault_of_ours_shows_our_page(rf: RequestFactory) -> None:
    handler = get_resolver().resolve_error_handler(500)
    answer = handler(rf.get("/"))
    assert answer.status_code == 500 and "Example &amp; Sample LLP" in answer.content.decode()


def test_the_demonstrations_mail_can_be_read_and_its_attachment_taken(
    client: Client, settings: Settings
) -> None:
    letter = EmailMessage()
    letter["Subject"], letter["To"], letter["From"] = (
        "A <b>receipt</b>",
        "pat@example.com",
        "intake@firm.example",
    )
    letter.set_content("We have your answers.")
    letter.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="packet.pdf")
    settings.OUTBOX.mkdir(parents=True)
    (settings.OUTBOX / "1.eml").write_bytes(bytes(letter))
    page = client.get("/outbox/").content.decode()
    assert "A &lt;b&gt;receipt&lt;/b&gt;" in page and "We have your answers." in page
    assert client.get("/outbox/1.eml/0").content == b"%PDF"
    assert 'href="/outbox/1.eml/0"' in page


def test_pages_travel_packed_and_files_as_they_are(client: Client, settings: Settings) -> None:
    asked = {"accept-encoding": "gzip"}
    assert client.get("/flickr-megaface/facts/", headers=asked)["Content-Encoding"] == "gzip"
    settings.OUTBOX.mkdir(parents=True)
    letter = EmailMessage()
    letter.set_content("Words.")
    letter.add_attachment(b"%PDF" * 200, maintype="application", subtype="pdf", filename="packet.pdf")
    (settings.OUTBOX / "1.eml").write_bytes(bytes(letter))
    assert "Content-Encoding" not in client.get("/outbox/1.eml/0", headers=asked)
