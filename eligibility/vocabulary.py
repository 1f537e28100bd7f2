"""The words an expression may use beyond its facts: tests of days, ages and residence, in three values."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from eligibility import residence, values
from eligibility.facts import Kind, Known
from eligibility.values import ONE_DAY, DateSpan, Missing, NumberSpan, Truth, Value, truth


class Scope(Protocol):
    """Where an expression finds what it names."""

    @property
    def as_of(self) -> date: ...

    def value(self, name: str) -> Value:
        """The value of a fact, setting or definition."""

    def known(self, name: str) -> Known:
        """A fact with its source."""

    def note(self, *days: date) -> None:
        """Days on which a test can change as time passes."""


class Argument:
    """Markers for arguments that are not of one kind: anything at all, or a fact by its name."""

    ANY = "any value"
    FACT = "the name of a fact"


@dataclass(frozen=True, slots=True)
class Function:
    """A function of the language: the kinds it takes and gives."""

    takes: tuple[Kind | str, ...]
    gives: Kind
    run: Callable[..., Value]


def _certain(_: Scope, test: Truth) -> Truth:
    return Truth.T if test is Truth.T else Truth.F


def _possible(_: Scope, test: Truth) -> Truth:
    return Truth.F if test is Truth.F else Truth.T


def _known(_: Scope, value: Value) -> Truth:
    return Truth.F if value is Missing.UNKNOWN or value is Truth.U else Truth.T


def _proven(scope: Scope, name: str) -> Truth:
    return Truth.T if scope.known(name).is_proven else Truth.F


def _given(_: Scope, day: Value) -> Truth:
    if day is Missing.UNKNOWN:
        return Truth.U
    return Truth.F if day is Missing.NONE else Truth.T


def _turned(scope: Scope, age: NumberSpan, born: Value, on: Value) -> Truth:
    if not isinstance(born, DateSpan) or not isinstance(on, DateSpan):
        return Truth.U
    scope.note(values.birthday(born.lo, age.lo, late=False), values.birthday(born.hi, age.lo, late=True))
    return values.turned(age.lo, born, on)


def _resident_on(scope: Scope, place: str, stays: residence.Places, day: Value) -> Truth:
    if not isinstance(day, DateSpan):
        return Truth.F if stays == () else Truth.U
    scope.note(day.lo, day.hi)
    return residence.resident_on(place, stays, day, as_of=scope.as_of)


def _resident_during(scope: Scope, place: str, stays: residence.Places, period: DateSpan) -> Truth:
    scope.note(period.lo, period.hi)
    return residence.resident_during(place, stays, period, as_of=scope.as_of)


def _between(_: Scope, first: Value, last: Value) -> Value:
    if not isinstance(first, DateSpan) or not isinstance(last, DateSpan):
        return Missing.UNKNOWN
    return DateSpan(first.lo, max(first.lo, last.hi))


def _start(_: Scope, period: DateSpan) -> DateSpan:
    return DateSpan.on(period.lo)


def _end(_: Scope, period: DateSpan) -> DateSpan:
    return DateSpan.on(period.hi)


def _day_before(_: Scope, day: Value) -> Value:
    if not isinstance(day, DateSpan):
        return day
    return DateSpan(day.lo - ONE_DAY, day.hi - ONE_DAY)


def _days_between(_: Scope, first: Value, last: Value) -> Value:
    if not isinstance(first, DateSpan) or not isinstance(last, DateSpan):
        return Missing.UNKNOWN
    return NumberSpan((last.lo - first.hi).days, (last.hi - first.lo).days)


FUNCTIONS: dict[str, Function] = {
    "certain": Function((Kind.TRUTH,), Kind.SURE, _certain),
    "possible": Function((Kind.TRUTH,), Kind.SURE, _possible),
    "known": Function((Argument.ANY,), Kind.SURE, _known),
    "proven": Function((Argument.FACT,), Kind.SURE, _proven),
    "given": Function((Kind.DAY,), Kind.TRUTH, _given),
    "turned": Function((Kind.NUMBER, Kind.DAY, Kind.DAY), Kind.TRUTH, _turned),
    "resident_on": Function((Kind.WORD, Kind.PLACES, Kind.DAY), Kind.TRUTH, _resident_on),
    "resident_during": Function((Kind.WORD, Kind.PLACES, Kind.PERIOD), Kind.TRUTH, _resident_during),
    "between": Function((Kind.DAY, Kind.DAY), Kind.DAY, _between),
    "period": Function((Kind.DAY, Kind.DAY), Kind.PERIOD, _between),
    "start": Function((Kind.PERIOD,), Kind.DAY, _start),
    "end": Function((Kind.PERIOD,), Kind.DAY, _end),
    "day_before": Function((Kind.DAY,), Kind.DAY, _day_before),
    "days_between": Function((Kind.DAY, Kind.DAY), Kind.NUMBER, _days_between),
}


def _spans(first: Value, second: Value) -> tuple[tuple[date, date], tuple[date, date]] | Truth:
    """The ends of two days or numbers, or the answer where one is missing."""
    if first is Missing.NONE or second is Missing.NONE:
        return Truth.F
    if isinstance(first, DateSpan) and isinstance(second, DateSpan):
        return (first.lo, first.hi), (second.lo, second.hi)
    if isinstance(first, NumberSpan) and isinstance(second, NumberSpan):
        # Numbers are compared exactly as days are; the casts below never mix the two.
        return (first.lo, first.hi), (second.lo, second.hi)  # type: ignore[return-value]
    return Truth.U


def earlier(scope: Scope, first: Value, second: Value, *, or_same: bool) -> Truth:
    """Is the first day or number less than the second (or the same)? Nothing at all is neither."""
    ends = _spans(first, second)
    if isinstance(ends, Truth):
        return ends
    (a_lo, a_hi), (b_lo, b_hi) = ends
    if isinstance(first, DateSpan):
        scope.note(a_lo, a_hi, b_lo, b_hi)
    if or_same:
        return truth(always=a_hi <= b_lo, never=a_lo > b_hi)
    return truth(always=a_hi < b_lo, never=a_lo >= b_hi)


def same(first: Value, second: Value) -> Truth:
    """Are two days, numbers or words the same? Nothing at all is the same as nothing that has a value."""
    if isinstance(first, str) and isinstance(second, str) and not isinstance(first, Missing | Truth):
        return Truth.T if first == second else Truth.F
    ends = _spans(first, second)
    if isinstance(ends, Truth):
        return ends
    (a_lo, a_hi), (b_lo, b_hi) = ends
    return truth(always=a_lo == a_hi == b_lo == b_hi, never=a_hi < b_lo or b_hi < a_lo)
