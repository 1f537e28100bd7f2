"""What is counted of how far people come: once, of nobody in particular, and right to within ten percent."""

import random
import statistics
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from casefile import measurement
from casefile.measurement import Count, Passage
from casefile.models import Draft, StageCount
from tests.intake.conftest import AGE, BORN, CHECK, Claimant
from tests.personas import ADULT, PARENT, TWICE

MATTER = "flickr-megaface"
AT = datetime(2026, 11, 22, 15, 30, tzinfo=UTC)
ROLE = "/flickr-megaface/role/"


def counts() -> dict[str, tuple[int, int, int]]:
    return {row.stage: (row.started, row.finished, row.errors) for row in StageCount.objects.all()}


@pytest.fixture
def claimant(client: Client, db: None) -> Claimant:
    return Claimant(client)


def test_a_walk_counts_every_stage_once(claimant: Claimant) -> None:
    claimant.pass_age()
    claimant.walk(ADULT)
    claimant.send()
    found = counts()
    passed_by = {measurement.EVIDENCE, "The people shown"}  # asked for, and of more people than one
    expected = set(measurement.stages(MATTER)) - passed_by | {measurement.WHOLE}
    assert set(found) == expected
    assert {stage: one for stage, one in found.items() if one != (1, 1, 0)} == {"whole": (0, 1, 0)}


def test_a_walk_with_two_children_counts_every_stage_once_too(claimant: Claimant) -> None:
    claimant.pass_age()
    claimant.walk(PARENT, lists=TWICE)
    assert {one for stage, one in counts().items() if stage != "check"} == {(1, 1, 0)}


def test_returning_to_change_counts_nothing_again(claimant: Claimant) -> None:
    claimant.pass_age()
    claimant.walk(ADULT)
    before = counts()
    claimant.client.post(f"{ROLE}?change=1", {"role": "myself"})
    claimant.client.post(f"{ROLE}?change=1", {"role": "child"})
    claimant.client.post(f"{ROLE}?change=1", {"role": ""})
    assert counts() == before


def test_a_page_sent_back_is_an_error_of_its_stage(claimant: Claimant) -> None:
    claimant.pass_age()
    for _ in range(2):
        claimant.client.post(ROLE, {})
    assert counts()["Who you are here for"] == (1, 0, 2)


def test_nobody_under_18_is_counted(claimant: Claimant) -> None:
    note = claimant.accept_notice()
    claimant.client.post(AGE, {"notice": note, **BORN, "born_month": "99"})
    claimant.client.post(AGE, {"notice": note, **BORN, "born_year": "2012"})
    assert not StageCount.objects.exists()


def test_a_stage_post_is_one_transaction(claimant: Claimant) -> None:
    claimant.pass_age()
    with CaptureQueriesContext(
        connection,
    ) as seen:
        claimant.client.post(ROLE, {"role": "myself"})
    writes = [query["sql"].split()[0] for query in seen if query["sql"].split()[0] in ("INSERT", "UPDATE")]
    assert len(writes) <= 2, writes


def test_stages_are_counted_under_one_name_in_any_language(settings: Settings) -> None:
    assert measurement.stage_of(MATTER, page="lived", each="people", index=0) == "First questions"
    assert measurement.stage_of(MATTER, page="lived", each="people", index=3) == "The people shown"
    assert measurement.stage_of(MATTER, page="no-such-page") == ""
    assert measurement.stages(MATTER)[:2] == ("notice", "age")


def test_counts_of_a_day_add_up(db: None) -> None:
    for seconds in (10, 20, 30):
        some = (Count("a", started=1, finished=1, seconds=seconds), Count("b", started=1))
        measurement.write(some, matter=MATTER, language="en", at=AT)
    a, b = measurement.figures(matter=MATTER, since=AT.date(), until=AT.date(), stages=["a", "b"])
    assert (a.started, a.finished, b.started, b.finished, b.median) == (3, 3, 3, 0, None)
    assert a.median == pytest.approx(20, rel=0.1)
    assert StageCount.objects.count() == 2


@pytest.mark.parametrize("spread", [0.1, 0.5, 1.0])
@pytest.mark.parametrize("middle", [3, 45, 400, 3_000])
def test_the_median_is_within_ten_percent(spread: float, middle: float) -> None:
    chance = random.Random(7)
    seconds = [middle * chance.lognormvariate(0, spread) for _ in range(301)]
    histogram = [0] * measurement.BUCKETS
    for one in seconds:
        histogram[measurement.bucket(one)] += 1
    assert measurement.median(histogram) == pytest.approx(statistics.median(seconds), rel=0.1)


def test_every_bucket_is_narrow_and_every_time_has_one() -> None:
    assert all(high / low <= 1.16 for low, high in pairwise(measurement.EDGES))
    for seconds in (0, 0.4, 1, 1.15, 60, 21_600, 10**9):
        assert 0 <= measurement.bucket(seconds) < measurement.BUCKETS


def test_a_page_left_open_counts_as_half_an_hour() -> None:
    marks, _ = measurement.passed({}, [Passage("a", 10**6, "a")])
    assert marks["a"][0] == measurement.PAUSE


def test_a_stage_with_an_unknown_time_is_finished_without_one() -> None:
    _, (count, _) = measurement.passed({}, [Passage("a", 5, "a"), Passage("a", None, "b")])
    assert (count.started, count.finished, count.seconds) == (1, 1, None)


def test_about_how_many_minutes_is_said_once_fifty_have_sent_it(db: None) -> None:
    for n in range(50):
        assert measurement.median_minutes(matter=MATTER, at=AT) is None
        whole = [Count(measurement.WHOLE, finished=1, seconds=600 + n)]
        measurement.write(whole, matter=MATTER, language=("en", "es")[n % 2], at=AT)
    assert measurement.median_minutes(matter=MATTER, at=AT) == 11
    assert measurement.median_minutes(matter=MATTER, at=AT + timedelta(days=200)) is None


def test_a_draft_tells_what_was_counted_and_no_more(claimant: Claimant) -> None:
    claimant.pass_age()
    claimant.walk(ADULT)
    for seconds, done in Draft.objects.get().measured.values():
        assert seconds is None or seconds >= 0
        assert done in (0, 1)
    assert claimant.at == CHECK
