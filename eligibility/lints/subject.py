"""A rule set beside the document it was read from: every expression and sentence with its line."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from eligibility.document import Entry
from eligibility.drafting import PLACEHOLDER
from eligibility.expression import Expression
from eligibility.law import Contradiction, Hold, Ruleset, Theory
from eligibility.tree import Named, Node, children

SENTENCES = frozenset({"sentence", "yes", "no", "unknown", "says"})


@dataclass(frozen=True, slots=True)
class Spot:
    """An expression and where it stands."""

    entry: Entry
    expression: Expression

    @property
    def tree(self) -> Node:
        return self.expression.tree


@dataclass(frozen=True)
class Subject:
    """What the lints look at."""

    law: Ruleset
    document: Entry

    def at(self, *path: str | int) -> Entry:
        return self.document.at(*path)

    @cached_property
    def owner(self) -> Mapping[str, str]:
        """The element that each test belongs to."""
        return {test: element.name for element in self.law.elements.values() for test in element.tests}

    def test(self, name: str) -> Entry:
        """Where a test or a definition stands."""
        if name in self.owner:
            return self.at("elements", self.owner[name], "tests", name)
        return self.at("definitions", name)

    @cached_property
    def contradictions(self) -> Mapping[str, Contradiction]:
        """Those that a theory uses."""
        return {one.name: one for theory in self.law.theories.values() for one in theory.contradictions}

    @cached_property
    def holds(self) -> Mapping[str, Hold]:
        """Those that a theory uses."""
        return {one.name: one for theory in self.law.theories.values() for one in theory.holds}

    @cached_property
    def spots(self) -> tuple[Spot, ...]:
        """Every expression of the rule set but those of what no theory uses."""
        found = ((entry, expression) for entry, expression in self._spots() if expression is not None)
        return tuple(Spot(entry, expression) for entry, expression in found)

    def _spots(self) -> Iterator[tuple[Entry, Expression | None]]:
        for name, test in self.law.tests.items():
            yield self.test(name).at("when" if name in self.owner else "is"), test.expression
        for name, element in self.law.elements.items():
            yield self.at("elements", name, "met_when"), element.met
            yield self.at("elements", name, "open_when"), element.open
        for heading, found in (("contradictions", self.contradictions), ("holds", self.holds)):
            for name, one in found.items():
                yield self.at(heading, name, "when"), one.when
        for theory in self.law.theories.values():
            yield from self._of_theory(theory, self.at("theories", theory.name))
        for place, rule in enumerate(self.law.result):
            yield self.at("result", place, "when"), rule.when
        for place, remark in enumerate(self.law.remarks):
            yield self.at("remarks", place, "when"), remark.when

    def _of_theory(self, theory: Theory, entry: Entry) -> Iterator[tuple[Entry, Expression | None]]:
        yield entry.at("applies", "when"), theory.applies.expression
        yield entry.at("open_unless"), theory.open_unless
        for place, line in enumerate(theory.outcomes_when):
            yield entry.at("outcomes", place, "when"), line.when
        for place, note in enumerate(theory.notes):
            yield self.note(theory, place).at("when"), note.when
        if theory.deadline:
            yield entry.at("deadline", "when"), theory.deadline.when
            yield entry.at("deadline", "event_counts"), theory.deadline.event_counts

    def note(self, theory: Theory, place: int) -> Entry:
        """A note of a theory; one note alone need not be in a list."""
        notes = self.at("theories", theory.name, "notes")
        return notes.listed()[place] if isinstance(notes.content, list) else notes

    @cached_property
    def sentences(self) -> tuple[Entry, ...]:
        """Every sentence that is said of a claim."""
        headings = ("definitions", "elements", "contradictions", "holds", "theories", "remarks")
        found = (one for heading in headings for one in self.at(heading).everything())
        return tuple(one for one in found if one.name in SENTENCES and isinstance(one.content, str))

    def behind(self, names: Iterable[str]) -> set[str]:
        """These names and all that they rest on, through tests and definitions."""
        waiting, found = list(names), set[str]()
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting += self.law.tests[name].expression.names if name in self.law.tests else ()
        return found


def placeholders(sentence: Entry) -> list[str]:
    """The {names} in a sentence."""
    return PLACEHOLDER.findall(sentence.text())


def nodes(tree: Node) -> Iterator[Node]:
    """A tree and every node below it."""
    yield tree
    for child in children(tree):
        yield from nodes(child)


def names_in(tree: Node) -> Iterator[str]:
    """Every name in a tree, each as often as it stands there."""
    return (node.name for node in nodes(tree) if isinstance(node, Named))
