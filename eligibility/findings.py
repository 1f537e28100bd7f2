"""What a theory comes to for one photo and one defendant: the verdict itself, without its explanation."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import reduce

from eligibility.law import NOT_APPLICABLE, OUTCOMES, REVIEW, Contradiction, Hold, Ruleset, Theory
from eligibility.reading import Pair, Reading
from eligibility.values import Truth


@dataclass(frozen=True, slots=True)
class Finding:
    """One theory against one pair: every element valued, then contradictions, holds and caps."""

    theory: Theory
    reading: Reading
    applies: Truth
    elements: dict[str, Truth]
    contradictions: tuple[Contradiction, ...]
    holds: tuple[tuple[Hold, Truth], ...]
    outcome: str

    @property
    def verdict(self) -> tuple[object, ...]:
        """What time alone may change."""
        held = tuple((hold.name, value) for hold, value in self.holds)
        against = tuple(contradiction.name for contradiction in self.contradictions)
        return self.outcome, self.applies, tuple(self.elements.items()), held, against

    @property
    def rank(self) -> tuple[int, int, int]:
        """Order among pairs, best first: by outcome, then fewest elements not met, then fewest open."""
        values = list(self.elements.values())
        return OUTCOMES.index(self.outcome), values.count(Truth.F), values.count(Truth.U)


def find(ruleset: Ruleset, theory: Theory, pair: Pair, *, as_of: date) -> Finding:
    """Judge one theory for one pair on one day."""
    reading = Reading(ruleset, pair, as_of, theory.deadline)
    applies = theory.applies.expression.truth(reading)
    elements = {label: reading.element(element) for label, element in theory.requires.items()}
    contradictions = tuple(c for c in theory.contradictions if c.when.truth(reading) is Truth.T)
    tried = ((hold, hold.when.truth(reading)) for hold in theory.holds)
    holds = tuple((hold, value) for hold, value in tried if value is not Truth.F)
    outcome = _outcome(theory, reading, applies, elements, held=bool(contradictions or holds))
    return Finding(theory, reading, applies, elements, contradictions, holds, outcome)


def _outcome(
    theory: Theory, reading: Reading, applies: Truth, elements: dict[str, Truth], *, held: bool
) -> str:
    if applies is Truth.F:
        return NOT_APPLICABLE
    verdict = reduce(Truth.__and__, elements.values(), Truth.T)
    if theory.open_unless is not None and theory.open_unless.truth(reading) is Truth.F:
        verdict = Truth.U
    caps = [theory.cap] if theory.cap else []
    if applies is Truth.U or held:
        verdict &= Truth.U
        caps.append(REVIEW)
    return max((_meaning(theory, reading)[verdict], *caps), key=OUTCOMES.index)


def _meaning(theory: Theory, reading: Reading) -> Mapping[Truth, str]:
    """What each value comes to: the first line whose condition holds."""
    for line in theory.outcomes_when:
        if line.when.truth(reading) is Truth.T:
            return line.outcomes
    return theory.outcomes


def find_all(ruleset: Ruleset, theory: Theory, pairs: list[Pair], *, as_of: date) -> list[Finding]:
    """One finding for each pair the theory looks at, best first; equals keep the order given."""
    found = (find(ruleset, theory, pair, as_of=as_of) for pair in _looked_at(theory, pairs))
    return sorted(found, key=lambda finding: finding.rank)


def _looked_at(theory: Theory, pairs: list[Pair]) -> list[Pair]:
    if theory.by_defendant:
        return pairs
    return _one_per_photo(pairs) if theory.by_photo else pairs[:1]


def _one_per_photo(pairs: list[Pair]) -> list[Pair]:
    first: dict[int, Pair] = {}
    for pair in pairs:
        first.setdefault(id(pair.photo), pair)
    return list(first.values())


def next_change(findings: list[Finding]) -> date | None:
    """The first day on which time alone changes one of these findings, or None."""
    days = sorted({day for finding in findings for day in finding.reading.moments})
    for day in days:
        for finding in findings:
            if day in finding.reading.moments and _changed(finding, day):
                return day
    return None


def _changed(finding: Finding, day: date) -> bool:
    reading = finding.reading
    return find(reading.ruleset, finding.theory, reading.pair, as_of=day).verdict != finding.verdict
