"""Going back, changing an answer, and adding and removing people and photos."""

import pytest

from casefile import firm
from casefile.models import Draft
from intake import course
from matters.interview import Journey
from tests.intake.conftest import CHECK, Claimant
from tests.personas import ADULT, PARENT, TWICE, posted

ROLE, LIVED = "/flickr-megaface/role/", "/flickr-megaface/people/1/lived/"


def words(claimant: Claimant, address: str) -> str:
    return claimant.client.get(address).content.decode()


def answers() -> dict[str, object]:
    kept: dict[str, object] = Draft.objects.get().answers
    return kept


@pytest.fixture
def family(claimant: Claimant) -> Claimant:
    """A parent of two children with two photos, on check answers."""
    claimant.pass_age()
    claimant.walk(PARENT, lists=TWICE)
    return claimant


def test_check_answers_shows_every_question_as_it_was_asked(family: Claimant, journey: Journey) -> None:
    page = family.client.get(CHECK)
    rows = [row for group in page.context["groups"] for row in group.rows]
    lines = [
        line for line in journey.transcript(answers(), fill=firm.words()) if line.page != course.DECLARATION
    ]
    assert [(row.wording, row.shown) for row in rows] == [(line.wording, line.shown) for line in lines]
    about = {group.item for group in page.context["groups"]}
    assert about == {"", "Person 1: Kit Example", "Person 2: Robin Example", "Photo 1", "Photo 2"}
    assert "Not provided" in page.content.decode()


def test_every_change_link_opens_its_page_and_comes_back(finished: Claimant) -> None:
    groups = finished.client.get(CHECK).context["groups"]
    links = {row.change for group in groups for row in group.rows}
    assert len(links) > 15
    for link in links:
        shown = finished.client.get(link).context
        assert shown["back"] == CHECK, link
        data = posted(shown["form"], ADULT.answers(shown["step"].page.name, shown["step"].index))
        assert finished.client.post(link, data)["Location"] == CHECK, link


def test_a_change_that_opens_questions_asks_them_before_it_comes_back(finished: Claimant) -> None:
    link = "/flickr-megaface/people/1/permissions/?change=1"
    told = {**ADULT.answers("permissions", 0), "used": "yes"}
    at = finished.client.post(link, told)["Location"]
    assert at == "/flickr-megaface/people/1/use/?change=1"
    finished.at = at
    assert finished.answer(ADULT) == CHECK


def test_the_way_back_to_check_answers_survives_an_error(finished: Claimant) -> None:
    link = "/flickr-megaface/people/1/permissions/?change=1"
    page = finished.client.post(link, {})
    assert page.status_code == 200 and page.context["back"] == CHECK
    assert 'action="' not in page.content.decode().split('<form method="post" id="page"')[1].split(">")[0]
    assert finished.client.post(link, ADULT.answers("permissions", 0))["Location"] == CHECK


def test_answers_of_questions_no_longer_asked_are_dropped(family: Claimant) -> None:
    assert "authority" in answers()["people"][0]  # type: ignore[index]
    family.client.post(f"{ROLE}?change=1", {"role": "myself"})
    assert "authority" not in answers()["people"][0]  # type: ignore[index]


def test_a_page_no_longer_asked_leads_on(finished: Claimant) -> None:
    for address in ("/flickr-megaface/people/1/authority/", "/flickr-megaface/people/5/lived/"):
        assert finished.client.get(address)["Location"] == CHECK
        assert finished.client.post(address, {"relation": "parent"})["Location"] == CHECK


def test_back_links_lead_through_the_whole_interview(finished: Claimant) -> None:
    at, trail = finished.client.get(CHECK).context["back"], list[str]()
    while at != "/" and len(trail) < 60:
        trail.append(at)
        at = finished.client.get(at).context["back"]
    assert at == "/" and trail[-1] == ROLE and len(trail) > 15


def test_a_page_opened_again_shows_what_was_answered(finished: Claimant) -> None:
    assert 'value="myself" id="id_role_0" checked' in words(finished, ROLE)
    assert '<option value="IL" selected>' in words(finished, LIVED)
    assert 'value="Pat"' in words(finished, "/flickr-megaface/you/")


def test_an_older_page_sent_again_after_back_changes_only_itself(finished: Claimant) -> None:
    before = answers()
    assert finished.client.post("/flickr-megaface/lawyer/", {"represented": "yes"}).status_code == 302
    after = answers()
    assert after["one"] == {**before["one"], "lawyer": {"represented": "yes"}}  # type: ignore[dict-item]
    assert after["people"] == before["people"] and after["photos"] == before["photos"]


def test_the_date_given_at_the_door_is_offered_for_oneself_and_for_nobody_else(claimant: Claimant) -> None:
    claimant.pass_age()
    claimant.walk(ADULT, until="/flickr-megaface/people/1/person/")
    assert 'value="1985"' in words(claimant, claimant.at)
    claimant.client.post(ROLE, {"role": "child"})
    assert 'value="1985"' not in words(claimant, claimant.at)
    assert "1985" not in str(answers())


def test_lines_of_places_are_added_and_removed_by_buttons_alone(claimant: Claimant) -> None:
    claimant.pass_age()
    claimant.walk(ADULT, until=LIVED)
    typed = {"states-0-state": "IL", "states-0-from_year": "2004", "illinois": "yes"}
    page = claimant.client.post(LIVED, {**typed, "states-add": "1"}).content.decode()
    assert "Place 2" in page and 'value="2004"' in page and "error-summary" not in page
    page = claimant.client.post(
        LIVED, {**typed, "states-1-state": "WI", "states-0-remove": "1"}
    ).content.decode()
    assert "Place 2" not in page and '<option value="WI" selected>' in page
    assert "lived" not in str(answers())


def test_a_list_names_each_person_and_offers_to_remove_the_later_ones(family: Claimant) -> None:
    page = words(family, "/flickr-megaface/people/")
    assert "Person 1: Kit Example" in page and "Person 2: Robin Example" in page
    assert "/flickr-megaface/people/2/remove/" in page and "/flickr-megaface/people/1/remove/" not in page


def test_a_person_is_removed_only_after_a_yes(family: Claimant) -> None:
    page = words(family, "/flickr-megaface/people/2/remove/")
    assert "Remove Person 2: Robin Example?" in page and len(answers()["people"]) == 2  # type: ignore[arg-type]
    family.client.post("/flickr-megaface/people/2/remove/")
    assert [person["person"]["first"] for person in answers()["people"]] == ["Kit"]  # type: ignore[attr-defined]
    for gone in ("/flickr-megaface/people/2/remove/", "/flickr-megaface/people/2/person/"):
        assert family.client.get(gone).status_code == 302


def test_a_photo_removed_takes_its_answers_along(family: Claimant) -> None:
    family.client.post("/flickr-megaface/photos/2/remove/")
    assert len(answers()["photos"]) == 1  # type: ignore[arg-type]
    assert family.client.get(CHECK).status_code == 200


def test_one_more_photo_is_asked_for_in_full(finished: Claimant) -> None:
    at = finished.client.post("/flickr-megaface/photos/", {"another": "yes"})["Location"]
    assert at == "/flickr-megaface/photos/2/face/"
    finished.at = at
    trail = finished.walk(ADULT)
    assert "/flickr-megaface/photos/2/on-flickr/" in trail and len(answers()["photos"]) == 2  # type: ignore[arg-type]
