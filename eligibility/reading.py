"""One claim read against one photo and one defendant on one day: the values behind every sentence."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from eligibility import casework, daycount, limitation
from eligibility.compiled import Compiled, compile_rules
from eligibility.facts import ClaimFacts, Fact, Kind, Known, PhotoFacts, Source, read
from eligibility.law import DeadlineRule, Defendant, Ruleset, Theory
from eligibility.program import Ends, Term
from eligibility.regions import Decided, decided
from eligibility.rows import TRUTHS, YES, Row, span_columns
from eligibility.values import DateSpan, Missing, NumberSpan, Truth, Value

NO_PHOTO = PhotoFacts("No photo named", {})
CASE = "settings of the case"


@dataclass(frozen=True, slots=True)
class Pair:
    """One photo and one defendant of a claim."""

    photo: PhotoFacts
    defendant: Defendant
    known: Mapping[str, Known]
    row: Row


def pairs_of(ruleset: Ruleset, claim: ClaimFacts) -> list[Pair]:
    """Every photo with every defendant, in order; FactError where a fact is undeclared or cannot be read."""
    layout = compile_rules(ruleset).layout
    found = []
    for photo in claim.photos or (NO_PHOTO,):
        given = {**claim.person, **photo.facts}
        for defendant in _defendants(ruleset, given):
            entered = _entered(ruleset, claim, photo, defendant)
            known = read(ruleset.facts, entered, given)
            found.append(Pair(photo, defendant, known, layout.row(known, *given_columns(defendant).values())))
    return found


def given_columns(defendant: Defendant) -> dict[str, int]:
    """What every pair with a defendant is given beside the facts, by column."""
    collected = casework.latest(defendant.collected)
    ends = zip(("lo", "hi", "is"), span_columns(Kind.DAY, collected), strict=True)
    return {
        "given.illinois_conduct": defendant.illinois_conduct.rank,
        **{f"given.collected.{end}": column for end, column in ends},
    }


def _defendants(ruleset: Ruleset, given: Mapping[str, Fact]) -> tuple[Defendant, ...]:
    """The defendants of the case, unless the facts of the claim name the kind of one."""
    fact = given.get("defendant")
    if fact is None:
        return ruleset.defendants
    return (Defendant("the defendant named in the facts", fact.value, (), Truth.U),)


def _entered(ruleset: Ruleset, claim: ClaimFacts, photo: PhotoFacts, defendant: Defendant) -> dict[str, Fact]:
    """What an attorney entered for the case, as facts of this pair."""
    traits = {name: photo.facts[name].value for name in ("photo_id", "nsid") if name in photo.facts}
    traits["claim"] = claim.label
    entered: dict[str, Value] = {}
    days = casework.tolled_days(ruleset.tolling, traits)
    if days:
        entered["tolling_days"] = NumberSpan(days, days)
    event = casework.latest_event(ruleset.events, traits, defendant.name)
    if isinstance(event, DateSpan):
        entered["recent_event"] = event
    source = Source("staff", CASE)
    facts = {name: Fact(value, source) for name, value in entered.items()}
    # The kind of a defendant ships with the rules: nobody of the firm has said so yet.
    facts["defendant"] = Fact(defendant.kind, Source("default", CASE))
    return {name: fact for name, fact in facts.items() if name in ruleset.facts}


@dataclass(frozen=True, slots=True)
class Reading:
    """A pair on a day, with everything the rules made of it."""

    ruleset: Ruleset
    rules: Compiled
    pair: Pair
    as_of: date
    traced: tuple[int, ...]
    tried: dict[str, list[tuple[Known, tuple[int, ...]]]] = field(default_factory=dict)
    """Answers supposed so far, by fact (see settling.py)."""
    tried_out: dict[str, Decided | None] = field(default_factory=dict)

    @classmethod
    def of(cls, ruleset: Ruleset, pair: Pair, as_of: date) -> "Reading":
        rules = compile_rules(ruleset)
        return cls(ruleset, rules, pair, as_of, rules.trace(pair.row, daycount.number(as_of)))

    def worth(self, term: Term) -> Truth:
        """What a step that is a truth came to."""
        return TRUTHS[self.rules.worth(self.traced, term)]

    def value(self, name: str) -> Value:
        """The value of a fact, setting, test, definition or given name."""
        known = self.pair.known.get(name)
        if known is not None:
            return known.value
        if name in self.ruleset.constants:
            return self.ruleset.constants[name]
        match name:
            case "as_of":
                return DateSpan.on(self.as_of)
            case "defendant_name":
                return self.pair.defendant.name
            case "collected":
                return casework.latest(self.pair.defendant.collected)
        found = self.rules.names[name]
        return self.worth(found) if isinstance(found, str) else self._span(name, found)

    def _span(self, name: str, ends: Ends) -> Value:
        lo, hi, is_ = (self.rules.worth(self.traced, end) for end in (ends.lo, ends.hi, ends.is_ or "2"))
        if is_ != YES:
            return Missing.UNKNOWN if is_ else Missing.NONE
        if self.ruleset.tests[name].expression.kind is Kind.NUMBER:
            return NumberSpan(lo, hi)
        return DateSpan(daycount.day(lo), daycount.day(hi))

    def decided(self, theory: Theory) -> Decided | None:
        """What a theory comes to in every case of some open fact, where that is one outcome."""
        if theory.name not in self.tried_out:
            today = daycount.number(self.as_of)
            self.tried_out[theory.name] = decided(self.rules, self.ruleset, theory, self.pair.row, today)
        return self.tried_out[theory.name]

    def moments(self) -> list[date]:
        """The days ahead around which time alone can change a finding."""
        today = daycount.number(self.as_of)
        days = {*self.rules.moments(self.pair.row, today), *self._ends_of_stays()}
        ahead = {near for day in days if today <= day < daycount.FOREVER for near in (day, day + 1)}
        return sorted(daycount.day(day) for day in ahead if day > today)

    def _ends_of_stays(self) -> Iterator[int]:
        """A line of residence that begins or ends in days to come changes what is known when they come."""
        homes = (known.value for known in self.pair.known.values() if isinstance(known.value, tuple))
        spans = (span for home in homes for stay in home for span in (stay.start, stay.end) if span)
        yield from (daycount.number(end) for span in spans for end in (span.lo, span.hi))

    def timing(self, rule: DeadlineRule, *, event_counts: Truth) -> limitation.Timing:
        """A limit of this pair, with its arithmetic in words."""
        return limitation.judge(_limit(self, rule, event_counts))


def _limit(reading: Reading, rule: DeadlineRule, event_counts: Truth) -> limitation.Limit:
    disability = reading.value(rule.disability) if rule.disability else Truth.F
    return limitation.Limit(
        as_of=reading.as_of,
        arises=_day(reading, rule.arises),
        years=rule.years,
        holidays=reading.ruleset.holidays,
        minority=_minority(reading, rule),
        tolling=_number(reading, rule.tolling),
        learned=_day(reading, rule.learned),
        death=_day(reading, rule.death),
        death_years=rule.death_years,
        event=_day(reading, rule.event),
        event_counts=event_counts,
        disability=disability if isinstance(disability, Truth) else Truth.U,
    )


def _minority(reading: Reading, rule: DeadlineRule) -> limitation.Minority | None:
    minority = rule.minority
    if minority is None:
        return None
    born = _day(reading, minority.born)
    return limitation.Minority(born, minority.age, minority.years, open_end=minority.open_end)


def _day(reading: Reading, name: str | None) -> DateSpan | Missing:
    value = reading.value(name) if name else Missing.NONE
    return value if isinstance(value, DateSpan | Missing) else Missing.UNKNOWN


def _number(reading: Reading, name: str | None) -> NumberSpan | Missing:
    value = reading.value(name) if name else Missing.NONE
    return value if isinstance(value, NumberSpan | Missing) else Missing.UNKNOWN
