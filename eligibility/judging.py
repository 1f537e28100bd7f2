"""What a theory comes to, as steps on whole numbers: its elements, its limit, holds and outcome."""

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from functools import partial

from eligibility.drafting import IN_TIME
from eligibility.law import NOT_APPLICABLE, OUTCOMES, REVIEW, DeadlineRule, Element, Theory
from eligibility.lowering import named, truth
from eligibility.program import AS_OF, Ends, Program, Term
from eligibility.tree import Node
from eligibility.values import Truth

APPLIES = "applies"


@dataclass(frozen=True, slots=True)
class Judgement:
    """The steps of one theory: each a truth but the outcome, which is its place in law.OUTCOMES."""

    applies: Term
    elements: dict[str, Term]
    holds: dict[str, Term]
    contradictions: dict[str, Term]
    notes: tuple[Term, ...]
    event_counts: Term
    has_limit: Term
    outcome: Term

    @property
    def parts(self) -> dict[str, Term]:
        """What the outcome is made of."""
        return {APPLIES: self.applies, **self.elements, **self.holds, **self.contradictions}

    @property
    def verdict(self) -> tuple[Term, ...]:
        """What time alone may change."""
        return (*self.parts.values(), self.outcome)

    @property
    def shown(self) -> tuple[Term, ...]:
        """What is only shown: on what each note rests, and whether there is a limit to show."""
        return (*self.notes, self.event_counts, self.has_limit)


def judge(program: Program, theory: Theory, kept: Container[str] = ()) -> Judgement:
    """Every element is worked out, none hides another; what is `kept` of them is read from columns."""

    def part(name: str, work: Callable[[], Term]) -> Term:
        return program.column(kept_as(name)) if name in kept else work()

    applies = part(APPLIES, lambda: truth(program, theory.applies.expression.tree))
    elements = {
        label: part(label, partial(element, program, theory, one)) for label, one in theory.requires.items()
    }
    holds = {one.name: part(one.name, partial(truth, program, one.when.tree)) for one in theory.holds}
    against = {
        one.name: part(one.name, partial(_certain, program, one.when.tree)) for one in theory.contradictions
    }
    found = program.lesser(*elements.values())
    if theory.open_unless is not None:
        found = program.pick(truth(program, theory.open_unless.tree), found, "1")
    held = program.greater(*holds.values(), *against.values())
    # A hold that is yes or not known caps; so does a theory that may not apply.
    sure = program.lesser(applies, program.flipped(program.possible(held)))
    outcome = _outcome(program, theory, program.lesser(found, program.greater(sure, "1")), sure)
    return Judgement(
        applies=applies,
        elements=elements,
        holds=holds,
        contradictions=against,
        notes=tuple(truth(program, note.when.tree) for note in theory.notes),
        event_counts=_event_counts(program, theory.deadline) if theory.deadline else "2",
        has_limit=_has_limit(program, theory.deadline),
        outcome=program.pick(applies, outcome, _place(NOT_APPLICABLE)),
    )


def _certain(program: Program, test: Node) -> Term:
    return program.certain(truth(program, test))


def kept_as(part: str) -> str:
    """The column in which what a part of a theory came to may be kept."""
    return f"kept.{part}"


def _outcome(program: Program, theory: Theory, found: Term, sure: Term) -> Term:
    """What the value means under the first condition that holds; no better than the caps allow."""
    outcome = _meaning(program, theory.outcomes, found)
    for line in reversed(theory.outcomes_when):
        outcome = program.pick(
            truth(program, line.when.tree), _meaning(program, line.outcomes, found), outcome
        )
    if theory.cap:
        outcome = program.later(outcome, _place(theory.cap))
    return program.pick(program.certain(sure), outcome, program.later(outcome, _place(REVIEW)))


def _meaning(program: Program, outcomes: Mapping[Truth, str], found: Term) -> Term:
    places = tuple(OUTCOMES.index(outcomes[value]) for value in (Truth.F, Truth.U, Truth.T))
    return str(places[0]) if len(set(places)) == 1 else program.looked_up(found, "outcomes", places)


def _place(outcome: str) -> Term:
    return str(OUTCOMES.index(outcome))


def _has_limit(program: Program, rule: DeadlineRule | None) -> Term:
    if rule is None:
        return "0"
    return truth(program, rule.when.tree) if rule.when else "2"


def element(program: Program, theory: Theory, one: Element) -> Term:
    """Met, or open where only `open` holds."""
    if one.reads_deadline:
        assert theory.deadline is not None  # noqa: S101  (checked when the rule set was read)
        program.done[IN_TIME] = in_time(program, theory.deadline)
    met = truth(program, one.met.tree)
    if one.open is None:
        return met
    return program.greater(met, program.lesser("1", truth(program, one.open.tree)))


def in_time(program: Program, rule: DeadlineRule) -> Term:
    """Yes against the safe date, no against the last date that can be argued; see limitation.py for the
    words.

    An unknown day ends FOREVER, so a limit that runs from it is never over; a day that is none ends NEVER.
    """
    key = f"in time {rule!r}"
    if key not in program.done:
        program.done[key] = _in_time(program, rule)
    return str(program.done[key])


def _in_time(program: Program, rule: DeadlineRule) -> Term:
    arises = _ends(program, rule.arises)
    safe, late = _ordinary(program, rule, arises, late=False), _ordinary(program, rule, arises, late=True)
    certain = [_not_after(program, safe)]
    possible = [_not_after(program, program.rolled(late))]
    if rule.event:
        event, counts = _ends(program, rule.event), _event_counts(program, rule)
        live = program.years_later(event.lo, rule.years, late=False)
        recorded = program.certain(program.lesser(counts, event.is_ or "2"))
        certain.append(program.lesser(recorded, _not_after(program, live)))
        possible.append(program.lesser(program.possible(counts), _runs_to(program, event, rule.years)))
    if rule.learned:
        possible.append(_runs_to(program, _ends(program, rule.learned), rule.years))
    if rule.death:
        possible.append(_runs_to(program, _ends(program, rule.death), rule.death_years))
    if rule.minority and rule.minority.open_end:
        born = _ends(program, rule.minority.born)
        possible.append(program.flipped(program.certain(born.is_ or "2")))
    if rule.disability:
        possible.append(str(named(program, rule.disability)))
    surely = program.greater(*certain)
    perhaps = program.lesser("1", program.greater(*possible))
    return _if_known(program, rule, arises, program.greater(surely, perhaps))


def _if_known(program: Program, rule: DeadlineRule, arises: Ends, found: Term) -> Term:
    """Not known where the day it runs from is not, or the birth date of one who may have been a minor."""
    if arises.is_:
        found = program.pick(program.certain(arises.is_), found, "1")
    if rule.minority and not rule.minority.open_end:
        found = program.pick(program.certain(_ends(program, rule.minority.born).is_ or "2"), found, "1")
    return found


def _runs_to(program: Program, day: Ends, years: int) -> Term:
    """May it still run from this day? Yes where the day is not known: no bounds of it end a limit."""
    runs = _not_after(program, program.rolled(program.years_later(day.hi, years, late=True)))
    return program.greater(runs, program.holds(f"{day.is_} == 1")) if day.is_ else runs


def _not_after(program: Program, last: Term) -> Term:
    program.note(last)
    return program.holds(f"{AS_OF} <= {last}")


def _event_counts(program: Program, rule: DeadlineRule) -> Term:
    """Does a later event start a limit of its own?"""
    return truth(program, rule.event_counts.tree) if rule.event_counts else "2"


def _ends(program: Program, name: str) -> Ends:
    found = named(program, name)
    assert isinstance(found, Ends)  # noqa: S101  (checked when the rule set was read)
    return found


def _ordinary(program: Program, rule: DeadlineRule, arises: Ends, *, late: bool) -> Term:
    """Some years from the day the claim arose; for a minor then, to some years after coming of age; plus
    tolling.
    """
    day = program.years_later(arises.hi if late else arises.lo, rule.years, late=late)
    if rule.minority:
        day = _as_minor(program, rule, arises, day, late=late)
    if rule.tolling:
        tolling = _ends(program, rule.tolling)
        days = tolling.hi if late else tolling.lo
        day = program.step(program.dialect.lesser(program.step(f"{day} + {days}"), program.table("forever")))
    return day


def _as_minor(program: Program, rule: DeadlineRule, arises: Ends, day: Term, *, late: bool) -> Term:
    """The end as minority moves it.

    Where the claim may have arisen before or after the birthday both are tried: fewer years than those given
    to
    minors make a claim of the birthday itself end sooner than one of the day before.
    """
    assert rule.minority is not None  # noqa: S101  (asked by the caller)
    birth = _ends(program, rule.minority.born)
    of_age = program.years_later(birth.hi if late else birth.lo, rule.minority.age, late=late)
    longer = program.later(day, program.years_later(of_age, rule.minority.years, late=late))
    if not late and rule.years < rule.minority.years:
        on_birthday = program.years_later(of_age, rule.years, late=False)
        sooner = program.step(program.dialect.lesser(longer, on_birthday))
        longer = program.pick(program.holds(f"{of_age} <= {arises.hi}"), sooner, longer)
    tolled = program.pick(program.holds(f"{arises.lo} < {of_age}"), longer, day)
    # Where the birth date is not known, nothing is counted from what it may be.
    return program.pick(program.certain(birth.is_), tolled, day) if birth.is_ else tolled
