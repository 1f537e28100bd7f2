"""The list of pages: next and back, items, what is kept and what falls away."""

import copy

import pytest

from matters.answers import MOST, Answers, NoRoom, add_item, empty, remove_item
from matters.flickr_megaface.journey import JOURNEY
from matters.interview import Step
from tests.matters.walking import TODAY, answer, posted, two_children, walk


def names(steps: tuple[Step, ...]) -> list[tuple[str, int | None]]:
    return [(step.page.name, step.index) for step in steps]


def test_next_and_back_lead_through_the_same_pages() -> None:
    answers, _ = walk()
    steps = JOURNEY.steps(answers)
    forward = [steps[0]]
    while following := JOURNEY.next_after(answers, forward[-1]):
        forward.append(following)
    assert names(tuple(forward)) == names(steps)
    backward = [steps[-1]]
    while previous := JOURNEY.before(answers, backward[-1]):
        backward.append(previous)
    assert backward[::-1] == forward


def test_an_untouched_interview_begins_at_the_role() -> None:
    assert names((JOURNEY.first_unanswered(empty()),)) == [("role", None)]  # type: ignore[arg-type]


@pytest.mark.parametrize("page", ["", "nonsense", "../role", "death", "registration", "\0"])
def test_a_page_that_is_not_asked_has_no_address(page: str) -> None:
    answers, _ = walk()
    with pytest.raises(KeyError):
        JOURNEY.find(answers, page=page)


def test_an_item_that_does_not_exist_has_no_address() -> None:
    answers, _ = walk()
    for index in (None, -1, 1, 99):
        with pytest.raises(KeyError):
            JOURNEY.find(answers, page="face", index=index)


def test_items_are_walked_one_after_the_other() -> None:
    answers = two_children()
    people = [n for page, n in names(JOURNEY.steps(answers)) if page in ("who", "person", "authority")]
    assert people == [0, 0, 1, 1, 1]
    photos = [
        n for page, n in names(JOURNEY.steps(answers)) if page in ("photo", "shows", "taken", "on-flickr")
    ]
    assert photos == [0] * 4 + [1] * 4


def test_nothing_is_asked_twice() -> None:
    steps = names(JOURNEY.steps(two_children()))
    assert len(steps) == len(set(steps))


def test_saying_yes_on_a_list_page_adds_an_item_and_leads_to_it() -> None:
    answers, _ = walk({"role": "child"})
    step = JOURNEY.find(answers, page="people")
    grown = JOURNEY.record(answers, step, {"another": "yes"})
    assert len(grown["people"]) == 2
    assert names((JOURNEY.next_after(grown, step),)) == [("who", 1)]  # type: ignore[arg-type]
    assert JOURNEY.values(grown, step) is None, "the list asks again once the item is complete"


def test_an_item_is_changed_in_place() -> None:
    answers = two_children()
    step = JOURNEY.find(answers, page="person", index=1)
    before = copy.deepcopy(answers)
    changed = answer(answers, step, {"first": "Robin", "last": "Example", "born": "2011"})
    assert changed["people"][1]["person"]["first"] == "Robin"
    assert changed["people"][0] == before["people"][0]
    assert answers == before, "recording returns new answers"


def test_removing_a_person_keeps_the_numbers_photos_name() -> None:
    answers = two_children()
    answers = JOURNEY.add(answers, "people")
    answers["photos"][1]["shows"] = {"shows": ["0", "2"]}
    fewer = remove_item(answers, "people", 1)
    assert fewer["photos"][1]["shows"]["shows"] == ["0", "1"]


def test_removing_leaves_the_others_whole() -> None:
    answers = two_children()
    answers = answer(answers, JOURNEY.find(answers, page="person", index=0), {"first": "Avery"})
    fewer = JOURNEY.remove(answers, "people", 1)
    assert len(fewer["people"]) == 1
    assert fewer["people"][0]["person"]["first"] == "Avery"
    assert ("shows", 0) not in names(JOURNEY.steps(fewer))
    assert all("shows" not in photo for photo in fewer["photos"])


def test_a_photo_of_nobody_left_is_asked_about_again() -> None:
    answers = JOURNEY.add(two_children(**{"shows": ["0"]}), "people")
    while step := JOURNEY.first_unanswered(answers):
        answers = answer(answers, step, {"who": "child"})
    answers["photos"][0]["shows"] = {"shows": ["2"]}
    fewer = JOURNEY.remove(answers, "people", 2)
    assert names((JOURNEY.first_unanswered(fewer),)) == [("shows", 0)]  # type: ignore[arg-type]


@pytest.mark.parametrize("index", [0, -1, 2, 99])
def test_the_first_item_and_unknown_items_cannot_be_removed(index: int) -> None:
    with pytest.raises(KeyError):
        JOURNEY.remove(two_children(), "photos", index)


def test_a_full_list_takes_no_more() -> None:
    for kind in ("people", "photos"):
        full: Answers = {"one": {}, "people": [{}] * MOST[kind], "photos": [{}] * MOST[kind]}
        with pytest.raises(NoRoom):
            add_item(full, kind)
    answers, _ = walk()
    answers["photos"] = [{}] * MOST["photos"]
    form = JOURNEY.form(
        answers, JOURNEY.find(answers, page="photos"), today=TODAY, data=posted({"another": "yes"})
    )
    assert not form.is_valid(), "“yes” is not offered when there is no room"


def test_answers_of_questions_no_longer_asked_are_dropped() -> None:
    answers, _ = walk({"role": "child", "used": "yes"})
    assert "use" in answers["people"][0]
    step = JOURNEY.find(answers, page="permissions", index=0)
    changed = JOURNEY.record(answers, step, {**answers["people"][0]["permissions"], "used": "no"})
    assert "use" not in changed["people"][0]


def test_what_a_dropped_answer_had_asked_for_falls_away_too() -> None:
    answers, _ = walk({"role": "child", "whose": "own", "born": "2010"})
    assert "told-age" in answers["one"]
    answers["one"]["account"]["whose"] = "friend"
    assert "told-age" not in JOURNEY.prune(answers)["one"]


def test_pages_fields_and_items_nobody_asked_for_are_dropped() -> None:
    answers, _ = walk()
    clean = copy.deepcopy(answers)
    answers["one"]["admin"] = {"is_staff": True}
    answers["one"]["lawyer"]["extra"] = "x"
    answers["people"][0]["death"] = {"died": "2020"}
    answers["other"] = [1]
    assert JOURNEY.prune(answers) == clean


def test_another_role_asks_again_what_was_worded_for_the_first() -> None:
    answers, _ = walk({"role": "myself"})
    changed = JOURNEY.record(answers, JOURNEY.find(answers, page="role"), {"role": "child"})
    assert "lived" not in changed["people"][0], "where I lived says nothing of where my child lived"
    assert changed["photos"][0]["uploaded"] == answers["photos"][0]["uploaded"], "a date is a date"
    assert names((JOURNEY.first_unanswered(changed),)) == [("face", 0)]  # type: ignore[arg-type]


def test_a_photographer_has_no_people_and_keeps_none() -> None:
    answers, _ = walk({"role": "child"})
    changed = JOURNEY.record(answers, JOURNEY.find(answers, page="role"), {"role": "photographer"})
    assert changed["people"] == []


def test_the_transcript_keeps_the_wording_of_each_question() -> None:
    answers, met = walk({"role": "child"})
    shown = {
        (step.page.name, step.item, str(field.label))
        for step in met
        for field in JOURNEY.form(answers, step, today=TODAY).fields.values()
    }
    lines = JOURNEY.transcript(answers)
    assert {(line.page, line.item, line.wording) for line in lines} == shown
    face = next(line for line in lines if line.question == "4.8")
    assert face.wording == "Can your child’s face be seen well enough in this photo to recognize it?"
    assert (face.item, face.shown, face.unsure) == ("Photo 1", "Yes", False)


def test_the_transcript_says_not_sure_and_not_provided() -> None:
    answers, _ = walk({"role": "myself", "uploaded": "unknown", "states": "unknown", "link": ""})
    shown = {(line.question, line.wording): line for line in JOURNEY.transcript(answers)}
    assert shown["4.3", "When was this photo put on Flickr?"].unsure
    assert shown["2.1", "Which states have you lived in since 2004?"].shown == "I don’t know"
    assert (
        next(line.shown for line in JOURNEY.transcript(answers) if line.question == "4.1") == "Not provided"
    )


def test_the_transcript_is_filled_with_the_firms_name() -> None:
    answers, _ = walk()
    lines = JOURNEY.transcript(answers, fill={"[Firm]": "Example & Sample LLP"})
    assert not any("[Firm]" in line.wording for line in lines)
    assert any("Example & Sample LLP" in line.wording for line in lines)
