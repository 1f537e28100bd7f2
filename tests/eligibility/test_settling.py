"""What would settle a finding does, nothing smaller would, and what would change one changes it."""

from datetime import date, timedelta
from itertools import combinations, product
from random import Random

import pytest

from eligibility import answers, evaluate, settling, supposing
from eligibility.facts import ClaimFacts, Fact, PhotoFacts, Source
from eligibility.reading import Reading, pairs_of
from eligibility.rows import OPEN
from eligibility.values import parse_day
from matters.flickr_megaface import facts as megaface
from tests.eligibility import strategies

RULES = megaface.shipped()
STAFF = Source("staff")
CHILD = (
    "role=parent;subject_dob=2010-03-15;depicted=yes;res=IL:2010/present;learned=2019-10-11;uploaded=2012-05"
)


def answered(claim: ClaimFacts, said: dict[str, str]) -> ClaimFacts:
    facts = {name: Fact(value, STAFF) for name, value in said.items()}
    person = {name: fact for name, fact in facts.items() if RULES.facts[name].of == "person"}
    photo = claim.photos[0]
    others = {name: fact for name, fact in facts.items() if name not in person}
    return ClaimFacts(
        claim.label, {**claim.person, **person}, (PhotoFacts(photo.label, {**photo.facts, **others}),)
    )


def outcome(claim: ClaimFacts, theory: str, *, as_of: date) -> str:
    document = evaluate.evaluate(RULES, claim, as_of=as_of).to_json()
    found: dict[str, str] = {one["id"]: one["outcome"] for one in document["theories"]}
    return found[theory]


def readings(seed: int, count: int) -> list[Reading]:
    chance = Random(seed)
    cases = [megaface.from_text(strategies.show(strategies.facts(chance))) for _ in range(count)]
    return [Reading.of(RULES, pairs_of(RULES, case.claim)[0], case.as_of) for case in cases]


def decides(reading: Reading, names: tuple[str, ...], term: str) -> bool:
    """Is there an answer to each of these open facts with which a truth is not open?"""
    tried = [list(answers.to(RULES, name, reading.pair.known[name], as_of=reading.as_of)) for name in names]
    fresh = [{**reading.pair.known, **dict(zip(names, chosen, strict=True))} for chosen in product(*tried)]
    pairs = [reading.rules.layout.row(known, *reading.pair.row[-4:]) for known in fresh]  # type: ignore[arg-type]
    only = reading.rules.only(term)
    today = reading.as_of.toordinal() - date(1799, 12, 31).toordinal()
    return any(only(row, today)[0] != OPEN for row in pairs)


def test_what_settles_an_element_is_the_smallest_set_that_can() -> None:
    seen = set()
    for reading in readings(31, 60):
        for name, theory in RULES.theories.items():
            judgement = reading.rules.judgements[name]
            for label, term in judgement.elements.items():
                if reading.rules.worth(reading.traced, term) != OPEN:
                    continue
                names = (*theory.requires[label].facts, *(theory.deadline.facts if theory.deadline else ()))
                found = settling.settles(reading, dict.fromkeys(names), term)
                if found and decides(reading, found[:1], term):
                    assert all(decides(reading, (one,), term) for one in found)
                    seen.add(1)
                elif found:
                    assert decides(reading, found, term)
                    smaller = combinations(found, len(found) - 1)
                    assert not any(decides(reading, fewer, term) for fewer in smaller)
                    seen.add(len(found))
    assert {1, 2} <= seen


def test_every_answer_said_to_change_an_outcome_changes_it_so() -> None:
    chance, changed = Random(8), 0
    for _ in range(25):
        case = megaface.from_text(strategies.show(strategies.facts(chance)))
        for theory, changes in supposing.changes(RULES, case.claim, as_of=case.as_of).items():
            for change in chance.sample(changes, min(3, len(changes))):
                if change.fact == "defendant":  # named in the facts it stands for all defendants of the case
                    continue
                claim = answered(case.claim, {change.fact: change.answer})
                assert outcome(claim, theory, as_of=case.as_of) == change.outcome, (theory, change)
                changed += 1
    assert changed > 200


@pytest.mark.parametrize(
    ("theory", "fact", "to", "day", "before"),
    [
        # 18 on that day, so an adult now; a day later still a child.
        ("BIPA_DEPICTED", "subject_dob", "likely_not_eligible", "2008-11-22", 1),
        # Two years after 18 end on Friday, November 20, 2026; a day later they end on a Saturday and roll.
        ("BIPA_MINOR", "subject_dob", "likely_not_eligible", "2006-11-20", 1),
    ],
)
def test_of_days_the_nearest_that_changes_it_is_named(
    theory: str, fact: str, to: str, day: str, before: int
) -> None:
    case = megaface.from_text(CHILD)
    found = supposing.changes(RULES, case.claim, as_of=case.as_of)[theory]
    assert [change.answer for change in found if (change.fact, change.outcome) == (fact, to)] == [day]
    nearer = (parse_day(day) + timedelta(days=before)).isoformat()
    assert outcome(answered(case.claim, {fact: nearer}), theory, as_of=case.as_of) != to
    assert outcome(answered(case.claim, {fact: day}), theory, as_of=case.as_of) == to
