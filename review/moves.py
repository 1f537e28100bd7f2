"""What moved from one determination to the next, in sentences; read from the values each row keeps."""

from collections.abc import Iterator

from casefile import rulesets
from casefile.models import Determination
from eligibility import trace
from packets import findings
from review import rows


def between(before: Determination, after: Determination) -> tuple[str, ...]:
    """Return a sentence for each result, theory and element that is another now."""
    if before.pk == after.pk:
        return ()
    try:
        return tuple(_between(before, after))
    except ValueError:  # a trace or a rule set that cannot be read: the findings themselves are on the page
        return ()


def _between(before: Determination, after: Determination) -> Iterator[str]:
    if before.result != after.result:
        yield _said("The result", rows.result(before.result).words, rows.result(after.result).words)
    rules = rulesets.parsed(after.ruleset)
    then = trace.decode(before.trace or b"", rulesets.parsed(before.ruleset))
    now = trace.decode(after.trace or b"", rules)
    said: set[str] = set()
    for name, law in rules.theories.items():
        if name not in then:
            continue
        for label, element in law.requires.items():
            old, new = then[name].elements.get(label), now[name].elements[label]
            if old and old != new and element.title not in said:
                said.add(element.title)
                yield _said(element.title, _finding(old), _finding(new))
        if then[name].outcome != now[name].outcome:
            old_words, new_words = (rows.result(one[name].outcome).words for one in (then, now))
            yield _said(law.title, old_words, new_words)


def _finding(value: str) -> str:
    return findings.BY_VALUE.get(str(value), findings.NOT_KNOWN).words


def _said(what: str, before: str, after: str) -> str:
    return f"{what}: was {before.lower()}, is {after.lower()}."
