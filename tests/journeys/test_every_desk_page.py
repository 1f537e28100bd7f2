"""Every page of the desk reads well: on a phone and wide, in light and dark, at 320 pixels and 200% text.

With EVERY_STATE=folder each view is pictured there too: `desk/page-width-look.png`.
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

pytestmark = [pytest.mark.journey, pytest.mark.all, pytest.mark.one_database, pytest.mark.django_db]
WIDE = 1280
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

    def told(self, name: str, route: str, *, errors: bool) -> Iterator[str]:
        yield from self._aloud()
        yield from self.visit.page.evaluate(SEEN)
        if errors:
            yield from self._errors()
        for width, height in WIDTHS.items():
            self.visit.page.set_viewport_size({"width": width, "height": height})
            yield from self._plain() if width == WIDE else self._judged()
            self._keep(f"{name}-{width}-light")
        yield from self._stretched()
        self.visit.page.emulate_media(color_scheme="dark")
        if route not in self.dark:
            self.dark.add(route)
            yield from self._judged(COLOURS)
        for width, height in reversed(WIDTHS.items()):
            self.visit.page.set_viewport_size({"width": width, "height": height})
            self._keep(f"{name}-{width}-dark")
        self.visit.page.emulate_media(color_scheme="light")

    def _judged(self, rules: Mapping[str, Any] = RULES) -> Iterator[str]:
        try:
            self.visit.judge(rules)
        except AssertionError as told:
            yield from str(told).splitlines()

    def _plain(self) -> Iterator[str]:
        yield from self.visit.page.evaluate(TOO_SMALL)

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


def test_every_page_of_the_desk(
    contexts: Callable[..., BrowserContext], settings: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr("review.queue_page.PAGE", 12)
    settings.DEMO = settings.SECOND_FACTOR_REQUIRED = False
    desk, told = firm.open_desk(), list[str]()
    view = DeskViewing(Walk(contexts().new_page(), SITE, judges=False), "desk")
    for page in PAGES:
        if ONLY and not any(one in page.name for one in ONLY):
            continue
        view.visit.page.route("**/*", serve(desk, page))
        view.visit.open(page.address(desk))
        if page.opened:
            view.visit.page.evaluate(UNFOLD)
        told += [f"{page.name}: {one}" for one in view.told(page.name, page.route, errors=page.errors)]
        view.visit.page.unroute("**/*")
    faults = [one for one in view.visit.faults if not REFUSED.search(one)]
    assert not [*told, *faults], "\n".join([*told, *faults])
