"""The faults of a document, gathered while the rest of it is read, so that all can be mended at once."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from eligibility.document import Entry, RulesetError

Noun = TypeVar("Noun")


@dataclass(slots=True)
class Faults:
    """What could not be read so far, and the names that are missing because of it."""

    found: list[RulesetError] = field(default_factory=list)
    lost: set[str] = field(default_factory=set)

    def each(self, section: Entry, read: Callable[[str, Entry], Noun]) -> dict[str, Noun]:
        """Every item of a section that can be read."""
        kept = {}
        for name, entry in section.named().items():
            try:
                kept[name] = read(name, entry)
            except RulesetError as error:
                self._keep(error)
                self.lost |= {name, *_tests(entry)}
        return kept

    def several(self, entries: Iterable[Entry], read: Callable[[Entry], Noun]) -> tuple[Noun, ...]:
        """Every item of a list that can be read."""
        found: list[Noun] = []
        for entry in entries:
            try:
                found.append(read(entry))
            except RulesetError as error:
                self._keep(error)
        return tuple(found)

    def whole(self, read: Callable[[], Iterable[Noun]]) -> tuple[Noun, ...]:
        """All of what is read, or nothing where it cannot be."""
        try:
            return tuple(read())
        except RulesetError as error:
            self._keep(error)
            return ()

    def raise_any(self) -> None:
        if self.found:
            raise RulesetError.of(self.found)

    def _keep(self, error: RulesetError) -> None:
        """A fault that only follows from another is left out: it goes when the other is mended."""
        if not any(repr(name) in error.problem for name in self.lost):
            self.found.append(error)


def _tests(entry: Entry) -> Iterable[str]:
    """The names that an element would have given its tests."""
    tests = entry.at("tests")
    return tests.content if tests.name == "tests" and isinstance(tests.content, dict) else ()
