"""The rules read straight off their trees in plain dates: slow, short, and written from C0 and C2 alone.

Quotations are sentences of the rules. A day is every day that it can be; nothing is compiled and nothing is
shared with the engine but the trees, the values and the declarations of facts.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from eligibility.facts import Declaration, Kind
from eligibility.holidays import Holidays
from eligibility.law import DeadlineRule, Element, Ruleset, Theory
from eligibility.tree import All, Among, Call, Choice, Constant, Earlier, Named, Node, Not, Same, Some
from eligibility.values import DateSpan, Missing, NumberSpan, Stay, Truth, Value

T, U, F = Truth.T, Truth.U, Truth.F
ONE_DAY = timedelta(days=1)
FIRST, LAST, MOST = date(1800, 1, 1) - ONE_DAY, date(2499, 12, 31), 10**15
"""No day or number that can be written lies outside; an unknown one may be any."""
BEST_FIRST = (
    "likely_eligible",
    "flag",
    "needs_review",
    "refer",
    "likely_not_eligible",
    "no_flag",
    "not_applicable",
)


@dataclass(frozen=True, slots=True)
class Span:
    """A day or number from `lo` to `hi`; was it answered, and is there one at all?"""

    lo: date | int
    hi: date | int
    given: Truth = T
    exists: Truth = T


Worth = Truth | Span | str | Missing | tuple[Stay, ...]


def across(*, always: bool, never: bool) -> Truth:
    """C0: "A date test is T if true for every day, F if for none, else U"."""
    return T if always else F if never else U


def years_later(day: date, years: int, *, late: bool) -> date:
    """C0: "29 February counts as 28 February for T, 1 March for F"."""
    year = day.year + years
    if day in (FIRST, LAST) or year > LAST.year:
        return day if day == FIRST else LAST
    if (day.month, day.day) == (2, 29) and not (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)):
        return date(year, 3, 1) if late else date(year, 2, 28)
    return date(year, day.month, day.day)


def days_later(day: date, days: int) -> date:
    return LAST if days > (LAST - day).days else day + timedelta(days=days)


def rolled(day: date, holidays: Holidays) -> date:
    """C0: the next day that is no weekend and no holiday."""
    while day < LAST and (
        day.weekday() >= 5 or any(day == holiday.in_year(day.year) for holiday in holidays)
    ):
        day += ONE_DAY
    return day


@dataclass(slots=True)
class Interpreter:
    """One pair of photo and defendant on one day: its facts by name as read, and which of them are proven."""

    ruleset: Ruleset
    facts: Mapping[str, Value]
    proven: frozenset[str]
    as_of: date
    given: Mapping[str, Value] = field(default_factory=dict)
    in_time: Truth | None = None
    seen: dict[str, Worth] = field(default_factory=dict)

    # Values

    def truth(self, node: Node) -> Truth:
        found = self.worth(node)
        assert isinstance(found, Truth), node
        return found

    def span(self, node: Node) -> Span:
        found = self.worth(node)
        assert isinstance(found, Span), node
        return found

    def worth(self, node: Node) -> Worth:
        match node:
            case Constant(value=Truth() as value):
                return value
            case Constant(value=int(number)):
                return Span(number, number)
            case Constant(value=str(word)):
                return word
            case Named(name=name):
                return self.named(name)
            case Choice(test=test, yes=yes, no=no):
                return self.worth(yes if self.truth(test) is T else no)
            case Call(function=function, arguments=arguments):
                return self.call(function, arguments)
        return self.test(node)

    def test(self, node: Node) -> Truth:
        match node:
            case All(parts=parts):
                return min(self.truth(part) for part in parts)
            case Some(parts=parts):
                return max(self.truth(part) for part in parts)
            case Not(part=part):
                return {T: F, U: U, F: T}[self.truth(part)]
            case Earlier(first=first, second=second, or_same=or_same):
                return self.earlier(self.span(first), self.span(second), or_same=or_same)
            case Same(first=first, second=second):
                return self.same(self.worth(first), self.worth(second), self.possible_words(first, second))
            case Among(word=word, words=words):
                return self.among(self.worth(word), words, self.possible_words(word))
        raise AssertionError(node)

    def named(self, name: str) -> Worth:
        if name == "as_of":
            return Span(self.as_of, self.as_of)
        if name == "in_time":
            assert self.in_time is not None
            return self.in_time
        if name in self.ruleset.tests:
            if name not in self.seen:
                self.seen[name] = self.worth(self.ruleset.tests[name].expression.tree)
            return self.seen[name]
        if name in self.ruleset.constants:
            return as_span(self.ruleset.constants[name])
        if name in self.given:
            return as_span(self.given[name], may_be_none=True)
        return self.of_fact(self.ruleset.facts[name])

    def of_fact(self, declaration: Declaration) -> Worth:
        value = self.facts[declaration.name]
        if value is Missing.UNKNOWN and declaration.kind in (Kind.DAY, Kind.NUMBER):
            exists = U if declaration.may_be_none else T
            lo, hi = self.limits(declaration)
            return Span(lo, hi, U, exists)
        return as_span(value)

    def limits(self, declaration: Declaration) -> tuple[date, date] | tuple[int, int]:
        """Engine: "unanswered = the bounds that the matter declares"."""
        if declaration.bounds:
            first, last = declaration.bounds
            return first, last or self.as_of
        return (FIRST, LAST) if declaration.kind is Kind.DAY else (0, MOST)

    # Comparisons

    def earlier(self, first: Span, second: Span, *, or_same: bool) -> Truth:
        if F in (first.exists, second.exists):  # "none" is neither before nor after anything
            return F
        if or_same:
            found = across(always=first.hi <= second.lo, never=first.lo > second.hi)  # type: ignore[operator]
        else:
            found = across(always=first.hi < second.lo, never=first.lo >= second.hi)  # type: ignore[operator]
        return min(found, first.exists, second.exists)

    def same(self, first: Worth, second: Worth, words: tuple[str, ...]) -> Truth:
        if isinstance(first, Span) and isinstance(second, Span):
            if F in (first.exists, second.exists):
                return F
            one = first.lo == first.hi == second.lo == second.hi
            apart = first.hi < second.lo or second.hi < first.lo  # type: ignore[operator]
            return min(across(always=one, never=apart), first.exists, second.exists)
        if first is Missing.UNKNOWN or second is Missing.UNKNOWN:
            literal = second if first is Missing.UNKNOWN else first
            return T if words == (literal,) else U
        return T if first == second else F

    def among(self, word: Worth, words: tuple[str, ...], possible: tuple[str, ...]) -> Truth:
        if word is Missing.UNKNOWN:
            return T if possible and set(possible) <= set(words) else U
        return T if word in words else F

    def possible_words(self, *nodes: Node) -> tuple[str, ...]:
        """What the one fact here can be; nothing where two facts are compared."""
        named = [node.name for node in nodes if isinstance(node, Named)]
        return (
            self.ruleset.facts[named[0]].values if len(named) == 1 and named[0] in self.ruleset.facts else ()
        )

    # Functions

    def call(self, function: str, arguments: tuple[Node, ...]) -> Worth:
        match function, arguments:
            case "certain", [test]:
                return T if self.truth(test) is T else F
            case "possible", [test]:
                return F if self.truth(test) is F else T
            case "known", [node]:
                value = self.worth(node)
                unknown = value.given is U if isinstance(value, Span) else value in (U, Missing.UNKNOWN)
                return F if unknown else T
            case "proven", [Named(name=name)]:
                return T if name in self.proven else F
            case "given", [day]:
                return self.span(day).given
            case "turned", [age, born, on]:
                return self.turned(int(str(self.span(age).lo)), self.span(born), self.span(on))
            case "resident_on" | "resident_during", [Constant(value=str(place)), stays, when]:
                every_day = function == "resident_on"
                return self.resident(place, self.worth(stays), self.span(when), every_day=every_day)
        return self.day(function, [self.span(argument) for argument in arguments])

    def day(self, function: str, spans: list[Span]) -> Span:
        first, last = spans[0], spans[-1]
        given, exists = min(first.given, last.given), min(first.exists, last.exists)
        match function:
            case "between" | "period":
                return Span(first.lo, max(first.hi, last.hi), given, exists)
            case "start":
                return Span(first.lo, first.lo)
            case "end":
                return Span(first.hi, first.hi)
            case "day_before":
                return Span(a_day_before(first.lo), a_day_before(first.hi), given, exists)
            case "days_between":
                return Span(days_from(first.hi, last.lo), days_from(first.lo, last.hi), given, exists)
        raise AssertionError(function)

    def turned(self, age: int, born: Span, on: Span) -> Truth:
        """C0: "Attains n on the birthday. For 29 Feb in a non-leap year use both readings"."""
        assert isinstance(born.lo, date) and isinstance(born.hi, date)
        first, last = years_later(born.lo, age, late=False), years_later(born.hi, age, late=True)
        found = across(always=last <= on.lo, never=first > on.hi)  # type: ignore[operator]
        return min(found, born.exists, on.exists)

    def resident(self, place: str, stays: Worth, span: Span, *, every_day: bool) -> Truth:
        """C0: "T needs days that are certain, F needs days that are not even possible"."""
        if not isinstance(stays, tuple):
            return min(U, span.exists)
        days = self.turning_days(stays, span)
        lived = [self.lived(place, stays, day) for day in days]
        always = all(one is T for one in lived) if every_day else any(one is T for one in lived)
        return min(across(always=always, never=all(one is F for one in lived)), span.exists)

    def turning_days(self, stays: tuple[Stay, ...], span: Span) -> list[date]:
        """Both ends of the span, and each day in it on or next to which a line may begin or end."""
        assert isinstance(span.lo, date) and isinstance(span.hi, date)
        ends = {day for stay in stays for one in self.ends(stay) for day in (one.lo, one.hi)}
        near = {day + ONE_DAY * by for day in ends for by in (-1, 0, 1)}
        return sorted({span.lo, span.hi} | {day for day in near if span.lo <= day <= span.hi})

    def ends(self, stay: Stay) -> tuple[DateSpan, DateSpan]:
        return stay.start, stay.end or DateSpan.on(self.as_of)

    def lived(self, place: str, stays: tuple[Stay, ...], day: date) -> Truth:
        """On one day: T where a line of the place holds it whatever its ends, which are in order."""
        found = F
        for stay in stays:
            start, end = self.ends(stay)
            if stay.place in (place, "??") and start.lo <= day <= end.hi:
                surely = min(start.hi, end.hi) <= day <= max(start.lo, end.lo)
                found = max(found, T if surely and stay.place == place else U)
        return found

    # Limits

    def limit(self, rule: DeadlineRule) -> Truth:
        """C2: E6, steps 1 to 5."""
        arises = self.day_of(rule.arises)
        if arises.given is not T:
            return U
        born = self.day_of(rule.minority.born) if rule.minority else None
        birth_unknown = born is not None and born.given is not T
        if birth_unknown and rule.minority and not rule.minority.open_end:
            return U
        if self.as_of <= self.ordinary(rule, arises, late=False):
            return T
        counts = self.truth(rule.event_counts.tree) if rule.event_counts else T
        event = self.day_of(rule.event) if rule.event else Span(FIRST, FIRST, F, F)
        if counts is T and event.given is T and self.as_of <= end_of(event.lo, rule.years, late=False):
            return T
        if birth_unknown or self.is_open(rule, arises, event, counts):
            return U
        disability = self.named(rule.disability) if rule.disability else F
        return U if disability is not F else F

    def is_open(self, rule: DeadlineRule, arises: Span, event: Span, counts: Truth) -> bool:
        """Steps 3 and 4: "learned unknown -> U"; "as_of <= the latest of ..."."""
        limbs = [(self.day_of(rule.learned), rule.years)] if rule.learned else []
        limbs += [(self.day_of(rule.death), rule.death_years)] if rule.death else []
        limbs += [(event, rule.years)] if counts is not F else []
        tolling = self.named(rule.tolling) if rule.tolling else None
        if any(day.given is U for day, _ in limbs) or (isinstance(tolling, Span) and tolling.given is U):
            return True
        ends = [self.ordinary(rule, arises, late=True)]
        ends += [end_of(day.hi, years, late=True) for day, years in limbs if day.given is T]
        return any(self.as_of <= rolled(end, self.ruleset.holidays) for end in ends)

    def ordinary(self, rule: DeadlineRule, arises: Span, *, late: bool) -> date:
        """D_lo or D_hi: over the days it can have arisen on, the first end or the last."""
        ends = [self.counted(rule, day, late=late) for day in self.days_of_rise(rule, arises, late=late)]
        return max(ends) if late else min(ends)

    def days_of_rise(self, rule: DeadlineRule, arises: Span, *, late: bool) -> Iterator[date]:
        """The first and the last, and the birthday and its eve: the end falls or jumps nowhere else."""
        assert isinstance(arises.lo, date) and isinstance(arises.hi, date)
        yield from (arises.lo, arises.hi)
        of_age = self.of_age(rule, late=late)
        if of_age:
            yield from (day for day in (of_age - ONE_DAY, of_age) if arises.lo <= day <= arises.hi)

    def of_age(self, rule: DeadlineRule, *, late: bool) -> date | None:
        if rule.minority is None:
            return None
        born = self.day_of(rule.minority.born)
        if born.given is not T:
            return None
        return end_of(born.hi if late else born.lo, rule.minority.age, late=late)

    def counted(self, rule: DeadlineRule, arose: date, *, late: bool) -> date:
        """f(a) = max(a + 5y, 18th birthday + 2y if a is before it); then the tolled days."""
        end = years_later(arose, rule.years, late=late)
        of_age = self.of_age(rule, late=late)
        if rule.minority and of_age and arose < of_age:
            end = max(end, years_later(of_age, rule.minority.years, late=late))
        tolling = self.named(rule.tolling) if rule.tolling else None
        if isinstance(tolling, Span) and tolling.given is T:
            end = days_later(end, int(str(tolling.hi if late else tolling.lo)))
        return end

    def day_of(self, name: str) -> Span:
        found = self.named(name)
        assert isinstance(found, Span), name
        return found

    # Theories

    def element(self, theory: Theory, one: Element) -> Truth:
        """T where met; U where only open; else F."""
        if one.reads_deadline and theory.deadline:
            self.in_time = self.limit(theory.deadline)
        met = self.truth(one.met.tree)
        opened = self.truth(one.open.tree) if one.open else F
        return max(met, min(U, opened))

    def elements(self, theory: Theory) -> dict[str, Truth]:
        return {label: self.element(theory, one) for label, one in theory.requires.items()}

    def outcome(self, theory: Theory) -> str:
        """C0: "Applicability first"; "Outcome"; "Holds"; "Contradictions count only when certain"."""
        applies = self.truth(theory.applies.expression.tree)
        if applies is F:
            return "not_applicable"
        found = min(self.elements(theory).values())
        if theory.open_unless and self.truth(theory.open_unless.tree) is F:
            found = U
        held = any(self.truth(hold.when.tree) is not F for hold in theory.holds)
        contradicted = any(self.truth(one.when.tree) is T for one in theory.contradictions)
        review = applies is U or held or contradicted
        outcome = self.meaning(theory)[min(found, U) if review else found]
        caps = [*([theory.cap] if theory.cap else []), *(["needs_review"] if review else [])]
        return max([outcome, *caps], key=BEST_FIRST.index)

    def meaning(self, theory: Theory) -> Mapping[Truth, str]:
        for line in theory.outcomes_when:
            if self.truth(line.when.tree) is T:
                return line.outcomes
        return theory.outcomes


def as_span(value: Value, *, may_be_none: bool = False) -> Worth:
    match value:
        case DateSpan(lo=lo, hi=hi):
            return Span(lo, hi)
        case NumberSpan(lo=least, hi=most):
            return Span(least, most)
        case Missing.NONE:
            return Span(FIRST, FIRST, F, F)
        case Missing.UNKNOWN if may_be_none:
            return Span(FIRST, LAST, U, U)
    return value


def end_of(day: date | int, years: int, *, late: bool) -> date:
    assert isinstance(day, date)
    return years_later(day, years, late=late)


def a_day_before(day: date | int) -> date:
    assert isinstance(day, date)
    return day if day == FIRST else day - ONE_DAY


def days_from(first: date | int, last: date | int) -> int:
    assert isinstance(first, date) and isinstance(last, date)
    return (last - first).days
