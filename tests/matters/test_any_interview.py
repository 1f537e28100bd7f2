"""Whatever the form accepts, the rules can read: no interview ends in an error, however odd its answers."""

import json
import random
from datetime import date
from typing import Any

import pytest

import matters
from eligibility import evaluate, ruleset
from eligibility.facts import ClaimFacts
from exposure import index
from matters import lookup
from matters.answers import Answers
from matters.interview import Step
from matters.lookup import LookedUp

MATTER = matters.load("flickr-megaface")
JOURNEY = MATTER.journey
RULES = ruleset.load(MATTER.ruleset_text)
TODAY = date(2026, 11, 22)
BIRTHS = ("unknown", "1900", "1900-01-01", "1996-12-31", "1997-01-02", "2008-02-29", "2010", "2012-06")
EVENTS = (
    "2003-11",
    "2004-02-09",
    "2004-02-29",
    "2013-06-30",
    "2014",
    "2014-06-23",
    "2014-06-24",
    "2015-01-01",
)
DATES = (*BIRTHS, *EVENTS, "2020-06-30", "2026-11-22")
STATES = ("IL", "IN", "TX", "outside", "??", "WA")
PHOTO = "www.flickr.com/photos/12345678@N00/16661925622/"
WORDS = ("", "Pat Example", "=1+1", "<b>x</b>", "Żółć 日本", PHOTO)


def typed_date(name: str, value: str) -> dict[str, str]:
    if value == "unknown":
        return {f"{name}_unknown": "on"}
    year, month, day, *_ = [*value.split("-"), "", ""]
    return {f"{name}_year": year, f"{name}_month": month, f"{name}_day": day}


def typed_places(name: str, question: Any, dice: random.Random) -> dict[str, str]:
    data: dict[str, str] = {}
    known = [key for key, _ in question.options] if hasattr(question, "options") else list(STATES)
    for number in range(dice.randint(1, 3)):
        data[f"{name}-{number}-state"] = dice.choice(known)
        data |= typed_date(f"{name}-{number}-from", dice.choice(DATES))
        still = dice.random() < 0.4
        data |= (
            {f"{name}-{number}-still": "on"}
            if still
            else typed_date(f"{name}-{number}-to", dice.choice(DATES))
        )
    return data


def typed(form: Any, dice: random.Random) -> dict[str, Any]:
    """Return a claimant's odd but possible answers to a page."""
    data: dict[str, Any] = {}
    for name, question in form.fields.items():
        match question.kind:
            case "date":
                data |= typed_date(name, dice.choice(DATES))
            case "places":
                data |= typed_places(name, question, dice)
            case "tick":
                data[name] = "on"
            case "ticks":
                data[name] = [dice.choice([key for key, _ in question.labelled])]
            case "radios" | "select":
                data[name] = dice.choice([key for key, _ in question.labelled])
            case "email":
                data[name] = "pat@example.com"
            case "tel":
                data[name] = dice.choice(("", "312 555 0142"))
            case _:
                data[name] = dice.choice(WORDS)
    return data


def answer(answers: Answers, step: Step, dice: random.Random) -> Answers:
    """Answer a page, trying again while the form refuses, as a person would."""
    for _ in range(200):
        data = typed(JOURNEY.form(answers, step, today=TODAY), dice)
        form = JOURNEY.form(answers, step, today=TODAY, data=data)
        if form.is_valid():
            return JOURNEY.record(answers, step, form.values())
    raise AssertionError(f"{step}: {form.errors}")


def interview(seed: int) -> Answers:
    """Return the answers of one odd claimant who gets to the end."""
    dice, answers = random.Random(seed), JOURNEY.prune({})
    for _ in range(150):
        step = JOURNEY.first_unanswered(answers)
        if step is None:
            return answers
        if step.page.ends:
            answers = JOURNEY.record(answers, JOURNEY.find(answers, page="role"), {"role": "myself"})
            continue
        answers = answer(answers, step, dice)
    raise AssertionError("the interview does not end")


def check(seed: int) -> None:
    answers = interview(seed)
    looked = lookup.search(MATTER.photos(answers), index.EMPTY, proving=MATTER.proving)
    assert LookedUp.from_json(json.loads(json.dumps(looked.to_json()))) == looked
    claims = MATTER.claims(answers, looked, ())
    assert len(claims) == len(MATTER.names(answers))
    for claim in claims:
        document = evaluate.evaluate(RULES, ClaimFacts.from_json(claim.to_json()), as_of=TODAY).to_json()
        assert document["result"]
    assert MATTER.contact(answers).email == "pat@example.com"
    assert all(line.wording and line.shown for line in JOURNEY.transcript(answers))


@pytest.mark.parametrize("seed", range(25))
def test_any_interview_can_be_determined(seed: int) -> None:
    check(seed)


@pytest.mark.all
@pytest.mark.parametrize("start", range(1000, 1600, 20))
def test_many_interviews_can_be_determined(start: int) -> None:
    for seed in range(start, start + 20):
        check(seed)
