"""One claim read against one photo and one defendant on one day: where every expression finds its values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from eligibility import casework, limitation
from eligibility.drafting import IN_TIME
from eligibility.facts import ClaimFacts, Fact, Known, PhotoFacts, Source, read
from eligibility.law import DeadlineRule, Defendant, Element, Ruleset
from eligibility.values import ONE_DAY, DateSpan, Missing, NumberSpan, Stay, Truth, Value

NO_PHOTO = PhotoFacts("No photo named", {})
CASE = "settings of the case"


@dataclass(frozen=True, slots=True)
class Pair:
    """One photo and one defendant of a claim."""

    photo: PhotoFacts
    defendant: Defendant
    known: Mapping[str, Known]


def pairs_of(ruleset: Ruleset, claim: ClaimFacts) -> list[Pair]:
    """Every photo with every defendant, in order; FactError where a fact is undeclared or cannot be read."""
    found = []
    for photo in claim.photos or (NO_PHOTO,):
        given = {**claim.person, **photo.facts}
        for defendant in _defendants(ruleset, given):
            entered = _entered(ruleset, claim, photo, defendant)
            found.append(Pair(photo, defendant, read(ruleset.facts, entered, given)))
    return found


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


@dataclass(slots=True)
class Reading:
    """A pair on a day, under one theory's limit; remembers what it has worked out."""

    ruleset: Ruleset
    pair: Pair
    as_of: date
    deadline: DeadlineRule | None = None
    moments: set[date] = field(default_factory=set)
    found: dict[str, Value] = field(default_factory=dict)
    _timing: limitation.Timing | None = None

    def value(self, name: str) -> Value:
        """The value of a fact, setting, test or given name."""
        known = self.pair.known.get(name)
        if known is not None:
            if isinstance(known.value, tuple):
                self._note_ends(known.value)
            return known.value
        if name not in self.found:
            self.found[name] = self._work_out(name)
        return self.found[name]

    def _work_out(self, name: str) -> Value:
        test = self.ruleset.tests.get(name)
        if test is not None:
            return test.expression.run(self)
        if name in self.ruleset.constants:
            return self.ruleset.constants[name]
        match name:
            case "as_of":
                return DateSpan.on(self.as_of)
            case "defendant_name":
                return self.pair.defendant.name
            case "illinois_conduct":
                return self.pair.defendant.illinois_conduct
            case "collected":
                return casework.latest(self.pair.defendant.collected)
        assert name == IN_TIME and self.timing is not None  # noqa: S101  (checked when the rule set was read)
        return self.timing.value

    def known(self, name: str) -> Known:
        return self.pair.known[name]

    def note(self, *days: date) -> None:
        """Remember days, still ahead, on which a test can change."""
        self.moments.update(moment for day in days for moment in (day, day + ONE_DAY) if moment > self.as_of)

    def _note_ends(self, stays: tuple[Stay, ...]) -> None:
        """A line of residence that begins or ends in days to come changes what is known when they come."""
        for stay in stays:
            self.note(stay.start.lo, stay.start.hi)
            if stay.end:
                self.note(stay.end.lo, stay.end.hi)

    @property
    def timing(self) -> limitation.Timing | None:
        """The theory's limit, worked out once; None where it has none."""
        rule = self.deadline
        if self._timing is None and rule is not None and not (rule.when and rule.when.truth(self) is Truth.F):
            self._timing = limitation.judge(self._limit(rule))
            self.moments.update(day for day in self._timing.moments if day > self.as_of)
        return self._timing

    def _limit(self, rule: DeadlineRule) -> limitation.Limit:
        disability = self.value(rule.disability) if rule.disability else Truth.F
        return limitation.Limit(
            as_of=self.as_of,
            arises=self._day(rule.arises),
            years=rule.years,
            holidays=self.ruleset.holidays,
            minority=self._minority(rule),
            tolling=self._number(rule.tolling),
            learned=self._day(rule.learned),
            death=self._day(rule.death),
            death_years=rule.death_years,
            event=self._day(rule.event),
            event_counts=rule.event_counts.truth(self) if rule.event_counts else Truth.T,
            disability=disability if isinstance(disability, Truth) else Truth.U,
        )

    def _minority(self, rule: DeadlineRule) -> limitation.Minority | None:
        minority = rule.minority
        if minority is None:
            return None
        born = self._day(minority.born)
        return limitation.Minority(born, minority.age, minority.years, open_end=minority.open_end)

    def _day(self, name: str | None) -> DateSpan | Missing:
        value = self.value(name) if name else Missing.NONE
        return value if isinstance(value, DateSpan | Missing) else Missing.UNKNOWN

    def _number(self, name: str | None) -> NumberSpan | Missing:
        value = self.value(name) if name else Missing.NONE
        return value if isinstance(value, NumberSpan | Missing) else Missing.UNKNOWN

    def element(self, element: Element) -> Truth:
        """Met when `met` is true, open when that fails but `open` holds, else not met."""
        met = element.met.truth(self)
        if element.open is None:
            return met
        return met | (Truth.U & element.open.truth(self))

    def supposing(self, name: str, fact: Fact) -> "Reading":
        """The same reading with one fact answered."""
        answered = Known(self.ruleset.facts[name].read(fact.value), fact)
        pair = Pair(self.pair.photo, self.pair.defendant, {**self.pair.known, name: answered})
        return Reading(self.ruleset, pair, self.as_of, self.deadline)
