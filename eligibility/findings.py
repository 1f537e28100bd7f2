"""What a theory comes to for one photo and one defendant: the verdict itself, without its explanation."""

from dataclasses import dataclass
from datetime import date

from eligibility import daycount, regions
from eligibility.judging import Judgement
from eligibility.law import OUTCOMES, Contradiction, Hold, Theory
from eligibility.limitation import Timing
from eligibility.reading import Reading
from eligibility.regions import Decided
from eligibility.values import Truth


@dataclass(frozen=True, slots=True)
class Finding:
    """One theory against one pair: every element valued, then contradictions, holds and caps."""

    theory: Theory
    reading: Reading

    @property
    def judgement(self) -> Judgement:
        return self.reading.rules.judgements[self.theory.name]

    @property
    def applies(self) -> Truth:
        return self.reading.worth(self.judgement.applies)

    @property
    def elements(self) -> dict[str, Truth]:
        return {label: self.reading.worth(term) for label, term in self.judgement.elements.items()}

    @property
    def contradictions(self) -> tuple[Contradiction, ...]:
        found = self.judgement.contradictions
        return tuple(c for c in self.theory.contradictions if self.reading.worth(found[c.name]) is Truth.T)

    @property
    def holds(self) -> tuple[tuple[Hold, Truth], ...]:
        tried = ((hold, self.reading.worth(self.judgement.holds[hold.name])) for hold in self.theory.holds)
        return tuple((hold, value) for hold, value in tried if value is not Truth.F)

    @property
    def place(self) -> int:
        """The place of the outcome in law.OUTCOMES."""
        return self.decided.place if self.decided else self.place_by_elements

    @property
    def place_by_elements(self) -> int:
        """The same as the least of the elements has it, before any open fact is tried out."""
        return self.reading.rules.worth(self.reading.traced, self.judgement.outcome)

    @property
    def decided(self) -> Decided | None:
        """What every case of some open fact comes to, where that is one outcome."""
        return self.reading.decided(self.theory)

    @property
    def outcome(self) -> str:
        return OUTCOMES[self.place]

    @property
    def timing(self) -> Timing | None:
        """The theory's limit, worked out with its words; None where it has none."""
        rule = self.theory.deadline
        if rule is None or self.reading.worth(self.judgement.has_limit) is Truth.F:
            return None
        return self.reading.timing(rule, event_counts=self.reading.worth(self.judgement.event_counts))

    @property
    def rank(self) -> tuple[int, int, int]:
        """Order among pairs, best first: by outcome, then fewest elements not met, then fewest open."""
        values = list(self.elements.values())
        return self.place, values.count(Truth.F), values.count(Truth.U)


def find_all(theory: Theory, readings: list[Reading]) -> list[Finding]:
    """One finding for each pair the theory looks at, best first; equals keep the order given."""
    return sorted(
        (Finding(theory, reading) for reading in _looked_at(theory, readings)), key=lambda found: found.rank
    )


def _looked_at(theory: Theory, readings: list[Reading]) -> list[Reading]:
    if theory.by_defendant:
        return readings
    return _one_per_photo(readings) if theory.by_photo else readings[:1]


def _one_per_photo(readings: list[Reading]) -> list[Reading]:
    first: dict[int, Reading] = {}
    for reading in readings:
        first.setdefault(id(reading.pair.photo), reading)
    return list(first.values())


def next_change(readings: list[Reading]) -> date | None:
    """The first day on which time alone changes a finding of one of these readings, or None."""
    changes = (change for reading in readings if (change := _next_change(reading)))
    return min(changes, default=None)


def _next_change(reading: Reading) -> date | None:
    now = _verdicts(reading, reading.as_of)
    return next((day for day in reading.moments() if _verdicts(reading, day) != now), None)


def _verdicts(reading: Reading, day: date) -> tuple[tuple[int, ...], tuple[int, ...]]:
    rules, row, today = reading.rules, reading.pair.row, daycount.number(day)
    return rules.verdicts(row, today), regions.outcomes(rules, reading.ruleset, row, today)
