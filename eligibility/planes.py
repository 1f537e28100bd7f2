"""The rules as one function of columns: every claim of a caseload at once.

The steps are those of lowering.py and judging.py, the very text that one claim is read with; only the few
words of the dialect differ. Work goes block by block, so that what a step leaves is still near when the next
one needs it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from eligibility import compiled, daycount, daytables, homes
from eligibility.judging import APPLIES, judge
from eligibility.law import NOT_APPLICABLE, OUTCOMES, REVIEW, Ruleset, Theory
from eligibility.lowering import truth
from eligibility.occurrences import CONDITIONS, parts_looking_at
from eligibility.program import Program, Term
from eligibility.rows import OPEN, YES, Layout
from eligibility.values import Truth

Array = npt.NDArray[Any]
BLOCK = 1 << 16
_NAMES = re.compile(r"[A-Za-z_]\w*")
_MADE = re.compile(r"^    (\w+) = ", re.MULTILINE)
TRUTH = np.uint8
NOT_LOOKED_AT = OUTCOMES.index(NOT_APPLICABLE)
AS_A_TRUTH = tuple(OPEN if outcome == REVIEW else YES + 1 + place for place, outcome in enumerate(OUTCOMES))
"""An outcome as something that is open or not, for a fact that outcomes themselves may turn on."""


class Columns:
    """How the steps are written for columns."""

    def lesser(self, first: Term, second: Term) -> Term:
        return f"lesser({first}, {second})"

    def greater(self, first: Term, second: Term) -> Term:
        return f"greater({first}, {second})"

    def pick(self, test: Term, yes: Term, no: Term) -> Term:
        return f"pick({test}, {yes}, {no})"

    def readings(self, certain: Term, possible: Term) -> Term:
        return f"ones({certain}) + ones({possible})"

    def certainly(self, comparison: Term) -> Term:
        return f"ones({comparison}) * 2"

    def look_up(self, table: Term, place: Term) -> Term:
        return f"look_up({table}, {place})"


def ones(comparison: Any) -> Any:
    """1 where a comparison holds."""
    return comparison.view(TRUTH) if isinstance(comparison, np.ndarray) else int(comparison)


def lesser(first: Any, second: Any) -> Any:
    """The lesser of two; of a truth and "not known" by comparing, eight times as fast as np.minimum there."""
    if isinstance(first, int) and isinstance(second, int):
        return min(first, second)
    truth, other = (second, first) if isinstance(first, int) else (first, second)
    if isinstance(other, int) and other == 1 and truth.dtype == TRUTH:
        return ones(truth != 0)
    return np.minimum(first, second)


def greater(first: Any, second: Any) -> Any:
    """The greater of two, likewise."""
    if isinstance(first, int) and isinstance(second, int):
        # Of Python's own numbers: one of numpy's would make 64 bits of the columns it meets.
        return max(first, second)
    truth, other = (second, first) if isinstance(first, int) else (first, second)
    if isinstance(other, int) and other == 1 and truth.dtype == TRUTH:
        return truth | ones(truth == 0)
    return np.maximum(first, second)


def pick(test: Any, yes: Any, no: Any) -> Any:
    """`yes` where the test is not 0. By masks: np.where takes twenty times as long on truths."""
    if not isinstance(test, np.ndarray):
        return yes if test else no
    kind = np.result_type(*map(_kind, (yes, no)))
    yes, no = (side if isinstance(side, np.ndarray) else kind.type(side) for side in (yes, no))
    mask = (test != 0).astype(kind)
    np.negative(mask, out=mask)
    mask &= no ^ yes
    mask ^= no
    return mask


def _kind(side: Any) -> np.dtype[Any]:
    """Of an array its own; of a plain number the narrowest of those that columns are kept in."""
    if isinstance(side, np.ndarray):
        own: np.dtype[Any] = side.dtype
        return own
    kinds = (np.dtype(TRUTH), np.dtype(np.int32), np.dtype(np.int64))
    return next(kind for kind in kinds if np.iinfo(kind).min <= side <= np.iinfo(kind).max)


FEW = 4


class Few:
    """A table with few entries unlike the rest: a comparison each is four times as fast as looking up."""

    def __init__(self, table: Array) -> None:
        values, counts = np.unique(table, return_counts=True)
        self.table, self.rest = table, values[counts.argmax()]
        others = np.flatnonzero(table != self.rest)
        self.others = [(int(at), TRUTH((int(table[at]) - int(self.rest)) % 256)) for at in others]

    def take(self, place: Array, *, mode: str) -> Array:
        found: Array | None = None
        for at, more in self.others:
            part = ones(place == at) if more == 1 else ones(place == at) * more
            found = part if found is None else np.add(found, part, out=found)
        if found is None:
            return np.full(len(place), self.rest, dtype=TRUTH)
        return np.add(found, self.rest, out=found) if self.rest else found

    def __getitem__(self, place: int) -> int:
        return int(self.table[place])


def small_table(entries: Any) -> Array | Few:
    table = np.array(entries, dtype=TRUTH)
    few = Few(table)
    return few if len(few.others) <= FEW else table


def look_up(table: Array | Few, place: Any) -> Any:
    return table.take(place, mode="clip") if isinstance(place, np.ndarray) else int(table[place])


@dataclass(frozen=True, slots=True)
class Bulk:
    """Terms of a rule set ready to read over columns: the function, its text, tables and columns."""

    layout: Layout
    run: compiled.Read
    text: str
    tables: tuple[object, ...]
    columns: frozenset[str]
    names: tuple[str, ...] = ()
    """What each term is called, where they are parts of a theory."""


@lru_cache(maxsize=256)
def compile_columns(ruleset: Ruleset, theories: tuple[str, ...]) -> Bulk:
    """Compile the outcomes of some theories over columns, once; what they share is worked out once."""
    program = Program(ruleset, Columns())
    return _bulk(program, tuple(judge(program, ruleset.theories[name]).outcome for name in theories))


@lru_cache(maxsize=64)
def compile_parts(ruleset: Ruleset, theory: str) -> Bulk:
    """Compile the parts that a theory's outcome is made of, in their order, once."""
    program = Program(ruleset, Columns())
    parts = judge(program, ruleset.theories[theory]).parts
    return replace(_bulk(program, tuple(parts.values())), names=tuple(parts))


@lru_cache(maxsize=1024)
def compile_after(ruleset: Ruleset, theory: str, fact: str) -> Bulk:
    """Compile the outcome of a theory after one fact is answered: parts that do not look at it are kept."""
    program, law = Program(ruleset, Columns()), ruleset.theories[theory]
    parts = judge(Program(ruleset, Columns()), law).parts
    kept = parts.keys() - parts_looking_at(ruleset, law, fact)
    return _bulk(program, (judge(program, law, kept).outcome,))


@lru_cache(maxsize=1024)
def compile_probe(ruleset: Ruleset, theory: str, fact: str) -> Bulk:
    """Compile the least of what looks at a fact: what the theory comes to if nothing else is against it."""
    program, law = Program(ruleset, Columns()), ruleset.theories[theory]
    judgement, looking = judge(program, law), parts_looking_at(ruleset, law, fact)
    if CONDITIONS in looking or not _is_plain(law):
        return _bulk(program, (program.looked_up(judgement.outcome, "decided", AS_A_TRUTH),))
    found = program.lesser(*(term for label, term in judgement.elements.items() if label in looking))
    if APPLIES in looking:
        found = program.lesser(judgement.applies, found)
    return _bulk(program, (found,))


def _is_plain(law: Theory) -> bool:
    """Does not known mean a review, yes nothing worse and no something worse, whatever the condition?"""
    review = OUTCOMES.index(REVIEW)
    for meaning in (law.outcomes, *(line.outcomes for line in law.outcomes_when)):
        yes, unknown, no = (OUTCOMES.index(meaning[value]) for value in (Truth.T, Truth.U, Truth.F))
        if not (yes <= unknown == review < no):
            return False
    return True


@lru_cache(maxsize=64)
def compile_results(ruleset: Ruleset) -> Bulk:
    """Compile the conditions of the claimant's result over columns, once."""
    program = Program(ruleset, Columns())
    rules = ruleset.result
    return _bulk(program, tuple(truth(program, rule.when.tree) if rule.when else "2" for rule in rules))


def _bulk(program: Program, wanted: tuple[Term, ...]) -> Bulk:
    plain = compiled.layout_of(program.ruleset)
    kept = tuple(column for column in program.columns if column not in plain.place)
    layout = Layout(plain.facts, plain.given + kept)
    text = spared(compiled.source(program, layout, wanted))
    run = compiled.build(text, _scope(program))
    return Bulk(layout, run, text, tuple(program.tables.items()), compiled.columns_needed(program, wanted))


def fingerprint(ruleset: Ruleset, theory: str) -> tuple[object, ...]:
    """All that a theory's outcome rests on beside the facts: the same, and every claim comes to the same."""
    bulk = compile_columns(ruleset, (theory,))
    entered = (ruleset.defendants, ruleset.tolling, ruleset.events, ruleset.holidays)
    return (bulk.text, bulk.tables, *entered, ruleset.theories[theory].by_defendant)


def spared(text: str) -> str:
    """The same function, letting go of each column after its last use: the next one finds its room warm."""
    lines = text.split("\n")
    last = {name: number for number, line in enumerate(lines[1:], 1) for name in _NAMES.findall(line)}
    made = set(_MADE.findall(text))
    found = []
    for number, line in enumerate(lines):
        found.append(line)
        gone = [name for name in made if last[name] == number]
        if gone and number < len(lines) - 1:
            found.append(f"    del {', '.join(sorted(gone))}")
    return "\n".join(found)


def _scope(program: Program) -> dict[str, object]:
    scope: dict[str, object] = {
        "lesser": lesser,
        "greater": greater,
        "pick": pick,
        "ones": ones,
        "look_up": look_up,
        "lived_on": homes.lived_on,
        "lived_during": homes.lived_during,
        "home_known": homes.home_known,
    }
    for name, (kind, *rest) in program.tables.items():
        match kind:
            case "years_later":
                scope[name] = daytables.years_later(int(str(rest[0])), late=rest[1] == "late")
            case "rolled":
                scope[name] = daytables.rolled(program.ruleset.holidays)
            case "forever":
                scope[name] = daycount.FOREVER
            case _:
                scope[name] = small_table(rest[0])
    return scope


def read(bulk: Bulk, columns: Mapping[str, Any], today: int, *, into: list[Array]) -> None:
    """Read all rows block by block, keeping the better of this and what stands in `into`, a row a theory."""
    needed = [(bulk.layout.place[name], columns[name]) for name in bulk.columns]
    row: list[Any] = [None] * len(bulk.layout.names)
    for first in range(0, len(into[0]), BLOCK):
        last = min(first + BLOCK, len(into[0]))
        for place, column in needed:
            row[place] = _part(column, first, last)
        for best, worth in zip(into, bulk.run(row, today), strict=True):
            np.minimum(best[first:last], worth, out=best[first:last])


def _part(column: Any, first: int, last: int) -> Any:
    if isinstance(column, np.ndarray):
        return column[first:last]
    return column.part(first, last) if isinstance(column, homes.Homes) else column
