"""What a theory comes to for one photo and one defendant: the verdict itself, without its explanation."""

from dataclasses import dataclass
from datetime import date
from functools import reduce

from eligibility.law import NOT_APPLICABLE, OUTCOMES, Contradiction, Hold, Ruleset, Theory
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
    if applies is Truth.U or held:
        verdict &= Truth.U
    outcome = theory.outcomes[verdict]
    if theory.cap and OUTCOMES.index(outcome) < OUTCOMES.index(theory.cap):
        return theory.cap
    return outcome


def find_all(ruleset: Ruleset, theory: Theory, pairs: list[Pair], *, as_of: date) -> list[Finding]:
    """One finding for each pair the theory looks at, best first; equals keep the order given."""
    looked_at = pairs if theory.by_defendant else _one_per_photo(pairs)
    return sorted(
        (find(ruleset, theory, pair, as_of=as_of) for pair in looked_at), key=lambda found: found.rank
    )


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
