"""The columns a determination is kept in, and those columns read back in the shape of its document."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from casefile.models import Determination
from eligibility import explain, trace
from eligibility.facts import ClaimFacts
from eligibility.law import Element, Ruleset, Theory
from eligibility.reading import NO_PHOTO
from packets import cover, reading

NOT_KEPT = "The reason of then is not kept."


def canonical(document: Any) -> bytes:
    """Return the one spelling of a JSON document that is hashed."""
    return json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def keep(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns of a row that keeps a determination's document: all that a list shows, and proof."""
    due = pressing(document)
    deadline = (due and due["deadline"]) or {}
    return {
        "engine": document["engine"],
        "trace": trace.encode_document(document),
        "brief": brief(document),
        "sha256": hashlib.sha256(canonical(document)).hexdigest(),
        "result": document["result"],
        "main_theory": document["main_theory"] or "",
        "safe_deadline": _day(deadline.get("safe")),
        "rolled_deadline": _day(deadline.get("rolled")),
        "deadlines": deadlines(document),
        "next_change_on": _day(document["next_change_on"]),
    }


def pressing(document: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Return the theory whose deadline a list shows: the open one that ends next, else the main one."""
    main = next((theory for theory in document["theories"] if theory["id"] == document["main_theory"]), None)
    open_ones = [theory for theory in document["theories"] if theory["outcome"] not in reading.CLOSED]
    dated = {theory["id"]: day for theory in open_ones if (day := _ends_next(theory, document["as_of"]))}
    return min((t for t in open_ones if t["id"] in dated), key=lambda t: dated[t["id"]], default=main)


def deadlines(document: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """Return title and days of each open theory, or of the main one where none is open, by its name."""
    open_ones = [theory for theory in document["theories"] if theory["outcome"] not in reading.CLOSED]
    shown = open_ones or [
        theory for theory in document["theories"] if theory["id"] == document["main_theory"]
    ]
    return {theory["id"]: _dated(theory) for theory in shown}


def _dated(theory: Mapping[str, Any]) -> dict[str, str]:
    days = theory["deadline"] or {}
    return {"title": theory["title"], "safe": days.get("safe", ""), "rolled": days.get("rolled", "")}


def _ends_next(theory: Mapping[str, Any], as_of: str) -> str:
    """Return the next of a theory's two dates that is not past, nothing where there is none."""
    days = [theory["deadline"][name] for name in ("safe", "rolled")] if theory["deadline"] else []
    return next((day for day in days if day >= as_of), "")


def brief(document: Mapping[str, Any]) -> dict[str, str]:
    """Return what a list says beside the result: main theory, strongest point, whose deadline it shows."""
    found, due = reading.read(document), pressing(document)
    summary = cover.summarise(found)
    favourable = document["result"] in ("likely_eligible", "flag")
    return {
        "theory": summary.theory if found.main else "",
        "reason": summary.line(favourable=favourable),
        "due": due["id"] if due else "",
        "due_title": due["title"] if due else "",
    }


def as_document(
    row: Determination, rules: Ruleset | None = None, values: trace.Values | None = None
) -> dict[str, Any]:
    """Return a row in the shape of a document, without its words; without `values`, only result and days."""
    theories, settings = [], []
    if rules and values:
        settings = [asdict(explain.setting(setting)) for setting in rules.settings]
        theories = [_theory(row, rules, law, values[name]) for name, law in rules.theories.items()]
    return {
        "engine": row.engine,
        "ruleset": row.ruleset.digest,
        "ruleset_version": row.ruleset.version,
        "as_of": row.as_of.isoformat(),
        "result": row.result,
        "main_theory": row.main_theory,
        "next_change_on": row.next_change_on.isoformat() if row.next_change_on else None,
        "theories": theories,
        "remarks": [],
        "settings": settings,
    }


def _theory(row: Determination, rules: Ruleset, law: Theory, values: trace.TheoryValues) -> dict[str, Any]:
    """What was found then, beside the rule set's own words; none of what was said of the answers."""
    photo, defendant = _best(row, rules, law, values.best)
    return {
        "id": law.name,
        "title": law.title,
        "citations": list(law.citations),
        "outcome": values.outcome,
        "applies": values.applies.value,
        "applies_reasons": [],
        "photo": photo,
        "defendant": defendant,
        "elements": [_element(label, law.requires[label], value) for label, value in values.elements.items()],
        "deadline": _deadline(row) if law.name == _due(row) else None,
        "contradictions": [],
        "holds": [],
        "settles": [],
        "settled_by": None,
        "cap": law.cap or None,
        "notes": [],
        "pairs": [],
    }


def _element(label: str, law: Element, value: str) -> dict[str, Any]:
    return {
        "id": label,
        "title": law.title,
        "sentence": law.sentence,
        "value": str(value),
        "reasons": [NOT_KEPT],
        "citations": list(law.citations),
        "facts": [],
        "settles": [],
    }


def _due(row: Determination) -> str:
    """Return the theory whose deadline the row keeps; rows of before this was kept have the main one's."""
    due: str = (row.brief or {}).get("due", row.main_theory)
    return due


def _deadline(row: Determination) -> dict[str, str] | None:
    if row.safe_deadline is None or row.rolled_deadline is None:
        return None
    safe, rolled = row.safe_deadline.isoformat(), row.rolled_deadline.isoformat()
    return {"safe": safe, "rolled": rolled, "words": ""}


def _best(row: Determination, rules: Ruleset, law: Theory, place: int | None) -> trace.PairName:
    """The names of the best pair, from the facts and rules of then; empty where they do not say."""
    known = ClaimFacts.from_json(row.revision.facts)
    photos = [photo.label for photo in known.photos] or [NO_PHOTO.label]
    named = any("defendant" in facts for facts in (known.person, *(photo.facts for photo in known.photos)))
    if place is None or (named and law.by_defendant):
        return "", None
    if not law.by_photo:
        photos = [""]
    defendants = [defendant.name for defendant in rules.defendants] if law.by_defendant else [None]
    pairs = trace.in_order((photo, defendant) for photo in photos for defendant in defendants)
    return pairs[place] if place < len(pairs) else ("", None)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
