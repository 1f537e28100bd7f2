"""A trace gives back the values it was made of, in the few bytes it may take, and refuses other bytes."""

from dataclasses import replace
from datetime import date
from random import Random

import pytest

from eligibility import trace
from eligibility.determination import Determination, PairShown
from eligibility.evaluate import evaluate
from eligibility.facts import ClaimFacts, PhotoFacts
from eligibility.law import Element, Ruleset, Theory
from eligibility.reading import pairs_of
from eligibility.values import Truth
from matters.flickr_megaface import facts as megaface
from tests.eligibility import strategies
from tests.eligibility.findings_of import ADULT, CHILD, but

SHA256_BYTES = 32


def determined(text: str) -> Determination:
    case = megaface.from_text(text)
    return evaluate(megaface.shipped(), case.claim, as_of=case.as_of)


def of_several(chance: Random) -> tuple[ClaimFacts, date]:
    """One person with one to three photos."""
    read = [megaface.from_text(strategies.show(facts)) for facts in strategies.several_photos(chance)]
    photos = tuple(
        PhotoFacts(f"Photo {number}", case.claim.photos[0].facts) for number, case in enumerate(read, 1)
    )
    return ClaimFacts("Person 1", read[0].claim.person, photos), read[0].as_of


def assert_same(found: Determination, values: trace.Values) -> None:
    assert list(values) == [theory.id for theory in found.theories]
    for theory in found.theories:
        kept = values[theory.id]
        assert (kept.outcome, kept.applies) == (theory.outcome, theory.applies)
        assert dict(kept.elements) == {element.id: element.value for element in theory.elements}
        assert kept.best is not None
        ordered = trace.in_order((pair.photo, pair.defendant) for pair in theory.pairs)
        assert ordered[kept.best] == (theory.photo, theory.defendant)


def check(count: int, *, seed: int) -> None:
    chance, rules = Random(seed), megaface.shipped()
    for _ in range(count):
        claim, as_of = of_several(chance)
        found = evaluate(rules, claim, as_of=as_of)
        packed = trace.encode(found)
        assert_same(found, trace.decode(packed, rules))
        assert trace.encode_document(found.to_json()) == packed


def test_a_trace_gives_back_the_values_of_drawn_claims() -> None:
    check(12, seed=20261122)


@pytest.mark.all
@pytest.mark.parametrize("seed", range(6))
def test_a_trace_gives_back_the_values_of_many_drawn_claims(seed: int) -> None:
    check(400, seed=seed)


def test_the_best_pair_is_found_again_among_the_claims_own_pairs() -> None:
    claim, as_of = of_several(Random(5))
    rules = megaface.shipped()
    found = evaluate(rules, claim, as_of=as_of)
    values = trace.decode(trace.encode(found), rules)
    for theory in found.theories:
        named = theory.defendant is not None
        seen = rules.theories[theory.id].by_photo
        own = [
            (pair.photo.label if seen else "", pair.defendant.name if named else None)
            for pair in pairs_of(rules, claim)
        ]
        best = values[theory.id].best
        assert best is not None
        assert trace.in_order(own)[best] == (theory.photo, theory.defendant)


def test_more_pairs_than_fit_are_said_to_be_not_kept() -> None:
    found = determined(ADULT)
    first = found.theories[0]
    many = tuple(PairShown(f"Photo {number:04}", None, "refer", {}) for number in range(trace.BEYOND + 9))
    last = replace(first, photo=many[-1].photo, defendant=None, pairs=many)
    crowded = replace(found, theories=(last, *found.theories[1:]))
    assert trace.decode(trace.encode(crowded), megaface.shipped())[first.id].best is None


def nine_theories() -> tuple[Ruleset, Determination]:
    """The shipped rules stretched to nine theories with thirty-six elements, the last one not met."""
    rules, found = megaface.shipped(), determined(CHILD)
    law, shown = next(iter(rules.theories.values())), found.theories[0]
    element: Element = next(iter(law.requires.values()))
    labels = [f"E{number}" for number in range(1, 5)]
    theories: dict[str, Theory] = {}
    findings = []
    for number in range(9):
        name = f"THEORY_{number}"
        theories[name] = replace(law, name=name, requires=dict.fromkeys(labels, element))
        values = tuple(replace(shown.elements[0], id=label, value="F") for label in labels)
        findings.append(replace(shown, id=name, outcome="not_applicable", applies="F", elements=values))
    return replace(rules, theories=theories), replace(found, theories=tuple(findings))


def test_a_trace_of_the_shipped_theories_and_its_hash_fit_64_bytes() -> None:
    assert len(megaface.shipped().theories) == 9
    assert len(trace.encode(determined(CHILD))) + SHA256_BYTES <= 64


def test_nine_theories_and_the_hash_fit_64_bytes() -> None:
    rules, found = nine_theories()
    packed = trace.encode(found)
    assert len(packed) + SHA256_BYTES <= 64
    assert_same(found, trace.decode(packed, rules))


@pytest.mark.parametrize("worst", list(Truth))
def test_every_value_has_its_own_code(worst: Truth) -> None:
    rules, found = nine_theories()
    changed = replace(found.theories[8].elements[3], value=worst.value)
    theory = replace(found.theories[8], elements=(*found.theories[8].elements[:3], changed))
    packed = trace.encode(replace(found, theories=(*found.theories[:8], theory)))
    assert trace.decode(packed, rules)["THEORY_8"].elements["E4"] is worst


def test_bytes_that_no_determination_makes_are_refused() -> None:
    rules, whole = megaface.shipped(), trace.encode(determined(ADULT))
    refused = [
        b"",
        bytes([trace.LAYOUT + 1]) + whole[1:],  # a layout of later days
        whole[:-1],
        whole + b"\0",
        whole[:1] + b"\xff" * (len(whole) - 1),  # a truth value and an outcome that do not exist
    ]
    for other in refused:
        with pytest.raises(trace.Unreadable):
            trace.decode(other, rules)


def test_a_trace_of_other_rules_is_refused() -> None:
    rules = megaface.shipped()
    fewer = replace(rules, theories=dict(list(rules.theories.items())[:-1]))
    with pytest.raises(trace.Unreadable):
        trace.decode(trace.encode(determined(but(ADULT, release="yes"))), fewer)
