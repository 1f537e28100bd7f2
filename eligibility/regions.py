"""What a theory comes to whatever an open fact turns out to be, where the fact counts in more than one place.

Kleene's logic looks at each place on its own and can leave open what every answer would decide alike: an
upload "some time in 2014" may be too late for the collection or else too early for any tie to Illinois. Such
a fact is tried out whole: a truth both ways, an inexact day on every day that it can be.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from eligibility.compiled import Compiled
from eligibility.facts import Declaration, Kind
from eligibility.law import OUTCOMES, REVIEW, Ruleset, Theory
from eligibility.occurrences import mixed
from eligibility.rows import NO, OPEN, YES, Layout, Row

UNDECIDED = OUTCOMES.index(REVIEW)
MOST_DAYS = 8000
"""A day that can be any of more days than these (some 22 years) is left open."""


@dataclass(frozen=True, slots=True)
class Decided:
    """The outcome that every answer leads to, and the fact that was tried out."""

    place: int
    fact: str


def decided(rules: Compiled, ruleset: Ruleset, theory: Theory, row: Row, today: int) -> Decided | None:
    """The one outcome that a theory comes to in every case of some open fact, where it is left open."""
    outcome = rules.only(rules.judgements[theory.name].outcome)
    if outcome(row, today)[0] != UNDECIDED:
        return None
    for name in mixed(ruleset, theory):
        found = None
        for case in cases(rules.layout, ruleset.facts[name], row):
            (place,) = outcome(case, today)
            if place == UNDECIDED or found not in (None, place):
                break
            found = place
        else:
            if found is not None:
                return Decided(found, name)
    return None


def cases(layout: Layout, declaration: Declaration, row: Row) -> Iterator[Row]:
    """The row in each case of an open fact, the two ends of a day first; none where it is not open."""
    first = layout.columns_of(declaration.name).start
    case = list(row)
    for columns in _columns(declaration, row[first : first + 3]):
        case[first : first + len(columns)] = columns
        yield case


def _columns(declaration: Declaration, known: Sequence[object]) -> Iterator[tuple[int, ...]]:
    if declaration.kind is Kind.TRUTH and known[0] == OPEN:
        yield from ((NO,), (YES,))
    if declaration.kind is Kind.DAY and known[2] == YES:
        lo, hi = int(str(known[0])), int(str(known[1]))
        if lo < hi <= lo + MOST_DAYS:
            yield from ((day, day, YES) for day in (lo, hi, *range(lo + 1, hi)))


def outcomes(rules: Compiled, ruleset: Ruleset, row: Row, today: int) -> tuple[int, ...]:
    """The outcome of every theory, in order, once open facts are tried out."""
    found = rules.outcomes(row, today)
    if UNDECIDED not in found:
        return found
    tried = (
        decided(rules, ruleset, theory, row, today) if place == UNDECIDED else None
        for theory, place in zip(ruleset.theories.values(), found, strict=True)
    )
    return tuple(one.place if one else place for one, place in zip(tried, found, strict=True))
