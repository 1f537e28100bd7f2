"""Press a button of a page without a browser: the form around it is sent as a browser would send it."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext

from tests.intake.conftest import Claimant
from tests.journeys.beside import Beside

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer


@dataclass
class Form:
    """A form of a page: where it goes, what it carries unseen, and its buttons by their words."""

    action: str
    hidden: dict[str, str] = field(default_factory=dict)
    buttons: dict[str, dict[str, str]] = field(default_factory=dict)


class Forms(HTMLParser):
    """Every form of a page, and every link by its words."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.links: dict[str, str] = {}
        self._open: dict[str, str] | None = None
        self._words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(given.get("action", "")))
        elif tag == "input" and given.get("type") == "hidden" and self.forms:
            self.forms[-1].hidden[given["name"]] = given.get("value", "")
        elif tag in ("button", "a"):
            self._open, self._words = given, ""

    def handle_data(self, data: str) -> None:
        self._words += data

    def handle_endtag(self, tag: str) -> None:
        if self._open is None or tag not in ("button", "a"):
            return
        words = " ".join(self._words.split())
        if tag == "a":
            self.links[words] = self._open.get("href", "")
        elif self.forms:
            own = {self._open["name"]: self._open.get("value", "")} if "name" in self._open else {}
            self.forms[-1].buttons[words] = own
        self._open = None


def visited(client: Client, page: Beside, language: str) -> str:
    """One page beside the questions, in the way its visitor comes to it, by the words of the language."""
    at = page.stand(Claimant(client))
    at, found = follow(client, page.path or at, client.get(page.path or at))
    *before, last = page.press or ("",)
    with translation.override(language):
        before, last = [gettext(name) for name in before], gettext(last) if last else ""
    for name in before:
        at, found = press(client, at, found, name)
    if last:
        given: dict[str, object] = dict(page.fill)
        if page.file:
            given["files"] = SimpleUploadedFile(*page.file)
        at, found = press(client, at, found, last, **given)
    return found.content.decode()


def press(client: Client, at: str, page: Answer, name: str, **given: object) -> tuple[str, Answer]:
    """Press a button or a link, with `given` filled in; return where that leads, and the page there."""
    found = Forms()
    found.feed(page.content.decode())
    for form in found.forms:
        if name in form.buttons:
            to = form.action or at
            return follow(client, to, client.post(to, {**form.hidden, **form.buttons[name], **given}))
    return follow(client, found.links[name], client.get(found.links[name]))


def follow(client: Client, at: str, page: Answer) -> tuple[str, Answer]:
    """Follow redirects to the page they end at."""
    while page.status_code in (301, 302):
        at = page["Location"]
        page = client.get(at)
    return at, page
