"""What is still open in a claim, for the desk only: a packet lists what is not known and stops there.

Worked out when the page is viewed and never stored. What would settle the main theory comes with the replayed
explanation; what would change it is tried out here, on the facts, rules and day of that explanation.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from casefile import rulesets
from casefile.models import Determination
from eligibility import supposing
from eligibility.answers import ELSEWHERE
from eligibility.facts import ClaimFacts
from packets import findings, words
from review import rows


@dataclass(frozen=True, slots=True)
class Change:
    """An outcome that other answers would lead to, and these answers in words, each by itself."""

    outcome: rows.Mark
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OpenQuestions:
    """Questions whose answers would settle the main theory, in words, and answers that would change it.

    None of the first: nothing is open. `first` is the one that the most open elements wait for. `theory` is
    the one that `changes` speak of; empty where none leads.
    """

    settles: tuple[str, ...]
    first: str
    theory: str
    changes: tuple[Change, ...]


def of(found: findings.Determination, determination: Determination) -> OpenQuestions:
    """Read what is open in the main theory, or in every theory where none leads; try out the main one."""
    theories = (found.main,) if found.main else found.theories
    return OpenQuestions(
        settles=tuple(dict.fromkeys(name for theory in theories for name in theory.settles)),
        first=_first(theories),
        theory=found.main.title if found.main else "",
        changes=_changes(determination) if found.main else (),
    )


def _first(theories: Iterable[findings.Theory]) -> str:
    """The question that the most open elements wait for; of equals, the one that the rules name first."""
    waits = Counter(name for theory in theories for element in theory.elements for name in element.settles)
    return waits.most_common(1)[0][0] if waits else ""


def _changes(determination: Determination) -> tuple[Change, ...]:
    rules, main = rulesets.parsed(determination.ruleset), determination.main_theory
    known = ClaimFacts.from_json(determination.revision.facts)
    tried = supposing.changes(rules, known, as_of=determination.as_of, theories=(main,))[main]
    answers: dict[str, list[str]] = defaultdict(list)
    for one in tried:
        answer = words.fact(one.fact, one.answer).replace(ELSEWHERE, "another state")
        answers[one.outcome].append(f"{rules.facts[one.fact].label}: {answer}")
    return tuple(Change(rows.result(outcome), tuple(said)) for outcome, said in answers.items())
