"""What attorneys enter for the case, worked into columns: casework.py for all rows at once."""

from typing import Any

import numpy as np
import numpy.typing as npt

from eligibility import casework, daycount
from eligibility.caseload import Caseload, trait
from eligibility.law import Cover, Defendant, Event, Ruleset, Tolling
from eligibility.reading import given_columns
from eligibility.rows import YES, word_code

Array = npt.NDArray[Any]
ENDS = (".lo", ".hi", ".is")


def entered(ruleset: Ruleset, caseload: Caseload, defendant: Defendant) -> dict[str, Any]:
    """The columns with what was entered for one defendant; what a claim states of itself holds."""
    columns: dict[str, Any] = {**caseload.columns, **caseload.homes, **given_columns(defendant)}
    if "defendant" in caseload.facts and "defendant" in ruleset.facts:
        kind = word_code(ruleset.facts["defendant"].values, defendant.kind)
        columns |= _unless_stated(caseload, "defendant", {"": kind})
    events = [event for event in ruleset.events if event.defendant == defendant.name]
    if events and "recent_event" in caseload.facts:
        columns |= _unless_stated(
            caseload, "recent_event", dict(zip(ENDS, _latest(caseload, events), strict=True))
        )
    if ruleset.tolling and "tolling_days" in caseload.facts:
        days = _tolled(caseload, ruleset.tolling)
        columns |= _unless_stated(caseload, "tolling_days", {".lo": days, ".hi": days, ".is": YES})
    return columns


def _unless_stated(caseload: Caseload, fact: str, otherwise: dict[str, Any]) -> dict[str, Any]:
    """The columns of a fact, by how their names end, where a claim states none of its own."""
    own = caseload.columns[f"stated.{fact}"]
    if not own.any():
        return {fact + end: column for end, column in otherwise.items()}
    kept = {end: caseload.columns[fact + end] for end in otherwise}
    return {
        fact + end: np.where(own, kept[end], column).astype(kept[end].dtype)
        for end, column in otherwise.items()
    }


def _covered(caseload: Caseload, cover: Cover) -> Array:
    """Which rows an entry covers."""
    if cover.everything:
        return np.ones(caseload.rows, dtype=bool)
    found = np.zeros(caseload.rows, dtype=bool)
    for name, texts in cover.named.items():
        if name == "photo_id":
            ids = np.array([int(text) for text in texts if text.isdigit()], dtype=np.int64)
            known = caseload.columns["photo_id.is"] == YES
            found |= known & np.isin(caseload.columns["photo_id.lo"], ids)
        else:
            codes = np.array([trait(name, text) for text in texts], dtype=np.uint64)
            found |= np.isin(caseload.columns[f"trait.{name}"], codes)
    return found


def _latest(caseload: Caseload, events: list[Event]) -> tuple[Array, Array, Array]:
    """casework.latest_event for every row. A claim that names its own kind of defendant has none of the
    case's.
    """
    lo, hi = (np.full(caseload.rows, daycount.NEVER, dtype=np.int32) for _ in range(2))
    for event in events:
        here = _covered(caseload, event.covers) & ~caseload.columns["stated.defendant"]
        np.maximum(lo, daycount.number(event.on.lo), out=lo, where=here)
        np.maximum(hi, daycount.number(event.on.hi), out=hi, where=here)
    return lo, hi, (hi > daycount.NEVER).astype(np.uint8) * YES


def _tolled(caseload: Caseload, entries: tuple[Tolling, ...]) -> Array:
    """casework.tolled_days for every row: one sum for each different set of entries that cover a row."""
    covered = np.array([_covered(caseload, entry.covers) for entry in entries])
    sets, which = np.unique(covered, axis=1, return_inverse=True)
    days = [
        casework.days_of(entry for entry, here in zip(entries, chosen, strict=True) if here)
        for chosen in sets.T
    ]
    return np.array(days, dtype=np.int64)[which.reshape(-1)]
