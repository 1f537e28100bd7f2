"""Values that fit neither their place nor each other: each could be read, and none can be meant."""

import re
from collections.abc import Iterator
from datetime import date

from eligibility.document import Entry, RulesetError
from eligibility.facts import NOT_SAID, Declaration, Kind
from eligibility.law import Theory
from eligibility.lints.subject import Spot, Subject, nodes
from eligibility.tree import Among, Call, Constant, Named, Node, Same
from eligibility.values import NumberSpan

Faults = Iterator[RulesetError]
STATE = re.compile(r"[A-Z]{2}", re.ASCII)
OLDEST = 120
LAST_FORCE = date(2100, 1, 1)
FILLED = frozenset(
    [
        "version",
        "title",
        "label",
        "question",
        "citation",
        "citations",
        "sentence",
        "says",
        "name",
        "basis",
        "evidence",
        "values",
        "open",
        "covers",
        "best_of",
        "among",
        "other_than",
        "tests",
        "holds",
        "contradictions",
        "notes",
        "photo_id",
        "nsid",
        "claim",
    ]
)
"""What must not be left empty where it stands."""


def faults(subject: Subject) -> Faults:
    for name, declaration in subject.law.facts.items():
        yield from _fact(subject, subject.at("facts", name), declaration)
    yield from _empty(subject.document)
    yield from _settings(subject)
    yield from _forces(subject)
    for theory in subject.law.theories.values():
        yield from _deadline(subject.at("theories", theory.name, "deadline"), theory)
    for spot in subject.spots:
        for node in nodes(spot.tree):
            yield from _literals(subject, spot, node)
    for entry in subject.at("remarks").everything():
        if entry.name in ("among", "other_than") and isinstance(entry.content, str):
            yield from _state(entry, entry.text())


def _fact(subject: Subject, entry: Entry, fact: Declaration) -> Faults:
    wrong = {
        "values": bool(fact.values) and fact.kind is not Kind.WORD,
        "open": bool(fact.open) and fact.kind is not Kind.WORD,
        "accepts": fact.accepts is not None and fact.kind is not Kind.DAY,
        "may_be_none": fact.may_be_none and fact.kind not in (Kind.DAY, Kind.NUMBER),
    }
    for name, is_wrong in wrong.items():
        if is_wrong:
            yield entry.at(name).error(f"a {fact.kind.value} has no {name!r}: take it away or mend 'kind'")
    for name, said in (("open", fact.open), ("default", (fact.default or "yes",))):
        if any(one.lower() in NOT_SAID for one in said):
            yield entry.at(name).error("what is not known is so by itself: take this answer away")
    if fact.bounds:
        yield from _bounds(subject, entry.at("bounds"), fact)


def _bounds(subject: Subject, entry: Entry, fact: Declaration) -> Faults:
    """What an unanswered day is taken for must be true of every such day, and the rules must not name it."""
    if fact.may_be_none:
        yield entry.error("an unanswered one may be none at all: take 'bounds' or 'may_be_none' away")
    if fact.shown_only:
        yield entry.error("no rule asks for this fact: take 'bounds' away")
    if fact.name in _decided_unknown(subject):
        yield entry.error("the rules say themselves what an unanswered one means: take 'bounds' away")


def _decided_unknown(subject: Subject) -> set[str]:
    """Facts for which `known(...)` or a deadline's own limb says what not known means."""
    found = set()
    for spot in subject.spots:
        for node in nodes(spot.tree):
            if isinstance(node, Call) and node.function == "known" and isinstance(node.arguments[0], Named):
                found.add(node.arguments[0].name)
    for theory in subject.law.theories.values():
        if limit := theory.deadline:
            found |= {name for name in (limit.arises, limit.learned, limit.death, limit.event) if name}
            found |= {limit.minority.born} if limit.minority else set()
    return found


def _empty(document: Entry) -> Faults:
    for entry in document.everything():
        if entry.name in FILLED and (entry.is_nothing or not entry.content):
            yield entry.error("this is empty: fill it in or take the line away")


def _settings(subject: Subject) -> Faults:
    for setting in subject.law.settings:
        entry = subject.at("settings", setting.key)
        if setting.checked_by and not setting.checked_on:
            yield entry.at("checked_on").error(f"checked by {setting.checked_by}, but on what day? Add it")
        if setting.checked_on and not setting.checked_by:
            yield entry.at("checked_by").error(f"checked on {setting.checked_on}, but by whom? Add the name")


def _forces(subject: Subject) -> Faults:
    for name, element in subject.law.elements.items():
        if element.in_force_from and element.in_force_from >= LAST_FORCE:
            yield subject.at("elements", name, "in_force_from").error(
                f"{element.in_force_from} is too far ahead to be meant: mend the year"
            )


def _deadline(entry: Entry, theory: Theory) -> Faults:
    limit = theory.deadline
    if limit is None:
        return
    if limit.years == 0:
        yield entry.at("years").error("a limit of 0 years: name a setting of at least one")
    if limit.death and limit.death_years == 0:
        yield entry.at("death_years").error("a limit of 0 years: name a setting of at least one")
    if limit.minority:
        if limit.minority.years == 0:
            yield entry.at("minority", "years").error("a limit of 0 years: name a setting of at least one")
        yield from _age(entry.at("minority", "age"), limit.minority.age)


def _age(entry: Entry, age: int) -> Faults:
    if not 1 <= age <= OLDEST:
        yield entry.error(f"{age} is no age: name one from 1 to {OLDEST}")


def _literals(subject: Subject, spot: Spot, node: Node) -> Faults:
    """Words that are compared with a state, and ages."""
    match node:
        case Among(word=Named(name=name), words=words) if _is_state(subject, name):
            for word in words:
                yield from _state(spot.entry, word)
        case Same(first=Named(name=name), second=Constant(value=str(word))) if _is_state(subject, name):
            yield from _state(spot.entry, word)
        case Same(second=Named(name=name), first=Constant(value=str(word))) if _is_state(subject, name):
            yield from _state(spot.entry, word)
        case Call(function="resident_on" | "resident_during", arguments=(Constant(value=str(word)), *_)):
            yield from _state(spot.entry, word)
        case Call(function="turned", arguments=(Constant(value=int(age)), *_)):
            yield from _age(spot.entry, age)
        case Call(function="turned", arguments=(Named(name=name), *_)):
            setting = subject.law.constants.get(name)
            if isinstance(setting, NumberSpan):
                yield from _age(spot.entry, setting.lo)


def _is_state(subject: Subject, name: str) -> bool:
    """A word without values of its own is a state."""
    fact = subject.law.facts.get(name)
    return fact is not None and fact.kind is Kind.WORD and not fact.values


def _state(entry: Entry, word: str) -> Faults:
    if not STATE.fullmatch(word):
        yield entry.error(f"{word!r} is no state: write two capital letters such as IL")
