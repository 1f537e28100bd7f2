"""Facts that a theory uses in more than one place: there three values can leave open what any answer decides.

With "x or not x", a fact not known gives not known, although either answer gives yes. While each fact is
used once this cannot happen. `met_when` and `open_when` of one element count as one place: the element is
yes, or no, on every answer only if each of them is. Holds and contradictions are left out: they only ever
cap at not known.
"""

from collections import Counter
from collections.abc import Iterator

from eligibility.law import Element, Ruleset, Theory
from eligibility.tree import Call, Named, Node, children


def used_twice(law: Ruleset, theory: Theory) -> tuple[str, ...]:
    """The facts, in the order declared, that stand in more than one place of what a theory comes to."""
    total: Counter[str] = Counter()
    for place in _places(law, theory):
        total += place
    return tuple(name for name in law.facts if total[name] > 1)


def _places(law: Ruleset, theory: Theory) -> Iterator[Counter[str]]:
    conditions = (theory.open_unless, *(line.when for line in theory.outcomes_when))
    for expression in (theory.applies.expression, *conditions):
        if expression:
            yield Counter(_facts(law, expression.tree))
    for element in theory.requires.values():
        yield _element(law, theory, element)


def _element(law: Ruleset, theory: Theory, element: Element) -> Counter[str]:
    met = Counter(_facts(law, element.met.tree))
    opening = Counter(_facts(law, element.open.tree)) if element.open else Counter[str]()
    limit = Counter(theory.deadline.facts if element.reads_deadline and theory.deadline else ())
    return (met | opening) + limit


def _facts(law: Ruleset, tree: Node) -> Iterator[str]:
    """Every fact of an expression, as often as it stands there; who says so (`proven`) is no answer."""
    match tree:
        case Named(name=name) if name in law.tests:
            yield from _facts(law, law.tests[name].expression.tree)
        case Named(name=name):
            if name in law.facts:
                yield name
        case Call(function="proven"):
            return
        case _:
            for child in children(tree):
                yield from _facts(law, child)
