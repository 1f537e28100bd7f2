"""Worked cases: one claim on one day, and everything that the tables expect of it.

A case's reason states values in brackets, `[E1=T under13=F deadline=2030-03-15]`; noticing.py says what may
be stated. Another photo follows after " // ", its facts replacing those of the first. Four things are
known to mutation_cases.csv alone, beside the facts: `said=licence_2014` makes a fact the claimant's word
only, `shown=licence_2014` one that staff have seen; `sued=private::F,state_agency:2024-05-01` names the
defendants of the case, each its kind, the day of a recorded collection and its conduct in Illinois (T, U, F);
`raw=uploaded:1849-12-31` states what the reading of facts may refuse, expected as `refused`.
"""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from eligibility.facts import ClaimFacts, Fact, PhotoFacts, Source
from eligibility.law import Defendant, Ruleset
from eligibility.values import DateSpan, Truth
from matters.flickr_megaface import facts

ADDED = Path(__file__).with_name("mutation_cases.csv")
TABLES = (facts.CASES, facts.MORE_CASES, ADDED)
WHOLE = "RESULT"
_BRACKET = re.compile(r"\[([^\]]*)\]")
_SOURCE = re.compile(r"\b(said|shown)=(\w+)")
_SOURCES = {"said": "claimed", "shown": "staff"}
_SUED = re.compile(r"\bsued=([^;]*)")
_RAW = re.compile(r"\braw=(\w+):([^;]*)")
_STATED = re.compile(r"(\w+)=([^\s;]+)")


@dataclass(frozen=True, slots=True)
class Row:
    """What one row of a table expects of one theory, or of the whole claim."""

    table: str
    case: str
    theory: str
    outcome: str
    stated: Mapping[str, str]

    def __str__(self) -> str:
        return f"{self.table} {self.case} {self.theory}"


@dataclass(frozen=True, slots=True, eq=False)
class Worked:
    """One claim on one day, whom it is against (None = as the rule set says), and what is expected of it."""

    claim: ClaimFacts
    as_of: date
    sued: tuple[Defendant, ...] | None
    rows: tuple[Row, ...]


def worked(law: Ruleset) -> tuple[Worked, ...]:
    """Every worked case of the tables, those of one claim and day together."""
    gathered: dict[str, list[Row]] = {}
    for table in TABLES:
        with table.open(encoding="utf-8-sig", newline="") as lines:
            for row in csv.DictReader(lines, strict=True):
                gathered.setdefault(row["facts"], []).append(_row(law, table, row))
    return tuple(_worked(text, tuple(rows)) for text, rows in gathered.items())


def _worked(text: str, rows: tuple[Row, ...]) -> Worked:
    first, *others = text.split(" // ")
    sources = {name: Source(_SOURCES[said]) for said, name in _SOURCE.findall(first)}
    raw = {name: Fact(value, Source("claimed")) for name, value in _RAW.findall(first)}
    sued = _SUED.search(first)
    for pattern in (_SOURCE, _SUED, _RAW):
        first = pattern.sub("", first)
    case = facts.from_text(first)
    given = case.claim.photos[0].facts
    own = {
        name: Fact(given[name].value if name in given else "unknown", source)
        for name, source in sources.items()
    }
    photos = [PhotoFacts("Photo 1", {**given, **own, **raw})]
    for place, other in enumerate(others, start=2):
        changed = facts.from_text(other).claim.photos[0].facts
        photos.append(PhotoFacts(f"Photo {place}", {**photos[0].facts, **changed}))
    claim = replace(case.claim, photos=tuple(photos))
    return Worked(claim, case.as_of, _defendants(sued[1]) if sued else None, rows)


def _defendants(text: str) -> tuple[Defendant, ...]:
    found = []
    for place, each in enumerate(text.split(","), start=1):
        kind, collected, conduct = (*each.split(":"), "", "")[:3]
        days = (DateSpan.parse(collected),) if collected else ()
        found.append(Defendant(f"Defendant {place}", kind, days, Truth(conduct or "U")))
    return tuple(found)


def _row(law: Ruleset, table: Path, row: dict[str, str]) -> Row:
    inside = " ; ".join(_BRACKET.findall(row["reason"]))
    stated = dict(_STATED.findall(inside))
    theory = law.theories.get(row["theory"])
    if table != ADDED and theory:
        # The matter's own tables remark on more than values, such as registration=none.
        stated = {name: value for name, value in stated.items() if name in {*theory.requires, "deadline"}}
    for place, note in enumerate(theory.notes if theory else (), start=1):
        if note.says.yes in (part.strip() for part in inside.split(";")):
            stated[f"note{place}"] = "T"
    if not theory and row["theory"] != WHOLE:
        raise ValueError(f"{table.name} {row['case_id']}: no theory {row['theory']!r}")
    return Row(table.name, row["case_id"], row["theory"], row["expected"], stated)
