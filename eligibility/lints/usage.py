"""Parts of a rule set that nothing uses: each is a slip of the pen, or a rule that never acts."""

from collections.abc import Iterator

from eligibility.casework import COVERED_BY
from eligibility.document import RulesetError
from eligibility.law import Theory
from eligibility.lints.subject import Subject, placeholders
from eligibility.shipped import LISTS

Faults = Iterator[RulesetError]


def faults(subject: Subject) -> Faults:
    ruled, said = _ruled(subject), {name for one in subject.sentences for name in placeholders(one)}
    yield from _facts(subject, ruled, said)
    for setting in subject.law.settings:
        if setting.key not in ruled | said | set(LISTS):
            yield subject.at("settings", setting.key).error(
                "no rule uses this setting: use it or take it away"
            )
    yield from _tests(subject, ruled | said)
    yield from _shelves(subject)
    for theory in subject.law.theories.values():
        yield from _deadline(subject, theory)


def _ruled(subject: Subject) -> set[str]:
    """Every name that a rule rests on."""
    found = {name for spot in subject.spots for name in spot.expression.names}
    for name in subject.law.theories:
        deadline = subject.at("theories", name).named().get("deadline")
        found |= (
            {one.text() for one in deadline.everything() if isinstance(one.content, str)}
            if deadline
            else set()
        )
    found |= {remark.places for remark in subject.law.remarks}
    return found | set(COVERED_BY)


def _facts(subject: Subject, ruled: set[str], said: set[str]) -> Faults:
    for name, declaration in subject.law.facts.items():
        entry = subject.at("facts", name)
        if declaration.shown_only and name in ruled:
            yield entry.error("a rule rests on this fact: take 'shown_only' away")
        if not declaration.shown_only and name not in ruled | said:
            yield entry.error(
                "no rule uses this fact: use it, take it away, or add 'shown_only: yes' where it is kept for "
                "people to read"
            )


def _tests(subject: Subject, used: set[str]) -> Faults:
    """A test need not be used by another where it has words of its own to say."""
    for name, test in subject.law.tests.items():
        if name in used:
            continue
        if name not in subject.owner:
            yield subject.test(name).error("nothing uses this definition: use it or take it away")
        elif not any((test.says.yes, test.says.no, test.says.unknown)):
            yield subject.test(name).error(
                "no expression uses this test and it says nothing: use it, give it words or take it away"
            )


def _shelves(subject: Subject) -> Faults:
    required = {one.name for theory in subject.law.theories.values() for one in theory.requires.values()}
    shelves = (("elements", required, "requires"), ("contradictions", set(subject.contradictions), "names"))
    for heading, used, verb in (*shelves, ("holds", set(subject.holds), "names")):
        for name, entry in subject.at(heading).named().items():
            if name not in used:
                yield entry.error(f"no theory {verb} this {heading[:-1]}: add it to a theory or take it away")


def _deadline(subject: Subject, theory: Theory) -> Faults:
    if theory.deadline is None:
        return
    entry = subject.at("theories", theory.name, "deadline")
    parts = entry.named()
    shown_only = "shown_only" in parts and parts["shown_only"].yes_no()
    read = any(element.reads_deadline for element in theory.requires.values())
    if read and shown_only:
        yield parts["shown_only"].error("an element asks for in_time: take 'shown_only' away")
    if not read and not shown_only:
        yield entry.error(
            "no element asks for in_time: require one that does, add 'shown_only: yes' where the date is "
            "only printed, or take the deadline away"
        )
    for part, needed in (("event_counts", "event"), ("death_years", "death")):
        if part in parts and needed not in parts:
            yield parts[part].error(
                f"there is no {needed!r} for it: add '{needed}: ' and a fact, or take it away"
            )
