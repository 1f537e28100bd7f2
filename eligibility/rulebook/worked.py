"""Worked cases as they stand below a theory."""

from collections.abc import Sequence
from dataclasses import dataclass

from eligibility.law import Ruleset, Theory
from eligibility.rulebook.words import Lines, answer, bullets, day_in_words, plain
from eligibility.values import parse_day


@dataclass(frozen=True, slots=True)
class WorkedCase:
    """One row of a table of worked cases: `facts` as `name=value;name=value`."""

    case: str
    facts: str
    theory: str
    expected: str
    reason: str


def blocks_of_cases(law: Ruleset, theory: Theory, cases: Sequence[WorkedCase]) -> Lines:
    if not cases:
        return
    yield "## Worked cases"
    yield "Invented people, each with the facts that this theory rests on. The rules must find the outcome."
    used = _behind(law, theory)
    for case in cases:
        yield f"### {case.case}: {plain(case.expected)}"
        yield case.reason
        yield bullets(_in_words(law, case.facts, used))


def _behind(law: Ruleset, theory: Theory) -> set[str]:
    """The facts that a theory's findings, holds and contradictions rest on."""
    conditions = [hold.when for hold in theory.holds] + [found.when for found in theory.contradictions]
    waiting = {name for condition in conditions for name in condition.names}
    found = set(theory.facts)
    while waiting:
        name = waiting.pop()
        if name in law.tests:
            waiting |= law.tests[name].expression.names
        found.add(name)
    return found


def _in_words(law: Ruleset, text: str, used: set[str]) -> Lines:
    given = dict(part.strip().split("=", 1) for part in text.split(";") if part.strip())
    if "as_of" in given:
        yield f"Judged on {day_in_words(parse_day(given['as_of']))}"
    for name, value in given.items():
        fact = law.facts.get(name)
        if fact and name in used:
            yield f"{fact.label}: {answer(fact, value)}"
