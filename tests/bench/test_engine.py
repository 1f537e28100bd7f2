"""What `make bench` measures is right first: the drawn caseload, our readings, the walk of the ports."""

import numpy as np
import pytest

from bench.engine import agreement, flat, ours, ports, subset, synthetic
from bench.engine.synthetic import Drawn
from eligibility import bulk, compiled, daycount, regions, ruleset
from eligibility.homes import ANY_DAY
from eligibility.rows import Row
from matters.flickr_megaface import facts as megaface

CLAIMS = 2_000
TODAY = daycount.number(megaface.AS_OF)
RULES = megaface.shipped()
WORK = subset.of(RULES)


@pytest.fixture(scope="module")
def drawn() -> Drawn:
    return synthetic.draw(RULES, claims=CLAIMS, as_of=megaface.AS_OF, seed=7)


@pytest.fixture(scope="module")
def rows(drawn: Drawn) -> list[Row]:
    columns = ours.entered(RULES, drawn.load)
    return list(bulk.rows(columns, compiled.layout_of(RULES), np.arange(CLAIMS)))


def test_one_claim_and_all_at_once_find_the_same_outcomes_of_drawn_claims(
    drawn: Drawn, rows: list[Row]
) -> None:
    rules = compiled.compile_rules(RULES)
    each = np.array([regions.outcomes(rules, RULES, row, TODAY) for row in rows]).T
    assert np.array_equal(bulk.outcomes(RULES, drawn.load, as_of=megaface.AS_OF), each)


def test_one_claim_and_all_at_once_find_the_same_elements_of_the_work(drawn: Drawn, rows: list[Row]) -> None:
    found = ours.Verdicts(WORK, drawn.load, megaface.AS_OF).verdicts()
    each = [subset.ours(WORK, row, TODAY) for row in rows]
    for name in WORK.verdicts:
        assert found[name].tolist() == [one[name] for one in each], name


def test_the_work_exported_to_plain_python_says_what_our_engine_says_of_drawn_claims(rows: list[Row]) -> None:
    assert all(subset.fits(WORK, row, TODAY) for row in rows)
    said = agreement.differences(WORK, {TODAY: tuple(rows)}, lambda today: ports.Plain(WORK, today))
    assert said == []


def test_the_work_exported_to_plain_python_says_what_our_engine_says_of_the_worked_cases() -> None:
    cases = agreement.worked_cases(WORK)
    assert cases.count >= 40
    assert agreement.differences(WORK, cases.rows, lambda today: ports.Plain(WORK, today)) == []


def test_a_wrong_port_is_noticed() -> None:
    class Wrong(ports.Plain):
        def trace(self, facts: ports.Flat) -> dict[str, int]:
            return super().trace(facts) | {"E1": 2}

    cases = agreement.worked_cases(WORK)
    said = agreement.differences(WORK, cases.rows, lambda today: Wrong(WORK, today))
    assert said
    assert all(one.startswith("E1: ") for one in said)


def test_every_value_of_a_verdict_is_drawn_somewhere(rows: list[Row]) -> None:
    each = [subset.ours(WORK, row, TODAY) for row in rows]
    values = {name: {one[name] for one in each} for name in WORK.verdicts}
    always_open = {"photo_is_PI"}  # never "no": before the amended Rule it stays open
    assert {name for name, found in values.items() if len(found) < 3} <= {*always_open, "E5"}


def test_about_fifteen_in_a_hundred_answers_without_a_default_are_not_known(drawn: Drawn) -> None:
    shares = [
        float(np.mean(drawn.load.columns[f"{name}.is"] == 1))
        for name, fact in RULES.facts.items()
        if fact.default is None and f"{name}.is" in drawn.load.columns
    ]
    assert shares
    assert all(0.12 < share < 0.18 for share in shares)


def test_the_same_seed_draws_the_same_caseload(drawn: Drawn) -> None:
    again = synthetic.draw(RULES, claims=CLAIMS, as_of=megaface.AS_OF, seed=7).load
    assert all(np.array_equal(column, again.columns[name]) for name, column in drawn.load.columns.items())


def test_the_days_handed_to_peers_are_those_of_the_row(drawn: Drawn, rows: list[Row]) -> None:
    one_by_one = [flat.of_row(drawn.lived, compiled.layout_of(RULES), row, as_of=TODAY) for row in rows]
    for name, column in drawn.lived.items():
        there = np.array([one[flat.plain(name)] for one in one_by_one])
        assert np.array_equal(np.minimum(column, ANY_DAY), np.minimum(there, ANY_DAY)), name


def test_an_edit_counts_every_claim_that_moves_and_no_other(drawn: Drawn) -> None:
    text = megaface.RULESET.read_text(encoding="utf-8")
    line = "COPPA_PHOTO_FROM:\n    value: 2013-07-01"
    assert line in text
    after = ruleset.load(text.replace(line, line.replace("2013-07-01", "2010-01-01")))
    theories = ours.touched(RULES, after)
    assert theories == (subset.CHILD,)
    before, now = (
        bulk.outcomes(rules, drawn.load, as_of=megaface.AS_OF, theories=theories) for rules in (RULES, after)
    )
    found = ours.difference(drawn.load, {subset.CHILD: before[0]}, after, theories, megaface.AS_OF)
    assert found.total == int((before[0] != now[0]).sum()) > 0
