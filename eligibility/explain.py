"""From findings to sentences: what was found, why, on which facts, and what would settle it."""

from eligibility import settling
from eligibility.determination import (
    ContradictionShown,
    DeadlineShown,
    ElementShown,
    FactShown,
    HoldShown,
    PairShown,
    SettingShown,
    TheoryShown,
)
from eligibility.drafting import PLACEHOLDER
from eligibility.findings import Finding
from eligibility.law import Element, Says, Setting
from eligibility.reading import Reading
from eligibility.values import Truth, show


def fill(sentence: str, reading: Reading) -> str:
    """Put the value of each {name} into a sentence."""
    return PLACEHOLDER.sub(lambda found: show(reading.value(found[1])).replace("..", " to "), sentence)


def say(says: Says, value: Truth, reading: Reading) -> tuple[str, ...]:
    sentence = says.of(value)
    return (fill(sentence, reading),) if sentence else ()


def theory(findings: list[Finding]) -> TheoryShown:
    """One theory over all its pairs, best first: the best explained whole, the others with their values."""
    best = findings[0]
    law, reading = best.theory, best.reading
    elements = tuple(_element(best, label) for label in law.requires)
    return TheoryShown(
        id=law.name,
        title=law.title,
        citations=law.citations,
        outcome=best.outcome,
        cap=law.cap or None,
        applies=best.applies.value,
        applies_reasons=say(law.applies.says, best.applies, reading),
        photo=_photo(best),
        defendant=_defendant(best),
        elements=elements,
        deadline=_deadline(best),
        contradictions=_contradictions(findings),
        holds=tuple(HoldShown(h.name, v.value, fill(h.says.of(v), reading)) for h, v in best.holds),
        settles=_settles(best, elements),
        settled_by=best.decided.fact if best.decided else None,
        notes=(*_settled(best), *_notes(best)),
        pairs=tuple(_pair(finding) for finding in findings),
    )


def _photo(finding: Finding) -> str:
    """The photo looked at; nothing where the theory looks at the claim as a whole."""
    return finding.reading.pair.photo.label if finding.theory.by_photo else ""


def _defendant(finding: Finding) -> str | None:
    return finding.reading.pair.defendant.name if finding.theory.by_defendant else None


def _element(finding: Finding, label: str) -> ElementShown:
    element, value, reading = finding.theory.requires[label], finding.elements[label], finding.reading
    names = _facts_of(finding, element)
    unsettled: tuple[str, ...] = ()
    if value is Truth.U:
        unsettled = settling.settles(reading, names, finding.judgement.elements[label])
    return ElementShown(
        id=label,
        title=element.title,
        sentence=element.sentence,
        value=value.value,
        reasons=_reasons(element, finding),
        citations=element.citations,
        in_force_from=element.in_force_from.isoformat() if element.in_force_from else None,
        facts=tuple(_fact(reading, name) for name in names),
        settles=unsettled,
    )


def _facts_of(finding: Finding, element: Element) -> tuple[str, ...]:
    deadline = finding.theory.deadline
    return (*element.facts, *(deadline.facts if element.reads_deadline and deadline else ()))


def _reasons(element: Element, finding: Finding) -> tuple[str, ...]:
    """Every test that has something to say, whatever the others say; none hides another."""
    reading = finding.reading
    tests = (reading.ruleset.tests[name] for name in element.tests)
    said = [line for test in tests for line in say(test.says, _truth(reading, test.name), reading)]
    timing = finding.timing if element.reads_deadline else None
    return (*said, *(timing.reasons if timing else ()))


def _truth(reading: Reading, name: str) -> Truth:
    value = reading.value(name)
    return value if isinstance(value, Truth) else Truth.U


def _fact(reading: Reading, name: str) -> FactShown:
    known = reading.pair.known[name]
    detail = known.fact.source.detail if known.fact else ""
    return FactShown(name, reading.ruleset.facts[name].label, show(known.value), known.source, detail)


def _deadline(finding: Finding) -> DeadlineShown | None:
    timing = finding.timing
    if timing is None or timing.safe is None or timing.rolled is None:
        return None
    return DeadlineShown(timing.safe.isoformat(), timing.rolled.isoformat(), timing.words)


def _contradictions(findings: list[Finding]) -> tuple[ContradictionShown, ...]:
    shown: dict[tuple[str, str | None], ContradictionShown] = {}
    for finding in findings:
        for found in finding.contradictions:
            photo = None if found.whole_claim else finding.reading.pair.photo.label
            sentence = fill(found.sentence, finding.reading)
            shown.setdefault((found.name, photo), ContradictionShown(found.name, sentence, photo))
    return tuple(shown.values())


def _settles(finding: Finding, elements: tuple[ElementShown, ...]) -> tuple[str, ...]:
    law, reading = finding.theory, finding.reading
    names = [name for element in elements for name in element.settles]
    if finding.applies is Truth.U:
        names += settling.settles(reading, law.facts, finding.judgement.applies)
    for hold, value in finding.holds:
        if value is Truth.U:
            names += [name for name in reading.ruleset.facts if name in hold.when.names]
    return tuple(dict.fromkeys(names))


def _settled(finding: Finding) -> tuple[str, ...]:
    if finding.decided is None:
        return ()
    reading, name = finding.reading, finding.decided.fact
    label, value = reading.ruleset.facts[name].label, show(reading.value(name)).replace("..", " to ")
    return (f"Settled although open: {label} is {value}, and every case of it leads to this outcome.",)


def _notes(finding: Finding) -> tuple[str, ...]:
    terms = zip(finding.theory.notes, finding.judgement.notes, strict=True)
    notes = ((note, finding.reading.worth(term)) for note, term in terms)
    return tuple(line for note, value in notes for line in say(note.says, value, finding.reading))


def _pair(finding: Finding) -> PairShown:
    values = {label: value.value for label, value in finding.elements.items()}
    return PairShown(_photo(finding), _defendant(finding), finding.outcome, values)


def setting(found: Setting) -> SettingShown:
    checked = found.checked_on.isoformat() if found.checked_on else None
    return SettingShown(found.key, found.value, found.citation, checked, found.checked_by)
