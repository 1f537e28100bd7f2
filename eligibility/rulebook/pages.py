"""The rule book: a rule set and its worked cases as Markdown pages, for attorneys and courts to read."""

from collections.abc import Iterable

from eligibility.law import Ruleset
from eligibility.rulebook.front import blocks_of_contents
from eligibility.rulebook.theory import blocks
from eligibility.rulebook.words import CONTENTS, page_of
from eligibility.rulebook.worked import WorkedCase


def pages(law: Ruleset, cases: Iterable[WorkedCase]) -> dict[str, str]:
    """Every page of the book by its file name; the same rule set and cases give the same bytes."""
    given = tuple(cases)
    book = {CONTENTS: _joined(blocks_of_contents(law))}
    for theory in law.theories.values():
        own = [case for case in given if case.theory == theory.name]
        book[page_of(theory)] = _joined(blocks(law, theory, own))
    return book


def _joined(lines: Iterable[str]) -> str:
    """Blocks with one empty line between them."""
    return "\n\n".join(line.strip("\n") for line in lines if line.strip()) + "\n"
