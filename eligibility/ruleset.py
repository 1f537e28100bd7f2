"""The law of one matter as one document: read whole or refused, addressed by the SHA-256 of its content."""

import hashlib
import json
from functools import partial

from eligibility import casework, conclusions, lints, shipped
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
from eligibility.gathering import Faults
from eligibility.law import Element, Ruleset, Setting, Theory
from eligibility.theories import Shelf, read_theory

__all__ = [
    "Element",
    "Ruleset",
    "RulesetError",
    "Setting",
    "Theory",
    "load",
    "parse",
    "read",
    "read_document",
]

HEADINGS = ("version", "title", "result")
OPTIONAL = ("remarks",)
NAMED = ("settings", "facts", "definitions", "elements", "contradictions", "holds", "theories")
ENTERED = ("tolling", "recent_events")


def load(text: str, *, file: str = "") -> Ruleset:
    """A sound rule set from YAML text; RulesetError names each fault, its file, line and remedy."""
    try:
        document = parse(text)
        ruleset = read_document(document)
        if faults := lints.faults(ruleset, document):
            raise RulesetError.of(faults)
    except RulesetError as error:
        raise error.within(file) from None
    return ruleset


def read(text: str) -> Ruleset:
    """A rule set that was found sound when it was published, whatever is asked of new ones since.

    Everything that must be right to judge a claim is still checked: names, kinds, dates, expressions.
    """
    return read_document(parse(text))


def read_document(document: Entry) -> Ruleset:
    """The same of a document that is parsed already."""
    parts = document.fields(required=(*HEADINGS, *NAMED), optional=OPTIONAL)
    settings, draft, faults = parts["settings"], Draft(), Faults()
    faults.each(parts["facts"], partial(read_fact, draft))
    constants = faults.each(settings, partial(shipped.read_setting, draft))
    _declare_given_names(draft, settings)
    faults.each(parts["definitions"], partial(read_definition, draft))
    shelf = Shelf(
        elements=faults.each(parts["elements"], partial(read_element, draft)),
        contradictions=faults.each(parts["contradictions"], partial(read_contradiction, draft)),
        holds=faults.each(parts["holds"], partial(read_hold, draft)),
    )
    theories = faults.each(parts["theories"], partial(read_theory, draft, shelf))
    result = faults.whole(lambda: conclusions.read_result(draft, parts["result"], theories))
    remarks = faults.whole(lambda: conclusions.read_remarks(draft, parts.get("remarks")))
    holidays = faults.whole(lambda: shipped.read_holidays(settings))
    defendants = faults.whole(lambda: shipped.read_defendants(draft, settings))
    stood_still, later = (faults.whole(partial(shipped.read_listed, settings, key)) for key in ENTERED)
    tolling = faults.several(stood_still, casework.read_tolling)
    events = faults.several(later if defendants else (), partial(casework.read_event, defendants=defendants))
    faults.raise_any()
    return Ruleset(
        version=parts["version"].text(),
        title=parts["title"].text(),
        digest=_digest(document),
        settings=tuple(constants.values()),
        constants=draft.constants,
        facts=draft.facts,
        tests=draft.tests,
        elements=shelf.elements,
        theories=theories,
        result=result,
        remarks=remarks,
        holidays=holidays,
        defendants=defendants,
        tolling=tolling,
        events=events,
    )


def _digest(document: Entry) -> str:
    """SHA-256 of the content in its order, without layout and comments."""
    canonical = json.dumps(document.plain(), ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


def _declare_given_names(draft: Draft, entry: Entry) -> None:
    """Names that every evaluation supplies: today, whether in time, and the defendant of the pair."""
    draft.declare(entry, "as_of", Name(Kind.DAY, is_fixed=True), ())
    draft.declare(entry, IN_TIME, Name(Kind.TRUTH), ())
    for name, meaning in PAIR_NAMES.items():
        draft.declare(entry, name, meaning, ())
