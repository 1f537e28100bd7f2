"""What a theory comes to, as steps on whole numbers: its elements, its limit, what holds it back, its outcome."""

from dataclasses import dataclass

from eligibility.drafting import IN_TIME
from eligibility.law import NOT_APPLICABLE, OUTCOMES, DeadlineRule, Element, Theory
from eligibility.lowering import AS_OF, Ends, Program, Term, truth
from eligibility.values import Truth


@dataclass(frozen=True, slots=True)
class Judgement:
    """The steps of one theory: each a truth but the outcome, which is its place in law.OUTCOMES."""

    applies: Term
    elements: dict[str, Term]
    holds: dict[str, Term]
    contradictions: dict[str, Term]
    notes: tuple[Term, ...]
    event_counts: Term
    outcome: Term

    @property
    def verdict(self) -> tuple[Term, ...]:
        """What time alone may change."""
        parts = (*self.elements.values(), *self.holds.values(), *self.contradictions.values())
        return (self.applies, *parts, self.outcome)


def judge(program: Program, theory: Theory) -> Judgement:
    """Every element is worked out, none hides another."""
    applies = truth(program, theory.applies.expression.tree)
    elements = {label: element(program, theory, one) for label, one in theory.requires.items()}
    holds = {hold.name: truth(program, hold.when.tree) for hold in theory.holds}
    against = {one.name: program.certain(truth(program, one.when.tree)) for one in theory.contradictions}
    found = program.lesser(*elements.values())
    if theory.open_unless is not None:
        found = program.pick(truth(program, theory.open_unless.tree), found, "1")
    held = program.greater(*holds.values(), *against.values())
    # A hold that is yes or not known caps; so does a theory that may not apply.
    capped = program.lesser(applies, program.flipped(program.possible(held))) if held != "0" else applies
    found = _capped(program, found, capped)
    outcome = program.pick(applies, _outcome(program, theory, found), str(OUTCOMES.index(NOT_APPLICABLE)))
    notes = tuple(truth(program, note.when.tree) for note in theory.notes)
    counts = _event_counts(program, theory.deadline) if theory.deadline else "2"
    return Judgement(applies, elements, holds, against, notes, counts, outcome)


def _capped(program: Program, found: Term, sure: Term) -> Term:
    """`found`, but at most not known where `sure` is less than yes."""
    if sure == "2":
        return found
    return program.lesser(found, program.greater(sure, "1"))


def _outcome(program: Program, theory: Theory, found: Term) -> Term:
    places = tuple(_place(theory, value) for value in (Truth.F, Truth.U, Truth.T))
    return program.looked_up(found, "outcomes", places)


def _place(theory: Theory, value: Truth) -> int:
    place = OUTCOMES.index(theory.outcomes[value])
    return max(place, OUTCOMES.index(theory.cap)) if theory.cap else place


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
    """Yes against the safe date, no against the last date that can be argued; see limitation.py for the words.

    An unknown day ends FOREVER, so a limit that runs from it is never over; a day that is none ends NEVER.
    """
    key = f"in time {rule!r}"
    if key not in program.done:
        program.done[key] = _in_time(program, rule)
    return str(program.done[key])


def _in_time(program: Program, rule: DeadlineRule) -> Term:
    arises = _ends(program, rule.arises)
    safe, late = _ordinary(program, rule, arises.lo, late=False), _ordinary(program, rule, arises.hi, late=True)
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
    if rule.disability:
        possible.append(str(program.named(rule.disability)))
    surely = program.greater(*certain)
    perhaps = program.lesser("1", program.greater(*possible))
    return _unless_birth_unknown(program, rule, program.greater(surely, perhaps))


def _unless_birth_unknown(program: Program, rule: DeadlineRule, found: Term) -> Term:
    if rule.minority is None:
        return found
    born = _ends(program, rule.minority.born)
    return program.pick(program.holds(f"{born.is_} != 1"), found, "1")


def _runs_to(program: Program, day: Ends, years: int) -> Term:
    return _not_after(program, program.rolled(program.years_later(day.hi, years, late=True)))


def _not_after(program: Program, last: Term) -> Term:
    program.note(last)
    return program.holds(f"{AS_OF} <= {last}")


def _event_counts(program: Program, rule: DeadlineRule) -> Term:
    """Does a later event start a limit of its own?"""
    return truth(program, rule.event_counts.tree) if rule.event_counts else "2"


def _ends(program: Program, name: str) -> Ends:
    found = program.named(name)
    assert isinstance(found, Ends)  # noqa: S101  (checked when the rule set was read)
    return found


def _ordinary(program: Program, rule: DeadlineRule, arose: Term, *, late: bool) -> Term:
    """Some years from the day the claim arose; for a minor then, to some years after coming of age; plus tolling."""
    day = program.years_later(arose, rule.years, late=late)
    if rule.minority:
        birth = _ends(program, rule.minority.born)
        born = birth.hi if late else birth.lo
        of_age = program.years_later(born, rule.minority.age, late=late)
        tolled = program.years_later(of_age, rule.minority.years, late=late)
        day = program.pick(program.holds(f"{arose} < {of_age}"), program.later(day, tolled), day)
    if rule.tolling:
        tolling = _ends(program, rule.tolling)
        days = tolling.hi if late else tolling.lo
        day = program.step(program.dialect.lesser(program.step(f"{day} + {days}"), program.table("forever")))
    return day

