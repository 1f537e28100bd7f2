"""From answers to facts, line by line of the table in the questions, and on to findings."""

from typing import Any

import pytest

import matters
from eligibility.evaluate import evaluate
from eligibility.facts import ClaimFacts, Source
from exposure.index import Sighting
from matters.flickr_megaface import facts
from matters.flickr_megaface.claims import copied_from, from_answers
from matters.flickr_megaface.journey import JOURNEY
from tests.matters.walking import TODAY, answer, two_children, walk

MATTER = matters.load("flickr-megaface")


def claim(**said: Any) -> ClaimFacts:
    (found,) = MATTER.claims(walk({"role": "myself", **said})[0], ())
    return found


def value(found: ClaimFacts, name: str) -> str | None:
    known = {**found.person, **found.photos[0].facts}
    return known[name].value if name in known else None


TABLE: list[tuple[dict[str, Any], str, str | None]] = [
    # role
    ({"role": "myself"}, "role", "self"),
    ({"role": "child", "relation": "parent"}, "role", "parent"),
    ({"role": "child", "relation": "guardian"}, "role", "guardian"),
    ({"role": "child", "relation": "relative"}, "role", "other"),
    ({"role": "child", "relation": "unknown"}, "role", "unknown"),
    ({"role": "ward", "relation": "guardian"}, "role", "guardian"),
    ({"role": "ward", "relation": "unknown"}, "role", "guardian"),
    ({"role": "ward", "relation": "relative"}, "role", "other"),
    ({"role": "died"}, "role", "estate"),
    ({"role": "photographer"}, "role", "uploader_only"),
    ({"role": "child", "relation": "guardian", "order": "yes"}, "authority", "guardian; court order: yes"),
    # uploader
    ({"role": "myself", "whose": "mine"}, "uploader", "subject"),
    ({"role": "child", "relation": "parent", "whose": "mine"}, "uploader", "parent"),
    ({"role": "child", "relation": "guardian", "whose": "mine"}, "uploader", "parent"),
    ({"role": "ward", "whose": "mine"}, "uploader", "parent"),
    ({"role": "photographer", "whose": "mine"}, "uploader", "claimant"),
    ({"role": "died", "whose": "mine"}, "uploader", "other"),
    ({"role": "child", "relation": "relative", "whose": "mine"}, "uploader", "other"),
    ({"role": "child", "whose": "own"}, "uploader", "subject"),
    ({"role": "myself", "whose": "parent"}, "uploader", "parent"),
    ({"role": "myself", "whose": "family"}, "uploader", "other"),
    ({"role": "myself", "whose": "friend"}, "uploader", "other"),
    ({"role": "myself", "whose": "other"}, "uploader", "other"),
    ({"role": "myself", "whose": "unknown"}, "uploader", "unknown"),
    # told_age
    ({"role": "child", "born": "2010", "whose": "own", "age": "real"}, "told_age", "yes"),
    ({"role": "child", "born": "2010", "whose": "own", "age": "older"}, "told_age", "no"),
    ({"role": "child", "born": "2010", "whose": "own", "age": "not_asked"}, "told_age", "unknown"),
    ({"role": "child", "born": "2010", "whose": "own", "age": "unknown"}, "told_age", "unknown"),
    # licence
    ({"license": "arr"}, "licence_2014", "unknown"),
    ({"license": "cc"}, "licence_2014", "unknown"),
    ({"license": "unknown"}, "licence_2014", "unknown"),
    ({"license": "cc-by-nc-sa-2.0"}, "licence_2014", "cc-by-nc-sa-2.0"),
    ({"license": "cc0"}, "licence_2014", "cc0"),
    ({"license": "pdm"}, "licence_2014", "pdm"),
    # what was found
    ({"checked": "this"}, "dataset_hit", "claimed"),
    ({"checked": "account"}, "dataset_hit", "account"),
    ({"checked": "none"}, "dataset_hit", "none"),
    ({"checked": "not_checked"}, "dataset_hit", "not_checked"),
    ({"checked": "unknown"}, "dataset_hit", "unknown"),
    # 4.10 certainly before the copy was made
    ({"public": "yes", "removed": "yes", "removed_on": "2014-04-14"}, "public_2014", "no"),
    ({"public": "yes", "removed": "yes", "removed_on": "2014-03"}, "public_2014", "no"),
    ({"public": "yes", "removed": "yes", "removed_on": "2014-04-15"}, "public_2014", "yes"),
    ({"public": "yes", "removed": "yes", "removed_on": "2014-04"}, "public_2014", "yes"),
    ({"public": "yes", "removed": "yes", "removed_on": "2014"}, "public_2014", "yes"),
    ({"public": "unknown", "removed": "yes", "removed_on": "2013"}, "public_2014", "no"),
    ({"public": "yes", "removed": "unknown", "removed_on": "2013"}, "public_2014", "yes"),
    ({"public": "no", "removed": "no"}, "public_2014", "no"),
    ({"removed": "yes", "removed_on": "2016"}, "deleted", "2016"),
    ({"removed": "yes", "removed_on": "unknown"}, "deleted", "unknown"),
    ({"removed": "no"}, "deleted", "none"),
    ({"removed": "unknown"}, "deleted", "unknown"),
    # other names
    ({"illinois": "yes"}, "il_in_window", "yes"),
    ({"exists": "unknown"}, "account_exists", "unknown"),
    ({"login": "yes"}, "can_log_in", "yes"),
    ({"date_changed": "yes"}, "date_posted_changed", "yes"),
    ({"sets": ["megaface", "ffhq"]}, "datasets", "megaface, ffhq"),
    ({"sets": []}, "datasets", "unknown"),
    ({"bankruptcy": "yes"}, "bankruptcy", "yes"),
    # the rest, as given
    ({"represented": "unknown"}, "represented", "unknown"),
    ({"face": "unknown"}, "depicted", "unknown"),
    ({"uploaded": "2012-06"}, "uploaded", "2012-06"),
    ({"opened": "2005"}, "account_created", "2005"),
    ({"opened": "unknown"}, "account_created", "unknown"),
    ({"medium": "video"}, "media", "video"),
    ({"taken": "2009"}, "taken", "2009"),
    ({"taken_state": "IL"}, "taken_place", "IL"),
    ({"upload_state": "unknown"}, "upload_place", "unknown"),
    ({"author": "me"}, "author", "yes"),
    ({"role": "died", "author": "person"}, "author", "yes"),
    ({"author": "other"}, "author", "no"),
    ({"author": "unknown"}, "author", "unknown"),
    ({"role": "child", "born": "2010-03-15"}, "subject_dob", "2010-03-15"),
    ({"role": "child", "born": "unknown"}, "subject_dob", "unknown"),
    ({"role": "photographer"}, "subject_dob", None),
    ({"role": "died", "died": "unknown"}, "subject_death", "unknown"),
    ({"role": "died", "died": "2026-02-10"}, "subject_death", "2026-02-10"),
    ({"role": "myself"}, "subject_death", None),
    ({"disability": "unknown"}, "legal_disability", "unknown"),
    ({"learned": "2019-10-11"}, "learned", "2019-10-11"),
    ({"release": "unknown"}, "release", "unknown"),
    ({"prior": "yes"}, "prior_release", "yes"),
    ({"used": "yes", "used_on": "2026-03-02"}, "commercial_use_date", "2026-03-02"),
    ({"used": "no"}, "commercial_use_date", None),
    ({"used": "unknown"}, "public_commercial_use", "unknown"),
    ({"author": "me", "registered": "no"}, "copyright_reg", "none"),
    ({"author": "me", "registered": "yes", "registered_on": "2012-01-01"}, "copyright_reg", "2012-01-01"),
    ({"author": "me", "registered": "unknown"}, "copyright_reg", "unknown"),
    ({"author": "other"}, "copyright_reg", None),
    ({"link": "https://flic.kr/p/7K2E7d"}, "photo_id", "4425073240"),
    ({"link": "IMG_0001"}, "photo_id", "unknown"),
    ({"link": "https://www.flickr.com/photos/12345678@N00/4571314348/"}, "nsid", "12345678@N00"),
    ({"link": "4571314348", "names": "12345678@N00 flickr.com/people/example-name"}, "nsid", "12345678@N00"),
    ({"link": "4571314348", "names": "flickr.com/people/example-name"}, "alias", "example-name"),
    ({"states": "unknown"}, "res", "unknown"),
    (
        {
            "states": [
                {"state": "IL", "from": "2001-06-01", "to": "2010-05"},
                {"state": "??", "from": "unknown", "to": "2012"},
                {"state": "ZZ", "from": "2012", "to": "unknown"},
                {"state": "WA", "from": "2013", "to": "present"},
            ]
        },
        "res",
        "IL:2001-06-01/2010-05|??:unknown/2012|ZZ:2012/unknown|WA:2013/present",
    ),
]


@pytest.mark.parametrize(
    ("said", "name", "expected"), TABLE, ids=[f"{name}={want}" for _, name, want in TABLE]
)
def test_an_answer_becomes_its_fact(said: dict[str, Any], name: str, expected: str | None) -> None:
    assert value(claim(**said), name) == expected


@pytest.mark.parametrize(
    ("said", "name", "expected"), TABLE[::3], ids=[f"{name}={want}" for _, name, want in TABLE[::3]]
)
def test_every_fact_is_declared_readable_and_judged(
    said: dict[str, Any], name: str, expected: str | None
) -> None:
    found = claim(**said)
    declared = facts.shipped().facts
    for of, known in (("person", found.person), *(("photo", photo.facts) for photo in found.photos)):
        for fact_name, fact in known.items():
            assert declared[fact_name].of == of
            declared[fact_name].read(fact.value)
            assert fact.source == Source("claimed", fact.source.detail)
            assert fact.source.detail == declared[fact_name].question or fact_name in {"role", "public_2014"}
    assert ClaimFacts.from_json(found.to_json()) == found
    evaluate(facts.shipped(), found, as_of=TODAY).to_json()


def test_the_cut_off_is_the_setting_of_the_rules() -> None:
    assert copied_from().isoformat() == "2014-04-15"


def test_each_pictured_person_is_a_claim_with_the_photos_that_show_them() -> None:
    answers = two_children(
        **{
            "shows.shows.0": ["0"],
            "shows.shows.1": ["0", "1"],
            "person.born.0": "2010",
            "person.born.1": "2012",
        }
    )
    first, second = from_answers(answers)
    assert [claim.label for claim in (first, second)] == ["Person 1", "Person 2"]
    assert [photo.label for photo in first.photos] == ["Photo 1", "Photo 2"]
    assert [photo.label for photo in second.photos] == ["Photo 2"]
    assert (value(first, "subject_dob"), value(second, "subject_dob")) == ("2010", "2012")


def test_a_person_no_photo_shows_is_not_depicted_in_any() -> None:
    answers = two_children(**{"shows.shows.0": ["0"], "shows.shows.1": ["0"]})
    _, second = from_answers(answers)
    assert [photo.facts["depicted"].value for photo in second.photos] == ["no", "no"]


def test_not_knowing_whom_a_photo_shows_leaves_it_open() -> None:
    answers = two_children(**{"shows.shows.0": ["unknown"], "shows.shows.1": ["none"], "face": "yes"})
    first, second = from_answers(answers)
    assert [photo.facts["depicted"].value for photo in first.photos] == ["unknown"]
    assert [photo.facts["depicted"].value for photo in second.photos] == ["unknown"]


@pytest.mark.parametrize(
    ("same", "opened", "uploader"),
    [("yes", "2005", "parent"), ("no", "unknown", "unknown"), ("unknown", "unknown", "unknown")],
)
def test_what_is_known_of_the_first_account_counts_only_for_its_photos(
    same: str, opened: str, uploader: str
) -> None:
    answers = two_children(**{"photo.same.1": same, "opened": "2005", "whose": "mine", "shows": ["0"]})
    first, second = from_answers(answers)[0].photos
    assert first.facts["account_created"].value == "2005"
    assert second.facts["account_created"].value == opened
    assert second.facts["uploader"].value == uploader


def test_one_of_several_peoples_own_account_is_nobodys_for_certain() -> None:
    answers = two_children(**{"shows": ["0", "1"]})
    answers = answer(answers, JOURNEY.find(answers, page="account"), {"whose": "own"})
    assert {value(claim, "uploader") for claim in from_answers(answers)} == {"unknown"}


def test_only_a_list_makes_a_hit_exact_and_it_is_named() -> None:
    answers, _ = walk({"role": "myself", "link": "https://www.flickr.com/photos/12345678@N00/4571314348/"})
    seen = Sighting("4571314348", "12345678@N00", "MegaFace", "2016", 17)
    (found,) = from_answers(answers, (seen,))
    fact = found.photos[0].facts["dataset_hit"]
    assert (fact.value, fact.source) == ("exact", Source("index", "MegaFace 2016, line 17"))
    for other in (
        Sighting("4571314349", "12345678@N00", "MegaFace", "2016", 17),
        Sighting("4571314348", "87654321@N00", "MegaFace", "2016", 17),
    ):
        assert value(from_answers(answers, (other,))[0], "dataset_hit") == "claimed"


def test_unfinished_answers_are_unknown_and_never_an_error() -> None:
    answers, met = walk({"role": "child"})
    for step in met[1:]:
        JOURNEY._holder(answers, step).pop(step.page.name, None)
        for found in from_answers(answers):
            evaluate(facts.shipped(), found, as_of=TODAY)
