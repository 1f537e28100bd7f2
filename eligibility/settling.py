"""What would settle a finding, and what would change one: tried out, not guessed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations, product
from math import prod

from eligibility import answers, daycount
from eligibility.facts import Known
from eligibility.law import OUTCOMES
from eligibility.program import Term
from eligibility.reading import Reading
from eligibility.rows import OPEN, Row
from eligibility.values import DateSpan, Value, show

LARGEST_SET = 3
MOST_ALIKE = 2
"""Answers kept of those that alone leave the same trace: together with another answer they may yet differ."""
MOST_TRIALS = 20_000

Trace = tuple[int, ...]


def settles(reading: Reading, names: Iterable[str], term: Term) -> tuple[str, ...]:
    """The smallest set of open facts of which some answers make a truth yes or no.

    Where one fact does, every such fact; else the first set found. Empty where no answers to three would:
    then the question is one of law.
    """
    rules, today = reading.rules, daycount.number(reading.as_of)
    trials = {name: tried for name in names if (tried := _trials(reading, name))}
    alone = tuple(
        name
        for name, tried in trials.items()
        if any(rules.worth(traced, term) != OPEN for _, traced in tried)
    )
    if alone:
        return alone
    only, budget = rules.only(term), MOST_TRIALS
    for size in range(2, LARGEST_SET + 1):
        for chosen in combinations(trials, size):
            budget -= prod(len(trials[name]) for name in chosen)
            if budget < 0:
                return ()
            rows = _rows(reading, chosen, [[known for known, _ in trials[name]] for name in chosen])
            if any(only(row, today)[0] != OPEN for row in rows):
                return chosen
    return ()


def _rows(reading: Reading, names: tuple[str, ...], known: list[list[Known]]) -> Iterator[Row]:
    """The row of a pair with every combination of answers to some facts."""
    layout, row = reading.rules.layout, list(reading.pair.row)
    encoded = [[layout.encoded(name, one) for one in found] for name, found in zip(names, known, strict=True)]
    places = [layout.columns_of(name) for name in names]
    for answered in product(*encoded):
        for place, columns in zip(places, answered, strict=True):
            row[place] = columns
        yield row


def _trials(reading: Reading, name: str) -> list[tuple[Known, Trace]]:
    """Answers to an open fact, each with its trace; few of those that leave the same one."""
    if name not in reading.tried:
        known = reading.pair.known[name]
        reading.tried[name] = _unlike(
            reading, name, answers.to(reading.ruleset, name, known, as_of=reading.as_of)
        )
    return reading.tried[name]


def _unlike(reading: Reading, name: str, tried: Iterable[Known]) -> list[tuple[Known, Trace]]:
    alike: dict[Trace, int] = {}
    kept = []
    for known in tried:
        traced = _traced(reading, name, known)
        if alike.setdefault(traced, 0) < MOST_ALIKE:
            alike[traced] += 1
            kept.append((known, traced))
    return kept


def _traced(reading: Reading, name: str, known: Known) -> Trace:
    layout, row = reading.rules.layout, list(reading.pair.row)
    row[layout.columns_of(name)] = layout.encoded(name, known)
    return reading.rules.trace(row, daycount.number(reading.as_of))


@dataclass(frozen=True, slots=True)
class Change:
    """An answer that would give a theory another outcome: the fact, the answer in its written form."""

    fact: str
    answer: str
    outcome: str


def changes(reading: Reading, names: Iterable[str], outcome: Term) -> tuple[Change, ...]:
    """For each fact, an answer for each other outcome that it alone would lead to; of days the nearest."""
    return tuple(change for name in names for change in _changes(reading, name, outcome))


def _changes(reading: Reading, name: str, outcome: Term) -> Iterator[Change]:
    seen = {reading.rules.worth(reading.traced, outcome)}
    known = reading.pair.known[name]
    tried = list(answers.instead(reading.ruleset, name, known, as_of=reading.as_of))
    said = known.value if isinstance(known.value, DateSpan) else DateSpan.on(reading.as_of)
    for answer in sorted(tried, key=lambda one: _apart(one.value, said)):
        found = _found(reading, name, answer.value, outcome)
        if found not in seen:
            seen.add(found)
            value = answer.value
            if isinstance(value, DateSpan):
                value = _nearest(reading, name, outcome, found, said, value.lo)
            yield Change(name, show(value), OUTCOMES[found])


def _found(reading: Reading, name: str, value: Value, outcome: Term) -> int:
    return reading.rules.worth(_traced(reading, name, answers.seen(value)), outcome)


def _apart(value: Value, said: DateSpan) -> int:
    """Days from the day said; answers that are no days keep their order."""
    return abs((value.lo - said.lo).days) if isinstance(value, DateSpan) else 0


def _nearest(reading: Reading, name: str, outcome: Term, found: int, said: DateSpan, day: date) -> DateSpan:
    """The day at which the outcome turns, between the day said and one that leads to it, by halving."""
    same = said.lo if day < said.lo else min(said.hi, day)
    while abs((day - same).days) > 1:
        middle = same + (day - same) / 2
        if _found(reading, name, DateSpan.on(middle), outcome) == found:
            day = middle
        else:
            same = middle
    return DateSpan.on(day)
