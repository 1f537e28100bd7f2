"""Rules that look further than they may: at a photo, a defendant or a value their place does not have."""

from collections.abc import Iterable, Iterator

from eligibility.casework import OF_DEFENDANT
from eligibility.document import Entry, RulesetError
from eligibility.drafting import IN_TIME, PAIR_NAMES
from eligibility.facts import Kind
from eligibility.law import Theory
from eligibility.lints.subject import Subject, placeholders

Faults = Iterator[RulesetError]


def faults(subject: Subject) -> Faults:
    for name, one in subject.contradictions.items():
        if one.whole_claim and (photo := _of_photo(subject, one.when.names)):
            yield subject.at("contradictions", name, "about").error(
                f"it rests on {photo[0]!r}, which is of a photo: write 'about: photo'"
            )
    for theory in subject.law.theories.values():
        yield from _theory(subject, theory)
    for sentence in subject.sentences:
        yield from _sentence(subject, sentence)


def _of_photo(subject: Subject, names: Iterable[str]) -> list[str]:
    behind = subject.behind(names)
    return [name for name, fact in subject.law.facts.items() if fact.of == "photo" and name in behind]


def _theory(subject: Subject, theory: Theory) -> Faults:
    """What it rests on, says and is held back by."""
    pairs = subject.at("theories", theory.name, "pairs")
    behind = subject.behind(_names(subject, theory))
    of_defendant = [name for name in (*OF_DEFENDANT, *PAIR_NAMES) if name in behind]
    if not theory.by_defendant and of_defendant:
        yield pairs.error(
            f"the theory rests on {of_defendant[0]!r}, which is of a defendant: write [photo, defendant]"
        )
    of_photo = [name for name in _of_photo(subject, behind) if name not in of_defendant]
    if not theory.by_photo and of_photo:
        yield pairs.error(f"the theory rests on {of_photo[0]!r}, which is of a photo: look at each photo")


def _names(subject: Subject, theory: Theory) -> set[str]:
    limit = theory.deadline
    tests = [test for element in theory.requires.values() for test in element.tests]
    found = {*theory.facts, *tests, *((limit.arises,) if limit else ())}
    for expression in (*theory.expressions, *(note.when for note in theory.notes)):
        found |= expression.names
    said = [subject.at("theories", theory.name), *map(subject.test, tests)]
    said += [subject.at("contradictions", one.name, "sentence") for one in theory.contradictions]
    texts = (one for entry in said for one in entry.everything() if isinstance(one.content, str))
    return found | {name for text in texts for name in placeholders(text)}


def _sentence(subject: Subject, sentence: Entry) -> Faults:
    for name in placeholders(sentence):
        if problem := _unfit(subject, name):
            yield sentence.error(f"{{{name}}} {problem}")
    if placeholders(sentence) and _is_printed_as_written(sentence):
        yield sentence.error("this sentence is printed as it stands: write it without {names}")


def _is_printed_as_written(sentence: Entry) -> bool:
    heading = sentence.path.partition(".")[0].partition("[")[0]
    return heading == "remarks" or (heading == "elements" and sentence.name == "sentence")


def _unfit(subject: Subject, name: str) -> str:
    """Why a value does not read well in a sentence; empty where it does."""
    if name == IN_TIME:
        return "has no words: the element that asks for it says the time limit itself"
    fact = subject.law.facts.get(name)
    if fact and fact.kind is Kind.PLACES:
        return "would print every line of residence: leave it out"
    if fact and fact.kind is Kind.TEXT:
        return "would print whatever somebody wrote: leave it out"
    return ""
