"""From answers to facts, line by line of the table in the questions, and on to findings."""

from dataclasses import replace
from typing import Any

import pytest

import matters
from eligibility.evaluate import evaluate
from eligibility.facts import ClaimFacts, Fact, Source
from exposure.index import PublishedList
from matters import lookup
from matters.flickr_megaface import facts
from matters.flickr_megaface.claims import copied_from, from_answers
from matters.flickr_megaface.forms.found import SETS
from matters.flickr_megaface.journey import JOURNEY
from matters.lookup import NOTHING, AccountLines, Check, LookedUp, PhotoFound, Seen
from tests.matters.walking import TODAY, answer, two_children, walk

MATTER = matters.load("flickr-megaface")


def claim(**said: Any) -> ClaimFacts:
    (found,) = MATTER.claims(walk({"role": "myself", **said})[0], NOTHING, ())
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
    ({"link": "4571314348", "names": "12345678@N00\nflickr.com/people/example-name"}, "nsid", "12345678@N00"),
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


PHOTO, ACCOUNT, OTHER = "4571314348", "12345678@N00", "87654321@N00"
LINK = f"https://www.flickr.com/photos/{ACCOUNT}/{PHOTO}/"
MEGAFACE = PublishedList(
    "MegaFace 2", "2016", "megaface", "megaface", "files.txt", "5e" * 32, 9, 3, 0,
    "2026-11-20T09:30:00+00:00", "Robin Attorney",
)  # fmt: skip
FFHQ = replace(MEGAFACE, name="FFHQ", version="1", collection="ffhq")
CHECK = Check("Photo 1", Check.EXACT, "Exposing.ai", "typed the address", "Robin Attorney", TODAY)


def looked(
    link: str = LINK,
    *seen: tuple[PublishedList, str],
    lists: tuple[PublishedList, ...] = (MEGAFACE, FFHQ),
    held: int = 0,
    **said: Any,
) -> tuple[dict[str, Any], LookedUp]:
    """Answers, and what a look-up of their one photo says where these lists name its number."""
    answers, _ = walk({"role": "myself", "link": link, **said})
    (photo,) = MATTER.photos(answers)
    lines = tuple(
        Seen(one, 17, account, lookup.compared(photo, account), one.collection in MATTER.proving)
        for one, account in seen
    )
    accounts = (AccountLines(MEGAFACE, held, held, proves=True),) if held else ()
    why_not = "" if photo.photo_id and lists else "nothing was searched"
    found = PhotoFound(photo, why_not, lines, accounts)
    proving = tuple(one for one in lists if one.collection in MATTER.proving)
    return answers, LookedUp(lists, proving, (found,))


def hit(given: tuple[dict[str, Any], LookedUp], *checks: Check) -> Fact:
    (found,) = MATTER.claims(*given, checks)
    return found.photos[0].facts["dataset_hit"]


def test_a_proving_list_makes_a_hit_exact_and_its_line_is_named_with_the_whole_hash() -> None:
    fact = hit(looked(LINK, (MEGAFACE, ACCOUNT), checked="this"))
    assert fact == Fact("exact", Source("index", f"MegaFace 2 2016, line 17, source SHA-256 {'5e' * 32}"))


def test_a_further_line_is_counted_and_the_one_whose_account_agrees_stands_first() -> None:
    other = replace(MEGAFACE, name="YFCC100M", collection="yfcc100m")
    detail = hit(looked(LINK, (MEGAFACE, ACCOUNT), (other, ACCOUNT))).source.detail
    assert detail.startswith("MegaFace 2 2016, line 17") and detail.endswith("; 1 more line")


def test_a_line_under_another_account_is_no_match() -> None:
    given = looked(LINK, (MEGAFACE, OTHER), checked="not_checked")
    assert hit(given).value == "none"
    assert [one.nsid for one in given[1].photos[0].elsewhere] == [OTHER]
    assert not given[1].matched()


@pytest.mark.parametrize("link", [PHOTO, f"https://www.flickr.com/photos/pat-example/{PHOTO}/"])
def test_without_an_account_number_the_photo_number_decides_and_says_so(link: str) -> None:
    fact = hit(looked(link, (MEGAFACE, OTHER), names="unknown"))
    assert fact.value == "exact" and fact.source.detail.endswith("; account not compared")


def test_a_list_that_was_not_cut_from_the_collection_proves_nothing() -> None:
    given = looked(LINK, (FFHQ, ACCOUNT), checked="not_checked")
    assert hit(given).value == "none"
    only = looked(LINK, (FFHQ, ACCOUNT), lists=(FFHQ,), checked="not_checked")
    assert hit(only) == Fact("not_checked", Source("claimed", "5.1"))


SEEN, NOTHING_SEEN, MISTAKEN = (
    replace(CHECK, outcome=outcome) for outcome in (Check.EXACT, Check.NOTHING, Check.MISTAKEN)
)
MATCHED = ((MEGAFACE, ACCOUNT),)
ORDER: list[tuple[tuple[Check, ...], tuple[Any, ...], int, str, tuple[str, str]]] = [
    # checks, lines, lines of the account, what the claimant says, value and source
    ((SEEN,), (), 0, "none", ("exact", "staff")),
    ((MISTAKEN,), MATCHED, 9, "this", ("none", "staff")),
    ((NOTHING_SEEN,), MATCHED, 0, "none", ("exact", "index")),
    ((), MATCHED, 0, "none", ("exact", "index")),
    ((NOTHING_SEEN,), (), 9, "this", ("none", "staff")),
    ((), (), 9, "this", ("claimed", "claimed")),
    ((), (), 9, "account", ("account", "index")),
    ((), (), 9, "none", ("account", "index")),
    ((), (), 0, "account", ("account", "claimed")),
    ((), (), 0, "none", ("none", "index")),
    ((), (), 0, "not_checked", ("none", "index")),
    ((), (), 0, "unknown", ("none", "index")),
    ((replace(SEEN, label="Photo 2"),), (), 0, "this", ("claimed", "claimed")),
]


@pytest.mark.parametrize(("checks", "lines", "held", "said", "expected"), ORDER)
def test_the_best_word_on_a_photo_is_the_one_that_counts(
    checks: tuple[Check, ...], lines: tuple[Any, ...], held: int, said: str, expected: tuple[str, str]
) -> None:
    given = looked(LINK, *lines, held=held, checked=said)
    fact = hit(given, *checks)
    assert (fact.value, fact.source.kind) == expected


@pytest.mark.parametrize(("link", "lists"), [("IMG_0001", (MEGAFACE,)), (LINK, ())])
@pytest.mark.parametrize("said", ["this", "account", "none", "not_checked", "unknown"])
def test_where_nothing_was_searched_the_claimants_own_answer_stands(
    link: str, lists: tuple[PublishedList, ...], said: str
) -> None:
    fact = hit(looked(link, lists=lists, checked=said))
    assert fact.source == Source("claimed", "5.1")
    assert fact.value == {"this": "claimed"}.get(said, said)


def test_searched_and_not_found_names_the_lists_and_stays_unknown() -> None:
    answers, found = looked(checked="none")
    (claim,) = MATTER.claims(answers, found, ())
    fact = claim.photos[0].facts["dataset_hit"]
    assert fact.source.detail == "searched MegaFace 2 2016; not every list is public or imported"
    assert element(claim, "E2") == "U"


def test_a_check_says_who_looked_when_where_and_how() -> None:
    answers, found = looked()
    (claim,) = MATTER.claims(answers, found, (CHECK,))
    source = claim.photos[0].facts["dataset_hit"].source
    assert source == Source("staff", "Robin Attorney, 2026-11-22, Exposing.ai: typed the address")
    assert element(claim, "E2") == "T"


def element(claim: ClaimFacts, wanted: str) -> str:
    document = evaluate(facts.shipped(), claim, as_of=TODAY).to_json()
    return next(
        str(one["value"])
        for theory in document["theories"]
        if theory["id"] == "BIPA_DEPICTED"
        for one in theory["elements"]
        if one["id"] == wanted
    )


def test_the_collections_that_prove_are_ones_a_claimant_is_asked_about() -> None:
    assert MATTER.proving < {slug for slug, _ in SETS}
    assert not MATTER.proving & {"ffhq", "pipa", "geofaces", "ijb-c", "google-fec", "coco", "open-images"}


def test_unfinished_answers_are_unknown_and_never_an_error() -> None:
    answers, met = walk({"role": "child"})
    for step in met[1:]:
        JOURNEY._holder(answers, step).pop(step.page.name, None)
        for found in from_answers(answers):
            evaluate(facts.shipped(), found, as_of=TODAY)
