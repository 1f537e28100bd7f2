"""A claimant over plain HTTP, for tests and figures that need the running site and no browser."""

import json
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from datetime import date
from http.cookiejar import CookieJar

import matters
from matters.interview import Step
from tests.personas import ADULT, Persona, posted

JOURNEY = matters.load("flickr-megaface").journey
TODAY = date(2026, 11, 22)
FIRM = {"[Firm]": "Example & Sample LLP"}


@dataclass
class Claimant:
    """One browser without a screen; `answers` mirrors what the site has kept."""

    site: str
    persona: Persona = ADULT
    answers: dict[str, object] = field(default_factory=lambda: JOURNEY.prune({}))
    jar: CookieJar = field(default_factory=CookieJar)

    def __post_init__(self) -> None:
        self.browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))

    def get(self, path: str) -> tuple[str, str]:
        """Return the address a GET ends at, and the page."""
        with self.browser.open(self.site + path, timeout=30) as response:
            return response.url.removeprefix(self.site), response.read().decode()

    def post(self, path: str, data: dict[str, object]) -> tuple[str, str]:
        """Return the address a POST ends at after its redirects, and the page."""
        token = next(cookie.value for cookie in self.jar if cookie.name == "csrf")
        body = urllib.parse.urlencode({**data, "csrfmiddlewaretoken": token}, doseq=True).encode()
        with self.browser.open(self.site + path, body, timeout=30) as response:
            return response.url.removeprefix(self.site), response.read().decode()

    def enter(self) -> None:
        """Pass the notice and the age page."""
        self.get("/flickr-megaface/start/")
        at, _ = self.post("/flickr-megaface/start/", {"go_on": "yes"})
        note = urllib.parse.parse_qs(urllib.parse.urlparse(at).query)["notice"][0]
        self.post("/flickr-megaface/age/", {"notice": note, **posted_born()})

    def answer_all(self) -> None:
        """Answer every page but the signature."""
        while (step := JOURNEY.first_unanswered(self.answers)) and step.page.name != "declaration":
            self.answer(step)

    def answer(self, step: Step, **more: object) -> tuple[str, str]:
        """Answer one page, with `more` where the persona would say otherwise; return where the site leads."""
        form = JOURNEY.form(self.answers, step, today=TODAY, fill=FIRM)
        data = posted(form, {**self.persona.answers(step.page.name, step.index), **more})
        filled = JOURNEY.form(self.answers, step, today=TODAY, fill=FIRM, data=data)
        assert filled.is_valid(), (step, filled.errors)
        self.answers = JOURNEY.record(self.answers, step, filled.values())
        # A link that is typed is read back once; whoever carries the page's mark has seen it.
        return self.post(address(step), {**data, **({"heard": filled.mark} if filled.mark else {})})

    def sign(self) -> str:
        """Sign and send; return the address of the confirmation."""
        step = JOURNEY.find(self.answers, page="declaration")
        form = JOURNEY.form(self.answers, step, today=TODAY, fill=FIRM)
        at, _ = self.post(address(step), posted(form, self.persona.answers("declaration", None)))
        return at

    def walk(self) -> str:
        """The whole interview; return the address of the confirmation."""
        self.enter()
        self.answer_all()
        return self.sign()


def address(step: Step) -> str:
    """Return a page's address on the site."""
    item = "" if step.page.each is None or step.index is None else f"{step.page.each}/{step.index + 1}/"
    return f"/flickr-megaface/{item}{step.page.name}/"


def posted_born() -> dict[str, object]:
    """Return an adult's birth date as the age page sends it."""
    return {"born_year": "1985", "born_month": "6", "born_day": "15"}


def health(site: str) -> dict[str, float]:
    """Return what /healthz says, ready or not."""
    try:
        with urllib.request.urlopen(f"{site}/healthz", timeout=10) as response:  # noqa: S310
            told: dict[str, float] = json.load(response)
    except urllib.error.HTTPError as error:
        told = json.load(error)
    return told
