"""What can be read and yet is wrong with a rule set: idle parts, unreachable ends, repeats, misfits."""

from eligibility.document import Entry, RulesetError
from eligibility.law import Ruleset
from eligibility.lints import fitness, reach, repeats, scope, usage
from eligibility.lints.subject import Subject
from eligibility.lints.twice import used_twice

__all__ = ["faults", "used_twice"]


def faults(law: Ruleset, document: Entry) -> list[RulesetError]:
    """Every fault of a rule set, by line; a place with two is named twice."""
    subject = Subject(law, document)
    found = (fault for lint in (usage, reach, repeats, fitness, scope) for fault in lint.faults(subject))
    distinct = {(fault.line, fault.path, fault.problem): fault for fault in found}
    return sorted(distinct.values(), key=lambda fault: fault.line)
