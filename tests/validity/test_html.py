"""Every page of the site in every state, judged by the Nu Html Checker: no error and no warning."""

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils import translation
from django.utils.translation import gettext

from casefile import sources
from groundwork import node, suite
from tests import factories
from tests.casefile.test_sources import AT, PAID, SAID
from tests.deskpages import firm
from tests.deskpages.pages import PAGES
from tests.intake.conftest import CHECK, Claimant
from tests.journeys.beside import BESIDE, ERROR_PAGES, Beside
from tests.personas import ADULT, PARENT, PHOTOGRAPHER, TWICE, Persona
from tests.validity.pressing import follow, press

pytestmark = [pytest.mark.all, pytest.mark.one_database, pytest.mark.django_db]
JAR = node.place(suite.ROOT, suite.VALIDITY) / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
LANGUAGES = ("en", "es")
WALKED: dict[str, tuple[Persona, dict[str, int]]] = {
    "adult": (ADULT, {}),
    "parent": (PARENT, dict(TWICE)),
    "photographer": (PHOTOGRAPHER, {}),
}
Page = tuple[str, str]


def speaking(language: str) -> Client:
    return Client(headers={"accept-language": f"{language}-US,{language}"})


def questions(claimant: Claimant, persona: Persona, lists: dict[str, int]) -> Iterator[Page]:
    """Each question fresh, refused, and filled."""
    claimant.pass_age()
    want = dict(lists)
    while claimant.at != CHECK:
        at, client = claimant.at, claimant.client
        name = at.rstrip("/").rsplit("/", 1)[-1]
        yield f"{at} fresh", client.get(at).content.decode()
        refused = client.post(at, {})
        yield f"{at} refused", refused.content.decode()
        extra = {}
        if want.get(name, 1) > 1:
            want[name] -= 1
            extra = {"another": "yes"}
        claimant.at = at
        claimant.answer(persona, **extra)
        yield f"{at} filled", client.get(at).content.decode()


def beside(language: str, page: Beside) -> Page:
    """One page beside the questions, in the way its visitor comes to it."""
    claimant = Claimant(speaking(language))
    at = page.stand(claimant)
    at, found = follow(claimant.client, page.path or at, claimant.client.get(page.path or at))
    *before, last = page.press or ("",)
    with translation.override(language):
        before, last = [gettext(name) for name in before], gettext(last) if last else ""
    for name in before:
        at, found = press(claimant.client, at, found, name)
    if last:
        given: dict[str, object] = dict(page.fill)
        if page.file:
            given["files"] = SimpleUploadedFile(*page.file)
        at, found = press(claimant.client, at, found, last, **given)
    return f"{language} {page.name}", found.content.decode()


def desk() -> Iterator[Page]:
    """Every page of the desk, in every state that is pictured."""
    of = firm.open_desk()
    for page in PAGES:
        yield f"desk {page.name}", page.visited(of).content.decode()


@contextmanager
def taken_back() -> Iterator[None]:
    """Each visitor finds the record as it was."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def every(rf: RequestFactory) -> Iterator[Page]:
    with taken_back():
        yield from public(rf)
    with taken_back():
        yield from desk()


def public(rf: RequestFactory) -> Iterator[Page]:
    """Every page of the interview and beside it, in both languages."""
    robin = factories.make_staff("editor@example.com")
    sources.add(code="sample-list", name="Sample List", relationship=SAID, fee=PAID, by=robin, at=AT)
    for language in LANGUAGES:
        for who, (persona, lists) in WALKED.items():
            with taken_back():
                for name, page in questions(Claimant(speaking(language)), persona, lists):
                    yield f"{language} {who} {name}", page
        for visited in (one for one in BESIDE if language == "en" or not one.desk):
            with taken_back():
                yield beside(language, visited)
        with translation.override(language):
            for name in ERROR_PAGES:
                yield f"{language} error {name}", render_to_string(f"{name}.html", request=rf.get("/"))


def test_every_page_is_valid_html(rf: RequestFactory, tmp_path: Path, settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    assert JAR.exists(), "run this through make test ALL=1, which brings the checker"
    names, folder = {}, tmp_path / "pages"
    folder.mkdir()
    for number, (name, page) in enumerate(every(rf)):
        if page.lstrip().startswith("<!doctype"):
            names[f"{number:04d}.html"] = name
            (folder / f"{number:04d}.html").write_text(page)
    assert len(names) > 250
    command = ["java", "-jar", str(JAR), "--format", "json", "--stdout", "--exit-zero-always", str(folder)]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    told = {
        f"{names[Path(one['url']).name]}: {one['message']} … {' '.join(one.get('extract', '').split())}"
        for one in json.loads(said)["messages"]
    }
    assert not told, f"{len(told)} on {len(names)} pages:\n" + "\n".join(sorted(told)[:40])
