"""Everything the page says of one claim: findings worked out again, their deadlines, decisions, history."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from casefile import birthdays, replays, rulesets
from casefile.models import Claim, Decision, Determination, ElementCheck
from packets import cover, findings, lanes, reading, words
from review import moves, open_questions, past, places, rows, task_list, wording
from review.past import Past, Proposed


@dataclass(frozen=True, slots=True)
class Pair:
    """What one photo and one defendant gave."""

    photo: str
    defendant: str
    outcome: rows.Mark
    elements: tuple[tuple[str, findings.Finding], ...]


@dataclass(frozen=True, slots=True)
class TheorySheet:
    """One theory with its deadline as of today and every pair behind it."""

    found: findings.Theory
    outcome: rows.Mark
    lane: lanes.Lane | None
    steps: tuple[str, ...]
    """How its deadline was counted, step by step, or why there is none."""
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Earlier:
    """A determination that a newer one has followed."""

    as_of: str
    made: str
    result: rows.Mark
    theory: str
    safe: str
    rules: str
    engine: str


@dataclass(frozen=True, slots=True)
class ClaimSheet:
    """One person's claim: findings, decision, history.

    `is_exact` is false where the findings of then are not reproduced and only their values are here, and
    `caution` says why. `moved` says what changed after the standing decision.
    """

    position: int
    label: str
    capacity: str
    born: str
    sign_again: str
    result: rows.Mark
    theory: str
    reason: str
    caution: str
    is_exact: bool
    contacts: places.Contacts
    tasks: task_list.TaskList | None
    moves: tuple[str, ...]
    summary: cover.Summary | None
    open_questions: open_questions.OpenQuestions | None
    lane: lanes.Lane | None
    found: findings.Determination | None
    theories: tuple[TheorySheet, ...]
    trace: tuple[tuple[str, str], ...]
    earlier: tuple[Earlier, ...]
    moved: str
    history: tuple[Past, ...]
    standing: Past | None
    proposed: Proposed | None
    seen: int
    found_pk: UUID | None
    reworked: str
    """When the newest findings were made, and by whose check; for whoever decided on older ones."""


_STEP = re.compile(r"(?<=[.])\s+|;\s+")
FINDINGS = {"T": findings.MET, "F": findings.NOT_MET, "U": findings.NOT_KNOWN}
NOTHING_FOUND: dict[str, Any] = {
    "result": rows.NOTHING_FOUND["result"],
    "theory": "",
    "reason": "",
    "tasks": None,
    "moves": (),
    "caution": "",
    "is_exact": True,
    "summary": None,
    "open_questions": None,
    "lane": None,
    "found": None,
    "theories": (),
    "trace": (),
}


def sheet(claim: Claim, *, today: date) -> ClaimSheet:
    """Read a claim brought with its determinations, their facts and rules, and its decisions."""
    determinations: list[Determination] = list(claim.determinations.all())
    newest = determinations[-1] if determinations else None
    facts: dict[str, Any] = newest.revision.facts if newest else {}
    decisions = list(claim.decisions.all())
    history = tuple(past.of(decision) for decision in decisions)
    standing = next((one for one in reversed(history) if not one.undone and not one.is_undo), None)
    return ClaimSheet(
        position=claim.position,
        label=claim.who,
        capacity=wording.capacity(facts),
        born=wording.fact(facts, "subject_dob") or "not known",
        sign_again=_sign_again(facts, today=today),
        contacts=places.of(claim.submission.matter, facts),
        **(_found(determinations, list(claim.element_checks.all()), today=today) or NOTHING_FOUND),
        earlier=tuple(_earlier(one) for one in reversed(determinations[:-1])),
        moved=_moved(determinations, decisions[standing.number - 1]) if standing else "",
        history=history,
        standing=standing,
        proposed=past.proposed(claim.proposals.all(), seen=len(history)),
        seen=len(history),
        found_pk=newest.pk if newest else None,
        reworked=_reworked(newest, claim.element_checks.all()) if newest else "",
    )


def _reworked(newest: Determination, checks: Iterable[ElementCheck]) -> str:
    people = {str(one.by_id): wording.person(one.by) for one in checks}
    who = people.get(newest.revision.by, "")
    after = f", after a check by {who}" if who else ""
    result = rows.result(newest.result).words
    return f"The claim was determined anew on {wording.moment(newest.at)}{after}: “{result}”."


def _sign_again(facts: dict[str, Any], *, today: date) -> str:
    """When a minor comes of age and signs again; nothing for anybody who signed for themselves."""
    if not birthdays.is_awaited(facts, today=today):
        return ""
    day = birthdays.first_possible(facts)
    if day is None:
        return "no date known"
    return "due now" if day <= today else f"from {lanes.in_words(day)}"


def _found(determinations: list[Determination], checks: list[ElementCheck], *, today: date) -> dict[str, Any]:
    """What the newest determination says, worked out again; only its values where it is not the same."""
    if not determinations:
        return {}
    newest = determinations[-1]
    replay = replays.replay(newest)
    found = reading.read(replay.document)
    return {
        "result": rows.result(newest.result),
        "theory": rows.brief(newest)["theory"],
        "reason": rows.brief(newest)["reason"],
        "tasks": task_list.of(newest, replay.document, checks) if replay.is_exact else None,
        "moves": moves.between(determinations[-2], newest) if len(determinations) > 1 else (),
        "caution": replay.caution,
        "is_exact": replay.is_exact,
        "summary": cover.summarise(found) if replay.is_exact else None,
        "open_questions": open_questions.of(found, newest) if replay.is_exact else None,
        "lane": rows.lane(newest, today=today),
        "found": found,
        "theories": _theories(replay.document, found, _late(newest) if replay.is_exact else {}, today=today),
        "trace": _trace(newest),
    }


def _earlier(determination: Determination) -> Earlier:
    return Earlier(
        as_of=lanes.in_words(determination.as_of),
        made=wording.moment(determination.at),
        result=rows.result(determination.result),
        theory=rows.brief(determination)["theory"],
        safe=_day(determination.safe_deadline),
        rules=determination.ruleset.version,
        engine=determination.engine,
    )


def _moved(determinations: list[Determination], decision: Decision) -> str:
    """What changed after a decision, in a sentence; it changes nothing of the decision."""
    known = [one for one in determinations if one.at <= decision.at]
    newest = determinations[-1] if determinations else None
    if newest is None or newest in known:
        return ""
    before = f", which rested on “{rows.result(known[-1].result).words}”" if known else ""
    return (
        f"Determined anew as of {lanes.in_words(newest.as_of)}, after this decision{before}; "
        f"the result now is “{rows.result(newest.result).words}”. The decision stands as it is."
    )


def _theories(
    document: Mapping[str, Any],
    found: findings.Determination,
    late: Mapping[str, Collection[str]],
    *,
    today: date,
) -> tuple[TheorySheet, ...]:
    stored = {one["id"]: one for one in document["theories"]}
    return tuple(
        TheorySheet(
            found=theory,
            outcome=rows.result(stored[theory.id]["outcome"]),
            lane=(lane := lanes.read(stored[theory.id].get("deadline"), theory=theory.title, as_of=today)),
            steps=_steps(lane, theory, late.get(theory.id, frozenset())),
            pairs=tuple(_pair(pair) for pair in stored[theory.id].get("pairs", ())),
        )
        for theory in found.theories
    )


def _steps(lane: lanes.Lane | None, theory: findings.Theory, late: Collection[str]) -> tuple[str, ...]:
    """The arithmetic of a deadline, one step a line; without one, what the rules say of the time."""
    if lane is None:
        return tuple(reason for one in theory.elements if one.id in late for reason in one.reasons)
    return tuple(words.sentence(step) for step in _STEP.split(lane.words) if step)


def _late(newest: Determination) -> dict[str, frozenset[str]]:
    """The elements of each theory that ask whether it is in time."""
    rules = rulesets.parsed(newest.ruleset)
    return {
        name: frozenset(label for label, one in law.requires.items() if one.reads_deadline)
        for name, law in rules.theories.items()
    }


def _pair(pair: Mapping[str, Any]) -> Pair:
    values = pair.get("elements", {})
    return Pair(
        photo=pair.get("photo") or "No photo named",
        defendant=pair.get("defendant") or "No defendant named",
        outcome=rows.result(pair["outcome"]),
        elements=tuple((name, FINDINGS.get(value, findings.NOT_KNOWN)) for name, value in values.items()),
    )


def _trace(determination: Determination) -> tuple[tuple[str, str], ...]:
    return (
        ("Ruleset version", determination.ruleset.version),
        ("Ruleset digest (SHA-256)", determination.ruleset.digest),
        ("Engine", determination.engine),
        ("As of", lanes.in_words(determination.as_of)),
        ("Determined", wording.moment(determination.at)),
        ("Facts", f"revision {determination.revision.number}, keyed digest {determination.revision.digest}"),
        ("Findings (SHA-256)", determination.sha256),
        ("Next change by time alone", _day(determination.next_change_on)),
    )


def _day(day: date | None) -> str:
    return lanes.in_words(day) if day else "none"
