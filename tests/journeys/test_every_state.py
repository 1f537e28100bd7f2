"""Every page of the door, fresh, with errors and filled, in both languages, reads well however seen."""

from collections.abc import Callable

import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from casefile import sources
from tests import factories
from tests.casefile.test_sources import AT, PAID, SAID
from tests.intake.conftest import Claimant
from tests.journeys.beside import BESIDE, ERROR_PAGES, Beside
from tests.journeys.viewing import ERRORS, FILLED, FRESH, Viewing
from tests.journeys.walking import Walk
from tests.personas import ADULT, PARENT, PHOTOGRAPHER, TWICE, Persona

pytestmark = [
    pytest.mark.journey,
    pytest.mark.all,
    pytest.mark.one_database,
    pytest.mark.usefixtures("record_can_be_emptied"),
]
LANGUAGES = ("en", "es")
WALKED: dict[str, tuple[Persona, dict[str, int]]] = {
    "adult": (ADULT, {}),
    "parent": (PARENT, TWICE),
    "photographer": (PHOTOGRAPHER, {}),
}
Make = Callable[..., Viewing]
# A page that one persona saw need not be judged again for the next: by language, the heading and the state.
SEEN: dict[str, set[tuple[str, str]]] = {language: set() for language in LANGUAGES}


@pytest.fixture
def viewing(walk: Callable[..., Walk]) -> Make:
    """Make a visitor who asks for pages in a language, the way a browser asks."""

    def make(language: str) -> Viewing:
        visit = walk(locale=f"{language}-US")
        visit.judges, visit.language = False, language
        return Viewing(visit, language, done=SEEN[language])

    return make


def seat(visit: Walk, claimant: Claimant) -> None:
    """Give the browser the cookies of a claimant without one: much faster than walking there."""
    cookies = claimant.client.cookies.items()
    given = [{"name": name, "value": one.value, "url": visit.site} for name, one in cookies if one.value]
    visit.page.context.add_cookies(given)  # type: ignore[arg-type]


def speaking(language: str) -> Claimant:
    """A claimant whose browser asks for this language."""
    return Claimant(Client(headers={"accept-language": f"{language}-US,{language}"}))


def come(view: Viewing, page: Beside, claimant: Claimant) -> None:
    """Open the page as its visitor comes to it, and do there what is to be done."""
    visit = view.visit
    if page.without:
        visit.page.route(f"**/{page.without}*.js", lambda route: route.abort())
    at = page.stand(claimant)
    seat(visit, claimant)
    visit.open(page.path or at)
    *before, last = page.press or ("",)
    for name in before:
        visit.press(name)
    visit.fill(page.fill)
    if page.file:
        name, content = page.file
        sent = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
        visit.page.locator("#files").set_input_files(sent)  # type: ignore[arg-type]
    if last:
        visit.press(last)


@pytest.mark.parametrize(
    ("page", "language"),
    [
        pytest.param(page, language, id=f"{language}_{page.name}")
        for page in BESIDE
        for language in LANGUAGES
        if language == "en" or not page.desk
    ],
)
def test_every_page_beside_the_questions(viewing: Make, page: Beside, language: str) -> None:
    by = factories.make_staff()
    sources.add(code="sample-list", name="Sample List", relationship=SAID, fee=PAID, by=by, at=AT)
    view = viewing(language)
    come(view, page, speaking(language))
    view.see(page.name, ERRORS if page.errors else FRESH)
    assert len(view.visit.asked) == 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("who", list(WALKED))
def test_every_question_fresh_with_errors_and_filled(viewing: Make, who: str, language: str) -> None:
    persona, lists = WALKED[who]
    view = viewing(language)
    visit = view.visit
    claimant = speaking(language)
    claimant.pass_age()
    seat(visit, claimant)
    visit.open("/flickr-megaface/role/")
    want = dict(lists)
    while not visit.path.endswith("/check/"):
        at, name = visit.path, _name(visit)
        view.see_question(f"{who}-{name}")
        _refused(view, who)
        visit.open(at)
        _fill(visit, persona, want)
        onward = visit.path
        visit.open(at)
        view.see_question(f"{who}-{name}", FILLED)
        visit.open(onward)
    assert (visit.faults, len(visit.asked)) == ([], 1)


def _name(visit: Walk) -> str:
    return visit.path.strip("/").removeprefix("flickr-megaface/").replace("/", "-")


def _refused(view: Viewing, who: str) -> None:
    """Send the page as it is; most pages refuse that, and a page that goes on has no such state."""
    name, button = _name(view.visit), view.visit.page.locator("main form .actions .button").first
    for box in view.visit.page.locator('main input[type="text"], main textarea').all():
        box.fill("")
    with view.visit.page.expect_navigation():
        button.click()
    if view.visit.page.locator(".error-summary").count():
        view.see_question(f"{who}-{name}", ERRORS)


def _fill(visit: Walk, persona: Persona, want: dict[str, int]) -> None:
    *_, kind, number, name = ["", "", *visit.path.strip("/").split("/")]
    index = int(number) - 1 if kind in ("people", "photos") and number.isdecimal() else None
    given = dict(persona.answers(name, index))
    if index is None and want.get(name, 1) > 1:
        want[name] -= 1
        given["another"] = "yes"
    visit.fill(given)
    for _ in ("sent", "read back"):
        with visit.page.expect_navigation():
            visit.page.locator("main form .actions .button").first.click()
        if not visit.page.locator(".heard").count():
            break
    assert not visit.page.locator(".error-summary").count(), visit.page.inner_text("main")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ERROR_PAGES)
def test_every_error_page(viewing: Make, rf: RequestFactory, name: str, language: str) -> None:
    from django.utils import translation

    with translation.override(language):
        shown = render_to_string(f"{name}.html", request=rf.get("/"))
    view = viewing(language)
    address = f"{view.visit.site}/shown-{name}/"
    view.visit.page.route(address, lambda route: route.fulfill(body=shown, content_type="text/html"))
    view.visit.open(f"/shown-{name}/")
    view.see(f"error-{name}")
