"""Every small change of a rule set that could alter the law it states: the mutants."""

from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase

from eligibility.document import Entry, Plain
from eligibility.law import Ruleset
from tests.eligibility import changes

Step = str | int


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """A value in the document: the way to it from the top; in its path items are counted from 1."""

    steps: tuple[Step, ...]
    entry: Entry

    @property
    def path(self) -> str:
        return ".".join(str(step + 1) if isinstance(step, int) else step for step in self.steps)


@dataclass(frozen=True, slots=True, eq=False)
class Mutant:
    """One change of the document; no two mutants have one name."""

    name: str
    kind: str
    place: Place
    value: Plain

    def of(self, document: Entry) -> Entry:
        """The document with this change."""
        return replaced(document, self.place.steps, self.value)


def mutants(document: Entry, law: Ruleset) -> list[Mutant]:
    """Every mutant of a rule set, in the order of its document."""
    seen: dict[str, int] = {}
    made = []
    for place in places(document):
        for kind, what, value in _changed(place, law):
            name = f"{place.path} | {what}"
            seen[name] = seen.get(name, 0) + 1
            label = name if seen[name] == 1 else f"{name} #{seen[name]}"
            made.append(Mutant(label, kind, place, value))
    return made


def places(document: Entry, steps: tuple[Step, ...] = ()) -> Iterator[Place]:
    """Every value of the document, outermost first."""
    yield Place(steps, document)
    if isinstance(document.content, dict):
        for name, entry in document.content.items():
            yield from places(entry, (*steps, name))
    elif isinstance(document.content, list):
        for number, entry in enumerate(document.content):
            yield from places(entry, (*steps, number))


def replaced(entry: Entry, steps: tuple[Step, ...], value: Plain) -> Entry:
    """The document with another value in one place; every line keeps its number."""
    if not steps:
        return written(value, entry)
    step, rest = steps[0], steps[1:]
    if isinstance(entry.content, dict) and isinstance(step, str):
        below = {**entry.content, step: replaced(entry.content[step], rest, value)}
        return Entry(below, entry.line, entry.path)
    assert isinstance(entry.content, list) and isinstance(step, int), entry.path
    items = [replaced(item, rest, value) if n == step else item for n, item in enumerate(entry.content)]
    return Entry(items, entry.line, entry.path)


def written(value: Plain, at: Entry) -> Entry:
    """A plain value as it stands in a document."""
    if isinstance(value, dict):
        return Entry({name: written(item, at) for name, item in value.items()}, at.line, at.path)
    if isinstance(value, list):
        return Entry([written(item, at) for item in value], at.line, at.path)
    return Entry(value, at.line, at.path)


def _changed(place: Place, law: Ruleset) -> Iterator[tuple[str, str, Plain]]:
    """The values to put in a place instead, each with its kind and words for it."""
    value = place.entry.plain()
    name = str(place.steps[-1]) if place.steps else ""
    if name in changes.EXPRESSIONS and isinstance(value, str):
        kind = f"expressions of {place.steps[0]}"
        yield from ((kind, *change) for change in changes.expressions(value, law))
    for kind, pattern, change in changes.BY_PATH:
        if fnmatchcase(place.path, pattern) and place.path.count(".") == pattern.count("."):
            yield from ((kind, *changed) for changed in change(value, law))
