"""What every case of an open fact decides is decided, and nothing else is."""

from datetime import timedelta
from random import Random

import pytest

from eligibility import daycount, evaluate, regions
from eligibility.compiled import compile_rules
from eligibility.facts import Declaration, Kind, Known
from eligibility.law import OUTCOMES, REVIEW
from eligibility.occurrences import mixed
from eligibility.reading import Pair, pairs_of
from eligibility.values import DateSpan, Truth
from matters.flickr_megaface import facts as megaface
from tests.eligibility import strategies

RULES = megaface.shipped()
COMPILED = compile_rules(RULES)
# Too late for the collection, or else, before that, with no tie to Illinois at all.
EITHER_WAY = (
    "role=self;subject_dob=1980-04-02;depicted=yes;uploaded=2014;public_2014=yes;upload_place=IN;taken_place=IN;"
    "dataset_hit=none;recent_event=2024-05-10;learned=2023-01-01;release=no;"
    "res=IL:2014-06-24/2014-12-31|IN:2015-01-01/present"
)


def found(text: str) -> dict[str, dict[str, object]]:
    case = megaface.from_text(text)
    document = evaluate.evaluate(RULES, case.claim, as_of=case.as_of).to_json()
    return {theory["id"]: theory for theory in document["theories"]}


def test_a_year_that_is_too_late_or_else_too_early_is_settled_though_each_element_is_open() -> None:
    theory = found(EITHER_WAY)["BIPA_DEPICTED"]
    assert theory["outcome"] == "likely_not_eligible"
    assert theory["settled_by"] == "uploaded"
    assert "Settled although open: Put on Flickr is 2014" in str(theory["notes"])
    values = {element["id"]: element["value"] for element in theory["elements"]}  # type: ignore[attr-defined]
    assert (values["E2"], values["E3"]) == ("U", "U")


@pytest.mark.parametrize("day", ["2014-06-23", "2014-06-24"])
def test_each_day_of_it_comes_to_the_same(day: str) -> None:
    theory = found(EITHER_WAY.replace("uploaded=2014", f"uploaded={day}"))["BIPA_DEPICTED"]
    assert (theory["outcome"], theory["settled_by"]) == ("likely_not_eligible", None)


def test_one_day_that_may_yet_succeed_leaves_it_open() -> None:
    theory = found(EITHER_WAY.replace("IL:2014-06-24", "IL:2014-06-23"))["BIPA_DEPICTED"]
    assert (theory["outcome"], theory["settled_by"]) == ("needs_review", None)


def test_the_facts_that_help_in_one_place_and_hurt_in_another_are_known() -> None:
    assert "uploaded" in mixed(RULES, RULES.theories["BIPA_DEPICTED"])
    assert "legal_disability" not in mixed(RULES, RULES.theories["BIPA_DEPICTED"])
    assert "learned" not in mixed(RULES, RULES.theories["COPYRIGHT"])


def every_case(pair: Pair, fact: Declaration) -> list[Known]:
    value = pair.known[fact.name].value
    if fact.kind is Kind.TRUTH and value is Truth.U:
        return [Known(Truth.T), Known(Truth.F)]
    if fact.kind is Kind.DAY and isinstance(value, DateSpan) and not value.is_one_day:
        days = (value.hi - value.lo).days
        return (
            [Known(DateSpan.on(value.lo + timedelta(days=n))) for n in range(days + 1)] if days < 800 else []
        )
    return []


def test_what_is_settled_is_what_every_case_of_one_fact_comes_to() -> None:
    """Against the plain way: every case of every fact, whether or not it is looked at twice."""
    chance, settled = Random(20), 0
    for _ in range(250):
        drawn = strategies.facts(chance) | {"uploaded": chance.choice(("2014", "2014-06", "2013..2014"))}
        drawn["res"] = chance.choice(
            (drawn.get("res", "unknown"), "IL:2014-06-24/2014-12-31", "IL:2014-07/2014-08")
        )
        case = megaface.from_text(strategies.show(drawn))
        pair, today = pairs_of(RULES, case.claim)[0], daycount.number(case.as_of)
        now = COMPILED.outcomes(pair.row, today)
        final = regions.outcomes(COMPILED, RULES, pair.row, today)
        for place, name in enumerate(RULES.theories):
            if OUTCOMES[now[place]] != REVIEW:
                assert final[place] == now[place]
                continue
            common = {
                next(iter(outcomes))
                for fact in RULES.facts.values()
                if len(
                    outcomes := {outcome(pair, fact, known, today)[place] for known in every_case(pair, fact)}
                )
                == 1
            } - {now[place]}
            assert final[place] == (common.pop() if common else now[place]), (name, strategies.show(drawn))
            settled += final[place] != now[place]
    assert settled


def outcome(pair: Pair, fact: Declaration, known: Known, today: int) -> tuple[int, ...]:
    row = list(pair.row)
    fields = COMPILED.layout.columns_of(fact.name)
    proven = row[fields][-1]
    row[fields] = COMPILED.layout.encoded(fact.name, known)
    row[fields.stop - 1] = proven
    return COMPILED.outcomes(row, today)


def test_a_day_that_can_be_any_of_very_many_is_left_open() -> None:
    theory = found(EITHER_WAY.replace("uploaded=2014", "uploaded=1990..2014"))["BIPA_DEPICTED"]
    assert theory["outcome"] == "needs_review"
