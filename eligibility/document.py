"""A YAML document read strictly: every scalar is text, every value knows its line, nothing is guessed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

import yaml

from eligibility.values import DateSpan, parse_day

LONGEST = 400_000
_NOTHING = ("", "null", "~")


class RulesetError(ValueError):
    """A rule set that cannot be used; the message says in which file and line, what and how to mend it.

    `others` are further faults of the same document, each with its own message, in the order of the lines.
    """

    def __init__(
        self,
        line: int,
        path: str,
        problem: str,
        *,
        file: str = "",
        others: tuple["RulesetError", ...] = (),
    ) -> None:
        where = ", ".join(part for part in (file, f"line {line}", path) if part)
        super().__init__("\n".join((f"{where}: {problem}", *map(str, others))))
        self.line = line
        self.path = path
        self.problem = problem
        self.others = others

    @property
    def faults(self) -> tuple["RulesetError", ...]:
        """This fault and every other, each alone."""
        return (RulesetError(self.line, self.path, self.problem), *self.others)

    def within(self, file: str) -> "RulesetError":
        """The same, with the name of the file in front of every line."""
        others = tuple(other.within(file) for other in self.others)
        return RulesetError(self.line, self.path, self.problem, file=file, others=others)

    @staticmethod
    def of(faults: "Iterable[RulesetError]") -> "RulesetError":
        """One error of one or more faults, by line."""
        first, *others = sorted(faults, key=lambda fault: fault.line)
        return RulesetError(first.line, first.path, first.problem, others=tuple(others))


Plain = str | list["Plain"] | dict[str, "Plain"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One value of the document with its line and its path from the top."""

    content: "str | list[Entry] | dict[str, Entry]"
    line: int
    path: str

    def error(self, problem: str) -> RulesetError:
        return RulesetError(self.line, self.path, problem)

    def fields(self, *, required: tuple[str, ...] = (), optional: tuple[str, ...] = ()) -> dict[str, "Entry"]:
        """The named parts; any other name, or a required one left out, is an error."""
        parts = self.named()
        for name in parts:
            if name not in required + optional:
                allowed = ", ".join(required + optional)
                raise parts[name].error(f"{name!r} is not expected here: allowed are {allowed}")
        for name in required:
            if name not in parts:
                raise self.error(f"{name!r} is missing: add the line")
        return parts

    def named(self) -> dict[str, "Entry"]:
        if not isinstance(self.content, dict):
            raise self.error("a list of 'name: value' lines is wanted here")
        return self.content

    def listed(self) -> list["Entry"]:
        """The items of a list; one value alone is a list of one."""
        if isinstance(self.content, dict):
            raise self.error("a list is wanted here, not names and values")
        return self.content if isinstance(self.content, list) else [self]

    def text(self) -> str:
        if not isinstance(self.content, str):
            raise self.error("one value is wanted here, not a list")
        return " ".join(self.content.split())

    def texts(self) -> tuple[str, ...]:
        return tuple(entry.text() for entry in self.listed())

    def choice(self, *allowed: str) -> str:
        text = self.text()
        if text not in allowed:
            raise self.error(f"{text!r} is not one of {', '.join(allowed)}")
        return text

    def number(self) -> int:
        text = self.text().replace(",", "").replace("_", "")
        if not (text.isascii() and text.isdigit() and len(text) <= 15):
            raise self.error(f"{self.text()!r} is not a whole number")
        return int(text)

    def yes_no(self) -> bool:
        return self.choice("yes", "no", "true", "false") in ("yes", "true")

    def day(self) -> date:
        try:
            return parse_day(self.text())
        except ValueError as error:
            raise self.error(str(error)) from None

    def span(self) -> DateSpan:
        try:
            return DateSpan.parse(self.text())
        except ValueError as error:
            raise self.error(str(error)) from None

    @property
    def is_nothing(self) -> bool:
        return self.content in _NOTHING

    def at(self, *path: str | int) -> "Entry":
        """What stands below, by names and by places from 0; the nearest above where there is no such."""
        found = self
        for part in path:
            match found.content:
                case dict() as parts if part in parts:
                    found = parts[str(part)]
                case list() as items if isinstance(part, int) and part < len(items):
                    found = items[part]
                case _:
                    return found
        return found

    def everything(self) -> "Iterator[Entry]":
        """This and all that stands below it, in the order of the lines."""
        yield self
        parts = self.content.values() if isinstance(self.content, dict) else self.content
        if not isinstance(parts, str):
            for part in parts:
                yield from part.everything()

    @property
    def name(self) -> str:
        """Its own name, without the path and without its place in a list."""
        return self.path.rpartition(".")[2].partition("[")[0]

    def plain(self) -> Plain:
        """The content without lines and layout: what the digest is made of."""
        if isinstance(self.content, dict):
            return {name: entry.plain() for name, entry in self.content.items()}
        if isinstance(self.content, list):
            return [entry.plain() for entry in self.content]
        return self.text()


def parse(text: str) -> Entry:
    """Read a document; RulesetError when it is no YAML, too long, uses anchors or repeats a name."""
    if len(text) > LONGEST:
        raise RulesetError(1, "", f"longer than {LONGEST} characters")
    try:
        _refuse_anchors(text)
        node = yaml.compose(text, yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        raise RulesetError(mark.line + 1 if mark else 1, "", f"not YAML: {error.problem}") from None
    except (yaml.YAMLError, RecursionError) as error:
        raise RulesetError(1, "", f"not YAML: {error}") from None
    if node is None:
        raise RulesetError(1, "", "the document is empty")
    return _entry(node, "")


def _refuse_anchors(text: str) -> None:
    for event in yaml.parse(text, yaml.SafeLoader):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            line = event.start_mark.line + 1 if event.start_mark else 1
            raise RulesetError(line, "", "no anchors or aliases: write it out")


def _entry(node: yaml.Node, path: str) -> Entry:
    line = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        return Entry(dict(_pairs(node, path)), line, path)
    if isinstance(node, yaml.SequenceNode):
        items = [_entry(item, f"{path}[{place}]") for place, item in enumerate(node.value, start=1)]
        return Entry(items, line, path)
    return Entry(str(node.value), line, path)


def _pairs(node: yaml.MappingNode, path: str) -> Iterator[tuple[str, Entry]]:
    seen: dict[str, int] = {}
    for key, value in node.value:
        name, line = str(key.value), key.start_mark.line + 1
        below = f"{path}.{name}" if path else name
        if not isinstance(key, yaml.ScalarNode):
            raise RulesetError(line, path, "a name must be one word")
        if name in seen:
            raise RulesetError(line, below, f"named twice, first on line {seen[name]}: take one away")
        seen[name] = line
        found = _entry(value, below)
        # A block begins below its name: the line of the name is the one to look at.
        yield name, found if isinstance(found.content, str) else replace(found, line=line)
