"""Worked cases with what each expects, and whether a rule set gives it: outcome, elements, deadline, notes.

A case's reason states values in brackets, `[E1=T under13=F deadline=2030-03-15]`. Besides elements and the
deadline it may state `applies`; `safe` and `rolled`; a named test or a hold (T, U or F; "-" where nothing is
said of it); a contradiction (the number of its photo, "claim" or "-"); `photo`, the number of the one that
counts; `defendant` ("named" or "-"); `note1`, whether the theory's first note is said. In the theory column
RESULT stands for the whole claim, with `main` the theory that leads and `next` the next change.

Another photo follows after " // ", its facts replacing those of the first. `said=licence_2014` makes a fact
the claimant's word only, `shown=licence_2014` one that staff have seen. check_cases knows neither.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from eligibility.determination import Determination, TheoryShown
from eligibility.drafting import PLACEHOLDER
from eligibility.evaluate import evaluate
from eligibility.facts import ClaimFacts, Fact, PhotoFacts, Source
from eligibility.law import Ruleset, Says, Theory
from matters.flickr_megaface import facts

ADDED = Path(__file__).with_name("mutation_cases.csv")
TABLES = (facts.CASES, facts.FOLDER / "more_cases.csv", ADDED)
WHOLE = "RESULT"
_BRACKET = re.compile(r"\[([^\]]*)\]")
_SOURCE = re.compile(r"\b(said|shown)=(\w+)")
_SOURCES = {"said": "claimed", "shown": "staff"}
_STATED = re.compile(r"(\w+)=([^\s;]+)")


@dataclass(frozen=True, slots=True)
class Row:
    """What one row of a table expects of one theory."""

    table: str
    case: str
    theory: str
    outcome: str
    stated: Mapping[str, str]

    def __str__(self) -> str:
        return f"{self.table} {self.case} {self.theory}"


@dataclass(frozen=True, slots=True)
class Worked:
    """One claim on one day, and everything that the tables expect of it."""

    claim: ClaimFacts
    as_of: date
    rows: tuple[Row, ...]


def worked(law: Ruleset) -> tuple[Worked, ...]:
    """Every worked case of the tables, those of one claim and day together."""
    gathered: dict[str, list[Row]] = {}
    for table in filter(Path.exists, TABLES):
        with table.open(encoding="utf-8-sig", newline="") as lines:
            for row in csv.DictReader(lines, strict=True):
                if row["theory"] in law.theories or row["theory"] == WHOLE:
                    gathered.setdefault(row["facts"], []).append(_row(law, table, row))
    return tuple(_worked(text, tuple(rows)) for text, rows in gathered.items())


def _worked(text: str, rows: tuple[Row, ...]) -> Worked:
    first, *others = text.split(" // ")
    sources = {name: Source(_SOURCES[said]) for said, name in _SOURCE.findall(first)}
    case = facts.from_text(_SOURCE.sub("", first))
    given = case.claim.photos[0].facts
    own = {
        name: Fact(given[name].value if name in given else "unknown", source)
        for name, source in sources.items()
    }
    photos = [PhotoFacts("Photo 1", {**given, **own})]
    for place, other in enumerate(others, start=2):
        changed = facts.from_text(other).claim.photos[0].facts
        photos.append(PhotoFacts(f"Photo {place}", {**photos[0].facts, **changed}))
    return Worked(replace(case.claim, photos=tuple(photos)), case.as_of, rows)


def _row(law: Ruleset, table: Path, row: dict[str, str]) -> Row:
    inside = " ; ".join(_BRACKET.findall(row["reason"]))
    stated = dict(_STATED.findall(inside))
    theory = law.theories.get(row["theory"])
    if table != ADDED and theory:
        # The matter's own tables remark on more than values, such as registration=none.
        stated = {name: value for name, value in stated.items() if name in {*theory.requires, "deadline"}}
    for place, note in enumerate(theory.notes if theory else (), start=1):
        if note.says.yes in (part.strip() for part in inside.split(";")):
            stated[f"note{place}"] = "T"
    return Row(table.name, row["case_id"], row["theory"], row["expected"], stated)


def wrong(law: Ruleset, case: Worked, *, only: frozenset[str] | None = None) -> str:
    """The first expectation that a rule set does not meet, in words; empty where it meets them all."""
    rows = [row for row in case.rows if only is None or row.theory in only]
    if not rows:
        return ""
    try:
        found = evaluate(law, case.claim, as_of=case.as_of)
    except ValueError as error:
        # A fact refused, or rules under which nothing can be found at all.
        return f"{rows[0]}: {type(error).__name__}: {error}"
    theories = {theory.id: theory for theory in found.theories}
    return next((said for row in rows for said in _differences(law, row, found, theories)), "")


def leaders(law: Ruleset) -> frozenset[str]:
    """The theories that the result of a claim is chosen from."""
    rules: tuple[Any, ...] = law.result
    return frozenset(name for rule in rules for name in ((rule,) if isinstance(rule, str) else rule.best_of))


def only_these(law: Ruleset, names: frozenset[str]) -> Ruleset:
    """The rule set with some of its theories and those that lead the result, for speed."""
    wanted = names | leaders(law)
    return replace(law, theories={name: theory for name, theory in law.theories.items() if name in wanted})


def reached(law: Ruleset, path: str) -> frozenset[str]:
    """The theories that a change at a path can reach, with RESULT where the result of a claim can differ."""
    section, _, rest = path.partition(".")
    name = rest.partition(".")[0]
    everything = frozenset((*law.theories, WHOLE))
    if section == "theories":
        found = frozenset({name})
    elif section in ("definitions", "elements", "contradictions", "holds"):
        changed = {name, *(law.elements[name].tests if section == "elements" else ())}
        found = frozenset(t.name for t in law.theories.values() if changed & _behind(law, t))
    else:
        return everything
    if not found:
        return everything
    return found | {WHOLE} if found & leaders(law) else found


def _behind(law: Ruleset, theory: Theory) -> set[str]:
    """Every element, test, definition, hold and contradiction that a theory rests on or prints."""
    asked = [theory.applies.expression, theory.open_unless, *(note.when for note in theory.notes)]
    asked += [row.when for row in getattr(theory, "outcomes_when", ())]
    asked += [theory.deadline.event_counts, getattr(theory.deadline, "when", None)] if theory.deadline else []
    asked += [hold.when for hold in theory.holds] + [against.when for against in theory.contradictions]
    asked += [way for element in theory.requires.values() for way in (element.met, element.open)]
    shown = {test for element in theory.requires.values() for test in element.tests}
    waiting = shown.union(*(expression.names for expression in asked if expression))
    waiting |= {theory.deadline.arises} if theory.deadline else set()
    found = {element.name for element in theory.requires.values()}
    found |= {hold.name for hold in theory.holds} | {against.name for against in theory.contradictions}
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting |= law.tests[name].expression.names if name in law.tests else set()
    return found


def _differences(
    law: Ruleset, row: Row, found: Determination, theories: Mapping[str, TheoryShown]
) -> Iterator[str]:
    if row.theory == WHOLE:
        outcome, seen = found.result, {"main": found.main_theory, "next": str(found.next_change_on)}
    else:
        shown = theories[row.theory]
        outcome, seen = shown.outcome, _seen(law, law.theories[row.theory], shown, row.stated)
    if outcome != row.outcome:
        yield f"{row}: expected {row.outcome}, found {outcome}"
    for name, value in row.stated.items():
        if name not in seen:
            yield f"{row}: nothing is called {name!r}"
        elif seen[name] != value:
            yield f"{row}: expected {name}={value}, found {seen[name]}"


def _seen(law: Ruleset, theory: Theory, shown: TheoryShown, names: Iterable[str]) -> dict[str, str]:
    """The values found, by the names that a reason may state."""
    seen = {"applies": shown.applies, "photo": shown.photo.removeprefix("Photo ")}
    seen["defendant"] = "named" if shown.defendant else "-"
    seen.update({element.id: element.value for element in shown.elements})
    seen.update(_deadline(theory, shown))
    held = {hold.id: hold.value for hold in shown.holds}
    against = {c.id: (c.photo or "claim").removeprefix("Photo ") for c in shown.contradictions}
    reasons = [reason for element in shown.elements for reason in element.reasons]
    for name in names:
        if name.startswith("note") and name[4:].isdigit():
            seen[name] = _said(theory.notes[int(name[4:]) - 1].says, shown.notes)
        elif name in law.tests:
            seen[name] = _said(law.tests[name].says, reasons)
        elif name not in seen:
            seen[name] = held.get(name) or against.get(name, "-")
    return seen


def _deadline(theory: Theory, shown: TheoryShown) -> dict[str, str]:
    """`deadline` is the safe date where the claim is in time, otherwise the latest arguable one."""
    dates = shown.deadline
    if dates is None:
        return {"safe": "-", "rolled": "-", "deadline": "-"}
    timed = [label for label, element in theory.requires.items() if element.reads_deadline]
    values = {element.id: element.value for element in shown.elements}
    in_time = all(values[label] == "T" for label in timed)
    return {
        "safe": dates.safe,
        "rolled": dates.rolled,
        "deadline": dates.safe if in_time else dates.rolled,
    }


def _said(says: Says, lines: Iterable[str]) -> str:
    """Which of a test's three sentences stands in the lines: its value, as far as it is shown."""
    for value, sentence in (("T", says.yes), ("F", says.no), ("U", says.unknown)):
        if sentence and any(_pattern(sentence).fullmatch(line) for line in lines):
            return value
    return "-"


@lru_cache(maxsize=1024)
def _pattern(sentence: str) -> re.Pattern[str]:
    """A sentence with anything at all in the place of its {names}."""
    parts = PLACEHOLDER.split(sentence)
    return re.compile("".join(".*" if place % 2 else re.escape(part) for place, part in enumerate(parts)))
