"""The table of mutations.md: how many mutants of each kind there are, and what notices them.

python -m tests.eligibility.mutation_table writes it anew; a test holds every line of it against the mutants.
"""

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from tests.eligibility.checking import NOBODY, REFUSED, everything, tried
from tests.eligibility.mutations import Mutant
from tests.eligibility.worked import TABLES

PAGE = Path(__file__).with_name("mutations.md")
NOTICED_BY = (REFUSED, *(table.name for table in TABLES), NOBODY)
HEADINGS = ("changed", "mutants", "refused by the loader", *(table.name for table in TABLES), "equivalent")
WORDS = """# Small changes of the law, and what notices them

Each mutant is the shipped rule set with one small change. Either it is refused when it is read, or a worked
case of a table expects a value that it no longer gives (counted for the first table that does), or no claim
can tell it from the shipped rules: equivalent.txt says why. One that is none of these fails
test_mutations.py. Written by `python -m tests.eligibility.mutation_table`.
"""


@lru_cache(maxsize=1)
def kinds() -> dict[str, list[Mutant]]:
    """The mutants of each kind, in the order of the document."""
    found: dict[str, list[Mutant]] = {}
    for mutant in everything():
        found.setdefault(mutant.kind, []).append(mutant)
    return dict(sorted(found.items()))


def line(kind: str, noticed_by: Iterable[str]) -> str:
    """The line of one kind, from what noticed each of its mutants."""
    counted = Counter(noticed_by)
    return _line(kind, counted.total(), *(counted[by] for by in NOTICED_BY))


def _line(*parts: object) -> str:
    return f"| {' | '.join(map(str, parts))} |"


def page() -> str:
    """The whole page, every mutant tried."""
    found = {kind: [tried(mutant).by for mutant in mutants] for kind, mutants in kinds().items()}
    lines = [_line(*HEADINGS), _line("---", *("---:" for _ in HEADINGS[1:]))]
    lines += [line(kind, noticed) for kind, noticed in found.items()]
    lines.append(line("all", (by for noticed in found.values() for by in noticed)))
    return "\n".join([WORDS, *lines, ""])


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
