"""What a person who goes through many files wants to see of each at a glance; the words of its filters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

# The strongest or most pressing first: a file of several claims shows the first that any of them has.
ILLINOIS = {
    "strong": "Two or more links to Illinois",
    "one": "One link to Illinois",
    "unknown": "Not known",
    "none": "No link to Illinois",
}
MINOR = {
    "now": "A minor today, or may be",
    "then": "A minor when faces were collected",
    "unknown": "Not known for then",
    "no": "An adult then and now",
}
PROOF = {
    "verified": "Found in a list, or seen by staff",
    "file": "A file was sent",
    "link": "Photo or account number",
    "said": "Statement only",
}
DATASET = {
    "exact": "Exact match",
    "claimed": "Claimant says this photo is in one",
    "account": "Account only",
    "none": "Searched, not found",
    "not_checked": "Not searched",
    "unknown": "Not known",
}


@dataclass(frozen=True, slots=True)
class Glance:
    """One claim, or the strongest of a file's claims; each value is a key of the table of its name.

    `changes_on`: the day on which time alone changes `minor`, None for never.
    """

    illinois: str
    minor: str
    proof: str
    dataset: str
    changes_on: date | None = None


def together(glances: tuple[Glance, ...]) -> Glance | None:
    """The strongest of each; None for no claims."""
    if not glances:
        return None
    days = [one.changes_on for one in glances if one.changes_on]
    return Glance(
        illinois=_first(ILLINOIS, {one.illinois for one in glances}),
        minor=_first(MINOR, {one.minor for one in glances}),
        proof=_first(PROOF, {one.proof for one in glances}),
        dataset=_first(DATASET, {one.dataset for one in glances}),
        changes_on=min(days, default=None),
    )


def _first(table: dict[str, str], held: set[str]) -> str:
    return next(value for value in table if value in held)
