"""One claim under one rule set on one day: the determination with its whole trace."""

from datetime import date

from eligibility import conclusions, explain
from eligibility.determination import ENGINE, Determination
from eligibility.facts import ClaimFacts
from eligibility.findings import find_all, next_change
from eligibility.law import Ruleset
from eligibility.reading import Reading, pairs_of

__all__ = ["Determination", "evaluate"]


def evaluate(ruleset: Ruleset, claim: ClaimFacts, *, as_of: date) -> Determination:
    """Find everything the rule set says of a claim as of a day in the matter's time zone.

    Raises facts.UndeclaredFact for a fact the rule set does not know, facts.FactError for one it cannot read.
    """
    readings = [Reading.of(ruleset, pair, as_of) for pair in pairs_of(ruleset, claim)]
    found = {name: find_all(theory, readings) for name, theory in ruleset.theories.items()}
    whole = readings[0]
    # Equal outcomes: the theory with fewer elements not met, then fewer open; then the rule set's order.
    main = min(conclusions.candidates(whole), key=lambda name: found[name][0].rank)
    theories = tuple(explain.theory(findings) for findings in found.values())
    change = next_change(readings)
    return Determination(
        engine=ENGINE,
        ruleset=ruleset.digest,
        ruleset_version=ruleset.version,
        as_of=as_of.isoformat(),
        result=found[main][0].outcome,
        main_theory=main,
        next_change_on=change.isoformat() if change else None,
        theories=theories,
        remarks=tuple(conclusions.remarks(whole)),
        settings=tuple(explain.setting(setting) for setting in ruleset.settings),
    )
