"""Every page of the desk reads well: on a phone and wide, in light and dark, at 320 pixels and 200% text.

The first is looked at with every `make test`, the rest with ALL=1. With EVERY_STATE=folder each view is
pictured there too, as `desk/page-width-look.png`; PAGES="queue keys" looks at these alone.
"""

import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from playwright.sync_api import BrowserContext, Route

from tests.deskpages import firm
from tests.deskpages.office import Firm
from tests.deskpages.pages import PAGES, Page
from tests.journeys.viewing import COLOURS, PICTURES, WIDTHS, Viewing
from tests.journeys.walking import RULES, TOO_SMALL, Walk

pytestmark = [pytest.mark.journey, pytest.mark.one_database, pytest.mark.django_db]
PHONE, WIDE = WIDTHS
CHEAP = {"runOnly": ["document-title", "duplicate-id-aria"]}  # what is judged whole on another page
PATIENCE = 60_000  # a long file is slow to draw
REFUSED = re.compile("403|404|409|422")
SITE = "http://localhost"  # a name under which browsers offer passkeys
ONLY = os.environ.get("PAGES", "").split()  # names of pages, or parts of them
SEEN = """() => [...document.querySelectorAll("[hidden]")].filter((e) => e.checkVisibility())
  .map((e) => `hidden, but seen: ${e.outerHTML.slice(0, 90)}`)"""
UNFOLD = "document.querySelectorAll('main details').forEach((one) => (one.open = true))"


@dataclass
class DeskViewing(Viewing):
    """What somebody of the firm sees. Axe reads a page once whole; the dark it reads once for an address."""

    dark: set[str] = field(default_factory=set)

    def on_a_phone(self, page: Page) -> Iterator[str]:
        """What is wrong on a phone in the light, and with the page as it is heard."""
        yield from self._aloud()
        yield from self.visit.page.evaluate(SEEN)
        if page.errors:
            yield from self._errors()
        yield from self._judged(RULES if page.judged else CHEAP)
        self._keep(f"{page.name}-{PHONE}-light")

    def otherwise(self, page: Page) -> Iterator[str]:
        """What is wrong on a wide screen, at 320 pixels, with text at 200%, and in the dark."""
        self._size(WIDE)
        yield from self.visit.page.evaluate(TOO_SMALL)
        self._keep(f"{page.name}-{WIDE}-light")
        yield from self._stretched()
        self.visit.page.emulate_media(color_scheme="dark")
        if page.route not in self.dark and page.judged:
            self.dark.add(page.route)
            yield from self._judged(COLOURS)
        for width in (WIDE, PHONE):
            self._size(width)
            self._keep(f"{page.name}-{width}-dark")
        self.visit.page.emulate_media(color_scheme="light")

    def _size(self, width: int) -> None:
        self.visit.page.set_viewport_size({"width": width, "height": WIDTHS[width]})

    def _judged(self, rules: Mapping[str, Any]) -> Iterator[str]:
        try:
            self.visit.judge(rules)
        except AssertionError as told:
            yield from str(told).splitlines()

    def _errors(self) -> Iterator[str]:
        if self.visit.page.locator(".error-summary").count():
            yield from super()._errors()
        else:
            yield "no error summary"

    def _keep(self, name: str) -> None:
        if PICTURES:
            folder = Path(PICTURES) / "desk"
            folder.mkdir(parents=True, exist_ok=True)
            self.visit.page.screenshot(path=folder / f"{name}.png", full_page=True, timeout=PATIENCE)


def serve(desk: Firm, page: Page) -> Callable[[Route], None]:
    """Answer a browser in this process: the page as the desk answers it, and the files it is dressed in."""
    answer = page.visited(desk)
    assert answer.status_code == page.status, (
        f"{page.name}: {answer.status_code} {answer.get('Location', '')}"
    )

    def given(route: Route) -> None:
        path = route.request.url.removeprefix(SITE)
        if path.startswith("/static/"):
            route.fulfill(path=str(finders.find(path.removeprefix("/static/"))))
        elif route.request.is_navigation_request():
            route.fulfill(status=answer.status_code, headers=dict(answer.items()), body=answer.content)
        else:
            asked = desk.client(page.who).get(path, SERVER_NAME=page.host)
            route.fulfill(status=asked.status_code, headers=dict(asked.items()), body=asked.content)

    return given


Told = Callable[[DeskViewing, Page], Iterator[str]]


def look(contexts: Callable[..., BrowserContext], told: Told) -> list[str]:
    """What is wrong with each page of a desk in full use."""
    desk, found = firm.open_desk(), list[str]()
    view = DeskViewing(Walk(contexts().new_page(), SITE, judges=False), "desk")
    for page in PAGES:
        if ONLY and not any(one in page.name for one in ONLY):
            continue
        view.visit.page.route("**/*", serve(desk, page))
        view.visit.open(page.address(desk))
        if page.opened:
            view.visit.page.evaluate(UNFOLD)
        found += [f"{page.name}: {one}" for one in told(view, page)]
        view.visit.page.unroute("**/*")
    return [*found, *(one for one in view.visit.faults if not REFUSED.search(one))]


@pytest.fixture(autouse=True)
def desk_as_set_up(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("review.queue_page.PAGE", 12)
    settings.DEMO = settings.SECOND_FACTOR_REQUIRED = False


def test_every_page_of_the_desk_reads_well_on_a_phone(contexts: Callable[..., BrowserContext]) -> None:
    found = look(contexts, DeskViewing.on_a_phone)
    assert not found, "\n".join(found)


@pytest.mark.all
def test_every_page_of_the_desk_reads_well_wide_stretched_and_dark(
    contexts: Callable[..., BrowserContext],
) -> None:
    found = look(contexts, DeskViewing.otherwise)
    assert not found, "\n".join(found)
