"""Which question to ask next: the one whose answer would settle the most open claims of a caseload."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from eligibility import answers, bulk, daycount, entries, homes, planes
from eligibility.caseload import Caseload
from eligibility.facts import Declaration, Kind, Known
from eligibility.judging import kept_as
from eligibility.law import OUTCOMES, REVIEW, Defendant, Ruleset
from eligibility.residence import Home
from eligibility.rows import OPEN, columns, encode
from eligibility.values import Missing, Truth

Array = npt.NDArray[Any]
UNDECIDED = OUTCOMES.index(REVIEW)
DESK = "desk"
"""The question of a fact that only an attorney enters."""
SAMPLE = 2048


@dataclass(frozen=True, slots=True)
class Question:
    """A fact that is open in some undecided claims, and how many of them its answer would settle.

    `settles`: whatever the answer; `may_settle`: with some answer. Of days, those on which a setting turns
    are tried and one a year; answers that leave SAMPLE claims all alike are taken for one.
    """

    fact: str
    open: int
    settles: int
    may_settle: int


def questions(ruleset: Ruleset, caseload: Caseload, theory: str, *, as_of: date) -> list[Question]:
    """Every question that claimants can be asked, the most useful first."""
    undecided = bulk.outcomes(ruleset, caseload, as_of=as_of, theories=[theory])[0] == UNDECIDED
    standing = _with_parts(ruleset, caseload.part(undecided), theory, as_of)
    found = (_question(ruleset, standing, theory, name, as_of) for name in _askable(ruleset, theory))
    return sorted(found, key=lambda question: (-question.settles, -question.may_settle, question.fact))


def how_many_open(ruleset: Ruleset, caseload: Caseload, theory: str, *, as_of: date) -> int:
    """Claims that a theory leaves undecided."""
    return int((bulk.outcomes(ruleset, caseload, as_of=as_of, theories=[theory])[0] == UNDECIDED).sum())


def _askable(ruleset: Ruleset, theory: str) -> Iterator[str]:
    asked = (name for name in ruleset.theories[theory].facts if ruleset.facts[name].question != DESK)
    return (name for name in asked if ruleset.facts[name].kind is not Kind.TEXT)


def _with_parts(ruleset: Ruleset, caseload: Caseload, theory: str, as_of: date) -> Caseload:
    """The caseload with what each part of the theory comes to, defendant by defendant, in further columns.

    An answer leaves the parts that do not look at it as they are, so they need not be read again for it.
    """
    parts, fresh = planes.compile_parts(ruleset, theory), dict[str, Array]()
    for number, defendant in enumerate(_defendants(ruleset, theory)):
        found = np.full((len(parts.names), caseload.rows), 255, dtype=planes.TRUTH)
        columns = entries.entered(ruleset, caseload, defendant)
        planes.read(parts, columns, daycount.number(as_of), into=list(found))
        fresh |= {f"{number} {kept_as(name)}": worth for name, worth in zip(parts.names, found, strict=True)}
    return caseload.with_columns(fresh)


def _defendants(ruleset: Ruleset, theory: str) -> tuple[Defendant, ...]:
    return ruleset.defendants if ruleset.theories[theory].by_defendant else ruleset.defendants[:1]


def _outcomes(ruleset: Ruleset, supposed: Caseload, theory: str, fact: str, as_of: date) -> Array:
    """What a theory comes to once a fact is answered, from the parts kept."""
    after, today = planes.compile_after(ruleset, theory, fact), daycount.number(as_of)
    best = np.full((1, supposed.rows), planes.NOT_LOOKED_AT, dtype=planes.TRUTH)
    for number, defendant in enumerate(_defendants(ruleset, theory)):
        columns = entries.entered(ruleset, supposed, defendant)
        kept = {name for name in after.columns if name not in columns}
        columns |= {name: supposed.columns[f"{number} {name}"] for name in kept}
        found = np.full(supposed.rows, planes.NOT_LOOKED_AT, dtype=planes.TRUTH)
        planes.read(after, columns, today, into=[found])
        bulk.read_by_hand(ruleset, columns, (theory,), today, into=[found])
        np.minimum(best[0], found, out=best[0])
    outcome: Array = bulk.best_of_claims(supposed, best)[0]
    return outcome


def _question(ruleset: Ruleset, standing: Caseload, theory: str, name: str, as_of: date) -> Question:
    """Try the answers to one question on the undecided claims that it is open in."""
    declaration = ruleset.facts[name]
    open_claims = np.zeros(len(standing.keys), dtype=bool)
    open_claims[standing.claim_of[is_open(standing, declaration)]] = True
    part = standing.part(open_claims)
    surely = np.ones(len(part.keys), dtype=bool)
    perhaps = np.zeros(len(part.keys), dtype=bool)
    for known in _unlike(ruleset, theory, part, declaration, as_of):
        supposed = answered(part, declaration, known)
        settled = _outcomes(ruleset, supposed, theory, name, as_of) != UNDECIDED
        surely &= settled
        perhaps |= settled
    return Question(name, len(part.keys), int((surely & perhaps).sum()), int(perhaps.sum()))


def is_open(caseload: Caseload, declaration: Declaration) -> Array:
    """The rows in which a fact is missing, inexact, or open until proof is seen."""
    name, kept = declaration.name, caseload.columns
    match declaration.kind:
        case Kind.TRUTH:
            found: Array = kept[name] == OPEN
            return found
        case Kind.DAY | Kind.NUMBER:
            found = (kept[f"{name}.is"] == OPEN) | (kept[f"{name}.lo"] < kept[f"{name}.hi"])
            return found
        case Kind.PLACES:
            return caseload.homes[name].open_rows()
    codes = [0, *(declaration.values.index(word) + 1 for word in declaration.open)]
    return np.isin(kept[name], codes)


def _unlike(
    ruleset: Ruleset, theory: str, part: Caseload, declaration: Declaration, as_of: date
) -> list[Known]:
    """Answers to try: of those that leave a sample of the claims alike, one."""
    unsaid = Known(Truth.U if declaration.kind is Kind.TRUTH else Missing.UNKNOWN)
    sample = part.part(np.arange(len(part.keys)) % max(1, len(part.keys) // SAMPLE) == 0)
    unlike: dict[bytes, Known] = {}
    for known in answers.to(ruleset, declaration.name, unsaid, as_of=as_of):
        supposed = answered(sample, declaration, known)
        left = _outcomes(ruleset, supposed, theory, declaration.name, as_of)
        unlike.setdefault(left.tobytes(), known)
    return list(unlike.values())


def answered(part: Caseload, declaration: Declaration, known: Known) -> Caseload:
    """A caseload in which one fact has an answer wherever it was open; an inexact day keeps its ends."""
    if declaration.kind is Kind.PLACES:
        value = known.value
        home = Home(value) if isinstance(value, tuple) else None
        return part.with_homes(declaration.name, homes.Homes.alike(home, part.rows))
    is_open_here = is_open(part, declaration)
    fresh: dict[str, Array] = {}
    worth: Any
    for name, worth in zip(columns(declaration), encode(declaration, known), strict=True):
        if name in part.columns:
            column = part.columns[name]
            if name.endswith((".lo", ".hi")):
                ends = (part.columns[f"{declaration.name}.{end}"] for end in ("lo", "hi"))
                worth = np.clip(worth, *ends)
            fresh[name] = np.where(is_open_here, worth, column).astype(column.dtype)
    return part.with_columns(fresh)
