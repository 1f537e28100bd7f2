"""The caseload at once comes to what each claim comes to alone; two rule sets compared; what to ask next."""

from datetime import date
from random import Random

import numpy as np
import pytest

from eligibility import asking, comparison, daycount, daytables, evaluate, ruleset
from eligibility.caseload import Caseload
from eligibility.facts import ClaimFacts, Fact, PhotoFacts, Source
from eligibility.law import OUTCOMES, Ruleset
from matters.flickr_megaface import facts as megaface
from tests.eligibility import strategies

TODAY = date(2026, 11, 22)
RULES = megaface.shipped()
TEXT = megaface.RULESET.read_text(encoding="utf-8")
CLAIMED = Source("claimed")


def drawn(chance: Random, label: str) -> ClaimFacts:
    """A person with one to three photos."""
    photos = strategies.several_photos(chance)
    read = [megaface.from_text(strategies.show(photo), label=label).claim for photo in photos]
    return ClaimFacts(label, read[0].person, tuple(one.photos[0] for one in read))


def claims(count: int, seed: int) -> list[tuple[str, ClaimFacts]]:
    chance = Random(seed)
    return [(f"claim {number}", drawn(chance, f"Person {number}")) for number in range(count)]


def alone(rules: Ruleset, claim: ClaimFacts, *, as_of: date) -> dict[str, str]:
    document = evaluate.evaluate(rules, claim, as_of=as_of).to_json()
    return {theory["id"]: theory["outcome"] for theory in document["theories"]} | {
        "result": document["result"]
    }


def at_once(rules: Ruleset, caseload: Caseload, *, as_of: date) -> list[dict[str, str]]:
    standing = comparison.compare(rules, rules, caseload, as_of=as_of).after
    return [
        {name: OUTCOMES[places[number]] for name, places in standing.items()}
        for number in range(len(caseload.keys))
    ]


ENTERED = (
    TEXT.replace(
        "      - {name: unnamed private companies, type: private, collected: [], illinois_conduct: U}",
        "      - {name: A Company, type: private, collected: [2024-05], illinois_conduct: U}\n"
        "      - {name: A University, type: private_univ, collected: [2025-08-01], illinois_conduct: F}\n"
        "      - {name: An Agency, type: state_agency}",
    )
    .replace(
        "  tolling:\n    value: []",
        "  tolling:\n    value:\n"
        "      - {from: 2021-01-01, to: 2022-06-30, basis: class, covers: {photo_id: ['4571314348']}}\n"
        "      - {from: 2022-01-01, to: 2023-12-31, basis: class, covers: {claim: [Person 3, Person 5]}}\n"
        "      - {from: 2025-01-01, to: 2025-12-31, basis: class, covers: all}",
    )
    .replace(
        "  recent_events:\n    value: []",
        "  recent_events:\n    value:\n"
        "      - {date: 2023-05, defendant: A Company, evidence: a, covers: {claim: [Person 1, Person 8]}}\n"
        "      - {date: 2024-05-01, defendant: A University, evidence: log, covers: {nsid: [12345678@N00]}}\n"
        "      - {date: 2022-05-01, defendant: A Company, evidence: log, covers: all}",
    )
)


@pytest.mark.parametrize("text", [TEXT, ENTERED], ids=["shipped", "several defendants, tolling and events"])
@pytest.mark.parametrize("as_of", [TODAY, date(2020, 2, 29), date(2031, 1, 1)])
def test_every_claim_comes_to_the_same_alone_and_among_the_others(text: str, as_of: date) -> None:
    rules, known = ruleset.load(text), claims(60, seed=as_of.year)
    photo = PhotoFacts("Photo 1", {"nsid": Fact("12345678@N00", CLAIMED), "depicted": Fact("yes", CLAIMED)})
    known.append(("with an account", ClaimFacts("Person 99", {"role": Fact("self", CLAIMED)}, (photo,))))
    known.append(("without a photo", ClaimFacts("Person 100", {"role": Fact("self", CLAIMED)}, ())))
    found = at_once(rules, Caseload.of(rules, known), as_of=as_of)
    for (key, claim), outcomes in zip(known, found, strict=True):
        assert outcomes == alone(rules, claim, as_of=as_of), key


@pytest.mark.all
def test_thousands_of_claims_come_to_the_same_alone_and_among_the_others() -> None:
    for seed in range(6):
        rules, known = ruleset.load((TEXT, ENTERED)[seed % 2]), claims(600, seed=1000 + seed)
        found = at_once(rules, Caseload.of(rules, known), as_of=TODAY)
        for (key, claim), outcomes in zip(known, found, strict=True):
            assert outcomes == alone(rules, claim, as_of=TODAY), (seed, key)


def test_a_claim_that_changes_is_read_as_it_is_now() -> None:
    known = dict(claims(30, seed=4))
    caseload = Caseload.of(RULES, known.items())
    chance = Random(9)
    for turn in range(20):
        key = chance.choice([*known, f"new {turn}"])
        known[key] = drawn(chance, "Person 1")
        caseload.put(key, known[key])
        caseload.settle()
    assert sorted(caseload.keys) == sorted(known)
    fresh = Caseload.of(RULES, ((key, known[key]) for key in caseload.keys))
    assert at_once(RULES, caseload, as_of=TODAY) == at_once(RULES, fresh, as_of=TODAY)


def test_a_caseload_says_whether_it_serves_a_rule_set() -> None:
    caseload = Caseload.of(RULES, claims(3, seed=1))
    assert caseload.serves(ruleset.load(TEXT.replace("value: 2014-06-24", "value: 2014-06-25")))
    assert not caseload.serves(
        ruleset.load(TEXT.replace("values: [photo, video]", "values: [photo, video, film]"))
    )


def test_no_claims_at_all_are_no_trouble() -> None:
    caseload = Caseload.of(RULES, [])
    found = comparison.compare(RULES, RULES, caseload, as_of=TODAY)
    assert found.how_many_moved == 0
    assert asking.questions(RULES, caseload, "BIPA_MINOR", as_of=TODAY)[0].open == 0


# Two rule sets


def test_who_moves_and_why() -> None:
    after = ruleset.load(TEXT.replace("value: 2014-06-24", "value: 2010-01-01"))
    known = claims(300, seed=6)
    caseload = Caseload.of(RULES, known)
    found = comparison.compare(RULES, after, caseload, as_of=TODAY)
    by_key, seen = dict(known), list[comparison.Move]()
    for theory in RULES.theories:
        moves = list(comparison.moves(found, (RULES, after), caseload, theory, as_of=TODAY))
        counted = {pair: number for pair, number in found.counts(theory).items() if pair[0] != pair[1]}
        assert sum(counted.values()) == len(moves)
        seen += moves
        for move in moves:
            claim = by_key[move.key]
            assert alone(RULES, claim, as_of=TODAY)[theory] == move.before
            assert alone(after, claim, as_of=TODAY)[theory] == move.after
    assert any(move.elements.get("dataset") == ("U", "F") for move in seen)
    assert sum(found.counts("result").values()) == 300


def test_a_theory_that_reads_alike_is_not_read_again_and_any_other_is() -> None:
    texas = TEXT.replace('resident_during("TX", res', 'resident_during("TN", res')
    assert texas != TEXT
    after = ruleset.load(texas)
    assert [name for name in RULES.theories if not comparison.reads_alike(RULES, after, name)] == ["TX_AG"]
    for change in (("value: 2014-06-24", "value: 2014-06-25"), ("- 12 Feb\n", "- 13 Feb\n")):
        assert not comparison.reads_alike(RULES, ruleset.load(TEXT.replace(*change)), "BIPA_MINOR")
    assert not comparison.reads_alike(RULES, ruleset.load(ENTERED), "BIPA_MINOR")


def test_a_theory_that_only_one_rule_set_has_counts_as_not_applicable_in_the_other() -> None:
    without = TEXT[: TEXT.index("  TX_AG:\n")] + TEXT[TEXT.index("  WA:\n    title") :]
    caseload = Caseload.of(RULES, claims(40, seed=8))
    found = comparison.compare(RULES, ruleset.read(without), caseload, as_of=TODAY)
    assert {after for _, after in found.counts("TX_AG")} == {"not_applicable"}
    assert found.moved("BIPA_MINOR").size == 0


# What to ask next


def test_a_question_settles_what_its_answers_settle() -> None:
    """Against asking each claim alone, for facts of which every answer can be tried."""
    known = [(key, claim) for key, claim in claims(120, seed=12) if len(claim.photos) == 1]
    caseload = Caseload.of(RULES, known)
    found = {one.fact: one for one in asking.questions(RULES, caseload, "BIPA_MINOR", as_of=TODAY)}
    for fact in ("depicted", "release", "legal_disability", "public_2014"):
        settles = may_settle = is_open = 0
        for _, claim in known:
            if alone(RULES, claim, as_of=TODAY)["BIPA_MINOR"] != "needs_review" or not unanswered(
                claim, fact
            ):
                continue
            is_open += 1
            outcomes = {
                alone(RULES, answering(claim, fact, a), as_of=TODAY)["BIPA_MINOR"] for a in ("yes", "no")
            }
            settles += "needs_review" not in outcomes
            may_settle += outcomes != {"needs_review"}
        assert (found[fact].open, found[fact].settles, found[fact].may_settle) == (
            is_open,
            settles,
            may_settle,
        ), fact


def unanswered(claim: ClaimFacts, fact: str) -> bool:
    said = claim.person.get(fact) or claim.photos[0].facts.get(fact)
    default = RULES.facts[fact].default
    return said.value == "unknown" if said else default is None


def answering(claim: ClaimFacts, fact: str, answer: str) -> ClaimFacts:
    said = {fact: Fact(answer, Source("staff"))}
    if RULES.facts[fact].of == "person":
        return ClaimFacts(claim.label, {**claim.person, **said}, claim.photos)
    photo = claim.photos[0]
    return ClaimFacts(claim.label, claim.person, (PhotoFacts(photo.label, {**photo.facts, **said}),))


def test_the_most_useful_question_comes_first() -> None:
    caseload = Caseload.of(RULES, claims(80, seed=3))
    found = asking.questions(RULES, caseload, "BIPA_DEPICTED", as_of=TODAY)
    assert [(-one.settles, -one.may_settle) for one in found] == sorted(
        (-one.settles, -one.may_settle) for one in found
    )
    assert not {"defendant", "recent_event", "tolling_days"} & {one.fact for one in found}


# Tables of days


@pytest.mark.parametrize(
    ("years", "late"), [(0, True), (1, True), (5, False), (18, True), (18, False), (100, False)]
)
def test_the_table_of_years_says_what_is_said_day_by_day(years: int, late: bool) -> None:
    one_by_one, table = daycount.YearsLater(years, late=late), daytables.years_later(years, late=late)
    days = [0, 1, 2, daycount.FOREVER - 1, daycount.FOREVER, *range(60_000, 90_000)]
    assert [one_by_one[day] for day in days] == table[days].tolist()


def test_the_table_of_working_days_says_what_is_said_day_by_day() -> None:
    one_by_one, table = daycount.Rolled(RULES.holidays), daytables.rolled(RULES.holidays)
    days = [0, 1, daycount.FOREVER, *range(78_000, 90_000)]
    assert [one_by_one[day] for day in days] == table[days].tolist()
    assert np.all(table[1:-20] >= np.arange(1, len(table) - 20))
