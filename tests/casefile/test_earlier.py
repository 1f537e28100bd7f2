"""Answers that were replaced stay, in order, with their time, and find their line in the file."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import translation

import matters
from casefile import drafts, earlier
from casefile.models import Draft
from matters.answers import Answers
from matters.flickr_megaface.journey import JOURNEY
from tests.matters.walking import answer, two_children, walk

AT = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)


def change(answers: Answers, page: str, values: dict[str, Any], index: int | None = None) -> Answers:
    step = JOURNEY.find(answers, page=page, index=index)
    return JOURNEY.record(answers, step, {**(JOURNEY.values(answers, step) or {}), **values})


def kept(before: Answers, after: Answers, entries: list[earlier.Entry] | None = None) -> list[earlier.Entry]:
    return earlier.after_change(JOURNEY, entries or [], before, after, at=AT)


def lines(answers: Answers, entries: list[earlier.Entry]) -> dict[tuple[str, str, str], list[dict[str, Any]]]:
    shown = JOURNEY.transcript(answers)
    with translation.override("en"):
        english = JOURNEY.transcript(answers)
    found = zip(shown, earlier.of_lines(entries, shown, english=english), strict=True)
    return {(line.page, line.item, line.wording): said for line, said in found if said}


def test_a_changed_answer_is_kept_and_one_that_stands_is_not() -> None:
    answers, _ = walk()
    (entry,) = kept(answers, change(answers, "uploaded", {"uploaded": "2011"}, 0))
    assert (entry["page"], entry["item"], entry["at"]) == ("uploaded", "Photo 1", AT.isoformat())
    assert [line["value"] for line in entry["told"]] == ["2009-05-02"], "of the page only what changed"
    assert entry["values"]["uploaded"] == "2009-05-02"


def test_sending_a_page_again_as_it_was_keeps_nothing() -> None:
    answers, _ = walk()
    assert kept(answers, change(answers, "uploaded", {}, 0)) == []
    assert kept({}, answers) == [], "a first answer replaces nothing"


def test_answers_that_fall_away_with_a_change_are_kept_too() -> None:
    answers, _ = walk({"role": "myself", "used": "yes"})
    entries = kept(answers, change(answers, "permissions", {"used": "no"}, 0))
    assert [entry["page"] for entry in entries] == ["permissions", "use"]


def test_each_stands_with_its_own_line() -> None:
    answers, _ = walk()
    changed = change(answers, "uploaded", {"uploaded": "2011"}, 0)
    again = change(changed, "uploaded", {"uploaded": "2012"}, 0)
    found = lines(again, kept(changed, again, kept(answers, changed)))
    ((place, said),) = found.items()
    assert place[:2] == ("uploaded", "Photo 1") and place[2].startswith("When was this photo put on Flickr")
    assert [one["value"] for one in said] == ["2009-05-02", "2011"]
    assert all("question" not in one for one in said)


@pytest.mark.parametrize(("first", "then"), [("en", "es"), ("es", "en")])
def test_each_stands_with_its_own_line_in_whatever_language_it_was_said(first: str, then: str) -> None:
    answers, _ = walk()
    with translation.override(first):
        changed = change(answers, "uploaded", {"uploaded": "2011"}, 0)
        entries = kept(answers, changed)
        asked = entries[0]["told"][0]["wording"]
    with translation.override(then):
        again = change(changed, "uploaded", {"uploaded": "2012"}, 0)
        found = lines(again, kept(changed, again, entries))
    ((place, said),) = found.items()
    assert place[0] == "uploaded" and place[2] != asked
    assert [one["value"] for one in said] == ["2009-05-02", "2011"]
    assert "question" not in said[1], "asked in the language of the file"
    if first == "es":
        assert said[0]["question"].endswith(asked), "what was shown then is said"


def test_a_change_of_language_alone_replaces_nothing() -> None:
    answers, _ = walk()
    changed = change(answers, "uploaded", {"uploaded": "2011"}, 0)
    with translation.override("es"):
        assert [one["value"] for one in kept(answers, changed)[0]["told"]] == ["2009-05-02"]
        assert kept(changed, change(changed, "uploaded", {}, 0)) == []


def test_what_is_not_asked_any_more_says_to_which_question_it_was() -> None:
    answers, _ = walk({"role": "myself", "used": "yes"})
    changed = change(answers, "permissions", {"used": "no"}, 0)
    told = [one for said in lines(changed, kept(answers, changed)).values() for one in said]
    assert any(one.get("question", "").startswith("Person 1: When was it used?") for one in told)


def test_a_photo_taken_off_keeps_its_answers_and_leaves_the_others_theirs() -> None:
    answers = JOURNEY.add(two_children(), "photos")
    while step := JOURNEY.first_unanswered(answers):
        answers = answer(answers, step, {"role": "child", "uploaded": "2012"})
    changed = change(answers, "uploaded", {"uploaded": "2013"}, 2)
    first = kept(answers, changed)
    fewer = JOURNEY.remove(changed, "photos", 1)
    entries = kept(changed, fewer, first)
    assert entries[0]["index"] == 1, "Photo 3 is Photo 2 now"
    assert {entry["item"] for entry in entries[1:]} == {"Photo 2"}
    assert {entry["index"] for entry in entries[1:]} == {None}
    found = lines(fewer, entries)
    ours = next(said for place, said in found.items() if place[:2] == ("uploaded", "Photo 2"))
    assert [one["value"] for one in ours] == ["2012"]


def test_at_most_so_many_are_kept_and_the_first_answer_always() -> None:
    answers, _ = walk()
    entries: list[earlier.Entry] = []
    for n in range(earlier.MOST + 20):
        changed = change(answers, "uploaded", {"uploaded": str(2005 + n % 9), "public": "yes"}, 0)
        if changed != answers:
            entries = kept(answers, changed, entries)
        answers = changed
    assert len(entries) == earlier.MOST
    assert entries[0]["values"]["uploaded"] == "2009-05-02"


@pytest.mark.django_db
def test_a_draft_keeps_them_sealed() -> None:
    draft, token = drafts.start(matter="flickr-megaface", notice={}, at=AT)
    answers, _ = walk()
    for n, given in enumerate((answers, change(answers, "uploaded", {"uploaded": "2011"}, 0))):
        drafts.keep(draft=draft, answers=given, at=AT + timedelta(minutes=n))
    found = drafts.find(token, matter="flickr-megaface")
    assert found is not None and [entry["page"] for entry in found.earlier] == ["uploaded"]
    raw = Draft.objects.filter(pk=draft.pk).values_list("earlier", flat=True)[0]
    assert raw is not None and b"2009-05-02" not in bytes(raw)
    assert matters.load("flickr-megaface").journey.first_unanswered(found.answers) is None
