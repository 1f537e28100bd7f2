"""The rules as one SQL query over tables of facts: written from the trees, with the database's own logic and calendar.

Truth is SQL's: NULL is not known, so that AND, OR and NOT are the database's. A day is four columns: lo and hi
(NULL = open on that side), given (was it answered?) and there (is there one at all?), both truths. One row of
`pair` is a photo with a defendant on a day; lines of residence are rows of `stay`; days that do not count, of `off`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Protocol

from eligibility.facts import Declaration, Kind
from eligibility.holidays import Holidays
from eligibility.law import OUTCOMES, DeadlineRule, Element, Ruleset, Theory
from eligibility.tree import All, Among, Call, Choice, Constant, Earlier, Named, Node, Not, Same, Some
from eligibility.values import DateSpan, Missing, NumberSpan, Truth, Value

UNKNOWN = "CAST(NULL AS boolean)"
COLUMN = re.compile(r"\bx\d+\b")
PLAIN = re.compile(r"p\.\w+|x\d+|TRUE|FALSE")
MOST_TOLLED = 300_000
"""Days that may be added to a date: a longer stop of time ends after every day anybody asks about."""


class Dialect(Protocol):
    """What the two databases write differently."""

    name: str
    mark: str

    def day(self, written: str) -> str: ...

    def years_later(self, day: str, years: int, *, late: bool) -> str: ...

    def days_later(self, day: str, days: str) -> str: ...

    def days_from(self, first: str, last: str) -> str: ...


class Postgres:
    """Dates of their own type; a year after 29 February is 28 February."""

    name, mark = "PostgreSQL", "%s"

    def day(self, written: str) -> str:
        return f"DATE '{written}'"

    def years_later(self, day: str, years: int, *, late: bool) -> str:
        later = f"CAST({day} + INTERVAL '{years} years' AS date)"
        if not late:
            return later
        clipped = f"to_char({day}, 'MMDD') = '0229' AND to_char({later}, 'MMDD') = '0228'"
        return f"CASE WHEN {clipped} THEN {later} + 1 ELSE {later} END"

    def days_later(self, day: str, days: str) -> str:
        return f"({day} + CAST({days} AS integer))"

    def days_from(self, first: str, last: str) -> str:
        return f"({last} - {first})"


class Sqlite:
    """Dates as text; a year after 29 February is 1 March."""

    name, mark = "SQLite", "?"

    def day(self, written: str) -> str:
        return f"'{written}'"

    def years_later(self, day: str, years: int, *, late: bool) -> str:
        later = f"date({day}, '+{years} years')"
        if late:
            return later
        moved = f"strftime('%m%d', {day}) = '0229' AND strftime('%m%d', {later}) = '0301'"
        return f"CASE WHEN {moved} THEN date({later}, '-1 day') ELSE {later} END"

    def days_later(self, day: str, days: str) -> str:
        return f"date({day}, ({days}) || ' days')"

    def days_from(self, first: str, last: str) -> str:
        return f"CAST(julianday({last}) - julianday({first}) AS integer)"


# Tables

SPANS = (Kind.DAY, Kind.NUMBER)
STAYS = "CREATE TEMP TABLE stay (pair integer, fact text, place text, start_lo date, start_hi date, end_lo date, end_hi date)"
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
                *_ends(stay.start),
                *(_ends(stay.end) if stay.end else (None, None)),
            )


def _ends(span: DateSpan) -> tuple[str, str]:
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
            return [*_ends(value), True, True]
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


# The query


@dataclass(frozen=True, slots=True)
class Day:
    """Four columns of a day, or of a number."""

    lo: str
    hi: str
    given: str = "TRUE"
    there: str = "TRUE"


Written = str | Day


@dataclass(slots=True)
class Query:
    """Columns worked out one from another: each stands one layer above those it is made of."""

    ruleset: Ruleset
    dialect: Dialect
    list_of_days_off: str
    columns: dict[str, str] = field(default_factory=dict)
    layer_of: dict[str, int] = field(default_factory=dict)
    names: dict[str, Written] = field(default_factory=dict)

    def put(self, text: str) -> str:
        """The name of a column with this text."""
        if text not in self.columns:
            name = f"x{len(self.columns)}"
            self.layer_of[name] = 1 + max((self.layer_of[one] for one in COLUMN.findall(text)), default=0)
            self.columns[text] = name
        return self.columns[text]

    def select(self, wanted: Sequence[str]) -> str:
        """The whole query: id and the columns wanted, a row a pair."""
        layers = ["l0 AS (SELECT * FROM pair)"]
        for number in range(1, 1 + max(self.layer_of.values(), default=0)):
            here = [
                f"{text} AS {name}" for text, name in self.columns.items() if self.layer_of[name] == number
            ]
            layers.append(f"l{number} AS MATERIALIZED (SELECT p.*, {', '.join(here)} FROM l{number - 1} p)")
        return f"WITH {', '.join(layers)} SELECT {', '.join(('p.id', *wanted))} FROM l{len(layers) - 1} p ORDER BY p.id"

    # Values

    def truth(self, node: Node) -> str:
        found = self.written(node)
        assert isinstance(found, str), node
        return found

    def day(self, node: Node) -> Day:
        found = self.written(node)
        assert isinstance(found, Day), node
        return found

    def written(self, node: Node) -> Written:
        match node:
            case Constant(value=Truth() as value):
                return {"T": "TRUE", "F": "FALSE", "U": UNKNOWN}[value.value]
            case Constant(value=int(number)):
                return Day(str(number), str(number))
            case Named(name=name):
                return self.named(name)
            case All(parts=parts):
                return "(" + " AND ".join(self.truth(part) for part in parts) + ")"
            case Some(parts=parts):
                return "(" + " OR ".join(self.truth(part) for part in parts) + ")"
            case Not(part=part):
                return f"(NOT {self.truth(part)})"
            case Choice(test=test, yes=yes, no=no):
                return self.choice(self.put(self.truth(test)), self.written(yes), self.written(no))
            case Earlier(first=first, second=second, or_same=or_same):
                return self.earlier(self.day(first), self.day(second), "<=" if or_same else "<")
            case Same(first=first, second=second):
                return self.same(first, second)
            case Among(word=word, words=words):
                return self.among(word, words)
            case Call(function=function, arguments=arguments):
                return self.call(function, arguments)
        raise AssertionError(node)

    def named(self, name: str) -> Written:
        if name not in self.names:
            self.names[name] = self.kept(self.find(name))
        return self.names[name]

    def kept(self, found: Written) -> Written:
        if isinstance(found, str):
            return found if PLAIN.fullmatch(found) else self.put(found)
        return Day(*(part if PLAIN.fullmatch(part) else self.put(part) for part in _parts(found)))

    def find(self, name: str) -> Written:
        if name == "as_of":
            return Day("p.as_of", "p.as_of")
        if name == "illinois_conduct":
            return "p.given_conduct"
        if name == "collected":
            return Day(*(f"p.given_collected_{part}" for part in ("lo", "hi", "given", "there")))
        if name in self.ruleset.constants:
            return constant(self.dialect, self.ruleset.constants[name])
        if name in self.ruleset.tests:
            return self.written(self.ruleset.tests[name].expression.tree)
        if self.ruleset.facts[name].kind in SPANS:
            return Day(*(self.cell(name, part) for part in ("lo", "hi", "given", "there")))
        return self.cell(name, "worth")

    def cell(self, name: str, part: str) -> str:
        return f"p.f{list(self.ruleset.facts).index(name)}_{part}"

    # Comparisons: CASE answers NULL where neither line holds

    def choice(self, test: str, yes: Written, no: Written) -> Written:
        if isinstance(yes, str) and isinstance(no, str):
            return f"CASE WHEN {test} THEN {yes} ELSE {no} END"
        assert isinstance(yes, Day) and isinstance(no, Day)
        sides = zip(_parts(yes), _parts(no), strict=True)
        return Day(*(self.put(f"CASE WHEN {test} THEN {one} ELSE {other} END") for one, other in sides))

    def earlier(self, first: Day, second: Day, sign: str) -> str:
        never = ">" if sign == "<=" else ">="
        found = f"CASE WHEN {first.hi} {sign} {second.lo} THEN TRUE WHEN {first.lo} {never} {second.hi} THEN FALSE END"
        return f"({found} AND {first.there} AND {second.there})"

    def same(self, first: Node, second: Node) -> str:
        if first.kind is Kind.WORD:
            return self.same_word(first, second)
        one, other = self.day(first), self.day(second)
        always = f"{one.lo} = {one.hi} AND {one.hi} = {other.lo} AND {other.lo} = {other.hi}"
        never = f"{one.hi} < {other.lo} OR {other.hi} < {one.lo}"
        return f"(CASE WHEN {always} THEN TRUE WHEN {never} THEN FALSE END AND {one.there} AND {other.there})"

    def same_word(self, first: Node, second: Node) -> str:
        for one, other in ((first, second), (second, first)):
            if isinstance(other, Constant):
                return self.among(one, (str(other.value),))
        return f"({self.truth(first)} = {self.truth(second)})"

    def among(self, word: Node, words: tuple[str, ...]) -> str:
        assert isinstance(word, Named)
        known, values = self.truth(word), self.ruleset.facts[word.name].values
        if values and set(values) <= set(words):
            return "TRUE"
        return f"({known} IN ({', '.join(map(quoted, words))}))"

    # Functions

    def call(self, function: str, arguments: tuple[Node, ...]) -> Written:
        match function, arguments:
            case "certain", [test]:
                return f"(({self.truth(test)}) IS TRUE)"
            case "possible", [test]:
                return f"(({self.truth(test)}) IS NOT FALSE)"
            case "known", [node]:
                found = self.written(node)
                return f"(({found.given if isinstance(found, Day) else found}) IS NOT NULL)"
            case "proven", [Named(name=name)]:
                return self.cell(name, "proven")
            case "given", [day]:
                return self.day(day).given
            case "turned", [age, born, on]:
                return self.turned(int(self.number(age)), self.day(born), self.day(on))
            case "resident_on", [Constant(value=str(place)), Named(name=stays), day]:
                return self.resident_on(place, stays, self.day(day))
            case "resident_during", [Constant(value=str(place)), Named(name=stays), period]:
                return self.resident_during(place, stays, self.day(period))
        return self.made(function, [self.day(argument) for argument in arguments])

    def number(self, node: Node) -> int:
        if isinstance(node, Named):
            value = self.ruleset.constants[node.name]
            assert isinstance(value, NumberSpan)
            return value.lo
        assert isinstance(node, Constant) and isinstance(node.value, int)
        return node.value

    def made(self, function: str, days: list[Day]) -> Day:
        first, last = days[0], days[-1]
        given, there = (
            self.put(f"({first.given} AND {last.given})"),
            self.put(f"({first.there} AND {last.there})"),
        )
        match function:
            case "between" | "period":
                return Day(first.lo, self.put(later(first.hi, last.hi)), given, there)
            case "start":
                return Day(first.lo, first.lo)
            case "end":
                return Day(first.hi, first.hi)
            case "day_before":
                ends = (self.put(self.dialect.days_later(end, "-1")) for end in (first.lo, first.hi))
                return Day(*ends, given, there)
            case "days_between":
                # A day open on one side lies in the calendar all the same: no two days are further apart.
                start, stop = (self.in_calendar(day) for day in (first, last))
                least, most = (
                    self.dialect.days_from(start.hi, stop.lo),
                    self.dialect.days_from(start.lo, stop.hi),
                )
                return Day(self.put(least), self.put(most), given, there)
        raise AssertionError(function)

    def in_calendar(self, day: Day) -> Day:
        first, last = self.dialect.day("1799-12-31"), self.dialect.day("2499-12-31")
        return Day(self.put(f"coalesce({day.lo}, {first})"), self.put(f"coalesce({day.hi}, {last})"))

    def turned(self, age: int, born: Day, on: Day) -> str:
        surely = self.put(self.dialect.years_later(born.hi, age, late=True))
        perhaps = self.put(self.dialect.years_later(born.lo, age, late=False))
        found = f"CASE WHEN {surely} <= {on.lo} THEN TRUE WHEN {perhaps} > {on.hi} THEN FALSE END"
        return f"({found} AND {born.there} AND {on.there})"

    # Residence: a line is certain from its latest start to its earliest end, each bounded by the other

    def lines(self, name: str, place: str, *, certain: bool) -> str:
        end_lo, end_hi = "coalesce(s.end_lo, p.as_of)", "coalesce(s.end_hi, p.as_of)"
        here = f"s.pair = p.id AND s.fact = {quoted(name)} AND s.start_lo <= {end_hi}"
        if not certain:
            places = f"s.place IN ({quoted(place)}, '??')"
            return f"(SELECT s.start_lo AS first, {end_hi} AS last FROM stay s WHERE {here} AND {places})"
        first = f"CASE WHEN s.start_hi < {end_hi} THEN s.start_hi ELSE {end_hi} END"
        last = f"CASE WHEN {end_lo} > s.start_lo THEN {end_lo} ELSE s.start_lo END"
        lines = (
            f"SELECT {first} AS first, {last} AS last FROM stay s WHERE {here} AND s.place = {quoted(place)}"
        )
        return f"(SELECT * FROM ({lines}) c WHERE c.first <= c.last)"

    def resident_on(self, place: str, name: str, day: Day) -> str:
        """Every day is lived there: the first is, and the day after each line that ends before the last is."""
        certain = self.lines(name, place, certain=True)
        first = f"EXISTS (SELECT 1 FROM {certain} a WHERE a.first <= {day.lo} AND {day.lo} <= a.last)"
        after = self.dialect.days_later("b.last", "1")
        goes_on = f"EXISTS (SELECT 1 FROM {certain} d WHERE d.first <= {after} AND {after} <= d.last)"
        ends = f"SELECT 1 FROM {certain} b WHERE b.last >= {day.lo} AND b.last < {day.hi} AND NOT {goes_on}"
        bounded = f"{day.lo} IS NOT NULL AND {day.hi} IS NOT NULL"
        return self.resident(place, name, day, f"{bounded} AND {first} AND NOT EXISTS ({ends})")

    def resident_during(self, place: str, name: str, period: Day) -> str:
        touched = f"a.first <= {period.hi} AND a.last >= {period.lo}"
        lived = f"EXISTS (SELECT 1 FROM {self.lines(name, place, certain=True)} a WHERE {touched})"
        return self.resident(place, name, period, lived)

    def resident(self, place: str, name: str, span: Day, certain: str) -> str:
        inside = f"(a.first <= {span.hi}) IS NOT FALSE AND (a.last >= {span.lo}) IS NOT FALSE"
        possible = f"EXISTS (SELECT 1 FROM {self.lines(name, place, certain=False)} a WHERE {inside})"
        told = f"{self.cell(name, 'worth')} IS NULL"
        found = f"CASE WHEN {told} THEN {UNKNOWN} WHEN {certain} THEN TRUE WHEN NOT {possible} THEN FALSE END"
        return f"({self.put(found)} AND {span.there})"

    # Limits: steps 1 to 5 of E6

    def in_time(self, rule: DeadlineRule) -> str:
        arises, counts = (
            self.span_of(rule.arises),
            self.truth(rule.event_counts.tree) if rule.event_counts else "TRUE",
        )
        lines = [(f"{arises.given} IS NOT TRUE", UNKNOWN)]
        born = self.span_of(rule.minority.born).given if rule.minority else "TRUE"
        if rule.minority and not rule.minority.open_end:
            lines.append((f"{born} IS NOT TRUE", UNKNOWN))
        lines.append((f"p.as_of <= {self.safe(rule, arises)}", "TRUE"))
        lines += [(test, "TRUE") for test in self.live_event(rule, counts)]
        lines.append((f"{born} IS NOT TRUE", UNKNOWN))
        lines += [(test, UNKNOWN) for test in self.still_open(rule, arises, counts)]
        if rule.disability:
            lines.append((f"{self.named(rule.disability)} IS NOT FALSE", UNKNOWN))
        return "CASE " + " ".join(f"WHEN {test} THEN {value}" for test, value in lines) + " ELSE FALSE END"

    def live_event(self, rule: DeadlineRule, counts: str) -> Iterator[str]:
        if rule.event:
            event = self.span_of(rule.event)
            end = self.put(self.dialect.years_later(event.lo, rule.years, late=False))
            yield f"({counts}) IS TRUE AND {event.given} IS TRUE AND p.as_of <= {end}"

    def still_open(self, rule: DeadlineRule, arises: Day, counts: str) -> Iterator[str]:
        late = self.ordinary(rule, arises.hi, arises, late=True)
        yield self.not_after(late)
        limbs = [
            (rule.learned, rule.years, "TRUE"),
            (rule.death, rule.death_years, "TRUE"),
            (rule.event, rule.years, counts),
        ]
        for name, years, counted in limbs:
            if name:
                day = self.span_of(name)
                end = self.put(self.dialect.years_later(day.hi, years, late=True))
                runs = f"{day.given} IS NULL OR ({day.given} IS TRUE AND {self.not_after(end)})"
                yield f"({counted}) IS NOT FALSE AND ({runs})"
        if rule.tolling:
            yield f"{self.span_of(rule.tolling).given} IS NULL"

    def not_after(self, end: str) -> str:
        """Today is not after the day itself, or the next one that is not in the table of days off."""
        here = f"o.list = {quoted(self.list_of_days_off)} AND n.list = o.list"
        next_day = self.dialect.days_later("o.day", "1")
        follows = f"NOT EXISTS (SELECT 1 FROM off n WHERE {here} AND n.day = {next_day})"
        off = f"o.list = {quoted(self.list_of_days_off)}"
        working = f"SELECT {next_day} FROM off o WHERE {off} AND o.day >= {end} AND {follows} ORDER BY o.day LIMIT 1"
        is_off = f"EXISTS (SELECT 1 FROM off o WHERE {off} AND o.day = {end})"
        return f"p.as_of <= {self.put(f'CASE WHEN {is_off} THEN ({working}) ELSE {end} END')}"

    def safe(self, rule: DeadlineRule, arises: Day) -> str:
        """D_lo: from the first day, or from the birthday where the claim can have arisen on both sides of it."""
        end = self.ordinary(rule, arises.lo, arises, late=False)
        if rule.minority is None:
            return end
        of_age = self.of_age(rule, late=False)
        on_birthday = self.ordinary(rule, of_age, arises, late=False)
        sooner = f"{arises.lo} < {of_age} AND {of_age} <= {arises.hi} AND {on_birthday} < {end}"
        return self.put(f"CASE WHEN {sooner} THEN {on_birthday} ELSE {end} END")

    def ordinary(self, rule: DeadlineRule, arose: str, arises: Day, *, late: bool) -> str:
        """f(a), and the tolled days; late also for the eve of the birthday, where that can be the day."""
        end = self.put(self.dialect.years_later(arose, rule.years, late=late))
        if rule.minority:
            of_age = self.of_age(rule, late=late)
            longer = self.put(self.dialect.years_later(of_age, rule.minority.years, late=late))
            minor = f"{arises.lo if late else arose} < {of_age}"
            end = self.put(f"CASE WHEN {minor} AND {longer} > {end} THEN {longer} ELSE {end} END")
        if rule.tolling:
            tolled = self.span_of(rule.tolling)
            days = tolled.hi if late else tolled.lo
            days = f"CASE WHEN {days} > {MOST_TOLLED} THEN {MOST_TOLLED} ELSE {days} END"
            moved = self.dialect.days_later(end, days)
            end = self.put(f"CASE WHEN {tolled.given} IS TRUE THEN {moved} ELSE {end} END")
        return end

    def of_age(self, rule: DeadlineRule, *, late: bool) -> str:
        """NULL where the birth date is not known: then nothing is compared with it."""
        assert rule.minority is not None
        born = self.span_of(rule.minority.born)
        attained = self.dialect.years_later(born.hi if late else born.lo, rule.minority.age, late=late)
        return self.put(f"CASE WHEN {born.given} IS TRUE THEN {attained} END")

    def span_of(self, name: str) -> Day:
        found = self.named(name)
        assert isinstance(found, Day), name
        return found

    # Theories

    def element(self, theory: Theory, one: Element) -> str:
        if one.reads_deadline and theory.deadline:
            self.names["in_time"] = self.put(self.in_time(theory.deadline))
        met = self.put(self.truth(one.met.tree))
        if one.open is None:
            return met
        return self.put(f"({met} OR (({self.truth(one.open.tree)}) AND {UNKNOWN}))")

    def theory(self, theory: Theory) -> list[str]:
        """Columns: whether it applies, its outcome by place, then each element in order."""
        applies = self.put(self.truth(theory.applies.expression.tree))
        elements = [self.element(theory, one) for one in theory.requires.values()]
        found = self.put(" AND ".join(elements))
        if theory.open_unless:
            found = self.put(f"CASE WHEN {self.truth(theory.open_unless.tree)} THEN {found} END")
        holds = [f"({self.truth(hold.when.tree)}) IS NOT FALSE" for hold in theory.holds]
        holds += [f"({self.truth(one.when.tree)}) IS TRUE" for one in theory.contradictions]
        review = self.put(" OR ".join(f"({test})" for test in (f"{applies} IS NULL", *holds)))
        return [applies, self.outcome(theory, applies, found, review), *elements]

    def outcome(self, theory: Theory, applies: str, found: str, review: str) -> str:
        value = self.put(f"CASE WHEN {review} THEN ({found} AND {UNKNOWN}) ELSE {found} END")
        meanings = [
            f"WHEN {self.truth(line.when.tree)} THEN {meaning(line.outcomes, value)}"
            for line in theory.outcomes_when
        ]
        text = meaning(theory.outcomes, value)
        if meanings:
            text = f"CASE {' '.join(meanings)} ELSE {text} END"
        place = self.put(text)
        if theory.cap:
            place = self.put(later(place, str(OUTCOMES.index(theory.cap))))
        held = later(place, str(OUTCOMES.index("needs_review")))
        never = OUTCOMES.index("not_applicable")
        return self.put(
            f"CASE WHEN {applies} IS FALSE THEN {never} WHEN {review} THEN {held} ELSE {place} END"
        )


def meaning(outcomes: Mapping[Truth, str], value: str) -> str:
    yes, open_, no = (OUTCOMES.index(outcomes[truth]) for truth in (Truth.T, Truth.U, Truth.F))
    return f"CASE WHEN {value} IS TRUE THEN {yes} WHEN {value} IS FALSE THEN {no} ELSE {open_} END"


def later(first: str, second: str) -> str:
    """The later of two; NULL, which has no end, where either is."""
    return f"CASE WHEN {first} > {second} THEN {first} WHEN {first} <= {second} THEN {second} END"


def _parts(day: Day) -> tuple[str, str, str, str]:
    return day.lo, day.hi, day.given, day.there


def constant(dialect: Dialect, value: Value) -> Day:
    if isinstance(value, NumberSpan):
        return Day(str(value.lo), str(value.hi))
    assert isinstance(value, DateSpan)
    return Day(*(dialect.day(end) for end in _ends(value)))


def quoted(word: str) -> str:
    return "'" + word.replace("'", "''") + "'"


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
        columns = {name: query.theory(theory) for name, theory in ruleset.theories.items()}
        cursor.execute(query.select([column for each in columns.values() for column in each]))
        return [_answers(ruleset, iter(found[1:])) for found in cursor.fetchall()]

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
