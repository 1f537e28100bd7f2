"""Answers worth trying where a question is open: one for each way it could turn the findings."""

from collections.abc import Iterator
from datetime import date, timedelta

from eligibility.facts import Declaration, Fact, Kind, Known, Source
from eligibility.law import Ruleset
from eligibility.tree import Among, Call, Constant, Node, Same, children
from eligibility.values import EARLIEST, ONE_DAY, DateSpan, Missing, NumberSpan, Stay, Truth, Value

PROOF = Source("staff", "supposed")
ELSEWHERE = "ZZ"
"""A state that no rule names."""
YEARS_BACK = (*range(40), *range(40, 100, 10))
A_YEAR = timedelta(days=365)
STEPS_WITHIN = 12


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


def to(ruleset: Ruleset, name: str, known: Known, *, as_of: date) -> Iterator[Known]:
    """Answers to an open question, as seen by staff; none where it is settled."""
    declaration = ruleset.facts[name]
    if is_open(declaration, known.value):
        yield from (seen(value) for value in values(ruleset, declaration, known.value, as_of=as_of))
    elif declaration.kind is Kind.WORD and not known.is_proven and isinstance(known.value, str):
        yield seen(known.value)


def instead(ruleset: Ruleset, name: str, known: Known, *, as_of: date) -> Iterator[Known]:
    """Any answer at all, whatever was said."""
    declaration = ruleset.facts[name]
    unsaid = Truth.U if declaration.kind is Kind.TRUTH else Missing.UNKNOWN
    yield from (seen(value) for value in values(ruleset, declaration, unsaid, as_of=as_of))


def seen(value: Value) -> Known:
    """The answer as staff would enter it on proof."""
    return Known(value, Fact(value, PROOF))


def values(ruleset: Ruleset, declaration: Declaration, value: Value, *, as_of: date) -> Iterator[Value]:
    """Values that an open fact may turn out to have."""
    if declaration.may_be_none and value is Missing.UNKNOWN:
        yield Missing.NONE
    match declaration.kind:
        case Kind.TRUTH:
            yield from (Truth.T, Truth.F)
        case Kind.WORD:
            yield from declaration.values or places(ruleset)
        case Kind.PLACES:
            yield ()
            yield from ((Stay(place, DateSpan.on(EARLIEST), None),) for place in places(ruleset))
        case Kind.DAY:
            yield from (DateSpan.on(day) for day in days(ruleset, value, as_of=as_of))
        case Kind.NUMBER:
            yield from numbers(ruleset)


def places(ruleset: Ruleset) -> list[str]:
    """States that the rules look for, and one that they do not."""
    trees = [test.expression.tree for test in ruleset.tests.values()]
    return sorted({ELSEWHERE, *(word for tree in trees for word in _words(tree) if _is_state(word))})


def _is_state(word: str) -> bool:
    """Numbers of two digits stand in the rules too."""
    return len(word) == 2 and word.isalpha()


def _words(node: Node) -> Iterator[str]:
    match node:
        case Call(arguments=arguments):
            yield from (str(one.value) for one in arguments if isinstance(one, Constant))
        case Among(words=words):
            yield from words
        case Same(first=first, second=second):
            yield from (str(side.value) for side in (first, second) if isinstance(side, Constant))
    for child in children(node):
        yield from _words(child)


def numbers(ruleset: Ruleset) -> list[Value]:
    """The numbers on which a rule turns, and the one below each."""
    found = {c.lo for c in ruleset.constants.values() if isinstance(c, NumberSpan)}
    return [NumberSpan(n, n) for n in sorted({near for n in found for near in (n - 1, n) if near >= 0})]


def days(ruleset: Ruleset, value: Value, *, as_of: date) -> list[date]:
    """Both ends of an inexact day and days in it on which the law turns; of no day at all, years back."""
    constants = (c for c in ruleset.constants.values() if isinstance(c, DateSpan))
    turning = {day for c in constants for day in (c.lo, c.lo - ONE_DAY, c.hi, c.hi + ONE_DAY)} | {as_of}
    if isinstance(value, DateSpan):
        step = max(ONE_DAY, (value.hi - value.lo) / STEPS_WITHIN)
        turning |= {value.lo + step * count for count in range(STEPS_WITHIN + 1)} | {value.hi}
        return sorted(day for day in turning if value.lo <= day <= value.hi)
    turning |= {as_of - A_YEAR * count for count in YEARS_BACK}
    return sorted(day for day in turning if day <= as_of)
