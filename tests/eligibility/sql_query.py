"""The trees of a rule set as columns of one SQL query, each worked out once from others."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from eligibility.facts import Kind
from eligibility.law import Ruleset
from eligibility.tree import All, Among, Call, Choice, Constant, Earlier, Named, Node, Not, Same, Some
from eligibility.values import DateSpan, NumberSpan, Truth, Value
from tests.eligibility.sql_dialects import Dialect
from tests.eligibility.sql_tables import SPANS, ends_of

UNKNOWN = "CAST(NULL AS boolean)"
COLUMN = re.compile(r"\bx\d+\b")
PLAIN = re.compile(r"p\.\w+|x\d+|TRUE|FALSE")


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
        columns, last = ", ".join(("p.id", *wanted)), f"l{len(layers) - 1}"
        return f"WITH {', '.join(layers)} SELECT {columns} FROM {last} p ORDER BY p.id"

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
            case Choice(test=test, yes=yes, no=no):
                return self.choice(self.put(self.truth(test)), self.written(yes), self.written(no))
            case Call(function=function, arguments=arguments):
                return self.call(function, arguments)
        return self.test(node)

    def test(self, node: Node) -> str:
        match node:
            case All(parts=parts):
                return "(" + " AND ".join(self.truth(part) for part in parts) + ")"
            case Some(parts=parts):
                return "(" + " OR ".join(self.truth(part) for part in parts) + ")"
            case Not(part=part):
                return f"(NOT {self.truth(part)})"
            case Earlier(first=first, second=second, or_same=or_same):
                return self.earlier(self.day(first), self.day(second), "<=" if or_same else "<")
            case Same(first=first, second=second):
                return self.same(first, second)
            case Among(word=word, words=words):
                return self.among(word, words)
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
        always, not_once = f"{first.hi} {sign} {second.lo}", f"{first.lo} {never} {second.hi}"
        found = f"CASE WHEN {always} THEN TRUE WHEN {not_once} THEN FALSE END"
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
                lo, hi = (self.put(self.dialect.days_later(end, "-1")) for end in (first.lo, first.hi))
                return Day(lo, hi, given, there)
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
        """Every day is lived there: the first is, and the day after each line that ends too early."""
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


def later(first: str, second: str) -> str:
    """The later of two; NULL, which has no end, where either is."""
    return f"CASE WHEN {first} > {second} THEN {first} WHEN {first} <= {second} THEN {second} END"


def _parts(day: Day) -> tuple[str, str, str, str]:
    return day.lo, day.hi, day.given, day.there


def constant(dialect: Dialect, value: Value) -> Day:
    if isinstance(value, NumberSpan):
        return Day(str(value.lo), str(value.hi))
    assert isinstance(value, DateSpan)
    return Day(*(dialect.day(end) for end in ends_of(value)))


def quoted(word: str) -> str:
    return "'" + word.replace("'", "''") + "'"
