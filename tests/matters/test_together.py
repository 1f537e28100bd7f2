"""Answers given once for many photos are the answers of filling in each photo singly."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matters import batch
from matters.answers import Answers
from matters.flickr_megaface.journey import JOURNEY
from matters.interview import Step
from matters.together import Together
from tests.matters.walking import TODAY, answer, posted, typed

DATES = st.sampled_from(["2009", "2011-07", "2013-02-28", "unknown"])
TEXT = "\n".join(f"flickr.com/photos/pat-example/{3500000000 + n}" for n in range(4))


def begun(role: str, *, children: int = 1) -> Answers:
    """Answers up to the page that names the first photo."""
    answers: Answers = {}
    another = children - 1
    while (step := JOURNEY.first_unanswered(answers)) and step.page.name != "photo":
        wanted: dict[str, Any] = {"role": role, "who": "child", "another": "yes" if another > 0 else "no"}
        another -= step.page.name == "people"
        answers = answer(answers, step, wanted)
    return answers


BEGUN = {
    "myself": begun("myself"),
    "children": begun("child", children=2),
    "photographer": begun("photographer"),
}


def wishes(draw: Any, form: Any) -> dict[str, Any]:
    """Something that may be answered to each question of a page."""
    wanted: dict[str, Any] = {}
    for name, field in form.fields.items():
        keys = [key for key, _ in getattr(field, "labelled", ())]
        if field.kind == "ticks":
            wanted[name] = [draw(st.sampled_from(keys))]
        elif keys:
            wanted[name] = draw(st.sampled_from(keys))
        elif field.kind == "date":
            wanted[name] = draw(DATES)
    return wanted


def singly(answers: Answers, photos: range, wanted: dict[str, Any]) -> Answers:
    """Every page about these photos, one after the other, as a claimant without many links does it."""
    for step in JOURNEY.steps(answers):
        if step.page.each == batch.PHOTOS and step.index in photos and step.page.concerns(step.index):
            if JOURNEY.is_answered(answers, step):
                continue
            form = JOURNEY.form(answers, step, today=TODAY)
            link = batch.link(JOURNEY, answers, step.index or 0)
            data = typed(form, {**wanted, "link": link})
            sent = JOURNEY.form(answers, step, today=TODAY, data=data)
            assert sent.is_valid(), (step, sent.errors)
            answers = JOURNEY.record(answers, step, sent.values())
    return answers


@given(data=st.data(), who=st.sampled_from(list(BEGUN)), among=st.booleans())
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_batch_gives_the_answers_of_each_photo_filled_singly(data: Any, who: str, among: bool) -> None:
    first = "3500000000" if among else batch.NONE
    reading = batch.read(JOURNEY, BEGUN[who], TEXT, first=first)
    answers, photos = batch.add(JOURNEY, BEGUN[who], reading.new, first=first)
    fresh = Together(JOURNEY, answers, photos, today=TODAY)
    wanted = {name: value for _, form in fresh.forms for name, value in wishes(data.draw, form).items()}
    differs = {
        question.bound.name for question in fresh.questions if data.draw(st.integers(0, 4), "differs") == 0
    }
    sent: dict[str, Any] = {f"differs-{name}": "on" for name in differs}
    for _, form in fresh.forms:
        sent |= dict(typed(form, wanted).lists())
    page = Together(JOURNEY, answers, photos, today=TODAY, data=posted(sent))
    assert page.is_valid(), page.errors
    once = page.filled()
    if not differs:
        assert not [step for step in JOURNEY.steps(once) if is_open(once, step, photos)]
    if JOURNEY.only(once) is not None:  # what holds for all puts every photo outside: no more is asked of any
        assert not [step for step in [JOURNEY.first_unanswered(once)] if step and is_open(once, step, photos)]
        return
    # What differs is asked of each singly; answered alike there, it is as if nothing had been shared.
    assert singly(once, photos, wanted) == singly(answers, photos, wanted)


def is_open(answers: Answers, step: Step, photos: range) -> bool:
    is_about_them = step.page.each == batch.PHOTOS and step.index in photos
    return is_about_them and not JOURNEY.is_answered(answers, step)


def shared(answers: Answers, photos: range, wanted: dict[str, Any], *differs: str) -> Answers:
    fresh = Together(JOURNEY, answers, photos, today=TODAY)
    sent: dict[str, Any] = {f"differs-{name}": "on" for name in differs}
    for _, form in fresh.forms:
        sent |= dict(typed(form, wanted).lists())
    page = Together(JOURNEY, answers, photos, today=TODAY, data=posted(sent))
    assert page.is_valid(), page.errors
    return page.filled()


def added() -> tuple[Answers, range]:
    answers = BEGUN["myself"]
    reading = batch.read(JOURNEY, answers, TEXT, first="3500000000")
    return batch.add(JOURNEY, answers, reading.new, first="3500000000")


def test_photos_that_are_all_outside_leave_nothing_open_though_something_differs() -> None:
    answers, photos = added()
    once = shared(answers, photos, {"public": "no", "medium": "video"}, "face")
    assert [photo.get("face") for photo in once["photos"][1:]] == [None] * 3
    following = JOURNEY.first_unanswered(once)
    assert following and following.page.name == "found"


def test_a_second_answer_for_all_replaces_the_first() -> None:
    answers, photos = added()
    once = shared(answers, photos, {"license": "cc0"})
    again = shared(once, photos, {"license": "pdm"})
    assert {photo["on-flickr"]["license"] for photo in again["photos"]} == {"pdm"}
    shown = Together(JOURNEY, again, photos, today=TODAY)
    assert {q.bound.name: q.bound.value() for q in shown.questions}["license"] == "pdm"
    assert not any(question.is_ticked for question in shown.questions)


def test_what_was_the_same_for_all_and_now_differs_is_asked_of_each() -> None:
    answers, photos = added()
    once = shared(answers, photos, {"license": "cc0"})
    opened = shared(once, photos, {}, "license")
    assert all("license" not in photo["on-flickr"] for photo in opened["photos"])
    assert all("date_changed" in photo["on-flickr"] for photo in opened["photos"])


def test_what_was_told_of_each_singly_stays_while_its_box_is_ticked() -> None:
    answers, photos = added()
    once = shared(answers, photos, {"license": "cc0"})
    step = JOURNEY.find(once, page="on-flickr", index=2)
    changed = answer(once, step, {"license": "pdm"})
    shown = Together(JOURNEY, changed, photos, today=TODAY)
    assert [question.bound.name for question in shown.questions if question.is_ticked] == ["license"]
    kept = shared(changed, photos, {}, "license")
    assert [photo["on-flickr"]["license"] for photo in kept["photos"]] == ["cc0", "cc0", "pdm", "cc0"]


def test_the_first_questions_of_the_first_photo_stay_as_they_were() -> None:
    answers, photos = added()
    filled = shared(answers, photos, {"face": "no", "uploaded": "2012"})
    assert filled["photos"][0]["face"] == answers["photos"][0]["face"] == {"face": "yes"}
    assert {photo["face"]["face"] for photo in filled["photos"][1:]} == {"no"}
