"""A determination document, read into the values that paper and desk show."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from packets import lanes, paper, words
from packets.findings import (
    BY_VALUE,
    NOT_KNOWN,
    Answer,
    Caution,
    Determination,
    Element,
    Finding,
    Pair,
    Setting,
    Theory,
    outcome,
)

THEORIES, ELEMENTS, FACTS, REASONS, PAIRS, NOTES, SETTINGS = 16, 24, 24, 12, 60, 24, 80
CLOSED = frozenset({"likely_not_eligible", "not_applicable", "no_flag"})
SOURCES = {
    "claimed": "claimed",
    "staff": "staff-verified",
    "index": "index match",
    "default": "assumed, not asked",
}
NO_MATCH = ("none", "account")  # what the lists said without naming the photo
_TRUST = ("index", "staff", "claimed", "default")


def read(document: Mapping[str, Any]) -> Determination:
    """Read `eligibility.Determination.to_json()`; the main theory is put first."""
    as_of = date.fromisoformat(document["as_of"])
    main = document.get("main_theory") or ""
    names = _labels(document)
    ordered = sorted(_titled(document["theories"][:THEORIES]), key=lambda theory: theory["id"] != main)
    next_change_on = document.get("next_change_on")
    return Determination(
        result=outcome(document["result"]),
        as_of=lanes.in_words(as_of),
        next_change_on=lanes.in_words(date.fromisoformat(next_change_on)) if next_change_on else "",
        theories=_unrepeated(_theory(one, main=main, names=names, as_of=as_of) for one in ordered),
        remarks=_passages(document.get("remarks", ()), NOTES),
        settings=tuple(_setting(one) for one in document.get("settings", ())[:SETTINGS]),
        engine=paper.label(document.get("engine", "")),
        ruleset_version=paper.label(document.get("ruleset_version", "")),
    )


def _unrepeated(theories: Iterable[Theory]) -> tuple[Theory, ...]:
    """Leave out of a theory that does not apply the notes that one before it carries word for word."""
    kept: list[Theory] = []
    said: set[str] = set()
    for theory in theories:
        notes = tuple(note for note in theory.notes if theory.applicable or note not in said)
        said.update(theory.notes)
        kept.append(replace(theory, notes=notes))
    return tuple(kept)


def _titled(theories: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The theories, with each other's ids in their reasons written as titles."""
    titles = {str(one["id"]): f"“{one['title']}”" for one in theories}
    ids = re.compile(r"\b(" + "|".join(re.escape(one) for one in titles) + r")\b")
    return [
        {
            **one,
            "applies_reasons": [
                ids.sub(lambda found: titles[found[0]], str(said)) for said in one.get("applies_reasons", ())
            ],
        }
        for one in theories
    ]


def _theory(found: Mapping[str, Any], *, main: str, names: Mapping[str, str], as_of: date) -> Theory:
    elements = tuple(_element(one, names) for one in found.get("elements", ())[:ELEMENTS])
    title, pairs = paper.label(found["title"]), found.get("pairs", ())
    marks = {one.id: one.mark or f"{one.title} " for one in elements}
    return Theory(
        id=paper.label(found["id"]),
        title=title,
        outcome=outcome(found["outcome"]),
        closed=found["outcome"] in CLOSED,
        applies=_finding(found.get("applies", "U")),
        applies_reasons=_passages(found.get("applies_reasons", ()), REASONS),
        photo=paper.label(found.get("photo") or ""),
        defendant=paper.label(found.get("defendant") or ""),
        elements=elements,
        in_brief=" · ".join(f"{one.mark or one.title} {one.finding.words.lower()}" for one in elements),
        lane=lanes.read(found.get("deadline"), theory=title, as_of=as_of),
        contradictions=tuple(_caution(one) for one in found.get("contradictions", ())[:NOTES]),
        holds=tuple(_caution(one) for one in found.get("holds", ())[:NOTES] if one.get("value", "T") != "F"),
        settles=_named(found.get("settles", ()), names),
        notes=_passages(found.get("notes", ()), NOTES),
        pairs=tuple(_pair(one, marks) for one in pairs[:PAIRS]),
        pairs_left_out=_pairs_left_out(len(pairs) - PAIRS),
        citations=tuple(paper.label(one) for one in found.get("citations", ())[:NOTES]),
        main=found["id"] == main,
        applicable=found["outcome"] != "not_applicable",
        capped=found.get("cap") == found["outcome"],
    )


def _pairs_left_out(count: int) -> str:
    return f"{count:,} more pairs are in the file at the desk." if count > 0 else ""


def _element(found: Mapping[str, Any], names: Mapping[str, str]) -> Element:
    facts = found.get("facts", ())[:FACTS]
    ranks = [_TRUST.index(fact["source"]) if fact["source"] in _TRUST else len(_TRUST) for fact in facts]
    return Element(
        id=paper.label(found["id"]),
        title=paper.label(found["title"]),
        sentence=paper.prose(found.get("sentence", ""), chars=600),
        finding=_finding(found["value"]),
        answers=tuple(_answer(fact) for fact in facts),
        reasons=_passages(found.get("reasons", ()), REASONS),
        citations=tuple(paper.label(one) for one in found.get("citations", ())[:REASONS]),
        settles=_named(found.get("settles", ()), names),
        trust=min(ranks, default=len(_TRUST)),
    )


def _finding(value: str) -> Finding:
    return BY_VALUE.get(value, NOT_KNOWN)


def _answer(fact: Mapping[str, Any]) -> Answer:
    return Answer(
        name=fact["name"],
        label=paper.label(fact.get("label") or fact["name"].replace("_", " ")),
        value=paper.prose(words.fact(fact["name"], _shown(fact.get("value"))), chars=600, lines=24)
        or words.TRUTHS[words.UNKNOWN],
        source=_source(fact),
    )


def _source(fact: Mapping[str, Any]) -> str:
    """Who says so, and where: the question's number, the list's line, the colleague's name."""
    kind, detail = SOURCES.get(fact["source"]) or paper.label(fact["source"]), fact.get("detail")
    if fact["source"] == "index" and fact.get("value") in NO_MATCH:
        kind = "published lists"
    return f"{kind}, {paper.label(detail)}" if detail else kind


def _caution(found: Mapping[str, Any]) -> Caution:
    return Caution(
        sentence=words.sentence(paper.prose(found["sentence"], chars=800)),
        touches=paper.label(found.get("photo") or ""),
    )


def _pair(found: Mapping[str, Any], marks: Mapping[str, str]) -> Pair:
    values = found.get("elements", {}).items()
    return Pair(
        photo=paper.label(found.get("photo") or ""),
        defendant=paper.label(found.get("defendant") or ""),
        outcome=outcome(found["outcome"]),
        elements=paper.label(
            " · ".join(f"{marks.get(name, name)}{_finding(value).sign}" for name, value in values)
        ),
    )


def _setting(found: Mapping[str, Any]) -> Setting:
    checked_on, checked_by = found.get("checked_on"), found.get("checked_by")
    return Setting(
        key=paper.label(found["key"]),
        value=paper.label(words.dated(_shown(found.get("value"))), chars=600),
        citation=paper.label(found.get("citation") or ""),
        checked=paper.label(f"{checked_on}, {checked_by}") if checked_on and checked_by else "",
    )


def _labels(document: Mapping[str, Any]) -> dict[str, str]:
    """Fact names to the words they are printed in, gathered from the document itself."""
    facts = (
        fact
        for theory in document["theories"]
        for element in theory.get("elements", ())
        for fact in element.get("facts", ())
    )
    return {fact["name"]: fact["label"] for fact in facts if fact.get("label")}


def _named(facts: Iterable[str], names: Mapping[str, str]) -> tuple[str, ...]:
    said = (paper.label(names.get(fact) or fact.replace("_", " ")) for fact in facts)
    return tuple(dict.fromkeys(said))[:NOTES]


def _passages(values: Iterable[object], most: int) -> tuple[str, ...]:
    return tuple(words.sentence(paper.prose(value, chars=800, lines=24)) for value in tuple(values)[:most])


def _shown(value: object) -> str:
    match value:
        case None:
            return ""
        case True | False:
            return "yes" if value else "no"
        case list() | tuple():
            return "; ".join(_shown(one) for one in value)
        case Mapping():
            parts = ((str(name).replace("_", " "), _shown(one)) for name, one in value.items())
            return ", ".join(f"{name}: {words.TRUTHS.get(one, one)}" for name, one in parts if one)
    return str(value)
