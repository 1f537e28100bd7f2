"""Each mutant tried on the worked cases: refused by the loader, noticed by a table, or noticed by none."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from eligibility import ruleset
from eligibility.document import Entry
from eligibility.facts import FactError
from eligibility.reading import Pair
from matters.flickr_megaface import facts
from tests.eligibility import noticing, worked
from tests.eligibility.mutations import Mutant, mutants
from tests.eligibility.reaching import only_these, reached
from tests.eligibility.worked import Worked

EQUIVALENT = Path(__file__).with_name("equivalent.txt")
REFUSED = "refused"
NOBODY = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """By what a mutant is noticed (a table, REFUSED, or NOBODY), and what was said against it."""

    by: str
    said: str = ""


@lru_cache(maxsize=1)
def document() -> Entry:
    return ruleset.parse(facts.RULESET.read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def everything() -> tuple[Mutant, ...]:
    return tuple(mutants(document(), facts.shipped()))


@lru_cache(maxsize=1)
def cases() -> tuple[Worked, ...]:
    return worked.worked(facts.shipped())


@lru_cache(maxsize=1)
def pairs() -> dict[Worked, list[Pair] | None]:
    """Every case as the shipped rules read it; None where they refuse it."""
    found: dict[Worked, list[Pair] | None] = {}
    for case in cases():
        try:
            found[case] = noticing.read(facts.shipped(), case)
        except FactError:
            found[case] = None
    return found


@lru_cache(maxsize=1)
def tables() -> dict[str, list[Worked]]:
    """The cases of each table, those that noticed something last in front."""
    return {
        table.name: [case for case in cases() if any(row.table == table.name for row in case.rows)]
        for table in worked.TABLES
    }


@lru_cache(maxsize=1)
def equivalent() -> dict[str, str]:
    """Mutants that change no finding, each with the reason on the indented lines below it."""
    found: dict[str, str] = {}
    name = ""
    for line in EQUIVALENT.read_text(encoding="utf-8").splitlines():
        if line.startswith(" "):
            found[name] = f"{found[name]} {line.strip()}".strip()
        elif line and not line.startswith("#"):
            assert line not in found, f"listed twice: {line}"
            name = line
            found[name] = ""
    return found


def tried(mutant: Mutant) -> Verdict:
    """What the loader or the first table that notices it says against a mutant."""
    try:
        law = ruleset.read_document(mutant.of(document()))
    except ruleset.RulesetError as error:
        return Verdict(REFUSED, str(error))
    path = mutant.place.path
    only = reached(facts.shipped(), path)
    law = only_these(law, only)
    as_shipped = not path.startswith(("facts.", "settings.defendants", "settings.tolling", "settings.recent"))
    for table, found in tables().items():
        waiting = found if as_shipped else _asked(found, mutant)
        for case in waiting:
            if said := noticing.wrong(law, case, only=only, pairs=pairs()[case] if as_shipped else None):
                # What noticed one change often notices the next.
                found.insert(0, found.pop(found.index(case)))
                return Verdict(table, said)
    return Verdict(NOBODY)


def _asked(found: list[Worked], mutant: Mutant) -> list[Worked]:
    """The cases in the order in which to ask them: first those that say anything of the fact that is changed.

    How one answer to it is read matters to no other case; which answers there are, or are supposed, may.
    """
    name = mutant.place.path.split(".")[1]
    naming = [case for case in found if _names(case, name)]
    if set(mutant.place.steps) & {"accepts", "open"} or mutant.name.endswith(("accepts", "open", "be none")):
        return naming
    return [*naming, *(case for case in found if not _names(case, name))]


def _names(case: Worked, name: str) -> bool:
    return name in case.claim.person or any(name in photo.facts for photo in case.claim.photos)
