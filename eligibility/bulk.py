"""The whole caseload at once: what every claim comes to.

Columns are read by planes.py. The few rows that columns cannot hold exactly, and those left open that every
case of an open fact would decide alike, are looked at again one by one.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

import numpy as np

from eligibility import compiled, daycount, entries, homes, planes
from eligibility.caseload import REACH, Caseload
from eligibility.facts import Declaration, Kind
from eligibility.law import Ruleset, Theory
from eligibility.occurrences import mixed
from eligibility.planes import NOT_LOOKED_AT, TRUTH, Array, Bulk, compile_columns, compile_results, read
from eligibility.regions import MOST_DAYS, UNDECIDED, decided
from eligibility.regions import outcomes as outcomes_of_row
from eligibility.rows import NO, OPEN, YES, Layout, Row


def outcomes(
    ruleset: Ruleset,
    caseload: Caseload,
    *,
    as_of: date,
    theories: Iterable[str] = (),
    try_out: bool = True,
) -> Array:
    """The place in law.OUTCOMES of each theory for each claim, theories as asked or in the rule set's order.

    Without `try_out`, claims that every case of an open fact would decide alike are left open (regions.py).
    """
    wanted = tuple(theories) or tuple(ruleset.theories)
    found = row_outcomes(ruleset, caseload, as_of=as_of, theories=wanted, try_out=try_out)
    return best_of_claims(caseload, found)


def row_outcomes(
    ruleset: Ruleset, caseload: Caseload, *, as_of: date, theories: tuple[str, ...], try_out: bool = True
) -> Array:
    """The same for each row: the best over the defendants."""
    found = np.full((len(theories), caseload.rows), NOT_LOOKED_AT, dtype=TRUTH)
    for number, defendant in enumerate(ruleset.defendants):
        looking = tuple(name for name in theories if not number or ruleset.theories[name].by_defendant)
        if looking:
            columns = entries.entered(ruleset, caseload, defendant)
            worth = _one_defendant(ruleset, columns, looking, daycount.number(as_of), try_out=try_out)
            for name, outcome in zip(looking, worth, strict=True):
                best = found[theories.index(name)]
                np.minimum(best, outcome, out=best)
    return found


def _one_defendant(
    ruleset: Ruleset, columns: Mapping[str, Any], theories: tuple[str, ...], today: int, *, try_out: bool
) -> Array:
    """The outcomes of each row; those that columns cannot hold, or that stay open, are looked at again."""
    found = np.full((len(theories), len(columns[REACH])), NOT_LOOKED_AT, dtype=TRUTH)
    read(compile_columns(ruleset, theories), columns, today, into=list(found))
    for name, outcome in zip(theories, found, strict=True) if try_out else ():
        _try_out(ruleset, columns, ruleset.theories[name], outcome, today)
    read_by_hand(ruleset, columns, theories, today, into=list(found))
    return found


def read_by_hand(
    ruleset: Ruleset, columns: Mapping[str, Any], theories: tuple[str, ...], today: int, *, into: list[Array]
) -> None:
    """Rows that columns cannot hold exactly, such as one that moves in the future, are read one by one."""
    numbers = np.flatnonzero(columns[REACH] > today)
    if len(numbers):
        rules = compiled.compile_rules(ruleset)
        found = [outcomes_of_row(rules, ruleset, row, today) for row in rows(columns, rules.layout, numbers)]
        worth = dict(zip(ruleset.theories, np.array(found, dtype=TRUTH).T, strict=True))
        for name, outcome in zip(theories, into, strict=True):
            outcome[numbers] = worth[name]


def _try_out(ruleset: Ruleset, columns: Mapping[str, Any], theory: Theory, found: Array, today: int) -> None:
    """Decide rows left open that every case of some fact decides alike (regions.py).

    Only rows count in which the parts that look at the fact are open as a whole, and are the same, not open,
    with the fact at either end. They are few, and are read one by one.
    """
    rules = compiled.compile_rules(ruleset)
    for name in mixed(ruleset, theory):
        fact, probe = ruleset.facts[name], planes.compile_probe(ruleset, theory.name, name)
        is_open = (found == UNDECIDED) & _in_cases(columns, fact)
        if is_open.any():
            is_open &= _probed(probe, columns, today) == OPEN
        numbers = np.flatnonzero(is_open)
        if not len(numbers):
            continue
        part = {name: _chosen(columns[name], numbers) for name in (*probe.columns, REACH)}
        low, high = (_probed(probe, part | case, today) for case in _ends(columns, fact, numbers))
        numbers = numbers[(low == high) & (low != OPEN)]
        for number, row in zip(numbers.tolist(), rows(columns, rules.layout, numbers), strict=True):
            one = decided(rules, ruleset, theory, row, today)
            found[number] = one.place if one else UNDECIDED


def _in_cases(columns: Mapping[str, Any], declaration: Declaration) -> Any:
    """The rows in which a fact is open and can be tried out."""
    name = declaration.name
    if declaration.kind is Kind.TRUTH:
        return columns[name] == OPEN
    if declaration.kind is not Kind.DAY:
        return False
    days = columns[f"{name}.hi"] - columns[f"{name}.lo"]
    return (columns[f"{name}.is"] == YES) & (days > 0) & (days <= MOST_DAYS)


def _probed(probe: Bulk, columns: Mapping[str, Any], today: int) -> Array:
    found: Array = np.full(len(columns[REACH]), 255, dtype=TRUTH)
    read(probe, columns, today, into=[found])
    return found


def _ends(columns: Mapping[str, Any], fact: Declaration, numbers: Array) -> Iterator[dict[str, Any]]:
    """The columns of a fact at its one end and at the other."""
    if fact.kind is Kind.TRUTH:
        yield from ({fact.name: NO}, {fact.name: YES})
    else:
        for end in ("lo", "hi"):
            at = columns[f"{fact.name}.{end}"][numbers]
            yield {f"{fact.name}.lo": at, f"{fact.name}.hi": at}


def _chosen(column: Any, numbers: Array) -> Any:
    if isinstance(column, homes.Homes):
        chosen = np.zeros(column.rows, dtype=bool)
        chosen[numbers] = True
        return column.chosen(chosen)
    return column[numbers] if isinstance(column, np.ndarray) else column


def rows(columns: Mapping[str, Any], layout: Layout, numbers: Array) -> Iterator[Row]:
    """Some rows of columns as the rules for one claim read them; columns not kept are of no account."""
    return zip(*(_values(columns.get(name, 0), numbers) for name in layout.names), strict=True)


def _values(column: Any, numbers: Array) -> list[object]:
    if isinstance(column, np.ndarray):
        values: list[object] = column[numbers].tolist()
        return values
    if isinstance(column, homes.Homes):
        return [column.home(number) for number in numbers.tolist()]
    return [column] * len(numbers)


def best_of_claims(caseload: Caseload, found: Array) -> Array:
    """The best outcome over the rows of each claim."""
    if caseload.one_row_each:
        return found
    begins = np.searchsorted(caseload.claim_of, np.arange(len(caseload.keys)))
    best: Array = np.minimum.reduceat(found, begins, axis=1)
    return best


def result_conditions(ruleset: Ruleset, caseload: Caseload, *, as_of: date) -> list[Array]:
    """For each line of the result, in order, 2 for each claim of which its condition holds."""
    bulk = compile_results(ruleset)
    columns: dict[str, Any] = {**caseload.columns, **caseload.homes}
    found = np.full((len(ruleset.result), caseload.rows), 255, dtype=TRUTH)
    read(bulk, columns, daycount.number(as_of), into=list(found))
    return list(best_of_claims(caseload, found))


def rows_of_claim(ruleset: Ruleset, caseload: Caseload, number: int) -> Iterator[Row]:
    """Every pair of one claim as the rules for one claim read it."""
    where = np.flatnonzero(caseload.claim_of == number)
    for defendant in ruleset.defendants:
        yield from rows(entries.entered(ruleset, caseload, defendant), compiled.layout_of(ruleset), where)
