"""Where a theory looks at a fact, and whether more of it helps there or hurts.

Kleene's logic is exact for a fact that helps wherever it is looked at, or hurts wherever it is; a fact that
does both can leave open what every answer would decide (regions.py).
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Literal

from eligibility.law import Ruleset, Theory
from eligibility.tree import All, Among, Call, Choice, Earlier, Named, Node, Not, Same, Some, children

Sign = Literal[1, -1, 0]
"""1: yes, a later day or a greater number makes the theory better; -1: worse; 0: now better, now worse."""
Occurrence = tuple[str, Sign]
CONDITIONS = "conditions"
WORTH_KNOWING = ("known", "proven", "given")
"""These ask whether there is an answer, not which."""


@lru_cache(maxsize=1024)
def mixed(ruleset: Ruleset, theory: Theory) -> tuple[str, ...]:
    """The facts that a theory looks at in more than one place, not always with the same sign.

    Holds and contradictions count only beside another place: they cap, and decide nothing by themselves.
    """
    found: dict[str, list[Sign]] = {}
    for name, sign in of_theory(ruleset, theory):
        found.setdefault(name, []).append(sign)
    caps = {hold.name for hold in theory.holds} | {one.name for one in theory.contradictions}
    often = {name: set(signs) for name, signs in found.items() if len(signs) > 1}
    return tuple(
        name
        for name in ruleset.facts
        if name in often and often[name] not in ({1}, {-1}) and parts_looking_at(ruleset, theory, name) - caps
    )


@lru_cache(maxsize=4096)
def parts_looking_at(ruleset: Ruleset, theory: Theory, fact: str) -> frozenset[str]:
    """The parts of a theory (judging.py), and CONDITIONS of its outcomes, that look at a fact."""
    trees = {"applies": [theory.applies.expression.tree]}
    for label, element in theory.requires.items():
        trees[label] = [one.tree for one in (element.met, element.open) if one]
    trees |= {hold.name: [hold.when.tree] for hold in theory.holds}
    trees |= {one.name: [one.when.tree] for one in theory.contradictions}
    conditions = [theory.open_unless, *(line.when for line in theory.outcomes_when)]
    trees[CONDITIONS] = [one.tree for one in conditions if one]
    found = {part for part, nodes in trees.items() if fact in all_facts(ruleset, nodes)}
    if theory.deadline and fact in theory.deadline.facts:
        found |= {label for label, element in theory.requires.items() if element.reads_deadline}
    return frozenset(found)


def all_facts(ruleset: Ruleset, nodes: Iterable[Node]) -> Iterator[str]:
    """Every fact under some nodes, through definitions; also where only an answer counts, not which."""
    for node in nodes:
        if isinstance(node, Named) and node.name in ruleset.facts:
            yield node.name
        if isinstance(node, Named) and node.name in ruleset.tests:
            yield from all_facts(ruleset, [ruleset.tests[node.name].expression.tree])
        yield from all_facts(ruleset, children(node))


def of_theory(ruleset: Ruleset, theory: Theory) -> Iterator[Occurrence]:
    """Every place at which a theory looks at a fact, through its definitions."""
    yield from _of(ruleset, theory.applies.expression.tree, 1)
    for element in theory.requires.values():
        for expression in (element.met, element.open):
            if expression:
                yield from _of(ruleset, expression.tree, 1)
    for against in (*(hold.when for hold in theory.holds), *(one.when for one in theory.contradictions)):
        yield from _of(ruleset, against.tree, -1)
    for condition in (theory.open_unless, *(line.when for line in theory.outcomes_when)):
        if condition:
            yield from _of(ruleset, condition.tree, 0)
    if theory.deadline and any(element.reads_deadline for element in theory.requires.values()):
        # Time runs longer from a later day.
        yield from ((name, 1) for name in theory.deadline.facts)


def _of(ruleset: Ruleset, node: Node, sign: Sign) -> Iterator[Occurrence]:
    match node:
        case Named(name=name) if name in ruleset.facts:
            yield name, sign
        case Named(name=name) if name in ruleset.tests:
            yield from _of(ruleset, ruleset.tests[name].expression.tree, sign)
        case Not(part=part):
            yield from _of(ruleset, part, _flipped(sign))
        case Choice(test=test, yes=yes, no=no):
            yield from _all(ruleset, (test,), 0)
            yield from _all(ruleset, (yes, no), sign)
        case Earlier(first=first, second=second):
            yield from _of(ruleset, first, _flipped(sign))
            yield from _of(ruleset, second, sign)
        case Call():
            yield from _of_call(ruleset, node, sign)
        case All(parts=parts) | Some(parts=parts):
            yield from _all(ruleset, parts, sign)
        case Same(first=first, second=second):
            yield from _all(ruleset, (first, second), 0)
        case Among(word=word):
            yield from _of(ruleset, word, 0)


def _of_call(ruleset: Ruleset, call: Call, sign: Sign) -> Iterator[Occurrence]:
    if call.function in WORTH_KNOWING:
        return
    match call:
        case Call(function="turned", arguments=(_, born, on)):
            yield from _of(ruleset, born, _flipped(sign))
            yield from _of(ruleset, on, sign)
        case Call(function="resident_on" | "resident_during", arguments=(_, places, when)):
            yield from _of(ruleset, places, sign)
            yield from _of(ruleset, when, 0)
        case Call(function="days_between", arguments=arguments):
            yield from _all(ruleset, arguments, 0)
        case Call(arguments=arguments):
            yield from _all(ruleset, arguments, sign)


def _all(ruleset: Ruleset, nodes: tuple[Node, ...], sign: Sign) -> Iterator[Occurrence]:
    for node in nodes:
        yield from _of(ruleset, node, sign)


def _flipped(sign: Sign) -> Sign:
    return {1: -1, -1: 1, 0: 0}[sign]  # type: ignore[return-value]
