"""What can never be reached, whatever is answered: outcomes, lines, words, caps, idle tests."""

from collections.abc import Iterable, Iterator, Sequence

from eligibility.document import Entry, RulesetError
from eligibility.expression import Expression
from eligibility.facts import Kind
from eligibility.law import OUTCOMES, OutcomesWhen, Says, Theory
from eligibility.lints.domain import Domain, Worths, least
from eligibility.lints.subject import Subject
from eligibility.tree import All, Call, Not
from eligibility.values import Truth

Faults = Iterator[RulesetError]
WORDS = {Truth.T: "yes", Truth.F: "no", Truth.U: "not known"}
ALWAYS = "true"


def faults(subject: Subject) -> Faults:
    domain = Domain(subject.law)
    for find in (_tests, _elements, _contradictions, _holds):
        yield from find(subject, domain)
    for theory in subject.law.theories.values():
        yield from _theory(subject, domain, theory)
    yield from _conditions(subject.at("result"), [line.when for line in subject.law.result], domain)
    for place, remark in enumerate(subject.law.remarks):
        if remark.when:
            yield from _constant(subject.at("remarks", place, "when"), domain.of(remark.when.tree))


def _constant(entry: Entry, worths: Worths) -> Faults:
    if len(worths) == 1:
        (value,) = worths
        yield entry.error(f"this is always {WORDS[value]}, whatever is answered: mend it or take it away")


def _says(entry: Entry, says: Says, worths: Worths, *, yes: str = "yes") -> Faults:
    """Words for an answer that never comes."""
    if len(worths) == 1:
        return
    for value, name in ((Truth.T, yes), (Truth.F, "no"), (Truth.U, "unknown")):
        if says.of(value) and value not in worths:
            yield entry.at(name).error(
                f"the answer is never {WORDS[value]}: take these words away or mend the test"
            )


def _tests(subject: Subject, domain: Domain) -> Faults:
    for name, test in subject.law.tests.items():
        if test.expression.kind not in (Kind.TRUTH, Kind.SURE):
            continue
        entry, worths = subject.test(name), domain.of(test.expression.tree)
        yield from _constant(entry.at("when" if name in subject.owner else "is"), worths)
        yield from _says(entry, test.says, worths)


def _elements(subject: Subject, domain: Domain) -> Faults:
    for name, element in subject.law.elements.items():
        entry, met = subject.at("elements", name), domain.of(element.met.tree)
        if met == {Truth.T}:
            yield entry.at("met_when").error("this element is always met: mend it, or require it nowhere")
        if Truth.T not in met:
            yield entry.at("met_when").error("this element can never be met, whatever is answered: mend it")
        if element.open and Truth.T not in domain.of(_adds(element.met, element.open)):
            yield entry.at("open_when").error(
                "this never opens what 'met_when' leaves not met: mend it or take it away"
            )


def _adds(met: Expression, opening: Expression) -> All:
    """Is it not met, and open all the same?"""
    fails = Not(Kind.SURE, Call(Kind.SURE, "possible", (met.tree,)))
    return All(Kind.SURE, (fails, Call(Kind.SURE, "possible", (opening.tree,))))


def _contradictions(subject: Subject, domain: Domain) -> Faults:
    for name, one in subject.contradictions.items():
        entry, worths = subject.at("contradictions", name, "when"), domain.of(one.when.tree)
        if Truth.T not in worths:
            yield entry.error("this can never be certain, so it never counts: mend it or take it away")
        else:
            yield from _constant(entry, worths)


def _holds(subject: Subject, domain: Domain) -> Faults:
    for name, hold in subject.holds.items():
        entry, worths = subject.at("holds", name), domain.of(hold.when.tree)
        yield from _constant(entry.at("when"), worths)
        yield from _says(entry, hold.says, worths)
        if Truth.U in worths and not hold.says.unknown:
            yield entry.error("it also holds where it is not known: add 'unknown: ' and what to say then")


def _theory(subject: Subject, domain: Domain, theory: Theory) -> Faults:
    entry = subject.at("theories", theory.name)
    yield from _applies(entry.at("applies"), theory, domain)
    for place, note in enumerate(theory.notes):
        told = subject.note(theory, place)
        if "when" in told.named():
            worths = domain.of(note.when.tree)
            yield from _constant(told.at("when"), worths)
            yield from _says(told, note.says, worths, yes="says")
    for name, when in _limits(theory):
        if when:
            yield from _constant(
                entry.at(name) if name == "open_unless" else entry.at("deadline", name), domain.of(when.tree)
            )
    yield from _conditions(
        entry.at("outcomes"), [*(line.when for line in theory.outcomes_when), None], domain
    )
    yield from _outcomes(entry, theory, _found(theory, domain))


def _applies(entry: Entry, theory: Theory, domain: Domain) -> Faults:
    """A theory may concern everybody, where it says so."""
    worths = domain.of(theory.applies.expression.tree)
    if theory.applies.expression.text.lower() != ALWAYS:
        yield from _constant(entry.at("when"), worths)
    for value, name in ((Truth.F, "no"), (Truth.U, "unknown"), (Truth.T, "yes")):
        if theory.applies.says.of(value) and value not in worths:
            yield entry.at(name).error(
                f"the answer is never {WORDS[value]}: take these words away or mend the test"
            )


def _limits(theory: Theory) -> Iterator[tuple[str, Expression | None]]:
    yield "open_unless", theory.open_unless
    if theory.deadline:
        yield "when", theory.deadline.when
        yield "event_counts", theory.deadline.event_counts


def _conditions(entry: Entry, conditions: Sequence[Expression | None], domain: Domain) -> Faults:
    """Lines of which the first whose condition holds is read; the last has none."""
    for place, when in enumerate(conditions):
        if when is None:
            continue
        worths = domain.of(when.tree)
        if worths == {Truth.T}:
            yield entry.at(place, "when").error(
                "this always holds, so the lines below are never read: mend it or take them away"
            )
        if Truth.T not in worths:
            yield entry.at(place, "when").error(
                "this never holds, so the line is never read: mend it or take it away"
            )
        if any(other and other.tree == when.tree for other in conditions[:place]):
            yield entry.at(place, "when").error(
                "a line above has the same condition, so this is never read: take it away"
            )


def _found(theory: Theory, domain: Domain) -> Worths:
    """Every value that the theory can come to."""
    found = least([domain.element(element) for element in theory.requires.values()])
    kept_back = theory.open_unless or theory.holds or theory.contradictions
    may_not_apply = Truth.U in domain.of(theory.applies.expression.tree)
    return found | {Truth.U} if kept_back or may_not_apply else found


def _outcomes(entry: Entry, theory: Theory, found: Worths) -> Faults:
    last = OutcomesWhen(theory.applies.expression, theory.outcomes)
    lines = (*theory.outcomes_when, last)
    for place, line in enumerate(lines):
        outcomes = entry.at("outcomes", place)
        reached = {line.outcomes[value] for value in found}
        for value, outcome in line.outcomes.items():
            if outcome not in reached:
                yield outcomes.at(value.value).error(
                    f"no answers lead to {value.value}, so {outcome} is never reached: mend the elements, or "
                    f"name here what another value comes to"
                )
        if OUTCOMES.index(line.outcomes[Truth.F]) < OUTCOMES.index(line.outcomes[Truth.T]):
            yield outcomes.at("F").error(
                f"{line.outcomes[Truth.F]}, where an element is not met, is better than "
                f"{line.outcomes[Truth.T]}, where all are met: change one"
            )
    yield from _cap(entry, theory, (line.outcomes[value] for line in lines for value in found))


def _cap(entry: Entry, theory: Theory, reached: Iterable[str]) -> Faults:
    if theory.cap and min(map(OUTCOMES.index, reached)) >= OUTCOMES.index(theory.cap):
        yield entry.at("cap").error(
            f"no outcome is better than {theory.cap}: the cap does nothing, take it away"
        )
