"""The tables of facts that the rules are read over in SQL, and the rows that a pair has in them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from eligibility.facts import Declaration, Kind
from eligibility.holidays import Holidays
from eligibility.law import Ruleset
from eligibility.values import DateSpan, Missing, NumberSpan, Value

SPANS = (Kind.DAY, Kind.NUMBER)
STAYS = (
    "CREATE TEMP TABLE stay (pair integer, fact text, place text,"
    " start_lo date, start_hi date, end_lo date, end_hi date)"
)
OFF = "CREATE TEMP TABLE off (list text, day date, PRIMARY KEY (list, day))"


@dataclass(frozen=True, slots=True)
class Row:
    """What is known of one pair, as values."""

    facts: Mapping[str, Value]
    proven: frozenset[str]
    as_of: date
    given: Mapping[str, Value]


def tables(ruleset: Ruleset) -> list[str]:
    columns = ["id integer PRIMARY KEY", "as_of date", "given_conduct boolean"]
    columns += [
        f"given_collected_{part}" for part in ("lo date", "hi date", "given boolean", "there boolean")
    ]
    for number, declaration in enumerate(ruleset.facts.values()):
        columns += [f"f{number}_{column}" for column in _columns(declaration.kind)] + [
            f"f{number}_proven boolean"
        ]
    return [
        "DROP TABLE IF EXISTS pair",
        "DROP TABLE IF EXISTS stay",
        f"CREATE TEMP TABLE pair ({', '.join(columns)})",
        STAYS,
    ]


INDEX = "CREATE INDEX stay_of_pair ON stay (pair)"


def _columns(kind: Kind) -> tuple[str, ...]:
    if kind in SPANS:
        of = "date" if kind is Kind.DAY else "bigint"
        return f"lo {of}", f"hi {of}", "given boolean", "there boolean"
    return ("worth boolean",) if kind is Kind.TRUTH else ("worth text",)


def pair_row(ruleset: Ruleset, number: int, row: Row) -> list[object]:
    found: list[object] = [number, row.as_of.isoformat(), _truth(row.given["illinois_conduct"])]
    found += _span(row.given["collected"], may_be_none=True, bounds=(None, None))
    for name, declaration in ruleset.facts.items():
        found += _cells(declaration, row.facts[name], row.as_of)
        found.append(name in row.proven)
    return found


def stay_rows(number: int, row: Row) -> Iterator[tuple[object, ...]]:
    for name, value in row.facts.items():
        for stay in value if isinstance(value, tuple) else ():
            yield (
                number,
                name,
                stay.place,
                *ends_of(stay.start),
                *(ends_of(stay.end) if stay.end else (None, None)),
            )


def ends_of(span: DateSpan) -> tuple[str, str]:
    return span.lo.isoformat(), span.hi.isoformat()


def _cells(declaration: Declaration, value: Value, as_of: date) -> list[object]:
    match declaration.kind:
        case Kind.TRUTH:
            return [_truth(value)]
        case Kind.DAY:
            first, last = declaration.bounds or (None, None)
            lo = first.isoformat() if first else None
            hi = (last or as_of).isoformat() if declaration.bounds else None
            return _span(value, may_be_none=declaration.may_be_none, bounds=(lo, hi))
        case Kind.NUMBER:
            return _span(value, may_be_none=declaration.may_be_none, bounds=(0, 10**15))
        case Kind.PLACES:
            return ["told" if isinstance(value, tuple) else None]
    return [None if value is Missing.UNKNOWN else value]


def _truth(value: Value) -> bool | None:
    return {"T": True, "F": False, "U": None}[str(value)]


def _span(value: Value, *, may_be_none: bool, bounds: tuple[object, object]) -> list[object]:
    match value:
        case DateSpan():
            return [*ends_of(value), True, True]
        case NumberSpan(lo=least, hi=most):
            return [least, most, True, True]
        case Missing.NONE:
            return [None, None, False, False]
    return [*bounds, None, None if may_be_none else True]


def days_off(holidays: Holidays, first: int, last: int) -> Iterator[str]:
    """Weekends and holidays of some years."""
    kept = {holiday.in_year(year) for holiday in holidays for year in range(first, last + 1)}
    day = date(first, 1, 1)
    while day.year <= last:
        if day.weekday() >= 5 or day in kept:
            yield day.isoformat()
        day += timedelta(days=1)
