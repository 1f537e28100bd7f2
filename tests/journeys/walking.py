"""A claimant's hands on a browser: read the page, fill it in, go on; each page is judged as it is seen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import Locator, Page, Request, Response

from tests.personas import Given, Persona, Stays

AXE = Axe().axe_script
# Only what was found wrong comes back: the thousands of nodes that are right cost more than the judging.
RUN_AXE = """(options) => axe.run({ ...options, resultTypes: ["violations"] })
  .then((found) => found.violations.map((v) => `${v.id}: ${v.nodes[0].html.slice(0, 200)}`))"""
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
# What axe does not see: links and descriptions that lead nowhere.
DEAD_ENDS = """() => {
  const dead = [];
  const there = (id) => document.getElementById(id) !== null;
  const all = (what) => [...document.querySelectorAll(what)];
  for (const name of ["aria-describedby", "aria-labelledby"])
    for (const e of all(`[${name}]`))
      for (const id of e.getAttribute(name).split(" ")) if (id && !there(id)) dead.push(`${name} ${id}`);
  dead.push(...all("label[for]").filter((e) => !there(e.htmlFor)).map((e) => `for ${e.htmlFor}`));
  dead.push(...all("a[href^='#']").filter((e) => !there(e.hash.slice(1))).map((e) => e.hash));
  const ids = all("[id]").map((e) => e.id);
  return [...dead, ...ids.filter((id, n) => ids.indexOf(id) !== n).map((id) => `twice ${id}`)];
}"""
# What is pressed is 44 CSS pixels high, but for a link inside a sentence; no page is wider than its screen.
TOO_SMALL = """() => {
  const pressed = "main :is(a, button, input, select, textarea), footer a";
  const hidden = (e) => !e.checkVisibility() || e.closest(".visually-hidden");
  const inline = (e) => e.tagName === "A" && getComputedStyle(e).display === "inline";
  const target = (e) => (["radio", "checkbox"].includes(e.type) && e.labels[0]) || e;
  const small = [...document.querySelectorAll(pressed)]
    .filter((e) => !hidden(e) && !inline(e) && target(e).getBoundingClientRect().height < 43.5)
    .map((e) => `too small: ${e.outerHTML.slice(0, 90)}`);
  const { scrollWidth, clientWidth } = document.documentElement;
  return scrollWidth > clientWidth ? [...small, `${scrollWidth} wide on ${clientWidth}`] : small;
}"""


@dataclass
class Walk:
    """One visit. `seen` lists the pages by address and heading, `asked` every host a request went to.

    `judges`: whether each page is judged as it comes into view, or only when `judge` is called.
    """

    page: Page
    site: str
    scripted: bool = True
    pictures: Path | None = None
    language: str = "en"
    judges: bool = True
    seen: list[tuple[str, str]] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("request", self._note_request)
        self.page.on("response", self._note_response)
        self.page.on("console", lambda message: self._note_console(message.type, message.text))

    def _note_request(self, request: Request) -> None:
        self.asked.add(request.url.split("/")[2] if "//" in request.url else request.url)

    def _note_response(self, response: Response) -> None:
        if response.status >= 500:
            self.faults.append(f"{response.status} {response.url}")

    def _note_console(self, kind: str, text: str) -> None:
        if kind == "error" and "404" not in text:
            self.faults.append(text)

    def open(self, path: str) -> None:
        self.page.goto(self.site + path)
        self.look()

    @property
    def path(self) -> str:
        return self.page.url.removeprefix(self.site).split("?")[0]

    def look(self) -> None:
        """Judge the page in view."""
        headings = self.page.locator("h1")
        assert headings.count() == 1, f"{self.path} has {headings.count()} h1"
        self.seen.append((self.path, headings.inner_text()))
        if self.scripted and self.judges:
            self.judge()
        if self.pictures:
            name = self.path.strip("/").replace("/", "-") or "landing"
            self.page.screenshot(path=self.pictures / f"{len(self.seen):02d}-{name}.png", full_page=True)

    def judge(self, rules: Mapping[str, Any] = RULES) -> None:
        """Fail with what axe, dead ends and small targets tell of the page in view."""
        self.page.evaluate(AXE)
        told = [*self.page.evaluate(RUN_AXE, dict(rules))]
        told += [*self.page.evaluate(DEAD_ENDS), *self.page.evaluate(TOO_SMALL)]
        assert not told, "\n".join(f"{self.path} {one}" for one in told)

    def said(self, name: str) -> str:
        """What a button or link of this name is called in the language of the visit."""
        with translation.override(self.language):
            return gettext(name)

    def press(self, name: str) -> None:
        name = self.said(name)
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=name).or_(
                self.page.get_by_role("link", name=name)
            ).first.click()
        self.look()

    def pass_gate(self, born: str = "1985-06-15") -> None:
        """From the landing page to the first question, or to the stop page."""
        self.open("/")
        self.press("Start")
        self.press("Yes, go on")
        self.fill({"born": born})
        self.press("Continue")

    def answer(self, given: Given, *, button: str = "Continue") -> None:
        self.fill(given)
        self.press(button)
        if self.page.locator(".heard").count():
            self.press(button)

    def fill(self, given: Mapping[str, Any]) -> None:
        for name, value in given.items():
            if self._named(f"{name}_year").count():
                self._date(name, value)
            elif self._named(f"{name}-0-state").count():
                self._places(name, value)
            elif self._named(name).count():
                self._one(self._named(name), value)

    def _named(self, name: str) -> Locator:
        return self.page.locator(f'main [name="{name}"]:not([type="hidden"])')

    def _one(self, field: Locator, value: Any) -> None:
        kind = field.first.get_attribute("type")
        tag = "select" if field.first.locator("option").count() else kind
        if tag in ("radio", "checkbox"):
            for one in value if isinstance(value, list) else [value]:
                wanted = "on" if one == "yes" and kind == "checkbox" else one
                self.page.locator(
                    f'main [name="{field.first.get_attribute("name")}"][value="{wanted}"]'
                ).check()
        elif tag == "select":
            field.select_option(value)
        else:
            field.fill(value)

    def _date(self, name: str, value: str) -> None:
        if value == "unknown":
            self._one(self._named(f"{name}_unknown"), "yes")
            return
        for part, text in zip(("year", "month", "day"), value.split("-"), strict=False):
            self._named(f"{name}_{part}").fill(text)

    def _places(self, name: str, stays: Stays) -> None:
        if stays == "unknown":
            self._one(self._named(f"{name}_unknown"), "yes")
            return
        for n, (state, start, end) in enumerate(stays):
            if n:
                self.press("Add another place")
            self._named(f"{name}-{n}-state").select_option(state)
            self._date(f"{name}-{n}-from", start)
            if end == "present":
                self._named(f"{name}-{n}-still").check()
            else:
                self._date(f"{name}-{n}-to", end)

    def interview(
        self, persona: Persona, *, until: str = "/check/", lists: Mapping[str, int] | None = None
    ) -> None:
        """Answer page after page, at least one, until an address that ends so, or check answers."""
        want, started = dict(lists or {}), len(self.seen)
        while not self.path.endswith("/check/") and not (
            len(self.seen) > started and self.path.endswith(until)
        ):
            assert len(self.seen) < 150, self.seen[-5:]
            *_, kind, number, name = ["", "", *self.path.strip("/").split("/")]
            index = int(number) - 1 if kind in ("people", "photos") and number.isdecimal() else None
            given = dict(persona.answers(name, index))
            if index is None and want.get(name, 1) > 1:
                want[name] -= 1
                given["another"] = "yes"
            before = self.page.url
            self.answer(given)
            assert not self.page.locator(".error-summary").count(), before + self.page.inner_text("main")
