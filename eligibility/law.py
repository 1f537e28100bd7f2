"""The nouns of a rule set: settings, tests, elements, contradictions, holds, theories."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from eligibility.document import Plain
from eligibility.expression import Expression
from eligibility.facts import Declaration
from eligibility.holidays import Holidays
from eligibility.values import DateSpan, Truth, Value

OUTCOMES = (
    "likely_eligible",
    "flag",
    "needs_review",
    "refer",
    "likely_not_eligible",
    "no_flag",
    "not_applicable",
)
"""Every outcome, best first."""

REVIEW = "needs_review"
NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Says:
    """What is said of a test that is yes, no, or not known; empty = nothing."""

    yes: str = ""
    no: str = ""
    unknown: str = ""

    def of(self, value: Truth) -> str:
        return {Truth.T: self.yes, Truth.F: self.no, Truth.U: self.unknown}[value]


@dataclass(frozen=True, slots=True)
class Setting:
    """A number, day, period or list that comes from law or the case; `checked_by` empty = not yet checked."""

    key: str
    value: Plain
    citation: str
    checked_on: date | None
    checked_by: str


@dataclass(frozen=True, slots=True)
class Test:
    """A named expression; tests of an element also say something of each answer."""

    name: str
    expression: Expression
    says: Says = Says()
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Element:
    """One thing the law asks for: met when `met` is true, open when only `open` holds, else not met."""

    name: str
    title: str
    sentence: str
    citations: tuple[str, ...]
    in_force_from: date | None
    tests: tuple[str, ...]
    met: Expression
    open: Expression | None
    facts: tuple[str, ...]
    reads_deadline: bool


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Answers that cannot all be right; it counts only when certain."""

    name: str
    sentence: str
    whole_claim: bool
    when: Expression


@dataclass(frozen=True, slots=True)
class Hold:
    """A reason to let a person look first; it acts when its test is true or unknown."""

    name: str
    when: Expression
    says: Says


@dataclass(frozen=True, slots=True)
class Note:
    """A line for the attorney, said when its test is true (or unknown, where it has words for that)."""

    when: Expression
    says: Says


@dataclass(frozen=True, slots=True)
class MinorityRule:
    """`open_end`: a birth date that is not known leaves the safe date without it and the late end open."""

    born: str
    age: int
    years: int
    open_end: bool


@dataclass(frozen=True, slots=True)
class DeadlineRule:
    """Which settings and facts a theory's limit is computed from; a limb without a fact does not exist.

    `arises` names a period, or a day that may not be known; without `when` there is always a limit.
    """

    arises: str
    when: Expression | None
    years: int
    minority: MinorityRule | None
    tolling: str | None
    learned: str | None
    death: str | None
    death_years: int
    event: str | None
    event_counts: Expression | None
    disability: str | None
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OutcomesWhen:
    """What each value means where a condition is certain."""

    when: Expression
    outcomes: Mapping[Truth, str]


@dataclass(frozen=True, slots=True, eq=False)
class Theory:
    """One ground of claim: whom it concerns, what it requires, what holds it back, what each value means.

    The first of `outcomes_when` whose condition holds says what a value means; failing all, `outcomes`.
    """

    name: str
    title: str
    citations: tuple[str, ...]
    by_photo: bool
    by_defendant: bool
    applies: Test
    requires: Mapping[str, Element]
    outcomes_when: tuple[OutcomesWhen, ...]
    outcomes: Mapping[Truth, str]
    cap: str
    open_unless: Expression | None
    deadline: DeadlineRule | None
    holds: tuple[Hold, ...]
    contradictions: tuple[Contradiction, ...]
    notes: tuple[Note, ...]
    facts: tuple[str, ...]

    @property
    def expressions(self) -> Iterator[Expression]:
        """All that its outcome rests on, but its limit."""
        yield self.applies.expression
        for element in self.requires.values():
            yield from (element.met, element.open) if element.open else (element.met,)
        yield from (line.when for line in self.outcomes_when)
        yield from (hold.when for hold in self.holds)
        yield from (contradiction.when for contradiction in self.contradictions)
        if self.open_unless:
            yield self.open_unless


@dataclass(frozen=True, slots=True)
class ResultRule:
    """The result is the best of these theories where the condition holds; without one, always."""

    when: Expression | None
    best_of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Remark:
    """A line said of each place lived in that is `among` these, or is none of `other_than`."""

    places: str
    among: tuple[str, ...]
    other_than: tuple[str, ...]
    when: Expression | None
    says: str


@dataclass(frozen=True, slots=True)
class Cover:
    """Which photos an attorney's entry covers: all, or those with a named photo id, account or claim."""

    everything: bool
    named: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Defendant:
    name: str
    kind: str
    collected: tuple[DateSpan, ...]
    illinois_conduct: Truth


@dataclass(frozen=True, slots=True)
class Tolling:
    first: date
    last: date
    basis: str
    covers: Cover


@dataclass(frozen=True, slots=True)
class Event:
    on: DateSpan
    defendant: str
    evidence: str
    covers: Cover


@dataclass(frozen=True, slots=True, eq=False)
class Ruleset:
    """One version of the law of one matter, whole and unchangeable; two of the same digest say the same."""

    version: str
    title: str
    digest: str
    settings: tuple[Setting, ...]
    constants: Mapping[str, Value]
    facts: Mapping[str, Declaration]
    tests: Mapping[str, Test]
    elements: Mapping[str, Element]
    theories: Mapping[str, Theory]
    result: tuple[ResultRule, ...]
    remarks: tuple[Remark, ...]
    holidays: Holidays
    defendants: tuple[Defendant, ...]
    tolling: tuple[Tolling, ...]
    events: tuple[Event, ...]
