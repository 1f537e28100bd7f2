"""What another rule set would make of a caseload: how many move from which outcome to which, who, and why."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from eligibility import bulk, compiled, daycount, planes
from eligibility.caseload import Caseload
from eligibility.compiled import Compiled
from eligibility.law import OUTCOMES, Ruleset
from eligibility.rows import TRUTHS

Array = npt.NDArray[Any]
KINDS = len(OUTCOMES)
RESULT = "result"
"""What stands for the claimant's result among the theories."""
TOGETHER = 256
"""Claims that moved, read in columns of their own: each asks for all rows of the columns it is read from."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Outcomes before and after, theory by theory; a theory that reads alike in both is not read again.

    `before` and `after` give places in law.OUTCOMES, a claim each; a theory one rule set has not got counts
    as not applicable there. RESULT stands for the claimant's result.
    """

    keys: tuple[str, ...]
    before: Mapping[str, Array]
    after: Mapping[str, Array]

    def counts(self, theory: str) -> dict[tuple[str, str], int]:
        """How many claims go from which outcome to which."""
        pairs = self.before[theory].astype(np.int64) * KINDS + self.after[theory]
        counted = np.bincount(pairs, minlength=KINDS * KINDS)
        return {
            (OUTCOMES[pair // KINDS], OUTCOMES[pair % KINDS]): int(counted[pair])
            for pair in np.flatnonzero(counted)
        }

    def moved(self, theory: str) -> Array:
        """The numbers of the claims whose outcome differs."""
        return np.flatnonzero(self.before[theory] != self.after[theory])

    def part(self, claims: Array) -> "Comparison":
        """Only some claims."""
        return Comparison(
            keys=tuple(self.keys[number] for number in np.flatnonzero(claims)),
            before={name: found[claims] for name, found in self.before.items()},
            after={name: found[claims] for name, found in self.after.items()},
        )

    @property
    def how_many_moved(self) -> int:
        """Claims that differ in any theory."""
        differ = [self.before[name] != self.after[name] for name in self.before]
        return int(np.logical_or.reduce(differ).sum())


def compare(
    before: Ruleset, after: Ruleset, caseload: Caseload, *, as_of: date, apart: Caseload | None = None
) -> Comparison:
    """Read a caseload under two rule sets on one day.

    `apart`: the same claims in the same order as `after` reads them, where it declares a fact differently.
    """
    standing = outcomes_of(before, caseload, as_of=as_of)
    other = caseload if apart is None else apart
    changed = [name for name in after.theories if apart or not reads_alike(before, after, name)]
    fresh = (
        dict(zip(changed, bulk.outcomes(after, other, as_of=as_of, theories=changed), strict=True))
        if changed
        else {}
    )
    found = {name: fresh[name] if name in fresh else standing[name] for name in after.theories}
    nothing = np.full(len(caseload.keys), planes.NOT_LOOKED_AT, dtype=planes.TRUTH)
    names = (*after.theories, *(name for name in before.theories if name not in after.theories))
    return Comparison(
        keys=tuple(caseload.keys),
        before={n: standing.get(n, nothing) for n in names}
        | {RESULT: result_of(before, caseload, standing, as_of)},
        after={n: found.get(n, nothing) for n in names} | {RESULT: result_of(after, other, found, as_of)},
    )


def outcomes_of(ruleset: Ruleset, caseload: Caseload, *, as_of: date) -> dict[str, Array]:
    return dict(zip(ruleset.theories, bulk.outcomes(ruleset, caseload, as_of=as_of), strict=True))


def reads_alike(before: Ruleset, after: Ruleset, theory: str) -> bool:
    """Would a theory come to the same in both for every claim there can be? Judged by the steps it is read
    with.
    """
    if theory not in before.theories or theory not in after.theories:
        return False
    return planes.fingerprint(before, theory) == planes.fingerprint(after, theory)


def result_of(ruleset: Ruleset, caseload: Caseload, found: Mapping[str, Array], as_of: date) -> Array:
    """The claimant's result: the best of the theories that the first condition to hold names."""
    conditions = bulk.result_conditions(ruleset, caseload, as_of=as_of)
    best = np.full(len(caseload.keys), planes.NOT_LOOKED_AT, dtype=planes.TRUTH)
    for rule, holds in reversed(list(zip(ruleset.result, conditions, strict=True))):
        named = np.minimum.reduce([found[name] for name in rule.best_of])
        best = np.where(holds != 0, named, best)
    return best


@dataclass(frozen=True, slots=True)
class Move:
    """A claim that moved, and the elements whose values differ: label to value before and after."""

    key: str
    before: str
    after: str
    elements: Mapping[str, tuple[str, str]]


def moves(
    comparison: Comparison,
    rulesets: tuple[Ruleset, Ruleset],
    caseload: Caseload,
    theory: str,
    *,
    as_of: date,
    apart: Caseload | None = None,
) -> Iterator[Move]:
    """Who moved in a theory and which of its elements moved them, read a few at a time as asked for."""
    others = (caseload, caseload if apart is None else apart)
    numbers = comparison.moved(theory)
    for first in range(0, len(numbers), TOGETHER):
        chosen = np.zeros(len(comparison.keys), dtype=bool)
        chosen[numbers[first : first + TOGETHER]] = True
        parts = tuple(other.part(chosen) for other in others)
        yield from _moves(comparison.part(chosen), rulesets, parts, theory, as_of)


def _moves(
    comparison: Comparison,
    rulesets: tuple[Ruleset, Ruleset],
    caseloads: tuple[Caseload, ...],
    theory: str,
    as_of: date,
) -> Iterator[Move]:
    for number in range(len(comparison.keys)):
        elements = [
            _elements(ruleset, caseload, theory, number, as_of)
            for ruleset, caseload in zip(rulesets, caseloads, strict=True)
        ]
        labels = dict.fromkeys(label for found in elements for label in found)
        yield Move(
            key=comparison.keys[number],
            before=OUTCOMES[comparison.before[theory][number]],
            after=OUTCOMES[comparison.after[theory][number]],
            elements={
                label: (elements[0].get(label, ""), elements[1].get(label, ""))
                for label in labels
                if elements[0].get(label) != elements[1].get(label)
            },
        )


def _elements(ruleset: Ruleset, caseload: Caseload, theory: str, number: int, as_of: date) -> dict[str, str]:
    """The elements of the best pair of a claim."""
    if theory not in ruleset.theories:
        return {}
    rules, today = compiled.compile_rules(ruleset), daycount.number(as_of)
    traces = [rules.trace(row, today) for row in bulk.rows_of_claim(ruleset, caseload, number)]
    judgement = rules.judgements[theory]
    best = min(traces, key=lambda traced: _rank(rules, traced, theory))
    found = {"applies": judgement.applies, **judgement.elements}
    return {label: TRUTHS[rules.worth(best, term)].value for label, term in found.items()}


def _rank(rules: Compiled, traced: tuple[int, ...], theory: str) -> tuple[int, int, int]:
    judgement = rules.judgements[theory]
    values = [rules.worth(traced, term) for term in judgement.elements.values()]
    return rules.worth(traced, judgement.outcome), values.count(0), values.count(1)
