"""Looks for a claim that tells a changed rule set from the shipped one, in any value or word of its findings.

python -m tests.eligibility.apart PART-OF-A-NAME [DRAWS] prints, for each mutant of such a name, the smallest
claim found and what differs: the beginning of a new worked case.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from random import Random

from eligibility import explain, ruleset
from eligibility.conclusions import candidates, remarks
from eligibility.findings import find_all, next_change
from eligibility.law import Defendant, Ruleset
from eligibility.reading import Reading
from eligibility.values import DateSpan, Truth, show
from matters.flickr_megaface import facts
from tests.eligibility import checking, noticing, strategies
from tests.eligibility.mutations import Mutant
from tests.eligibility.reaching import reached
from tests.eligibility.worked import WHOLE, Worked

COLLECTED = ("", "2024-03-30", "2024-03-31", "2024", "2025-06-30", "2025-07-01", "2024-05-10")
KINDS = ("private", "private", "private_univ", "state_agency", "unknown")
Sued = tuple[Defendant, ...] | None


@dataclass(frozen=True, slots=True)
class Drawn:
    """A random claim, and against whom it is."""

    given: strategies.Facts
    sued: Sued

    def case(self) -> Worked:
        case = facts.from_text(strategies.show(self.given))
        return Worked(case.claim, case.as_of, self.sued, ())

    def __str__(self) -> str:
        each = (f"{d.kind}:{','.join(map(show, d.collected))}:{d.illinois_conduct}" for d in self.sued or ())
        against = " ".join(each)
        return f"{strategies.show(self.given)} against {against or 'those of the rules'}"


def draws(chance: Random, count: int) -> Iterator[Drawn]:
    """Claims, some of them against defendants with recorded collections."""
    against = [None, *(tuple(_defendant(chance, number) for number in range(1, 3)) for _ in range(8))]
    for _ in range(count):
        given = strategies.facts(chance)
        sued = chance.choice(against)
        if sued:
            given.pop("defendant", None)
        yield Drawn(given, sued)


def _defendant(chance: Random, number: int) -> Defendant:
    day = chance.choice(COLLECTED)
    collected = (DateSpan.parse(day),) if day else ()
    return Defendant(f"Defendant {number}", chance.choice(KINDS), collected, chance.choice(tuple(Truth)))


def told_apart(mutant: Mutant, drawn: Drawn) -> str:
    """The smallest claim like this one of which the mutant says something else, and what; empty if none."""
    shipped, only = facts.shipped(), reached(facts.shipped(), mutant.place.path)
    changed = _changed(mutant)

    def difference(given: strategies.Facts) -> str:
        case = replace(drawn, given=given).case()
        return _difference(_found(shipped, case, only), _found(changed, case, only))

    if not difference(drawn.given):
        return ""
    smallest = strategies.smallest(drawn.given, lambda given: bool(difference(given)))
    return f"{replace(drawn, given=smallest)}: {difference(smallest)}"


@lru_cache(maxsize=1)
def _changed(mutant: Mutant) -> Ruleset:
    return ruleset.read_document(mutant.of(checking.document()))


@lru_cache(maxsize=40)
def _against(law: Ruleset, sued: Sued) -> Ruleset:
    return replace(law, defendants=sued) if sued else law


def _found(law: Ruleset, case: Worked, only: frozenset[str]) -> dict[str, str]:
    """Everything said of some theories, by name, with the result where it is among them."""
    law = _against(law, case.sued)
    readings = [Reading.of(law, pair, case.as_of) for pair in noticing.read(law, replace(case, sued=None))]
    findings = {name: find_all(theory, readings) for name, theory in law.theories.items()}
    shown = {name: explain.theory(findings[name]) for name in law.theories if name in only}
    found = {
        f"{name}.{part.name}": str(getattr(theory, part.name))
        for name, theory in shown.items()
        for part in fields(theory)
    }
    if WHOLE in only:
        main = min(candidates(readings[0]), key=lambda name: findings[name][0].rank)
        found |= {
            "main": main,
            "next": str(next_change(readings)),
            "remarks": str(list(remarks(readings[0]))),
        }
    return found


def _difference(shipped: dict[str, str], changed: dict[str, str]) -> str:
    parts = (name for name in shipped if shipped[name] != changed.get(name))
    return next((f"{name}: {shipped[name]} | {changed.get(name)}" for name in parts), "")


def main(part: str, count: int) -> Iterator[str]:
    for mutant in checking.everything():
        if part in mutant.name:
            tried = (told_apart(mutant, drawn) for drawn in draws(Random(1), count))  # one seed: repeatable
            yield f"{mutant.name}\n    {next(filter(None, tried), 'nothing found')}"


if __name__ == "__main__":
    for line in main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 200):
        sys.stdout.write(f"{line}\n")
