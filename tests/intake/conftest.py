"""A claimant at a keyboard, without a browser: past the age page, and through the interview page by page."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.core.cache import cache
from django.test import Client

import matters
from matters.interview import Step
from tests.personas import ADULT, Persona, posted

START, AGE = "/flickr-megaface/start/", "/flickr-megaface/age/"
EVIDENCE = "/flickr-megaface/evidence/"
CHECK, DECLARATION = "/flickr-megaface/check/", "/flickr-megaface/declaration/"
BORN = {"born_year": "1985", "born_month": "6", "born_day": "15"}


@dataclass
class Claimant:
    """One browser. `at` is the address it stands on."""

    client: Client
    at: str = ""

    def accept_notice(self) -> str:
        """Say yes to the notice; returns the signed note the age page carries on."""
        response = self.client.post(START, {"go_on": "yes"})
        self.at = response["Location"]
        return str(self.client.get(self.at).context["note"])

    def pass_age(self, born: dict[str, str] = BORN) -> None:
        response = self.client.post(AGE, {"notice": self.accept_notice(), **born})
        assert response.status_code == 302, response.content.decode()
        self.at = response["Location"]

    def step(self) -> Step:
        return self.client.get(self.at).context["step"]  # type: ignore[no-any-return]

    def answer(self, persona: Persona, **extra: str) -> str:
        """Answer the page this browser stands on; returns where it leads."""
        shown = self.client.get(self.at).context
        step, form = shown["step"], shown["form"]
        data = posted(form, persona.answers(step.page.name, step.index)) | extra
        response = self.client.post(self.at, data)
        if response.status_code == 200 and response.context["form"].is_unheard:
            response = self.client.post(self.at, data | {"heard": response.context["form"].mark})
        assert response.status_code == 302, (self.at, response.context["form"].errors)
        self.at = response["Location"]
        return self.at

    def walk(self, persona: Persona, *, until: str = CHECK, lists: dict[str, int] | None = None) -> list[str]:
        """Answer page after page until this address; `lists` says how many people and photos there are."""
        want, trail = dict(lists or {}), [self.at]
        while self.at != until and len(trail) < 120:
            extra = {}
            name = self.at.rstrip("/").rsplit("/", 1)[-1]
            if name in want and want[name] > 1:
                want[name] -= 1
                extra = {"another": "yes"}
            trail.append(self.answer(persona, **extra))
        assert self.at == until, trail
        return trail

    def send(self, persona: Persona = ADULT) -> str:
        """Sign and send; returns the address of the receipt."""
        self.at = DECLARATION
        return self.answer(persona)


@pytest.fixture
def claimant(client: Client, db: None) -> Claimant:
    cache.clear()  # a test that commits leaves it filled: emptying tables passes over one that is no model's
    return Claimant(client)


@pytest.fixture
def another(db: None) -> Callable[[], Claimant]:
    return lambda: Claimant(Client())


@pytest.fixture
def finished(claimant: Claimant) -> Claimant:
    """An adult who answered everything and stands on check answers."""
    claimant.pass_age()
    claimant.walk(ADULT)
    return claimant


@pytest.fixture
def journey() -> matters.interview.Journey:
    return matters.load("flickr-megaface").journey
