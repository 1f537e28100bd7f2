"""What a change of a rule set can reach, so that nothing else need be worked out again."""

from dataclasses import replace

from eligibility.expression import Expression
from eligibility.law import Ruleset, Theory
from tests.eligibility.noticing import leaders
from tests.eligibility.worked import WHOLE


def reached(law: Ruleset, path: str) -> frozenset[str]:
    """The theories that a change at a path can reach, with RESULT where the result of a claim can differ."""
    section, _, rest = path.partition(".")
    name = rest.partition(".")[0]
    everything = frozenset((*law.theories, WHOLE))
    if section == "theories":
        found = frozenset({name})
    elif section in ("definitions", "elements", "contradictions", "holds"):
        changed = {name, *(law.elements[name].tests if section == "elements" else ())}
        found = frozenset(t.name for t in law.theories.values() if changed & behind(law, t))
    elif section in ("result", "remarks"):
        return frozenset({WHOLE})
    else:
        return everything
    if not found:
        return everything
    return found | {WHOLE} if found & leaders() else found


def only_these(law: Ruleset, names: frozenset[str]) -> Ruleset:
    """The rule set with what some theories rest on; with RESULT also what the result does."""
    whole = WHOLE in names
    wanted = names | leaders() if whole else names
    theories = {name: theory for name, theory in law.theories.items() if name in wanted}
    if whole:
        return replace(law, theories=theories)
    kept = {name for theory in theories.values() for name in behind(law, theory)}
    tests = {name: test for name, test in law.tests.items() if name in kept}
    return replace(law, theories=theories, tests=tests, result=(), remarks=())


def behind(law: Ruleset, theory: Theory) -> set[str]:
    """Every element, test, definition, setting, hold and contradiction a theory rests on or prints."""
    waiting = {name for expression in _expressions(theory) for name in expression.names}
    waiting |= {test for element in theory.requires.values() for test in element.tests}
    waiting |= {theory.deadline.arises} if theory.deadline else set()
    found = {element.name for element in theory.requires.values()}
    found |= {hold.name for hold in theory.holds} | {against.name for against in theory.contradictions}
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting |= law.tests[name].expression.names if name in law.tests else set()
    return found


def _expressions(theory: Theory) -> list[Expression]:
    limit = theory.deadline
    more = [note.when for note in theory.notes]
    more += [one for one in (limit.event_counts, limit.when) if one] if limit else []
    return [*theory.expressions, *more]
