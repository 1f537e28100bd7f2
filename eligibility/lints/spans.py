"""Between which ends a day or number can lie, over all answers, and what comparing two can come to."""

from dataclasses import dataclass, replace

from eligibility.facts import Declaration, Kind
from eligibility.law import Ruleset
from eligibility.tree import Call, Choice, Constant, Named, Node
from eligibility.values import EARLIEST, LATEST, DateSpan, NumberSpan, Truth

NUMBERS = 10**15


@dataclass(frozen=True, slots=True)
class Span:
    """The least and the greatest that something can be, days by their ordinal number.

    `in_part`: it may be known in part only. `open`: it may be without ends. `none`: it may not be at all.
    """

    lo: int
    hi: int
    in_part: bool = False
    may_be_unknown: bool = False
    open: bool = False
    none: bool = False


ALL_DAYS = Span(EARLIEST.toordinal(), LATEST.toordinal())
ANYTHING = Span(-NUMBERS, NUMBERS, in_part=True, may_be_unknown=True, open=True, none=True)


def of(law: Ruleset, node: Node) -> Span:
    """The span of an expression that is a day, a number or a period."""
    match node:
        case Constant(value=int(value)):
            return Span(value, value)
        case Named(name=name):
            return _named(law, name)
        case Choice(yes=yes, no=no):
            return _either(of(law, yes), of(law, no))
        case Call(function="between" | "period", arguments=(first, last)):
            start, stop = of(law, first), of(law, last)
            return replace(_either(start, stop), lo=start.lo, in_part=True)
        case Call(function="start" | "end" as which, arguments=(period,)):
            return _end(law, period, first=which == "start")
        case Call(function="day_before", arguments=(day,)):
            found = of(law, day)
            return replace(found, lo=found.lo - 1, hi=found.hi - 1)
    return ANYTHING


def _named(law: Ruleset, name: str) -> Span:
    if name in law.tests:
        return of(law, law.tests[name].expression.tree)
    if name == "as_of":
        return ALL_DAYS
    match law.constants.get(name):
        case DateSpan(lo=lo, hi=hi):
            return Span(lo.toordinal(), hi.toordinal(), in_part=lo != hi)
        case NumberSpan(lo=least, hi=most):
            return Span(least, most)
    declaration = law.facts.get(name)
    return _fact(declaration) if declaration else ANYTHING


def _fact(declaration: Declaration) -> Span:
    if declaration.kind is not Kind.DAY:
        return Span(0, NUMBERS, may_be_unknown=True, open=True, none=declaration.may_be_none)
    accepted = ALL_DAYS
    if declaration.accepts:
        accepted = Span(declaration.accepts.lo.toordinal(), declaration.accepts.hi.toordinal())
    if declaration.bounds:
        first, last = declaration.bounds
        accepted = _either(accepted, Span(first.toordinal(), (last or LATEST).toordinal()))
    is_open = declaration.bounds is None
    return replace(accepted, in_part=True, may_be_unknown=True, open=is_open, none=declaration.may_be_none)


def _either(one: Span, other: Span) -> Span:
    return Span(
        min(one.lo, other.lo),
        max(one.hi, other.hi),
        in_part=one.in_part or other.in_part,
        may_be_unknown=one.may_be_unknown or other.may_be_unknown,
        open=one.open or other.open,
        none=one.none or other.none,
    )


def _end(law: Ruleset, period: Node, *, first: bool) -> Span:
    """The first or last day of a period."""
    while isinstance(period, Named) and period.name in law.tests:
        period = law.tests[period.name].expression.tree
    match period:
        case Named(name=name) if isinstance(setting := law.constants.get(name), DateSpan):
            day = (setting.lo if first else setting.hi).toordinal()
            return Span(day, day)
        case Call(function="period", arguments=(start, stop)):
            return replace(_either(of(law, start), of(law, stop)), in_part=False)
    return ANYTHING


def earlier(first: Span, second: Span, *, or_same: bool) -> frozenset[Truth]:
    """What "the first is before the second" can come to."""
    by = 0 if or_same else 1
    return _compared(first, second, yes=first.lo + by <= second.hi, no=first.hi + by > second.lo)


def same(first: Span, second: Span) -> frozenset[Truth]:
    """What "both are the same" can come to."""
    one_day = first.lo == first.hi == second.lo == second.hi
    return _compared(first, second, yes=first.lo <= second.hi and second.lo <= first.hi, no=not one_day)


def _compared(first: Span, second: Span, *, yes: bool, no: bool) -> frozenset[Truth]:
    """Not known where one is known in part and can lie on either side; nothing at all compares as no."""
    in_part, is_open, none = (
        getattr(first, what) or getattr(second, what) for what in ("in_part", "open", "none")
    )
    found = {Truth.T} if yes else set()
    if no or none:
        found.add(Truth.F)
    if is_open or (in_part and yes and no):
        found.add(Truth.U)
    return frozenset(found)


def given(day: Span) -> frozenset[Truth]:
    """What "it happened" can come to."""
    found = {Truth.T}
    found |= {Truth.U} if day.may_be_unknown else set()
    return frozenset(found | ({Truth.F} if day.none else set()))
