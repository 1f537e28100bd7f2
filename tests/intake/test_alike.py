"""Several children in one sitting: what was said of one is offered for the next, and never assumed."""

from typing import Any

import pytest

from casefile.models import Draft
from tests.intake.conftest import CHECK, Claimant
from tests.personas import PARENT, TWICE

LIVED, AUTHORITY = "/flickr-megaface/people/2/lived/", "/flickr-megaface/people/2/authority/"


def answers() -> dict[str, Any]:
    kept: dict[str, Any] = Draft.objects.get().answers
    return kept


@pytest.fixture
def second(claimant: Claimant) -> Claimant:
    """A parent who has named a second child and is asked where that child lived."""
    claimant.pass_age()
    claimant.walk(PARENT, until=LIVED, lists=TWICE)
    return claimant


def test_one_press_fills_the_places_of_another_child_and_keeps_nothing(second: Claimant) -> None:
    page = second.client.get(LIVED).content.decode()
    assert "The same places as Kit Example" in page
    before = answers()
    filled = second.client.post(LIVED, {"same_as": "0"})
    assert filled.status_code == 200 and answers() == before
    words = filled.content.decode()
    assert "Filled in as for Kit Example" in words
    assert words.count('class="place"') == 2 and 'value="WI" selected' in words
    assert "Person 2: Robin Example" in words


def test_what_is_shown_is_kept_once_the_person_goes_on(second: Claimant) -> None:
    from tests.personas import posted

    form = second.client.post(LIVED, {"same_as": "0"}).context["form"]
    stays = [(one["state"], one["from"], one["to"]) for one in form["states"].value()]
    data = posted(form, {"states": stays, "illinois": form["illinois"].value()})
    assert second.client.post(LIVED, data).status_code == 302
    people = answers()["people"]
    assert people[1]["lived"] == people[0]["lived"]


def test_the_button_is_offered_on_every_page_where_it_saves_typing(claimant: Claimant) -> None:
    claimant.pass_age()
    offered = []
    want = dict(TWICE)
    while claimant.at != CHECK:
        if "same_as" in claimant.client.get(claimant.at).content.decode():
            offered.append(claimant.at.removeprefix("/flickr-megaface/"))
        name = claimant.at.rstrip("/").rsplit("/", 1)[-1]
        more = want.get(name, 1) > 1
        want[name] = 1
        claimant.answer(PARENT, **({"another": "yes"} if more else {}))
    assert offered == [f"people/2/{name}/" for name in ("authority", "lived", "learned", "permissions")]


def test_what_was_typed_beside_it_stays(claimant: Claimant) -> None:
    claimant.pass_age()
    claimant.walk(PARENT, until=AUTHORITY, lists=TWICE)
    sent = {"same_as": "0", "relation": "guardian", "order_proof": "A paper of 2012"}
    form = claimant.client.post(AUTHORITY, sent).context["form"]
    assert form["relation"].value() == "parent", "the press fills the page"
    died = "/flickr-megaface/people/2/death/"
    assert claimant.client.post(died, sent).status_code == 302, "a page that is not asked leads on"


@pytest.mark.parametrize("value", ["1", "7", "x", "-1", ""])
def test_a_number_of_nobody_fills_nothing(second: Claimant, value: str) -> None:
    before = answers()
    page = second.client.post(LIVED, {"same_as": value, "states-0-state": "TX"})
    assert page.status_code == 200 and answers() == before
    assert "Filled in" not in page.content.decode()
    assert 'value="TX" selected' in page.content.decode(), "what was typed is still there"


def test_every_page_about_a_child_names_the_child(claimant: Claimant) -> None:
    claimant.pass_age()
    claimant.walk(PARENT, lists=TWICE)
    names = {1: "Person 1: Kit Example", 2: "Person 2: Robin Example"}
    for n, name in names.items():
        for page in ("lived", "person", "authority", "learned", "permissions"):
            words = claimant.client.get(f"/flickr-megaface/people/{n}/{page}/").content.decode()
            assert name in words, (n, page)
