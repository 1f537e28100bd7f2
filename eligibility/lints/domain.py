"""What an expression can come to, over all answers: a set of truths, never smaller than the true one.

Few unknowns are tried in every combination, so that "x and not x" is seen to be never yes; with many, each
part is taken for itself, which can only make the set larger. So what is said to be impossible is impossible.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import reduce
from itertools import product
from math import prod

from eligibility.facts import Declaration, Kind
from eligibility.law import Element, Ruleset
from eligibility.lints import spans
from eligibility.tree import (
    All,
    Among,
    Call,
    Choice,
    Constant,
    Earlier,
    Named,
    Node,
    Not,
    Same,
    Some,
    children,
)
from eligibility.values import Truth

MOST = 2000
"""How many combinations are tried at most."""

Worths = frozenset[Truth]
ANY: Worths = frozenset(Truth)
SURE: Worths = frozenset({Truth.F, Truth.T})
Answers = frozenset[Truth] | frozenset[str]
Known = Mapping[Node, Answers]
UNKNOWN = ""
"""In place of a word that is not known."""


@dataclass(frozen=True)
class Domain:
    """The values that expressions of one rule set can have."""

    law: Ruleset
    done: dict[Node, Worths] = field(default_factory=dict)

    def of(self, tree: Node) -> Worths:
        """Every truth that an expression can come to."""
        if tree not in self.done:
            self.done[tree] = self._of(tree)
        return self.done[tree]

    def element(self, one: Element) -> Worths:
        """Every truth that an element can come to."""
        if one.open is None:
            return self.of(one.met.tree)
        some = Some(
            Kind.TRUTH, (one.met.tree, All(Kind.TRUTH, (Constant(Kind.TRUTH, Truth.U), one.open.tree)))
        )
        return self.of(some)

    def _of(self, tree: Node) -> Worths:
        atoms = dict(self._atoms(tree))
        if prod(map(len, atoms.values())) > MOST:
            return self._fold(tree, atoms)
        found: set[Truth] = set()
        for answers in product(*atoms.values()):
            chosen = (frozenset({one}) for one in answers)
            found |= self._fold(tree, dict(zip(atoms, chosen, strict=True)))
        return frozenset(found)

    def _atoms(self, node: Node) -> Iterable[tuple[Node, Answers]]:
        """What an expression rests on and can be answered one way or another, each once."""
        match self._resolved(node):
            case Named() as name if (words := self._words(name)) is not None:
                yield name, words
            case All() | Some() | Not() | Choice() as part:
                yield from (atom for child in children(part) for atom in self._atoms(child))
            case Call(function="certain" | "possible", arguments=(part,)):
                yield from self._atoms(part)
            case Call(function="known", arguments=(part,)) if self._is_looked_into(part):
                yield from self._atoms(part)
            case Among(word=Named() as name) if self._words(name) is not None:
                yield from self._atoms(name)
            case Same() as same if member := self._member(same):
                yield from self._atoms(member)
            case Constant():
                return
            case leaf:
                yield leaf, self._leaf(leaf)

    def _fold(self, node: Node, known: Known) -> Worths:
        match self._resolved(node):
            case Constant(value=Truth() as value):
                return frozenset({value})
            case All(parts=parts):
                return _each(min, [self._fold(part, known) for part in parts])
            case Some(parts=parts):
                return _each(max, [self._fold(part, known) for part in parts])
            case Not(part=part):
                return frozenset(~value for value in self._fold(part, known))
            case Choice(test=test, yes=yes, no=no):
                asked = self._fold(test, known)
                sides = ((Truth.T, yes), (Truth.F, no))
                return frozenset().union(*(self._fold(side, known) for on, side in sides if on in asked))
            case part:
                return self._asked(part, known)

    def _asked(self, node: Node, known: Known) -> Worths:
        """A question about a truth or a word, or what was answered."""
        match node:
            case Call(function="certain", arguments=(part,)):
                return _told(value is Truth.T for value in self._fold(part, known))
            case Call(function="possible", arguments=(part,)):
                return _told(value is not Truth.F for value in self._fold(part, known))
            case Call(function="known", arguments=(part,)) if self._is_looked_into(part):
                return self._is_known(part, known)
            case Among(word=Named() as name, words=words) if name in known:
                return frozenset(self._among(name, str(word), words) for word in known[name])
            case Same() if member := self._member(node):
                return self._fold(member, known)
        return frozenset(Truth(value) for value in known[node])

    def _resolved(self, node: Node) -> Node:
        """What a test or a definition stands for."""
        while isinstance(node, Named) and node.name in self.law.tests:
            node = self.law.tests[node.name].expression.tree
        return node

    def _words(self, name: Named) -> frozenset[str] | None:
        declaration = self._declared(name)
        if declaration is None or declaration.kind is not Kind.WORD or not declaration.values:
            return None
        return frozenset({UNKNOWN, *declaration.values})

    def _declared(self, name: Named) -> Declaration | None:
        return self.law.facts.get(name.name)

    def _is_looked_into(self, node: Node) -> bool:
        """Is something of a kind whose every value is followed here?"""
        found = self._resolved(node)
        is_word = isinstance(found, Named) and self._words(found) is not None
        return is_word or found.kind in (Kind.TRUTH, Kind.SURE)

    def _is_known(self, node: Node, known: Known) -> Worths:
        found = self._resolved(node)
        if isinstance(found, Named) and self._words(found) is not None:
            return _told(word != UNKNOWN for word in known[found])
        return _told(value is not Truth.U for value in self._fold(found, known))

    def _member(self, same: Same) -> Among | None:
        """A comparison with a word, as the question whether it is in a list of one."""
        for one, other in ((same.first, same.second), (same.second, same.first)):
            if isinstance(other, Constant) and isinstance(one, Named) and self._words(one) is not None:
                return Among(Kind.TRUTH, one, (str(other.value),))
        return None

    def _among(self, name: Named, word: str, words: tuple[str, ...]) -> Truth:
        if word != UNKNOWN:
            return Truth.T if word in words else Truth.F
        return Truth.T if (self._words(name) or frozenset()) - {UNKNOWN} <= set(words) else Truth.U

    def _leaf(self, node: Node) -> Worths:
        """What is not followed any further: a comparison, a fact, a function of the language."""
        match node:
            case Earlier(first=first, second=second, or_same=or_same):
                return spans.earlier(spans.of(self.law, first), spans.of(self.law, second), or_same=or_same)
            case Same(first=first, second=second) if first.kind in (Kind.DAY, Kind.NUMBER):
                return spans.same(spans.of(self.law, first), spans.of(self.law, second))
            case Call(function="known", arguments=(part,)) if part.kind in (
                Kind.DAY,
                Kind.NUMBER,
                Kind.PERIOD,
            ):
                return _told({True, not spans.of(self.law, part).may_be_unknown})
            case Call(function="given", arguments=(part,)):
                return spans.given(spans.of(self.law, part))
        return SURE if node.kind is Kind.SURE else ANY


def _each(choose: Callable[[Truth, Truth], Truth], parts: Iterable[Worths]) -> Worths:
    """Every truth that the least (or greatest) of some can be."""
    return reduce(lambda one, other: frozenset(choose(a, b) for a in one for b in other), parts)


def least(parts: Iterable[Worths]) -> Worths:
    """Every truth that the least of some can be."""
    return _each(min, parts)


def _told(answers: Iterable[bool]) -> Worths:
    return frozenset(Truth.T if answer else Truth.F for answer in answers)
