"""The rules as one Python function of a row of whole numbers: verdicts and traces of one claim, fast.

The text of the function is written from checked trees by lowering.py and judging.py. It holds only names and
numbers that they made, and quoted states; nothing of it is ever text from outside.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from eligibility.daycount import FOREVER, Rolled, YearsLater
from eligibility.judging import Judgement, judge
from eligibility.law import Remark, ResultRule, Ruleset
from eligibility.lowering import named, truth
from eligibility.program import AS_OF, Ends, Program, Term
from eligibility.residence import home_known, lived_during, lived_on
from eligibility.rows import Layout, Row

_NAMES = re.compile(r"[A-Za-z_]\w*")
Read = Callable[[Row, int], tuple[int, ...]]
GIVEN = ("given.illinois_conduct", "given.collected.lo", "given.collected.hi", "given.collected.is")
"""Columns that every pair has beside those of its facts."""


class OneClaim:
    """How the steps are written for one claim."""

    def lesser(self, first: Term, second: Term) -> Term:
        return f"{first} if {first} < {second} else {second}"

    def greater(self, first: Term, second: Term) -> Term:
        return f"{first} if {first} > {second} else {second}"

    def pick(self, test: Term, yes: Term, no: Term) -> Term:
        return f"{yes} if {test} else {no}"

    def readings(self, certain: Term, possible: Term) -> Term:
        return f"2 if {certain} else 1 if {possible} else 0"

    def certainly(self, comparison: Term) -> Term:
        return f"2 if {comparison} else 0"

    def look_up(self, table: Term, place: Term) -> Term:
        return f"{table}[{place}]"


def source(program: Program, layout: Layout, wanted: tuple[Term, ...]) -> str:
    """The text of a function from a row and a day number to the terms wanted; only steps they need."""
    needed = _needed(program, wanted)
    lines = [
        f"    {name} = row[{layout.place[column]}]"
        for column, name in program.columns.items()
        if name in needed
    ]
    lines += [f"    {name} = {text}" for text, name in program.steps.items() if name in needed]
    return "\n".join(
        [f"def read(row, {AS_OF}):", *lines, f"    return ({' '.join(t + ',' for t in wanted)})"]
    )


def columns_needed(program: Program, wanted: tuple[Term, ...]) -> frozenset[str]:
    """The columns of a row that some terms rest on."""
    needed = _needed(program, wanted)
    return frozenset(column for column, name in program.columns.items() if name in needed)


def _needed(program: Program, wanted: Iterable[Term]) -> set[Term]:
    texts = {name: text for text, name in program.steps.items()}
    needed: set[Term] = set()
    waiting = list(wanted)
    while waiting:
        name = waiting.pop()
        if name not in needed:
            needed.add(name)
            waiting += _NAMES.findall(texts.get(name, ""))
    return needed


def build(text: str, tables: Mapping[str, object]) -> Read:
    """Make the function of its text."""
    scope: dict[str, Any] = {"__builtins__": {}, **tables}
    exec(compile(text, "<rules>", "exec"), scope)  # noqa: S102  (text made by us from a checked tree)
    read: Read = scope["read"]
    return read


@dataclass(frozen=True, slots=True, eq=False)
class Compiled:
    """A rule set ready to read rows of its layout, as of a day by number.

    `outcomes` gives the place in law.OUTCOMES of each theory, in order; `verdicts` every element, hold,
    contradiction and outcome; `trace` these, every named test and definition and what each note rests on;
    `moments` the days that tests look at.
    """

    layout: Layout
    outcomes: Read
    verdicts: Read
    trace: Read
    moments: Read
    names: Mapping[str, Term | Ends]
    judgements: Mapping[str, Judgement]
    results: tuple[Term, ...]
    remarks: tuple[Term, ...]
    places: Mapping[Term, int]
    make: Callable[[Iterable[Term]], Read]

    @lru_cache(maxsize=4096)  # noqa: B019  (rule sets are few and live as long as the process)
    def only(self, term: Term) -> Read:
        """One term alone, for when it is wanted of many rows."""
        return self.make((term,))

    def worth(self, traced: tuple[int, ...], term: Term) -> int:
        """What a term came to in a trace."""
        return int(term) if term.isdigit() else traced[self.places[term]]


@lru_cache(maxsize=64)
def compile_rules(ruleset: Ruleset) -> Compiled:
    """Compile every test, definition and theory of a rule set, once."""
    layout = layout_of(ruleset)
    program = Program(ruleset, OneClaim())
    judgements = {name: judge(program, theory) for name, theory in ruleset.theories.items()}
    names = {name: named(program, name) for name in (*ruleset.tests, "illinois_conduct")}
    results, remarks = _conditions(program, ruleset.result), _conditions(program, ruleset.remarks)
    verdicts = _distinct((*(term for one in judgements.values() for term in one.verdict), *results, *remarks))
    shown = (term for one in judgements.values() for term in one.shown)
    traced = _distinct((*verdicts, *shown, *_terms(names.values())))
    tables = _tables(program)

    def read(wanted: Iterable[Term]) -> Read:
        return build(source(program, layout, tuple(wanted)), tables)

    return Compiled(
        layout=layout,
        outcomes=read(one.outcome for one in judgements.values()),
        verdicts=read(verdicts),
        trace=read(traced),
        moments=read(program.moments),
        names=names,
        judgements=judgements,
        results=results,
        remarks=remarks,
        places={term: place for place, term in enumerate(traced)},
        make=read,
    )


@lru_cache(maxsize=64)
def layout_of(ruleset: Ruleset) -> Layout:
    """The columns that rows of this rule set have."""
    return Layout(ruleset.facts, GIVEN)


def _conditions(program: Program, found: Iterable[ResultRule | Remark]) -> tuple[Term, ...]:
    return tuple(truth(program, one.when.tree) if one.when else "2" for one in found)


def _distinct(found: Iterable[Term]) -> tuple[Term, ...]:
    return tuple(dict.fromkeys(term for term in found if not term.isdigit()))


def _terms(found: Iterable[Term | Ends]) -> Iterator[Term]:
    for one in found:
        yield from (one,) if isinstance(one, str) else (end for end in (one.lo, one.hi, one.is_) if end)


def _tables(program: Program) -> dict[str, object]:
    """What stands in the tables a program looks things up in, for one claim."""
    found: dict[str, object] = {
        "lived_on": lived_on,
        "lived_during": lived_during,
        "home_known": home_known,
    }
    for name, (kind, *rest) in program.tables.items():
        match kind:
            case "years_later":
                found[name] = YearsLater(int(str(rest[0])), late=rest[1] == "late")
            case "rolled":
                found[name] = Rolled(program.ruleset.holidays)
            case "forever":
                found[name] = FOREVER
            case _:
                found[name] = rest[0]
    return found
