"""The engine and the slow reference must say the same of every claim, worked by hand or drawn at random."""

import csv
import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from eligibility import evaluate, findings, ruleset
from eligibility.facts import ClaimFacts, PhotoFacts
from eligibility.law import OUTCOMES, REVIEW, Ruleset
from eligibility.reading import Reading, pairs_of
from eligibility.values import Truth
from matters.flickr_megaface import facts as megaface
from tests.eligibility import reference, strategies
from tests.eligibility.reference import RULES, Facts, Finding


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


ROWS = rows(megaface.CASES)
MORE_ROWS = rows(megaface.MORE_CASES)


def test_every_row_of_the_nine_theories_is_here() -> None:
    assert len(ROWS) == 423


@pytest.mark.parametrize("row", ROWS + MORE_ROWS, ids=lambda row: f"{row['case_id']}-{row['theory']}")
def test_the_reference_finds_what_counsel_expects(row: dict[str, str]) -> None:
    found = reference.determine(reference.parse(row["facts"]))[row["theory"]]
    assert found.outcome == row["expected"]
    expected = dict(re.findall(r"\b(\w+)=([TUF])\b", row["reason"]))
    assert {name: found.elements[name] for name in expected} == expected
    for day in re.findall(r"deadline=([\d-]+)", row["reason"]):
        assert found.deadline is not None
        assert str(found.deadline.safe or found.deadline.rolled) == day
    if row["theory"] == "COPPA_BY_CHILD":
        assert bool(found.notes) == ("child under 13 depicted" in row["reason"])


# What is compared


def of_reference(finding: Finding) -> dict[str, Any]:
    limit = finding.deadline
    return {
        "outcome": finding.outcome,
        "applies": finding.applies,
        "elements": dict(sorted(finding.elements.items())),
        "safe": str(limit.safe) if limit and limit.safe else None,
        "rolled": str(limit.rolled) if limit else None,
        "contradictions": len(finding.contradictions),
        "holds": sorted(finding.holds),
        "notes": sorted(finding.notes),
    }


def of_finding(finding: findings.Finding) -> dict[str, Any]:
    """The bare verdict of the engine: quick, for many."""
    timing = finding.timing
    in_time = timing is not None and timing.value is Truth.T
    return {
        "outcome": OUTCOMES[finding.place_by_elements],
        "applies": str(finding.applies),
        "elements": {name: str(value) for name, value in sorted(finding.elements.items())},
        # Where time is not certain the engine still names the first safe date, which the reference does not.
        "safe": str(timing.safe) if timing and in_time else None,
        "rolled": str(timing.rolled) if timing and timing.rolled else None,
        "contradictions": len(finding.contradictions),
        "holds": sorted(hold.name for hold, _ in finding.holds),
    }


NOTES = {
    "child under 13 depicted": "child under 13 depicted",
    "registration: before": "Registered {copyright_reg}, before the infringement",
    "registration: later": "Registered later",
    "registration: none": "Registration none: register first",
    "registration: not known": "Not known whether and when the photo was registered",
}


def of_document(theory: dict[str, Any], facts: Facts) -> dict[str, Any]:
    """What is stored and printed: slow, for some."""
    values = {element["id"]: element["value"] for element in theory["elements"]}
    limit = theory["deadline"]
    return {
        # The reference reads the least of the elements; what is settled beyond that has tests of its own.
        "outcome": REVIEW if theory["settled_by"] else theory["outcome"],
        "applies": theory["applies"],
        "elements": dict(sorted(values.items())),
        "safe": limit["safe"] if limit and limit["safe"] >= reference.get(facts, "as_of") else None,
        "rolled": limit["rolled"] if limit else None,
        "contradictions": len(theory["contradictions"]),
        "holds": sorted(hold["id"] for hold in theory["holds"]),
        "notes": sorted(
            name
            for name, start in NOTES.items()
            for note in theory["notes"]
            if note.startswith(start.replace("{copyright_reg}", reference.get(facts, "copyright_reg")))
        ),
    }


def verdicts(facts: Facts) -> dict[str, dict[str, Any]]:
    case, rules = megaface.from_text(strategies.show(facts)), megaface.shipped()
    readings = [Reading.of(rules, pair, case.as_of) for pair in pairs_of(rules, case.claim)]
    return {
        name: of_finding(findings.find_all(theory, readings)[0]) for name, theory in rules.theories.items()
    }


def documents(facts: Facts) -> dict[str, dict[str, Any]]:
    case = megaface.from_text(strategies.show(facts))
    document = evaluate.evaluate(megaface.shipped(), case.claim, as_of=case.as_of).to_json()
    assert document["result"] == reference.result(facts)
    return {theory["id"]: of_document(theory, facts) for theory in document["theories"]}


Engine = Callable[[Facts], dict[str, dict[str, Any]]]


def disagreement(facts: Facts, engine: Engine = verdicts) -> str:
    """What the two say differently, or nothing."""
    answers = engine(facts)
    differing = [
        f"{theory}.{what}: reference {value}, engine {answers[theory][what]}"
        for theory, finding in reference.determine(facts).items()
        for what, value in of_reference(finding).items()
        if what in answers[theory] and value != answers[theory][what]
    ]
    return "\n".join(differing)


def compare(count: int, *, seed: int, engine: Engine = verdicts) -> None:
    chance = Random(seed)
    for _ in range(count):
        drawn = strategies.facts(chance)
        if disagreement(drawn, engine):
            least = strategies.smallest(drawn, lambda facts: bool(disagreement(facts, engine)))
            pytest.fail(f"{strategies.show(least)}\n{disagreement(least, engine)}")


def test_engine_and_reference_agree_on_drawn_facts() -> None:
    compare(2000, seed=20261122)


def test_the_document_says_what_the_reference_says() -> None:
    compare(60, seed=1112, engine=documents)


@pytest.mark.all
@pytest.mark.parametrize("seed", range(10))
def test_engine_and_reference_agree_on_many_drawn_facts(seed: int) -> None:
    compare(3000, seed=seed)


# Passing time


def verdict_on(facts: Facts, day: date) -> list[tuple[Any, ...]]:
    found = reference.determine(facts | {"as_of": day.isoformat()})
    return [(f.outcome, f.applies, f.elements, f.contradictions, f.holds) for f in found.values()]


def wrong_next_change(facts: Facts, chance: Random) -> str:
    """C0: "`next_change_on`, the first day on which time alone changes a finding"; what is wrong with it."""
    case = megaface.from_text(strategies.show(facts))
    named = evaluate.evaluate(megaface.shipped(), case.claim, as_of=case.as_of).next_change_on
    now = verdict_on(facts, case.as_of)
    first = date.fromisoformat(named) if named else case.as_of + timedelta(days=20 * 365)
    if named and verdict_on(facts, first) == now:
        return f"nothing changes on {named}"
    gap = (first - case.as_of).days
    ahead = {*range(1, min(gap, 12)), gap - 1, *(chance.randint(0, gap - 1) for _ in range(12))}
    for day in sorted(case.as_of + timedelta(days=days) for days in ahead):
        if verdict_on(facts, day) != now:
            return f"changed by {day}, engine names {named}"
    return ""


def test_nothing_changes_before_the_day_named_and_something_does_on_it() -> None:
    chance = Random(20301)
    for _ in range(25):
        drawn = strategies.facts(chance)
        assert not wrong_next_change(drawn, chance), strategies.show(drawn)


# Several photos, several defendants, and what an attorney entered for the case


def lines(entries: list[dict[str, str]]) -> str:
    """A list of a rule set, on one line of its own."""
    inner = ", ".join(
        "{" + ", ".join(f"{name}: {value}" for name, value in entry.items()) + "}" for entry in entries
    )
    return f"[{inner}]"


def covering(photo_id: str) -> str:
    return "all" if photo_id == "all" else f"{{photo_id: ['{photo_id}']}}"


def ruleset_with(case: strategies.Entered) -> Ruleset:
    """The shipped rules with the entries of this case put in."""
    defendants = [{"name": name, "type": kind} for name, kind in case.defendants]
    tolling = [
        {"from": f"{first}", "to": f"{last}", "basis": "order", "covers": covering(photo_id)}
        for first, last, photo_id in case.tolling
    ]
    events = [
        {"date": day, "defendant": name, "evidence": "log", "covers": covering(photo_id)}
        for day, name, photo_id in case.events
    ]
    text = megaface.RULESET.read_text(encoding="utf-8")
    shipped = re.search(r"  defendants:\n    value:\n      - .*\n", text)
    assert shipped
    text = text.replace(shipped[0], f"  defendants:\n    value: {lines(defendants)}\n")
    for setting, entries in (("tolling", tolling), ("recent_events", events)):
        assert f"  {setting}:\n    value: []" in text
        text = text.replace(f"  {setting}:\n    value: []", f"  {setting}:\n    value: {lines(entries)}")
    return ruleset.load(text)


def tolled(case: strategies.Entered, photo: Facts) -> str:
    """C0: "`tolling_days` = days in the union of the intervals, both ends counted"."""
    stood_still: set[date] = set()
    for first, last, photo_id in case.tolling:
        if photo_id in ("all", photo.get("photo_id")):
            stood_still.update(reference.days((first, last)))
    return str(len(stood_still))


def pair_outcomes(case: strategies.Entered, photos: list[Facts]) -> dict[str, list[tuple[str, str, str]]]:
    """Theory: (photo, defendant, outcome); the best of its events is the best a pair can have."""
    found: dict[str, list[tuple[str, str, str]]] = {theory: [] for theory in RULES}
    for number, photo in enumerate(photos, 1):
        for name, kind in case.defendants:
            events = ["none_known"] + [
                day
                for day, of, photo_id in case.events
                if of == name and photo_id in ("all", photo.get("photo_id"))
            ]
            known = photo | {"defendant": kind, "tolling_days": tolled(case, photo)}
            best = reference.determine_best(known | {"recent_event": event} for event in events)
            for theory, outcome in best.items():
                found[theory].append((f"Photo {number}", name, outcome))
    return found


def judged(case: strategies.Entered, photos: list[Facts]) -> list[dict[str, Any]]:
    read = [megaface.from_text(strategies.show(photo)) for photo in photos]
    each = tuple(
        PhotoFacts(f"Photo {number}", one.claim.photos[0].facts) for number, one in enumerate(read, 1)
    )
    claim = ClaimFacts("Person 1", read[0].claim.person, each)
    document = evaluate.evaluate(ruleset_with(case), claim, as_of=read[0].as_of).to_json()
    theories: list[dict[str, Any]] = document["theories"]
    return theories


def check_pairs(case: strategies.Entered, photos: list[Facts]) -> None:
    expected = pair_outcomes(case, photos)
    for theory in judged(case, photos):
        pairs = set(expected[theory["id"]])
        if theory["id"] == "COPPA_BY_CHILD":  # concerns no defendant
            pairs = {(photo, "", outcome) for photo, _, outcome in pairs}
        elif theory["id"] in ("IL_ROP", "CA", "TX_AG"):  # rest on the person alone
            pairs = {("", "", outcome) for _, _, outcome in pairs}
        where = f"{case}\n{[strategies.show(photo) for photo in photos]}\n{theory['id']}"
        kept = {(pair["photo"], pair["defendant"] or "", pair["outcome"]) for pair in theory["pairs"]}
        assert kept == pairs, where
        assert theory["outcome"] == min((o for _, _, o in pairs), key=reference.BEST_FIRST.index), where
        assert (theory["photo"], theory["defendant"] or "", theory["outcome"]) in pairs, where


@pytest.mark.parametrize("count", [25, pytest.param(500, marks=pytest.mark.all)])
def test_the_best_of_photos_and_defendants_is_named_and_every_pair_kept(count: int) -> None:
    chance = Random(61)
    for _ in range(count):
        photos = strategies.several_photos(chance)
        check_pairs(strategies.entered(chance, reference.as_of(photos[0])), photos)
