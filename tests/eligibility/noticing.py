"""Whether a rule set gives what a worked case expects: outcomes, elements, deadlines, notes, the result.

Besides elements and the deadline a row may state `applies`; `safe` and `rolled`; a named test or a hold (T, U
or F; "-" where nothing is said of it); a contradiction (the number of its photo, "claim" or "-"); `photo` and
`defendant`, the number of the one that counts ("named" for one of no number, "-" for none); `note1`, whether
the theory's first note is said and in which words; `cap`, the best it can come to; `settles`, the questions
that would settle it; a fact of the case that is no hold, as read. In the theory column RESULT stands for the
whole claim, with `main` the theory that leads, `next` the next change and `remark1` the places of which the
first remark is made.

No sentence is written for this, only what decides which are: test_noticing.py holds it against the whole
determination.
"""

from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import lru_cache

from eligibility import conclusions, explain
from eligibility.facts import FactError
from eligibility.findings import Finding, find_all, next_change
from eligibility.law import Ruleset, Says
from eligibility.reading import Pair, Reading, pairs_of
from eligibility.values import Truth, show
from matters.flickr_megaface import facts
from tests.eligibility.worked import WHOLE, Row, Worked

REFUSED = "refused"
DATES = frozenset({"safe", "rolled", "deadline"})
Found = dict[str, list[Finding]]


def wrong(
    law: Ruleset, case: Worked, *, only: frozenset[str] | None = None, pairs: list[Pair] | None = None
) -> str:
    """The first expectation that a rule set does not meet, in words; empty where it meets them all.

    `pairs` are those of the case, where they are known to be what this rule set makes of them too.
    """
    rows = [row for row in case.rows if only is None or row.theory in only]
    if not rows:
        return ""
    try:
        readings = [Reading.of(law, pair, case.as_of) for pair in (pairs or read(law, case))]
    except FactError as error:
        return "" if all(row.outcome == REFUSED for row in rows) else f"{rows[0]}: {REFUSED}: {error}"
    found: Found = {name: find_all(theory, readings) for name, theory in law.theories.items()}
    try:
        return next((said for row in rows for said in _differences(law, row, found, readings)), "")
    except ValueError as error:
        return f"{rows[0]}: nothing can be found at all: {error}"


def read(law: Ruleset, case: Worked) -> list[Pair]:
    """What a rule set makes of the facts of a case, against whom the case is; no theory is asked for that."""
    facts_alone = replace(law, theories={}, tests={}, result=(), remarks=())
    return pairs_of(replace(facts_alone, defendants=case.sued or law.defendants), case.claim)


def _differences(law: Ruleset, row: Row, found: Found, readings: list[Reading]) -> Iterator[str]:
    if row.theory == WHOLE:
        main = min(conclusions.candidates(readings[0]), key=lambda name: found[name][0].rank)
        outcome, seen = found[main][0].outcome, _of_the_claim(row, main, readings)
    else:
        findings = found[row.theory]
        outcome, seen = findings[0].outcome, values(law, findings, row.stated)
    if outcome != row.outcome:
        yield f"{row}: expected {row.outcome}, found {outcome}"
    for name, value in row.stated.items():
        if seen[name] != value:
            yield f"{row}: expected {name}={value}, found {seen[name]}"


def _of_the_claim(row: Row, main: str, readings: list[Reading]) -> dict[str, str]:
    seen = {"main": main}
    said = list(conclusions.remarks(readings[0]))
    for name in row.stated:
        if name == "next":
            seen[name] = str(next_change(readings))
        elif name.startswith("remark"):
            words = facts.shipped().remarks[int(name[6:]) - 1].says
            seen[name] = ",".join(line[:2] for line in said if line == f"{line[:2]}: {words}") or "-"
    return seen


def values(law: Ruleset, findings: list[Finding], names: Collection[str]) -> dict[str, str]:
    """The values found of a theory, by the names that a row may state."""
    best = findings[0]
    seen = {"applies": best.applies.value, **{label: value.value for label, value in best.elements.items()}}
    if not DATES.isdisjoint(names):
        seen |= _dates(best)
    for name in names:
        if name not in seen:
            seen[name] = _named(law, findings, name)
    return seen


def _named(law: Ruleset, findings: list[Finding], name: str) -> str:
    best, theory = findings[0], findings[0].theory
    if name == "photo":
        return best.reading.pair.photo.label.removeprefix("Photo ") if theory.by_photo else "-"
    if name == "defendant":
        return _against(best) if theory.by_defendant else "-"
    if name == "cap":
        return theory.cap or "-"
    if name == "settles":
        return ",".join(explain.theory(findings).settles) or "-"
    if name.startswith("note"):
        return _note(best, facts.shipped().theories[theory.name].notes[int(name[4:]) - 1].says)
    tests = {test for element in theory.requires.values() for test in element.tests}
    if name in tests:
        value = best.reading.value(name)
        assert isinstance(value, Truth), name
        return value.value if law.tests[name].says.of(value) else "-"
    if name in law.facts and name not in _holds():
        return show(best.reading.pair.known[name].value)
    held = next((value.value for hold, value in best.holds if hold.name == name), "")
    return held or _contradicted(findings, name)


def _contradicted(findings: list[Finding], name: str) -> str:
    for finding in findings:
        for found in finding.contradictions:
            if found.name == name:
                photo = finding.reading.pair.photo.label.removeprefix("Photo ")
                return "claim" if found.whole_claim else photo
    return "-"


def _against(finding: Finding) -> str:
    name = finding.reading.pair.defendant.name
    return name.removeprefix("Defendant ") if name.startswith("Defendant ") else "named"


def _note(finding: Finding, says: Says) -> str:
    """In which words the shipped note is said, if the theory still has it."""
    for note, term in zip(finding.theory.notes, finding.judgement.notes, strict=True):
        value = finding.reading.worth(term)
        if note.says.yes == says.yes and note.says.of(value):
            return value.value
    return "-"


def _dates(finding: Finding) -> dict[str, str]:
    """`deadline` is the safe date where the claim is in time, otherwise the latest arguable one."""
    timing = finding.timing
    if timing is None or timing.safe is None or timing.rolled is None:
        return dict.fromkeys(DATES, "-")
    timed = (label for label, element in finding.theory.requires.items() if element.reads_deadline)
    values = finding.elements
    in_time = all(values[label] is Truth.T for label in timed)
    safe, rolled = timing.safe.isoformat(), timing.rolled.isoformat()
    return {"safe": safe, "rolled": rolled, "deadline": safe if in_time else rolled}


@lru_cache(maxsize=1)
def _holds() -> frozenset[str]:
    return frozenset(hold.name for theory in facts.shipped().theories.values() for hold in theory.holds)


@lru_cache(maxsize=1)
def leaders() -> frozenset[str]:
    """The theories that the result of a claim is chosen from."""
    return frozenset(name for rule in facts.shipped().result for name in rule.best_of)
