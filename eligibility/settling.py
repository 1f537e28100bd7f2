"""Which open question would settle what is not known: tried out, not guessed."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from itertools import combinations, product

from eligibility.facts import Declaration, Fact, Kind, Source
from eligibility.reading import Reading
from eligibility.values import EARLIEST, ONE_DAY, DateSpan, Missing, Stay, Truth, Value

PROOF = Source("staff", "supposed")
MOST_TRIALS = 400
SLOWEST_STEP = timedelta(days=365)


def settles(reading: Reading, names: Iterable[str], work: Callable[[Reading], Truth]) -> tuple[str, ...]:
    """Open facts of which some answer makes `work` yes or no; failing that, the first two that do together.

    Empty where no answer would: then the question is one of law.
    """
    answers = {name: list(_answers(reading, name)) for name in names}
    trials = {name: facts for name, facts in answers.items() if facts}
    alone = tuple(
        name for name, facts in trials.items() if _decides(reading, work, [(name, f) for f in facts])
    )
    if alone:
        return alone
    for first, second in combinations(trials, 2):
        both = product(trials[first], trials[second])
        for one, other in _thinned(list(both)):
            if work(reading.supposing(first, one).supposing(second, other)) is not Truth.U:
                return first, second
    return ()


def _decides(reading: Reading, work: Callable[[Reading], Truth], trials: list[tuple[str, Fact]]) -> bool:
    return any(work(reading.supposing(name, fact)) is not Truth.U for name, fact in trials)


def _thinned(trials: list[tuple[Fact, Fact]]) -> list[tuple[Fact, Fact]]:
    return trials[:: max(1, len(trials) // MOST_TRIALS)]


def _answers(reading: Reading, name: str) -> Iterator[Fact]:
    """Answers worth trying for a fact; none where it is settled already."""
    declaration, known = reading.ruleset.facts[name], reading.pair.known[name]
    if is_open(declaration, known.value):
        yield from (Fact(value, PROOF) for value in _values(reading, declaration, known.value))
    elif declaration.kind is Kind.WORD and not known.is_proven and isinstance(known.value, str):
        yield Fact(known.value, PROOF)


def is_open(declaration: Declaration, value: Value) -> bool:
    """Is the answer missing, inexact, or one that proof would still change?"""
    match value:
        case Truth():
            return value is Truth.U
        case Missing():
            return value is Missing.UNKNOWN
        case DateSpan():
            return not value.is_one_day
        case tuple():
            return any(_is_inexact(stay) for stay in value)
    return str(value) in declaration.open


def _is_inexact(stay: Stay) -> bool:
    exact = stay.start.is_one_day and (stay.end is None or stay.end.is_one_day)
    return stay.place == "??" or not exact


def _values(reading: Reading, declaration: Declaration, value: Value) -> Iterator[Value]:
    if declaration.may_be_none and value is Missing.UNKNOWN:
        yield Missing.NONE
    match declaration.kind:
        case Kind.TRUTH:
            yield from (Truth.T, Truth.F)
        case Kind.WORD:
            yield from declaration.values or sorted(_words(reading))
        case Kind.PLACES:
            yield ()
            yield from ((Stay(place, DateSpan.on(EARLIEST), None),) for place in sorted(_words(reading)))
        case Kind.DAY:
            yield from (DateSpan.on(day) for day in _days(reading, value))
        case Kind.NUMBER:
            constants = reading.ruleset.constants.values()
            yield from (constant for constant in constants if not isinstance(constant, DateSpan))


def _words(reading: Reading) -> set[str]:
    """Places that the rules look for, and one that they do not."""
    expressions = (test.expression for test in reading.ruleset.tests.values())
    return {"ZZ", *(word for expression in expressions for word in expression.words if len(word) == 2)}


def _days(reading: Reading, value: Value) -> list[date]:
    """Both ends of an inexact day and days in it on which the law turns; for no day at all, each year too."""
    as_of = reading.as_of
    constants = (c for c in reading.ruleset.constants.values() if isinstance(c, DateSpan))
    turning = {day for c in constants for day in (c.lo, c.lo - ONE_DAY, c.hi, c.hi + ONE_DAY)} | {as_of}
    if isinstance(value, DateSpan):
        step = max(ONE_DAY, (value.hi - value.lo) / 24)
        turning |= {value.lo + step * count for count in range(25)} | {value.hi}
        return sorted(day for day in turning if value.lo <= day <= value.hi)
    turning |= {as_of - SLOWEST_STEP * count for count in range(90)}
    return sorted(day for day in turning if day <= as_of)
