"""What would change a finding: each answer tried in place of the one given, with all others as they are."""

from collections.abc import Iterable
from datetime import date

from eligibility.facts import ClaimFacts
from eligibility.findings import find_all
from eligibility.law import Ruleset
from eligibility.reading import Reading, pairs_of
from eligibility.settling import Change
from eligibility.settling import changes as changes_of


def changes(
    ruleset: Ruleset, claim: ClaimFacts, *, as_of: date, theories: Iterable[str] = ()
) -> dict[str, tuple[Change, ...]]:
    """For each theory (as asked, or all), the answers that would give its best pair another outcome."""
    readings = [Reading.of(ruleset, pair, as_of) for pair in pairs_of(ruleset, claim)]
    found: dict[str, tuple[Change, ...]] = {}
    for name in theories or ruleset.theories:
        best = find_all(ruleset.theories[name], readings)[0]
        tried = changes_of(best.reading, ruleset.theories[name].facts, best.judgement.outcome)
        found[name] = tuple(change for change in tried if change.outcome != best.outcome)
    return found
