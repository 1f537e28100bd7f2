"""Facts, their sources and their one stored form."""

import json

import pytest

from eligibility.facts import ClaimFacts, Fact, FactError, PhotoFacts, Source, UndeclaredFact
from eligibility.values import DateSpan, Truth
from matters.flickr_megaface import facts
from tests.eligibility.findings_of import CHILD


def test_a_claim_comes_back_from_json_equal_and_with_the_same_digest() -> None:
    claim = facts.from_text(CHILD).claim
    again = ClaimFacts.from_json(json.loads(json.dumps(claim.to_json())))
    assert again == claim
    assert again.digest == claim.digest
    assert again.to_json() == claim.to_json()


def test_the_digest_knows_value_source_and_place_but_not_order() -> None:
    said = Source("claimed", "1.2")
    one = ClaimFacts("Person 1", {"role": Fact("self", said), "release": Fact("no", said)}, ())
    other = ClaimFacts("Person 1", {"release": Fact("no", said), "role": Fact("self", said)}, ())
    assert one.digest == other.digest
    changed = ClaimFacts("Person 1", {**one.person, "release": Fact("no", Source("staff", "A. Example"))}, ())
    moved = ClaimFacts(
        "Person 1", {"role": one.person["role"]}, (PhotoFacts("Photo 1", {"release": Fact("no", said)}),)
    )
    assert len({one.digest, changed.digest, moved.digest}) == 3


def test_a_fact_is_kept_in_its_written_form() -> None:
    source = Source("claimed")
    assert Fact(Truth.T, source).value == "yes"
    assert Fact(DateSpan.parse("2009-05"), source).value == "2009-05"


def test_a_source_is_one_of_four() -> None:
    with pytest.raises(ValueError, match="no source"):
        Source("hearsay")


@pytest.mark.parametrize("answer", ["", "unknown", "Unknown", "I don't know", "prefer not to say"])
def test_what_was_not_said_is_unknown_and_never_no(answer: str) -> None:
    declared = facts.shipped().facts
    assert declared["depicted"].read(answer) is Truth.U
    assert declared["uploaded"].read(answer) == "unknown"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("depicted=maybe", "depicted"),
        ("role=myself", "role"),
        ("uploaded=2014-02-30", "uploaded"),
        ("uploaded=1849", "uploaded"),
        ("learned=2101-01-01", "learned"),
        ("photo_id=abc", "photo_id"),
        ("photo_id=①", "photo_id"),
        ("upload_place=Illinois", "upload_place"),
        ("res=IL", "res"),
        ("tolling_days=-3", "tolling_days"),
        ("as_of=2026", "as_of"),
        ("role=self;role=parent", "role"),
        ("subject_dob=none", "subject_dob"),
        ("alias=" + "x" * 50_000, "alias"),
        ("depicted", "depicted"),
    ],
)
def test_a_fact_that_cannot_be_read_is_named(text: str, name: str) -> None:
    with pytest.raises(FactError) as caught:
        facts.from_text(text)
    assert caught.value.name == name


def test_an_undeclared_fact_is_an_error_but_the_claimant_s_own_account_is_ignored() -> None:
    with pytest.raises(UndeclaredFact, match="shoe_size"):
        facts.from_text("role=self;shoe_size=44")
    assert facts.from_text("role=self;own_account_created=2016-05-01") == facts.from_text("role=self")


def test_a_table_s_exact_match_counts_as_verified() -> None:
    case = facts.from_text("dataset_hit=exact;licence_2014=arr;depicted=yes")
    kinds = {name: fact.source.kind for name, fact in case.claim.photos[0].facts.items()}
    assert kinds == {"dataset_hit": "staff", "licence_2014": "staff", "depicted": "claimed"}
