"""A real browser on a served site: a phone, or a desk, with scripts or without."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.journeys.walking import Walk

# Playwright keeps an event loop in this thread, and Django would refuse rows to it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
PHONE = {"width": 375, "height": 812}
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture
def contexts(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    opened: list[BrowserContext] = []

    def make(**options: object) -> BrowserContext:
        context = browser.new_context(**{"viewport": PHONE, "locale": "en-US", **options})  # type: ignore[arg-type]
        context.set_default_timeout(10_000)
        opened.append(context)
        return context

    yield make
    for context in opened:
        context.close()


@pytest.fixture
def walk(live_server: object, contexts: Callable[..., BrowserContext]) -> Callable[..., Walk]:
    """Make a walk through the served site; options are those of a browser context."""

    def make(*, pictures: Path | None = None, kind: type[Walk] = Walk, **options: object) -> Walk:
        page: Page = contexts(**options).new_page()
        scripted = options.get("java_script_enabled", True) is True
        return kind(page, str(live_server), scripted=scripted, pictures=pictures)

    return make
