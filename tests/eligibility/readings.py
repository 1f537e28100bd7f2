"""Every reading of the rules over the same claims: which of them say what, and where two of them differ."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from eligibility import bulk, casework
from eligibility.caseload import Caseload
from eligibility.facts import ClaimFacts
from eligibility.findings import Finding
from eligibility.law import OUTCOMES, Defendant, Ruleset
from eligibility.reading import Pair, Reading, pairs_of
from eligibility.values import Truth, Value
from tests.eligibility.interpreter import Interpreter
from tests.eligibility.sql import Answer, Database
from tests.eligibility.sql_tables import Row

Answers = dict[str, Answer]


@dataclass(frozen=True, slots=True)
class Case:
    """One pair of a claim on one day."""

    claim: int
    pair: Pair
    first_of_photo: bool
    as_of: date

    @property
    def facts(self) -> Mapping[str, Value]:
        return {name: known.value for name, known in self.pair.known.items()}

    @property
    def proven(self) -> frozenset[str]:
        return frozenset(name for name, known in self.pair.known.items() if known.is_proven)

    @property
    def given(self) -> Mapping[str, Value]:
        return given(self.pair.defendant)


def given(defendant: Defendant) -> dict[str, Value]:
    return {"illinois_conduct": defendant.illinois_conduct, "collected": casework.latest(defendant.collected)}


def cases_of(ruleset: Ruleset, claims: Sequence[tuple[ClaimFacts, date]]) -> list[Case]:
    found = []
    for number, (claim, as_of) in enumerate(claims):
        photos: set[int] = set()
        for pair in pairs_of(ruleset, claim):
            found.append(Case(number, pair, id(pair.photo) not in photos, as_of))
            photos.add(id(pair.photo))
    return found


def findings_of(ruleset: Ruleset, case: Case) -> dict[str, Finding]:
    reading = Reading.of(ruleset, case.pair, case.as_of)
    return {name: Finding(theory, reading) for name, theory in ruleset.theories.items()}


def compiled(ruleset: Ruleset, case: Case) -> Answers:
    """By the elements alone, before any open fact is tried out: what every reading must say."""
    return {
        name: Answer(one.applies, OUTCOMES[one.place_by_elements], one.elements)
        for name, one in findings_of(ruleset, case).items()
    }


def tried_out(ruleset: Ruleset, case: Case) -> dict[str, str]:
    """The outcomes once open facts that count in more than one place are tried out (regions.py)."""
    return {name: one.outcome for name, one in findings_of(ruleset, case).items()}


def interpreted(ruleset: Ruleset, case: Case) -> Answers:
    plain = Interpreter(ruleset, case.facts, case.proven, case.as_of, case.given)
    return {
        name: Answer(
            plain.truth(theory.applies.expression.tree), plain.outcome(theory), plain.elements(theory)
        )
        for name, theory in ruleset.theories.items()
    }


def in_sql(database: Database, ruleset: Ruleset, cases: Sequence[Case]) -> list[Answers]:
    return database.answers(ruleset, [Row(case.facts, case.proven, case.as_of, case.given) for case in cases])


Best = dict[tuple[int, str], str]
"""The outcome of a theory for a claim, by the claim's number and the theory's name."""


def over_columns(ruleset: Ruleset, claims: Sequence[tuple[ClaimFacts, date]]) -> Best:
    """The numpy reading, day by day; it says outcomes only."""
    found: Best = {}
    for as_of in sorted({day for _, day in claims}):
        here = [(number, claim) for number, (claim, day) in enumerate(claims) if day == as_of]
        caseload = Caseload.of(ruleset, [(str(number), claim) for number, claim in here])
        outcomes = bulk.outcomes(ruleset, caseload, as_of=as_of)
        for theory, row in zip(ruleset.theories, outcomes.tolist(), strict=True):
            found |= {(number, theory): OUTCOMES[worth] for (number, _), worth in zip(here, row, strict=True)}
    return found


def best_of_pairs(ruleset: Ruleset, cases: Sequence[Case], outcomes: Sequence[Mapping[str, str]]) -> Best:
    """C0: "The outcome is the best over the pairs of photo and defendant"."""
    found: dict[tuple[int, str], list[str]] = {}
    for case, outcome in zip(cases, outcomes, strict=True):
        for name, theory in ruleset.theories.items():
            if theory.by_defendant or case.first_of_photo:
                found.setdefault((case.claim, name), []).append(outcome[name])
    return {key: min(several, key=OUTCOMES.index) for key, several in found.items()}


def differences(
    cases: Sequence[Case], first: Sequence[Answers], second: Sequence[Answers], names: str
) -> list[str]:
    """What two readings say differently of pairs, in words."""
    found = []
    for case, one, other in zip(cases, first, second, strict=True):
        for theory, answer in one.items():
            found += [
                f"claim {case.claim}, {case.pair.defendant.name}, {case.as_of},"
                f" {theory}.{what} ({names}): {a} / {b}"
                for what, a, b in _both(answer, other[theory])
                if a != b
            ]
    return found


def _both(one: Answer, other: Answer) -> list[tuple[str, Truth | str, Truth | str]]:
    elements = [(label, value, other.elements[label]) for label, value in one.elements.items()]
    return [("applies", one.applies, other.applies), *elements, ("outcome", one.outcome, other.outcome)]


def disagreements(
    ruleset: Ruleset, claims: Sequence[tuple[ClaimFacts, date]], *, database: Database | None, interpret: bool
) -> list[str]:
    """Everything that some reading says otherwise than the one-claim compiled one."""
    cases = cases_of(ruleset, claims)
    answers = [compiled(ruleset, case) for case in cases]
    found = []
    if interpret:
        plain = [interpreted(ruleset, case) for case in cases]
        found += differences(cases, answers, plain, "compiled / interpreted")
    if database:
        asked = in_sql(database, ruleset, cases)
        found += differences(cases, answers, asked, f"compiled / {database.dialect.name}")
    best, columns = (
        best_of_pairs(ruleset, cases, [tried_out(ruleset, case) for case in cases]),
        over_columns(ruleset, claims),
    )
    found += [
        f"claim {number}, {claims[number][1]}, {theory} (compiled / columns):"
        f" {outcome} / {columns[number, theory]}"
        for (number, theory), outcome in best.items()
        if outcome != columns[number, theory]
    ]
    return found
