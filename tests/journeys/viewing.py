"""A page in every way it may be seen: two widths, the dark, 320 pixels, text at 200%; and as it is heard.

With EVERY_STATE=folder each view is pictured there too: `language/page--state--width.png`.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.journeys.walking import Walk

WIDTHS = {375: 812, 1280: 900}
FRESH, ERRORS, FILLED = "fresh", "errors", "filled"
PICTURES = os.environ.get("EVERY_STATE", "")
COLOURS = {"runOnly": ["color-contrast"]}
REFLOW = {"width": 320, "height": 640}
CONTROLS = ("textbox", "radio", "checkbox", "combobox", "button", "link", "spinbutton", "searchbox")
# A line of the tree is put in single quotes where the name holds a colon.
LINE = r"^\s*- '?"
NAMELESS = re.compile(rf"{LINE}({'|'.join(CONTROLS)})(?! \")", re.MULTILINE)
LANDMARKS = ("banner", "main", "contentinfo")
# What sticks out at the side, or is cut off inside a box that does not scroll.
NO_LEGEND = "document.querySelectorAll('fieldset:not(:has(> legend)), fieldset > legend:empty').length"
OVERFLOW = """() => {
  const wide = document.documentElement.clientWidth;
  const out = [...document.querySelectorAll("body *")].filter((e) => {
    if (!e.checkVisibility() || e.closest(".visually-hidden, .skip, pre")) return false;
    const { left, right, width } = e.getBoundingClientRect();
    return width > 0 && (right > wide + 1 || left < -1);
  });
  return out.slice(0, 3).map((e) => `sticks out: ${e.outerHTML.slice(0, 90)}`);
}"""


@dataclass
class Viewing:
    """What one visitor, in one language, sees; `done` holds the questions seen in each state already."""

    visit: Walk
    language: str
    done: set[tuple[str, str]] = field(default_factory=set)

    def see_question(self, name: str, state: str = FRESH) -> None:
        """Judge a page of questions, unless one with this heading was judged in this state before."""
        seen = self.visit.page.inner_text("h1"), state
        if seen not in self.done:
            self.done.add(seen)
            self.see(name, state)

    def see(self, name: str, state: str = FRESH) -> None:
        """Judge the page in view in every way."""
        told = [f"{self.language} {name} {state}: {one}" for one in self._told(name, state)]
        assert not told, "\n".join(told)

    def _told(self, name: str, state: str) -> Iterator[str]:
        yield from self._aloud()
        if state == ERRORS:
            yield from self._errors()
        for width, height in WIDTHS.items():
            self.visit.page.set_viewport_size({"width": width, "height": height})
            self.visit.judge()
            self._picture(f"{name}--{state}--{width}")
        yield from self._stretched()
        self.visit.page.emulate_media(color_scheme="dark")
        self.visit.judge(COLOURS)
        self._picture(f"{name}--{state}--1280-dark")
        self.visit.page.emulate_media(color_scheme="light")

    def _aloud(self) -> Iterator[str]:
        """What a screen reader has of the page: its landmarks, one h1, a name for everything to be used."""
        tree = self.visit.page.locator("body").aria_snapshot()
        for landmark in LANDMARKS:
            if len(re.findall(rf"{LINE}{landmark}:", tree, re.MULTILINE)) != 1:
                yield f"no one {landmark} landmark"
        if len(re.findall(rf"{LINE}heading .*\[level=1\]", tree, re.MULTILINE)) != 1:
            yield "no one h1 in the accessibility tree"
        yield from (f"a {found[1]} without a name" for found in NAMELESS.finditer(tree))
        if self.visit.page.evaluate(NO_LEGEND):
            yield "a group without a name"
        if not self.visit.page.title().strip():
            yield "no title"

    def _errors(self) -> Iterator[str]:
        """A refused page says so in its title, puts the reader at its problems, and leads to each of them."""
        page = self.visit.page
        if not page.title().startswith("Error: "):
            yield f"its title is {page.title()!r}"
        if page.evaluate("document.activeElement.className") != "error-summary":
            yield "the error summary has no focus"
        links = page.locator(".error-summary a")
        for at in range(links.count()):
            links.nth(at).click()
            wanted = (links.nth(at).get_attribute("href") or "").removeprefix("#")
            if page.evaluate("document.activeElement.id") != wanted:
                yield f"the link to {wanted!r} in its error summary does not lead there"
        page.evaluate("document.querySelector('.error-summary').focus()")

    def _stretched(self) -> Iterator[str]:
        """On 320 pixels, and with text twice as large, nothing sticks out (WCAG 1.4.10, 1.4.4)."""
        page = self.visit.page
        page.set_viewport_size(REFLOW)  # type: ignore[arg-type]
        yield from (f"at 320 px {one}" for one in page.evaluate(OVERFLOW))
        page.set_viewport_size({"width": 1280, "height": 900})
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        yield from (f"with text at 200% {one}" for one in page.evaluate(OVERFLOW))
        page.evaluate("document.documentElement.style.fontSize = ''")

    def _picture(self, name: str) -> None:
        if PICTURES:
            folder = Path(PICTURES) / self.language
            folder.mkdir(parents=True, exist_ok=True)
            self.visit.page.screenshot(path=folder / f"{name}.png", full_page=True)
