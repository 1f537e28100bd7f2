"""What stands twice where once is meant."""

from collections.abc import Iterable, Iterator

from eligibility.document import Entry, RulesetError
from eligibility.holidays import Holiday
from eligibility.lints.subject import Subject, nodes
from eligibility.tree import Among

Faults = Iterator[RulesetError]
LISTS = frozenset(
    [
        "citations",
        "values",
        "open",
        "collected",
        "holds",
        "contradictions",
        "best_of",
        "among",
        "other_than",
        "photo_id",
        "nsid",
        "claim",
    ]
)
"""Lists in which nothing is said by saying it twice."""
THEORIES = ("result",)


def faults(subject: Subject) -> Faults:
    for entry in subject.document.everything():
        plain = isinstance(entry.content, list) and all(isinstance(one.content, str) for one in entry.content)
        if plain and (entry.name in LISTS or entry.path in THEORIES):
            yield from _twice(((one.text(), one) for one in entry.listed()), "stands in this list already")
    yield from _facts(subject)
    yield from _case(subject)
    for spot in subject.spots:
        yield from _words(spot.entry, (node for node in nodes(spot.tree) if isinstance(node, Among)))
    for theory in subject.law.theories.values():
        entry = subject.at("theories", theory.name, "requires")
        named = ((one.name, entry.at(label)) for label, one in theory.requires.items())
        yield from _twice(named, "is required under another label already")


def _twice(named: Iterable[tuple[object, Entry]], what: str) -> Faults:
    seen: dict[object, Entry] = {}
    for name, entry in named:
        if name in seen:
            yield entry.error(f"{str(name)!r} {what}, on line {seen[name].line}: take one away")
        seen.setdefault(name, entry)


def _facts(subject: Subject) -> Faults:
    for of in ("person", "photo"):
        declared = ((name, fact) for name, fact in subject.law.facts.items() if fact.of == of)
        labels = ((fact.label, subject.at("facts", name, "label")) for name, fact in declared)
        yield from _twice(labels, f"is the label of another fact of a {of}")


def _case(subject: Subject) -> Faults:
    defendants, holidays = (subject.at("settings", name, "value") for name in ("defendants", "HOLIDAYS"))
    names = (
        (one.name, defendants.listed()[place].at("name")) for place, one in enumerate(subject.law.defendants)
    )
    yield from _twice(names, "is the name of another defendant")
    days = ((_day(one), holidays.listed()[place]) for place, one in enumerate(subject.law.holidays))
    yield from _twice(days, "is a holiday already")


def _day(holiday: Holiday) -> str:
    """A day in its one written form: "1 Jan" and "01 Jan" are one day."""
    return holiday.text.lstrip("0")


def _words(entry: Entry, lists: Iterable[Among]) -> Faults:
    for found in lists:
        yield from _twice(((word, entry) for word in found.words), "stands twice in a list of words")
