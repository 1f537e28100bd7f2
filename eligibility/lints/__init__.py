"""What can be read and yet is wrong with a rule set: idle parts, unreachable ends, repeats, misfits."""

from eligibility.document import Entry, RulesetError
from eligibility.law import Ruleset


def faults(law: Ruleset, document: Entry) -> list[RulesetError]:
    return []
