"""The steps into which rules are lowered: each under a name of its own, written through a dialect."""

from dataclasses import dataclass, field
from typing import Protocol

from eligibility import daycount
from eligibility.law import Ruleset

Term = str
"""A piece of program text: a name, a number, or a short expression over them."""

AS_OF = "as_of"


class Dialect(Protocol):
    """The few steps that are written differently for one claim and for columns of them."""

    def lesser(self, first: Term, second: Term) -> Term: ...

    def greater(self, first: Term, second: Term) -> Term: ...

    def pick(self, test: Term, yes: Term, no: Term) -> Term:
        """`yes` where the test is not 0."""

    def readings(self, certain: Term, possible: Term) -> Term:
        """Both comparisons added up to 0, 1 or 2."""

    def certainly(self, comparison: Term) -> Term:
        """2 where the comparison holds, else 0."""

    def look_up(self, table: Term, place: Term) -> Term:
        """What stands at a place of a table."""


@dataclass(frozen=True, slots=True)
class Ends:
    """A day or number: its ends; whether it was answered and whether it is at all (truths; None = always).

    The two differ for an unanswered fact that cannot be none: it is, though nobody said when.
    """

    lo: Term
    hi: Term
    is_: Term | None = None
    exists: Term | None = None


@dataclass(slots=True)
class Program:
    """The steps so far: each worked out once, in order, under a name of its own."""

    ruleset: Ruleset
    dialect: Dialect
    steps: dict[str, str] = field(default_factory=dict)
    tables: dict[str, tuple[object, ...]] = field(default_factory=dict)
    columns: dict[str, str] = field(default_factory=dict)
    done: "dict[str, Term | Ends]" = field(default_factory=dict)
    moments: dict[Term, None] = field(default_factory=dict)

    def note(self, *days: Term) -> None:
        """Remember days that a test looks at: time alone changes a finding only around one of them."""
        self.moments |= dict.fromkeys(day for day in days if day != AS_OF)

    def step(self, text: str) -> Term:
        """The name of a step with this text."""
        if text.isidentifier() or text.isdigit():
            return text
        return self.steps.setdefault(text, f"v{len(self.steps)}")

    def column(self, name: str) -> Term:
        """The name under which a column of the row is read."""
        return self.columns.setdefault(name, f"c_{len(self.columns)}")

    def table(self, *key: object) -> Term:
        """The name of a table: what stands in it is made when the program is built (compiled.py, bulk.py)."""
        name = "_".join(str(part) for part in key if not isinstance(part, tuple))
        if any(isinstance(part, tuple) for part in key):
            name = next((known for known, k in self.tables.items() if k == key), f"{name}_{len(self.tables)}")
        self.tables[name] = key
        return name

    # Days

    def years_later(self, day: Term, years: int, *, late: bool) -> Term:
        if day.isdigit():
            return str(daycount.YearsLater(years, late=late)[int(day)])
        return self.looked_up(day, "years_later", years, "late" if late else "early")

    def rolled(self, day: Term) -> Term:
        if day.isdigit():
            return str(daycount.Rolled(self.ruleset.holidays)[int(day)])
        return self.looked_up(day, "rolled")

    def later(self, first: Term, second: Term) -> Term:
        if first.isdigit() and second.isdigit():
            return str(max(int(first), int(second)))
        return self.step(self.dialect.greater(first, second))

    def looked_up(self, place: Term, *key: object) -> Term:
        """What stands in the table of this key at a place."""
        return self.step(self.dialect.look_up(self.table(*key), place))

    # Truths

    def lesser(self, *parts: Term) -> Term:
        return self._folded(parts, stop="0", skip="2", write=self.dialect.lesser)

    def greater(self, *parts: Term) -> Term:
        return self._folded(parts, stop="2", skip="0", write=self.dialect.greater)

    def _folded(self, parts: tuple[Term, ...], *, stop: Term, skip: Term, write: "Writer") -> Term:
        left = [part for part in dict.fromkeys(parts) if part != skip]
        if not left or stop in left:
            return stop if stop in left else skip
        found = left[0]
        for part in left[1:]:
            found = self.step(write(found, part))
        return found

    def flipped(self, truth: Term) -> Term:
        return str(2 - int(truth)) if truth.isdigit() else self.step(f"2 - {truth}")

    def certain(self, truth: Term) -> Term:
        return str(int(truth) & 2) if truth.isdigit() else self.step(f"{truth} & 2")

    def possible(self, truth: Term) -> Term:
        return "2" if truth in ("1", "2") else "0" if truth == "0" else self.step(f"({truth} + 1) & 2")

    def holds(self, comparison: Term) -> Term:
        return self.step(self.dialect.certainly(comparison))

    def readings(self, certain: Term, possible: Term) -> Term:
        return self.step(self.dialect.readings(certain, possible))

    def pick(self, test: Term, yes: Term, no: Term) -> Term:
        if yes == no or test.isdigit():
            return no if test == "0" else yes
        return self.step(self.dialect.pick(test, yes, no))


class Writer(Protocol):
    def __call__(self, first: Term, second: Term, /) -> Term: ...
