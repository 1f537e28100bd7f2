"""The rules as one SQL query over tables of facts: written from the trees, with the database's own logic.

Truth is SQL's: NULL is not known, so that AND, OR and NOT are the database's. A day is four columns: lo and
hi (NULL = open on that side), given (was it answered?) and there (is there one at all?), both truths.
One row of `pair` is a photo with a defendant on a day; lines of residence are rows of `stay`; days that do
not count, of `off`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from eligibility.holidays import Holidays
from eligibility.law import OUTCOMES, Element, Ruleset, Theory
from eligibility.values import Truth
from tests.eligibility.sql_dialects import Dialect
from tests.eligibility.sql_limits import in_time
from tests.eligibility.sql_query import UNKNOWN, Query, later
from tests.eligibility.sql_tables import INDEX, OFF, Row, days_off, pair_row, stay_rows, tables


def element(query: Query, theory: Theory, one: Element) -> str:
    if one.reads_deadline and theory.deadline:
        query.names["in_time"] = query.put(in_time(query, theory.deadline))
    met = query.put(query.truth(one.met.tree))
    if one.open is None:
        return met
    return query.put(f"({met} OR (({query.truth(one.open.tree)}) AND {UNKNOWN}))")


def columns_of(query: Query, theory: Theory) -> list[str]:
    """Columns: whether it applies, its outcome by place, then each element in order."""
    applies = query.put(query.truth(theory.applies.expression.tree))
    elements = [element(query, theory, one) for one in theory.requires.values()]
    found = query.put(" AND ".join(elements))
    if theory.open_unless:
        found = query.put(f"CASE WHEN {query.truth(theory.open_unless.tree)} THEN {found} END")
    holds = [f"({query.truth(hold.when.tree)}) IS NOT FALSE" for hold in theory.holds]
    holds += [f"({query.truth(one.when.tree)}) IS TRUE" for one in theory.contradictions]
    review = query.put(" OR ".join(f"({test})" for test in (f"{applies} IS NULL", *holds)))
    return [applies, outcome(query, theory, applies, found, review), *elements]


def outcome(query: Query, theory: Theory, applies: str, found: str, review: str) -> str:
    value = query.put(f"CASE WHEN {review} THEN ({found} AND {UNKNOWN}) ELSE {found} END")
    meanings = [
        f"WHEN {query.truth(line.when.tree)} THEN {meaning(line.outcomes, value)}"
        for line in theory.outcomes_when
    ]
    text = meaning(theory.outcomes, value)
    if meanings:
        text = f"CASE {' '.join(meanings)} ELSE {text} END"
    place = query.put(text)
    if theory.cap:
        place = query.put(later(place, str(OUTCOMES.index(theory.cap))))
    held = later(place, str(OUTCOMES.index("needs_review")))
    never = OUTCOMES.index("not_applicable")
    return query.put(f"CASE WHEN {applies} IS FALSE THEN {never} WHEN {review} THEN {held} ELSE {place} END")


def meaning(outcomes: Mapping[Truth, str], value: str) -> str:
    yes, open_, no = (OUTCOMES.index(outcomes[truth]) for truth in (Truth.T, Truth.U, Truth.F))
    return f"CASE WHEN {value} IS TRUE THEN {yes} WHEN {value} IS FALSE THEN {no} ELSE {open_} END"


# Asking a database


@dataclass(frozen=True, slots=True)
class Answer:
    applies: Truth
    outcome: str
    elements: dict[str, Truth]


@dataclass(slots=True)
class Database:
    """A connection with the tables that every rule set shares."""

    connection: Any
    dialect: Dialect
    lists: dict[Holidays, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.connection.cursor().execute(OFF)

    def answers(self, ruleset: Ruleset, rows: Sequence[Row]) -> list[dict[str, Answer]]:
        """What each theory comes to for each row."""
        cursor = self.connection.cursor()
        for statement in tables(ruleset):
            cursor.execute(statement)
        self._insert(cursor, "pair", [pair_row(ruleset, number, row) for number, row in enumerate(rows)])
        self._insert(
            cursor, "stay", [line for number, row in enumerate(rows) for line in stay_rows(number, row)]
        )
        cursor.execute(INDEX)
        query = Query(ruleset, self.dialect, self._days_off(cursor, ruleset.holidays))
        columns = {name: columns_of(query, theory) for name, theory in ruleset.theories.items()}
        cursor.execute(query.select([column for each in columns.values() for column in each]))
        found = [_answers(ruleset, iter(cells[1:])) for cells in cursor.fetchall()]
        self.connection.commit()  # PostgreSQL keeps a lock for every table dropped in one transaction
        return found

    def _days_off(self, cursor: Any, holidays: Holidays) -> str:
        if holidays not in self.lists:
            name = f"list {len(self.lists)}"
            self._insert(cursor, "off", [(name, day) for day in days_off(holidays, 1995, 2060)])
            self.lists[holidays] = name
        return self.lists[holidays]

    def _insert(self, cursor: Any, table: str, rows: Sequence[Sequence[object]]) -> None:
        if rows:
            marks = ", ".join([self.dialect.mark] * len(rows[0]))
            cursor.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)


def _answers(ruleset: Ruleset, cells: Iterator[Any]) -> dict[str, Answer]:
    return {name: _answer(theory.requires, cells) for name, theory in ruleset.theories.items()}


def _answer(labels: Iterable[str], cells: Iterator[Any]) -> Answer:
    applies, outcome = read_truth(next(cells)), OUTCOMES[next(cells)]
    return Answer(applies, outcome, {label: read_truth(next(cells)) for label in labels})


def read_truth(cell: object) -> Truth:
    return Truth.U if cell is None else Truth.T if cell else Truth.F
