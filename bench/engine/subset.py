"""The work that every engine is given: some elements of one theory and one theory whole, on one photo."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bench.engine.walk import Walk, Writer
from eligibility.compiled import Compiled, compile_rules
from eligibility.expression import compile_text
from eligibility.law import Ruleset, Test, Theory
from eligibility.residence import Home
from eligibility.rows import Row
from eligibility.tree import Named, Node, children

DEPICTED, CHILD = "BIPA_DEPICTED", "COPPA_BY_CHILD"
LABELS = ("E1", "E2", "E3", "E4", "E5", "E7")
PLACE = "IL"


@dataclass(frozen=True, slots=True)
class Subset:
    """The rules of the work, as a rule set of its own, and the names of what is asked for."""

    ruleset: Ruleset
    verdicts: tuple[str, ...]
    trace: tuple[str, ...]

    @property
    def rules(self) -> Compiled:
        return compile_rules(self.ruleset)


def of(ruleset: Ruleset) -> Subset:
    """The elements of LABELS, the theory CHILD, and the tests that these name."""
    whole = ruleset.theories[DEPICTED]
    elements = {label: whole.requires[label] for label in LABELS}
    always = Test("applies", compile_text("true", {}))
    bare = replace(
        whole,
        requires=elements,
        applies=always,
        open_unless=None,
        deadline=None,
        holds=(),
        contradictions=(),
        notes=(),
    )
    child = replace(ruleset.theories[CHILD], notes=())
    theories = {DEPICTED: bare, CHILD: child}
    names = dict.fromkeys(name for theory in theories.values() for name in _tests(ruleset, theory))
    tests = {name: test for name, test in ruleset.tests.items() if name in names}
    work = replace(ruleset, theories=theories, tests=tests)
    verdicts = (*LABELS, *child.requires, CHILD)
    truths = tuple(name for name, test in tests.items() if test.expression.kind in ("truth", "sure"))
    return Subset(work, verdicts, (*truths, *verdicts))


def _tests(ruleset: Ruleset, theory: Theory) -> Iterator[str]:
    trees = [element.met.tree for element in theory.requires.values()]
    trees += [element.open.tree for element in theory.requires.values() if element.open]
    trees += [ruleset.tests[name].expression.tree for one in theory.requires.values() for name in one.tests]
    trees += [theory.open_unless.tree] if theory.open_unless else []
    yield from (name for one in theory.requires.values() for name in one.tests)
    while trees:
        for name in _names(trees.pop()):
            if name in ruleset.tests:
                yield name
                trees.append(ruleset.tests[name].expression.tree)


def _names(node: Node) -> Iterator[str]:
    if isinstance(node, Named):
        yield node.name
    for child in children(node):
        yield from _names(child)


def write(subset: Subset, writer: Writer, *, as_of: int, every_test: bool = True) -> None:
    """Have a peer's writer write the whole work; Unportable where it cannot be said."""
    walk = Walk(subset.ruleset, writer, as_of, every_test)
    for label in LABELS:
        walk.element(label, subset.ruleset.theories[DEPICTED].requires[label])
    walk.theory(CHILD, subset.ruleset.theories[CHILD])


def fits(subset: Subset, row: Row, as_of: int) -> bool:
    """Has this row at most one line in the state, so that its days can be handed over as four columns?"""
    homes = [value for value in row if isinstance(value, Home)]
    return all(len(spans) <= 1 for home in homes for spans in home.days(PLACE, as_of))


def ours(subset: Subset, row: Row, as_of: int) -> dict[str, int]:
    """What our engine says of a row: every name of the trace with 0, 1 or 2."""
    rules = subset.rules
    traced = rules.trace(row, as_of)
    terms = {name: term for name, term in rules.names.items() if isinstance(term, str)}
    for name in (DEPICTED, CHILD):
        terms |= rules.judgements[name].elements
    found = {name: rules.worth(traced, terms[name]) for name in subset.trace if name in terms}
    outcome = rules.worth(traced, rules.judgements[CHILD].outcome)
    return found | {CHILD: value_of(subset, outcome)}


def value_of(subset: Subset, outcome: int) -> int:
    """The 0, 1 or 2 that an outcome of the theory CHILD stands for."""
    from eligibility.law import OUTCOMES
    from eligibility.rows import TRUTHS

    stands_for = subset.ruleset.theories[CHILD].outcomes
    return next(rank for rank, truth in enumerate(TRUTHS) if stands_for[truth] == OUTCOMES[outcome])
