"""Stop when decided: on plain facts about every photo, once 5.1 says no match, and never else."""

import random
from datetime import date
from typing import Any

import pytest

import matters
from matters.answers import Answers, empty
from matters.flickr_megaface import stopping
from matters.flickr_megaface.journey import JOURNEY
from matters.stops import ANYWAY, PERSON
from tests.matters.walking import answer, walk

MATTER = matters.load("flickr-megaface")
NO_FACE = {"role": "myself", "face": "no", "checked": "none"}


def codes(answers: Answers) -> list[str]:
    return [fact.code for fact in MATTER.stops(answers)]


def until_stopped(wanted: dict[str, Any]) -> tuple[Answers, list[str]]:
    """Answer pages until the stop page stands, or none is left."""
    answers, met = empty(), []
    while (step := JOURNEY.first_unanswered(answers)) and step.page.name != "stop":
        met.append(step.page.name)
        answers = answer(answers, step, wanted)
    return answers, met


def photos(*said: dict[str, Any], role: str = "myself", checked: str = "none") -> Answers:
    """Answers with these photos: facts by question, put on the pages that ask them."""
    pages = {"face": "face", "uploaded": "uploaded", "public": "uploaded", "opened": "uploaded"}
    pages |= {"medium": "photo", "link": "photo", "same": "photo", "shows": "shows"}
    kept: list[dict[str, Any]] = []
    for facts in said:
        photo: dict[str, Any] = {}
        for name, value in facts.items():
            photo.setdefault(pages[name], {})[name] = value
        kept.append(photo)
    return {"one": {"role": {"role": role}, "found": {"checked": checked}}, "people": [], "photos": kept}


# Which facts


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"face": "no"}, ["1.face"]),
        ({"face": "yes"}, []),
        ({"face": "unknown"}, []),
        ({}, []),
        ({"public": "no"}, ["1.private"]),
        ({"public": "unknown"}, []),
        ({"medium": "video"}, ["1.video"]),
        ({"medium": "unknown"}, []),
        ({"uploaded": "2014-06-25"}, ["1.uploaded"]),
        ({"uploaded": "2014-06-24"}, []),
        ({"uploaded": "2014-06"}, []),
        ({"uploaded": "2014-07"}, ["1.uploaded"]),
        ({"uploaded": "2014"}, []),
        ({"uploaded": "2015"}, ["1.uploaded"]),
        ({"uploaded": "unknown"}, []),
        ({"uploaded": "nonsense"}, []),
        ({"opened": "2014-06-25"}, ["1.opened"]),
        ({"opened": "2014-06-24"}, []),
        ({"opened": "2014"}, []),
        ({"opened": "unknown"}, []),
        ({"opened": "2016", "uploaded": "unknown"}, ["1.opened"]),
        ({"opened": "2016", "uploaded": "2009"}, []),
        ({"opened": "2016", "uploaded": "2017"}, ["1.uploaded", "1.opened"]),
        ({"face": "no", "public": "no", "medium": "video"}, ["1.face", "1.private", "1.video"]),
    ],
)
def test_a_photo_is_outside_on_these_facts_alone(said: dict[str, Any], expected: list[str]) -> None:
    assert codes(photos(said)) == expected


@pytest.mark.parametrize(
    ("number", "decides"),
    [
        ("3500000000", False),
        ("13799999999", False),
        ("14899999999", False),
        ("14900000000", True),
        ("", True),
    ],
)
def test_a_number_that_may_be_from_before_speaks_against_a_date_after(number: str, decides: bool) -> None:
    for late in ({"uploaded": "2016"}, {"opened": "2016"}):
        assert bool(codes(photos({**late, "link": number}))) is decides
    assert codes(photos({"uploaded": "2016", "link": number, "public": "no"}))[-1] == "1.private"


def test_a_number_alone_is_never_a_reason() -> None:
    assert codes(photos({"uploaded": "unknown", "link": "16661925622"})) == []


@pytest.mark.parametrize(
    ("checked", "stops"),
    [
        ("none", True),
        ("not_checked", True),
        ("unknown", True),
        ("this", False),
        ("account", False),
        ("", False),
    ],
)
def test_nothing_stops_before_5_1_is_answered_with_no_match_claimed(checked: str, stops: bool) -> None:
    assert bool(codes(photos({"face": "no"}, checked=checked))) is stops


def test_every_photo_needs_a_reason_of_its_own() -> None:
    assert codes(photos({"face": "no"}, {"face": "yes"})) == []
    assert codes(photos({"face": "no"}, {})) == []
    assert codes(photos({"face": "no"}, {"medium": "video"})) == ["1.face", "2.video"]


def test_the_account_counts_only_for_photos_said_to_be_on_it() -> None:
    first = {"opened": "2016", "uploaded": "unknown"}
    assert codes(photos(first, {"same": "yes"})) == ["1.opened", "2.opened"]
    for same in ("no", "unknown"):
        assert codes(photos(first, {"same": same})) == []


def test_among_several_people_a_photo_must_show_none_of_them() -> None:
    for shows, stops in (
        (None, False),
        (["0"], True),
        (["1"], False),
        (["none"], True),
        (["unknown"], False),
    ):
        answers = photos({"face": "no", **({"shows": shows} if shows else {})}, role="child")
        answers["people"] = [{}, {"who": {"who": "child"}}]
        assert bool(codes(answers)) is stops, shows


def test_somebody_who_names_no_photo_is_not_stopped() -> None:
    assert codes({**photos({"face": "no"}, role="nobody")}) == []
    assert codes(empty()) == [] and stopping.only(empty()) is None


def test_the_day_is_the_one_of_the_shipped_rules() -> None:
    assert (stopping.release(), stopping.numbers_after()) == (date(2014, 6, 24), 14_900_000_000)


# Which order


@pytest.mark.parametrize(
    ("wanted", "asked"),
    [
        ({"face": "no"}, ["role", "lawyer", "face"]),
        ({"face": "yes", "uploaded": "2016"}, ["role", "lawyer", "face", "uploaded"]),
        ({"face": "yes", "public": "no"}, ["role", "lawyer", "face", "uploaded"]),
        ({"face": "yes", "uploaded": "unknown", "opened": "2015"}, ["role", "lawyer", "face", "uploaded"]),
    ],
)
@pytest.mark.parametrize("role", ["myself", "child", "ward", "died", "photographer"])
def test_what_was_found_is_asked_next_and_then_nothing_more(
    role: str, wanted: dict[str, Any], asked: list[str]
) -> None:
    answers, met = until_stopped({"role": role, "checked": "not_checked", **wanted})
    assert met == [*asked, "found"]
    assert JOURNEY.steps(answers)[-1].page.name == "stop"
    for page in ("you", "lived", "contact", "declaration"):
        with pytest.raises(KeyError):
            JOURNEY.find(answers, page=page)


def test_a_match_claimed_leads_on() -> None:
    for checked in ("this", "account"):
        answers, met = until_stopped({"role": "myself", "face": "no", "checked": checked})
        assert met[-1] == "declaration" and met.count("found") == 1
        assert JOURNEY.first_unanswered(answers) is None


def test_a_video_stops_even_late_and_every_answer_given_stays_open() -> None:
    answers, met = until_stopped({"role": "myself", "checked": "none", "medium": "video"})
    assert met[-2:] == ["photo", "found"] and "taken" not in met
    assert JOURNEY.find(answers, page="you").page.name == "you"
    assert JOURNEY.prune(answers) == answers, "nothing that was said falls away"


def test_going_on_is_kept_and_not_asked_again_for_the_same_facts() -> None:
    answers, met = walk({**NO_FACE, "public": "no", "choice": ANYWAY})
    assert [step.page.name for step in met].count("stop") == 1, (
        "a further fact of the photo does not ask again"
    )
    assert JOURNEY.first_unanswered(answers) is None
    line = next(line for line in JOURNEY.transcript(answers) if line.page == "stop")
    assert line.shown == "Go on anyway" and "your face cannot be seen" in line.wording
    grown = JOURNEY.add(answers, "photos")
    while (step := JOURNEY.first_unanswered(grown)) and step.page.name != "stop":
        grown = answer(grown, step, {**NO_FACE, "same": "yes"})
    assert step is not None, "a further photo does"
    assert {fact.photo for fact in MATTER.stops(grown)} == {0, 1}


def test_a_corrected_answer_is_judged_again() -> None:
    answers, _ = until_stopped(NO_FACE)
    face = JOURNEY.find(answers, page="face", index=0)
    changed = JOURNEY.record(answers, face, {"face": "yes"})
    following = JOURNEY.first_unanswered(changed)
    assert codes(changed) == [] and following is not None and following.page.name == "uploaded"
    again = JOURNEY.record(changed, face, {"face": "no"})
    following = JOURNEY.first_unanswered(again)
    assert following is not None and following.page.name == "stop"


def test_a_choice_falls_with_the_fact_it_was_made_on() -> None:
    answers, _ = walk({**NO_FACE, "choice": ANYWAY})
    changed = JOURNEY.record(answers, JOURNEY.find(answers, page="face", index=0), {"face": "yes"})
    assert "stop" not in changed["one"] and MATTER.stop_choice(changed) == ""


def test_whoever_asks_a_person_gives_name_contact_and_signature_alone() -> None:
    for role in ("myself", "child", "died", "photographer"):
        answers, met = walk({**NO_FACE, "role": role, "choice": PERSON})
        names = [step.page.name for step in met]
        assert names == ["role", "lawyer", "face", "found", "stop", "you", "contact", "declaration"]
        claims = MATTER.claims(answers, matters.lookup.NOTHING, ())
        assert len(claims) == len(MATTER.names(answers)) == 1
        assert MATTER.contact(answers).email == "pat@example.com"
        assert claims[0].person["res"].value == "unknown"
        assert claims[0].photos[0].facts["uploaded"].value == "unknown"


# If and only if

ELSE = {
    "disability": ("yes", "no", "unknown"),
    "states": ("unknown", [{"state": "WI", "from": "2004", "to": "present"}]),
    "born": ("1950", "1980-04-02", "2012-01-31", "unknown"),
    "illinois": ("yes", "no", "unknown"),
    "represented": ("yes", "no", "unknown"),
    "release": ("yes", "no", "unknown"),
    "prior": ("yes", "no", "unknown"),
    "used": ("yes", "no", "unknown"),
    "learned": ("2012", "2019-10-11", "unknown"),
    "license": ("arr", "cc-by-2.0", "unknown"),
    "removed": ("no", "unknown"),
    "author": ("me", "other", "unknown"),
    "whose": ("mine", "friend", "unknown"),
    "role": ("myself", "child", "ward", "died", "photographer"),
}
ABOUT_PHOTOS = {
    "face": ("yes", "yes", "no", "unknown"),
    "uploaded": ("2009-05-02", "2014", "2014-06-24", "2014-06-25", "2016", "unknown"),
    "opened": ("2005", "2014", "2016-02", "unknown"),
    "public": ("yes", "yes", "no", "unknown"),
    "medium": ("photo", "photo", "video", "unknown"),
    "link": ("", "3500000000", "16661925622"),
    "checked": ("this", "account", "none", "not_checked", "unknown"),
}


def should_stop(said: dict[str, Any]) -> bool:
    """The conditions again, for one photo, from what was typed: its number is asked only later."""
    late = {"2014-06-25", "2016", "2016-02"}
    put = said["uploaded"] in late
    account = said["opened"] in late and said["uploaded"] in late | {"unknown"}
    account = account and (said["opened"], said["uploaded"]) != ("2016-02", "2014-06-25")
    plain = said["face"] == "no" or said["public"] == "no" or said["medium"] == "video"
    return (plain or put or account) and said["checked"] not in ("this", "account")


@pytest.mark.parametrize("seed", range(120))
def test_the_stop_page_comes_if_and_only_if_the_photo_is_plainly_outside(seed: int) -> None:
    dice = random.Random(seed)
    said = {name: dice.choice(values) for name, values in {**ELSE, **ABOUT_PHOTOS}.items()}
    answers, met = until_stopped(said)
    stopped = JOURNEY.first_unanswered(answers) is not None
    assert stopped is should_stop(said), (said, met)
    assert stopped is bool(MATTER.stops(answers))


@pytest.mark.parametrize("seed", range(40))
def test_nothing_but_the_photos_decides(seed: int) -> None:
    dice = random.Random(seed)
    photo = {name: dice.choice(values) for name, values in ABOUT_PHOTOS.items()} | {"role": "myself"}
    found = set()
    for _ in range(3):
        rest = {name: dice.choice(values) for name, values in ELSE.items() if name != "role"}
        found.add(tuple(codes(until_stopped({**rest, **photo})[0])))
    assert len(found) == 1
