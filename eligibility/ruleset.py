"""The law of one matter as one document: read whole or refused, addressed by the SHA-256 of its content."""

import hashlib
import json
from datetime import date

from eligibility import casework, conclusions, holidays
from eligibility.document import Entry, RulesetError, parse
from eligibility.drafting import (
    IN_TIME,
    PAIR_NAMES,
    Draft,
    read_contradiction,
    read_definition,
    read_element,
    read_fact,
    read_hold,
)
from eligibility.expression import Name
from eligibility.facts import Kind
from eligibility.law import Defendant, Element, Ruleset, Setting, Theory
from eligibility.theories import Shelf, read_theory
from eligibility.values import DateSpan, NumberSpan, Value

__all__ = ["Element", "Ruleset", "RulesetError", "Setting", "Theory", "load", "parse", "read"]

HEADINGS = ("version", "title", "result")
OPTIONAL = ("remarks",)
NAMED = ("settings", "facts", "definitions", "elements", "contradictions", "holds", "theories")
LISTS = ("HOLIDAYS", "defendants", "tolling", "recent_events")


def load(text: str) -> Ruleset:
    """Read a rule set from YAML text; RulesetError names the line, the place and what is wrong."""
    return read(parse(text))


def read(document: Entry) -> Ruleset:
    """Read a rule set from a document parsed before; RulesetError as for its text."""
    parts = document.fields(required=(*HEADINGS, *NAMED), optional=OPTIONAL)
    section = {name: parts[name].named() for name in NAMED}
    draft = Draft()
    for name, entry in section["facts"].items():
        read_fact(draft, name, entry)
    shipped = tuple(_setting(draft, key, entry) for key, entry in section["settings"].items())
    _declare_given_names(draft, parts["settings"])
    for name, entry in section["definitions"].items():
        read_definition(draft, name, entry)
    shelf = Shelf(
        elements={name: read_element(draft, name, entry) for name, entry in section["elements"].items()},
        contradictions={
            name: read_contradiction(draft, name, entry) for name, entry in section["contradictions"].items()
        },
        holds={name: read_hold(draft, name, entry) for name, entry in section["holds"].items()},
    )
    theories = {name: read_theory(draft, shelf, name, entry) for name, entry in section["theories"].items()}
    listed = {name: _listed(parts["settings"], name) for name in LISTS}
    defendants = _defendants(draft, listed["defendants"], parts["settings"])
    return Ruleset(
        version=parts["version"].text(),
        title=parts["title"].text(),
        digest=_digest(document),
        settings=shipped,
        constants=draft.constants,
        facts=draft.facts,
        tests=draft.tests,
        elements=shelf.elements,
        theories=theories,
        result=conclusions.read_result(draft, parts["result"], theories),
        remarks=conclusions.read_remarks(draft, parts.get("remarks")),
        holidays=_holidays(listed["HOLIDAYS"]),
        defendants=defendants,
        tolling=tuple(casework.read_tolling(entry) for entry in listed["tolling"]),
        events=tuple(casework.read_event(entry, defendants) for entry in listed["recent_events"]),
    )


def _digest(document: Entry) -> str:
    """SHA-256 of the content in its order, without layout and comments."""
    canonical = json.dumps(document.plain(), ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


def _setting(draft: Draft, key: str, entry: Entry) -> Setting:
    parts = entry.fields(required=("value", "citation", "checked_on", "checked_by"))
    if key not in LISTS:
        kind, value = _constant(parts["value"])
        draft.declare(entry, key, Name(kind, is_fixed=True), ())
        draft.constants[key] = value
    return Setting(
        key=key,
        value=parts["value"].plain(),
        citation=parts["citation"].text(),
        checked_on=_day_or_none(parts["checked_on"]),
        checked_by=parts["checked_by"].text(),
    )


def _defendants(draft: Draft, entries: list[Entry], settings: Entry) -> tuple[Defendant, ...]:
    kinds = draft.facts["defendant"].values if "defendant" in draft.facts else ()
    if not entries:
        raise settings.error("'defendants' is empty: name at least one")
    return tuple(casework.read_defendant(entry, kinds) for entry in entries)


def _day_or_none(entry: Entry) -> date | None:
    return None if entry.is_nothing else entry.day()


def _constant(entry: Entry) -> tuple[Kind, Value]:
    """A setting is a period (from, to), a day, or a whole number."""
    if isinstance(entry.content, dict):
        ends = entry.fields(required=("from", "to"))
        first, last = ends["from"].day(), ends["to"].day()
        if last < first:
            raise ends["to"].error(f"{last} is before {first}")
        return Kind.PERIOD, DateSpan(first, last)
    if "-" in entry.text():
        return Kind.DAY, DateSpan.on(entry.day())
    number = entry.number()
    return Kind.NUMBER, NumberSpan(number, number)


def _declare_given_names(draft: Draft, entry: Entry) -> None:
    """Names that every evaluation supplies: today, whether in time, and the defendant of the pair."""
    draft.declare(entry, "as_of", Name(Kind.DAY, is_fixed=True), ())
    draft.declare(entry, IN_TIME, Name(Kind.TRUTH), ())
    for name, meaning in PAIR_NAMES.items():
        draft.declare(entry, name, meaning, ())


def _listed(settings: Entry, key: str) -> list[Entry]:
    entry = settings.named().get(key)
    if entry is None:
        raise settings.error(f"{key!r} is missing")
    return entry.named()["value"].listed()


def _holidays(entries: list[Entry]) -> holidays.Holidays:
    found = []
    for entry in entries:
        try:
            found.append(holidays.Holiday.parse(entry.text()))
        except ValueError as error:
            raise entry.error(str(error)) from None
    return tuple(found)
