"""Every reading of the rules says the same: compiled, columns, interpreter, SQL, the slow reference."""

import os
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from random import Random

import environ
import psycopg
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from eligibility.facts import ClaimFacts, PhotoFacts
from eligibility.law import Ruleset
from eligibility.ruleset import read
from eligibility.values import Truth
from matters.flickr_megaface import facts as megaface
from tests.eligibility import drawn, readings, reference, strategies
from tests.eligibility.sql import Database
from tests.eligibility.sql_dialects import Postgres, Sqlite
from tests.eligibility.test_reference import ruleset_with

Claims = Sequence[tuple[ClaimFacts, date]]


@pytest.fixture(scope="module", params=["SQLite", "PostgreSQL"])
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    """The database that this run is about."""
    url = os.environ.get("DATABASE_URL", "")
    about = "PostgreSQL" if url.startswith("postgres") else "SQLite"
    if request.param != about:
        pytest.skip(f"this run is about {about}")
    if about == "SQLite":
        yield Database(sqlite3.connect(":memory:"), Sqlite())
        return
    where = environ.Env.db_url_config(url)
    # A prepared statement would keep the column kinds of the rule set before, whose table is gone.
    who = {"host": where["HOST"], "user": where["USER"], "dbname": where["NAME"]}
    with psycopg.connect(**who, prepare_threshold=None) as connection:
        yield Database(connection, Postgres())
        connection.rollback()


def agree(rules: Ruleset, claims: Claims, database: Database, *, interpret: bool = True) -> None:
    found = readings.disagreements(rules, claims, database=database, interpret=interpret)
    assert not found, "\n".join(found[:20])


# The shipped rules


def shipped_claims(count: int, *, seed: int) -> list[tuple[reference.Facts, ClaimFacts, date]]:
    chance = Random(seed)
    drawn_facts = [strategies.facts(chance) for _ in range(count)]
    cases = [megaface.from_text(strategies.show(facts)) for facts in drawn_facts]
    return [(facts, case.claim, case.as_of) for facts, case in zip(drawn_facts, cases, strict=True)]


@pytest.mark.parametrize(
    ("seed", "count"),
    [(1, 1500), *(pytest.param(seed, 5000, marks=pytest.mark.all) for seed in range(2, 10))],
)
def test_all_readings_agree_on_the_shipped_rules(database: Database, seed: int, count: int) -> None:
    claims = [(claim, as_of) for _, claim, as_of in shipped_claims(count, seed=seed)]
    agree(megaface.shipped(), claims[: count // 3], database)
    agree(megaface.shipped(), claims[count // 3 :], database, interpret=False)


@pytest.mark.parametrize("count", [150, pytest.param(3000, marks=pytest.mark.all)])
def test_sql_says_what_the_slow_reference_says(database: Database, count: int) -> None:
    rules, claims = megaface.shipped(), shipped_claims(count, seed=11)
    cases = readings.cases_of(rules, [(claim, as_of) for _, claim, as_of in claims])
    for (facts, _, _), answers in zip(claims, readings.in_sql(database, rules, cases), strict=True):
        for theory, finding in reference.determine(facts).items():
            found = answers[theory]
            said = (found.applies, found.outcome, found.elements)
            assert said == (finding.applies, finding.outcome, finding.elements), (
                f"{strategies.show(facts)} {theory}"
            )


@pytest.mark.parametrize("count", [4, pytest.param(60, marks=pytest.mark.all)])
def test_all_readings_agree_on_several_photos_and_defendants(database: Database, count: int) -> None:
    chance = Random(29)
    for _ in range(count):
        photos = strategies.several_photos(chance)
        as_of = reference.as_of(photos[0])
        rules = ruleset_with(strategies.entered(chance, as_of))
        agree(rules, [(of_photos(photos), as_of)], database)


def of_photos(photos: list[reference.Facts]) -> ClaimFacts:
    read = [megaface.from_text(strategies.show(photo)).claim for photo in photos]
    each = tuple(PhotoFacts(f"Photo {number}", one.photos[0].facts) for number, one in enumerate(read, 1))
    return ClaimFacts("Person 1", read[0].person, each)


# Rules at random

EXAMPLES = settings(
    max_examples=250,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],  # the smallest is found below: by claims, days and elements, in seconds
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)


def differences(made: drawn.Drawn, database: Database) -> list[str]:
    claims = [(claim, day) for claim in made.claims for day in made.days]
    return readings.disagreements(read(made.text), claims, database=database, interpret=True)


def agree_on(made: drawn.Drawn, database: Database) -> None:
    if differences(made, database):
        least = drawn.smallest(made, lambda one: bool(differences(one, database)))
        pytest.fail(f"{least!r}\n" + "\n".join(differences(least, database)[:20]))


@EXAMPLES
@given(chance=st.randoms(use_true_random=False))
def test_all_readings_agree_on_rules_and_facts_at_random(database: Database, chance: Random) -> None:
    agree_on(drawn.drawn(chance), database)


@pytest.mark.all
@pytest.mark.parametrize("seed", range(10))
def test_all_readings_agree_on_many_rules_at_random(database: Database, seed: int) -> None:
    for number in range(500):
        agree_on(drawn.drawn(Random(1000 * seed + number)), database)


def test_what_is_drawn_reaches_every_value_and_outcome() -> None:
    """A comparison of rules that always say the same would prove nothing."""
    values: Counter[Truth] = Counter()
    outcomes: Counter[str] = Counter()
    for seed in range(60):
        made = drawn.drawn(Random(seed))
        rules = read(made.text)
        for case in readings.cases_of(rules, [(claim, made.days[0]) for claim in made.claims]):
            for answer in readings.compiled(rules, case).values():
                values.update((answer.applies, *answer.elements.values()))
                outcomes[answer.outcome] += 1
    assert min(values[truth] for truth in Truth) > sum(values.values()) / 10
    assert set(outcomes) == set(drawn.OUTCOMES)
