"""What may be known in this matter: the facts its rule set declares, and their form in tables of cases."""

from datetime import date
from functools import lru_cache
from pathlib import Path

from eligibility import ruleset
from eligibility.facts import ClaimFacts, Fact, FactError, PhotoFacts, Source, undeclared
from eligibility.law import Ruleset
from eligibility.values import parse_day
from matters import Case

FOLDER = Path(__file__).resolve().parent
RULESET = FOLDER / "ruleset.yaml"
CASES = FOLDER / "cases.csv"
MORE_CASES = FOLDER / "more_cases.csv"
"""Our own additions to the table: both sides of every number of the six side theories."""
AS_OF = date(2026, 11, 22)
"""The day a table of cases is judged on where a row names none."""

IGNORED = frozenset({"own_account_created"})
"""Known and meaningless: only the age of the account that holds the photo counts (case C22)."""

CLAIMED = Source("claimed")
VERIFIED = Source("staff", "verified in the table of cases")
VERIFIED_VALUES = frozenset({("dataset_hit", "exact"), ("licence_2014", "arr")})
"""What a table states as verified; from a claimant's own mouth either would be open."""


@lru_cache(maxsize=1)
def shipped() -> Ruleset:
    """The rule set that ships with the matter."""
    return ruleset.load(RULESET.read_text(encoding="utf-8"), file=RULESET.name)


def from_text(text: str, *, label: str = "Person 1") -> Case:
    """Read `name=value;name=value`; FactError names the fact that is undeclared, repeated or unreadable."""
    given = _pairs(text)
    as_of = _as_of(given.pop("as_of", ""))
    for name in IGNORED:
        given.pop(name, None)
    declared = shipped().facts
    undeclared(declared, given)
    facts = {name: Fact(value, _source(name, value)) for name, value in given.items()}
    for name, fact in facts.items():
        declared[name].read(fact.value)
    person = {name: fact for name, fact in facts.items() if declared[name].of == "person"}
    photo = {name: fact for name, fact in facts.items() if declared[name].of == "photo"}
    return Case(ClaimFacts(label, person, (PhotoFacts("Photo 1", photo),)), as_of)


def _pairs(text: str) -> dict[str, str]:
    given: dict[str, str] = {}
    for part in filter(None, (piece.strip() for piece in text.split(";"))):
        name, equals, value = part.partition("=")
        name = name.strip()
        if not equals or not name:
            raise FactError(part[:60], "write each fact as name=value, with ; between facts")
        if name in given:
            raise FactError(name, "given twice")
        given[name] = value.strip()
    return given


def _as_of(text: str) -> date:
    try:
        return parse_day(text) if text else AS_OF
    except ValueError as error:
        raise FactError("as_of", str(error)) from None


def _source(name: str, value: str) -> Source:
    return VERIFIED if (name, value) in VERIFIED_VALUES else CLAIMED
