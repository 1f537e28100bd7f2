"""Every page of the door, fresh, with errors and filled, in both languages, reads well however seen."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from casefile import sources
from tests import factories
from tests.casefile.test_sources import AT, PAID, SAID
from tests.intake.conftest import AGE, Claimant
from tests.journeys.beside import BESIDE, ERROR_PAGES, Beside
from tests.journeys.viewing import ERRORS, FILLED, FRESH, Viewing
from tests.journeys.walking import Walk
from tests.personas import ADULT, PARENT, PHOTOGRAPHER, TWICE, Persona

pytestmark = [pytest.mark.journey, pytest.mark.all, pytest.mark.usefixtures("record_can_be_emptied")]
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
        visit.judges = False
        return Viewing(visit, language, done=SEEN[language])

    return make


def seat(visit: Walk, claimant: Claimant) -> None:
    """Give the browser the session of a claimant without one: much faster than walking there."""
    session = claimant.client.cookies[settings.SESSION_COOKIE_NAME]
    visit.page.context.add_cookies([{"name": session.key, "value": session.value, "url": visit.site}])


def stand(visit: Walk, page: Beside) -> str:
    """Bring the visitor to where a page can be seen; return its address."""
    claimant = Claimant(Client())
    if page.stand in ("checked", "sent"):
        claimant.pass_age()
        claimant.walk(page.persona, lists=dict(TWICE) if page.persona is PARENT else {})
        seat(visit, claimant)
    if page.stand == "sent":
        return claimant.send(page.persona)
    if page.stand == "child":
        born = {"born_year": "2014", "born_month": "4", "born_day": "30"}
        claimant.client.post(AGE, {"notice": claimant.accept_notice(), **born})
        visit.page.context.add_cookies([{"name": "stopped", "value": "stopped", "url": visit.site}])
        return "/flickr-megaface/start/"
    return page.path


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", BESIDE, ids=lambda page: page.name)
def test_every_page_beside_the_questions(viewing: Make, page: Beside, language: str) -> None:
    by = factories.make_staff()
    sources.add(code="sample-list", name="Sample List", relationship=SAID, fee=PAID, by=by, at=AT)
    view = viewing(language)
    view.visit.open(stand(view.visit, page))
    for name in page.press:
        view.visit.press(name)
    view.see(page.name, ERRORS if page.errors else FRESH)
    assert len(view.visit.asked) == 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("who", list(WALKED))
def test_every_question_fresh_with_errors_and_filled(viewing: Make, who: str, language: str) -> None:
    persona, lists = WALKED[who]
    view = viewing(language)
    visit = view.visit
    claimant = Claimant(Client())
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
