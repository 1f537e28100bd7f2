"""The peers that read a whole caseload: polars and OpenFisca-Core, each truth as two columns of booleans.

Both get their columns in the kind of number they like best: booleans for truths, 32 bits for days.
"""

import functools
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from bench.engine import subset
from bench.engine.flat import plain
from bench.engine.subset import Subset
from bench.engine.walk import Handle, Sides
from eligibility import daycount

Array = npt.NDArray[Any]
CERTAIN, POSSIBLE = "certain", "possible"
FORM = {True: "columns made for it", False: "our columns"}


@lru_cache(maxsize=16)
def birthdays(column: str) -> Array:
    """By the number of every day: the same day so many years later; the column is as flat.py names it."""
    end, _, years = column.partition("+")
    later = daycount.YearsLater(int(years), late=end.endswith(".hi"))
    return np.array([later[day] for day in range(daycount.FOREVER + 1)], dtype=np.int32)


class Inputs:
    """Which columns the written work reads: truths and numbers; and what is settled without any.

    With `split`, each truth is handed over as two booleans and each birthday ready made; without, it gets the
    very columns that ours reads, of 0, 1 and 2 and of days, and the table in which ours looks birthdays up.
    """

    def __init__(self, *, split: bool) -> None:
        self.is_split = split
        self.settled: dict[str, bool] = {}
        self.truths: dict[str, None] = {}
        self.numbers: dict[str, None] = {}

    @property
    def columns(self) -> tuple[str, ...]:
        return (*self.truths, *self.numbers)

    def split(self, flat: Mapping[str, Array]) -> dict[str, Array]:
        """The columns as asked for."""
        if not self.is_split:
            return {plain(name): flat[plain(name)] for name in self.columns}
        found = {plain(name): flat[plain(name)] for name in self.numbers}
        for name in map(plain, self.truths):
            found |= {f"{name}_{CERTAIN}": flat[name] == 2, f"{name}_{POSSIBLE}": flat[name] != 0}
        return found


class Expressions:
    """The work as polars expressions; with `staged`, kept names become columns, not shared expressions."""

    def __init__(self, *, staged: bool, split: bool) -> None:
        import polars as pl

        self.pl, self.staged = pl, staged
        self.inputs = Inputs(split=split)
        self.kept: dict[str, Any] = {}
        self.level: dict[str, int] = {}

    def truth(self, column: str) -> Sides:
        self.inputs.truths[column] = None
        name = plain(column)
        if not self.inputs.is_split:
            return Sides(self.pl.col(name) == 2, self.pl.col(name) != 0)
        return Sides(self.pl.col(f"{name}_{CERTAIN}"), self.pl.col(f"{name}_{POSSIBLE}"))

    def number(self, column: str) -> Handle:
        if "+" in column and not self.inputs.is_split:
            table = self.pl.lit(self.pl.Series(birthdays(column)))
            return self._keep(plain(column), table.gather(self.number(column.partition("+")[0])))
        self.inputs.numbers[column] = None
        return self.pl.col(plain(column))

    def at_most(self, first: Handle, second: Handle) -> Handle:
        return self._days(first) <= self._days(second)

    def below(self, first: Handle, second: Handle) -> Handle:
        return self._days(first) < self._days(second)

    def among(self, code: Handle, codes: tuple[int, ...]) -> Handle:
        found = code == codes[0]
        for one in codes[1:]:
            found |= code == one
        return found

    def both(self, parts: list[Handle]) -> Handle:
        found = parts[0]
        for part in parts[1:]:
            found &= part
        return found

    def either(self, parts: list[Handle]) -> Handle:
        found = parts[0]
        for part in parts[1:]:
            found |= part
        return found

    def negated(self, part: Handle) -> Handle:
        return ~part

    def choose(self, test: Handle, yes: Handle, no: Handle) -> Handle:
        return self.pl.when(test).then(self._days(yes)).otherwise(self._days(no))

    def larger(self, first: Handle, second: Handle) -> Handle:
        return self.pl.max_horizontal(self._days(first), self._days(second))

    def _days(self, number: Handle) -> Handle:
        if not isinstance(number, int):
            return number
        return self.pl.lit(number, dtype=self.pl.Int32 if abs(number) < 2**31 else self.pl.Int64)

    def keep(self, name: str, found: Sides) -> Sides:
        certain = self._keep(f"{name}_{CERTAIN}", found.certain)
        return Sides(certain, certain if found.is_sure else self._keep(f"{name}_{POSSIBLE}", found.possible))

    def keep_number(self, name: str, found: Handle) -> Handle:
        return self._keep(name, found)

    def _keep(self, name: str, found: Handle) -> Handle:
        if isinstance(found, bool):
            self.inputs.settled[name] = found
            return found
        roots = found.meta.root_names()
        self.level[name] = 1 + max((self.level.get(root, 0) for root in roots), default=0)
        self.kept[name] = found
        return self.pl.col(name) if self.staged else found


class Polars:
    """The verdicts of a frame: one lazy query on one thread."""

    def __init__(self, work: Subset, as_of: int, *, staged: bool, split: bool) -> None:
        self.name = f"polars, {'a column a test' if staged else 'one select'}, {FORM[split]}"
        writer = Expressions(staged=staged, split=split)
        subset.write(work, writer, as_of=as_of, every_test=False)
        self.inputs, self.work = writer.inputs, work
        self.wanted = [name for name in writer.kept if name.rpartition("_")[0] in work.verdicts]
        self._writer = writer

    def load(self, flat: Mapping[str, Array]) -> None:
        pl = self._writer.pl
        self._frame = pl.DataFrame(self.inputs.split(flat))
        self._query = self._frame.lazy()
        if not self._writer.staged:
            self._query = self._query.select(**{name: self._writer.kept[name] for name in self.wanted})
            return
        for level in sorted(set(self._writer.level.values())):
            here = {name: self._writer.kept[name] for name, at in self._writer.level.items() if at == level}
            self._query = self._query.with_columns(**here)
        self._query = self._query.select(self.wanted)

    def run(self) -> Any:
        return self._query.collect()

    def verdicts(self) -> dict[str, Array]:
        found = self.run()
        return _added_up(
            self.work, self.inputs.settled | {name: found[name].to_numpy() for name in self.wanted}
        )


class Formulas:
    """The work as OpenFisca variables: each kept name one or two, with a formula over the others."""

    def __init__(self, *, split: bool) -> None:
        self.inputs = Inputs(split=split)
        self.kept: dict[str, Any] = {}
        self.is_number: set[str] = set()

    @staticmethod
    def _read(name: str) -> Handle:
        return lambda person, period: person(name, period)

    @staticmethod
    def _values(handle: Handle, person: Any, period: Any) -> Any:
        return handle if isinstance(handle, int) else handle(person, period)

    def _of(self, function: Any, *handles: Handle) -> Handle:
        return lambda person, period: function(*(self._values(one, person, period) for one in handles))

    def truth(self, column: str) -> Sides:
        self.inputs.truths[column] = None
        if not self.inputs.is_split:
            held = self._read(plain(column))
            return Sides(self._of(np.equal, held, 2), self._of(np.not_equal, held, 0))
        return Sides(*(self._read(f"{plain(column)}_{side}") for side in (CERTAIN, POSSIBLE)))

    def number(self, column: str) -> Handle:
        if "+" in column and not self.inputs.is_split:
            return self._of(birthdays(column).take, self.number(column.partition("+")[0]))
        self.inputs.numbers[column] = None
        return self._read(plain(column))

    def at_most(self, first: Handle, second: Handle) -> Handle:
        return self._of(np.less_equal, first, second)

    def below(self, first: Handle, second: Handle) -> Handle:
        return self._of(np.less, first, second)

    def among(self, code: Handle, codes: tuple[int, ...]) -> Handle:
        same = [self._of(np.equal, code, one) for one in codes]
        return same[0] if len(same) == 1 else self.either(same)

    def both(self, parts: list[Handle]) -> Handle:
        return self._of(lambda *values: functools.reduce(np.logical_and, values), *parts)

    def either(self, parts: list[Handle]) -> Handle:
        return self._of(lambda *values: functools.reduce(np.logical_or, values), *parts)

    def negated(self, part: Handle) -> Handle:
        return self._of(np.logical_not, part)

    def choose(self, test: Handle, yes: Handle, no: Handle) -> Handle:
        return self._of(np.where, test, yes, no)

    def larger(self, first: Handle, second: Handle) -> Handle:
        return self._of(np.maximum, first, second)

    def keep(self, name: str, found: Sides) -> Sides:
        certain = self._keep(f"{name}_{CERTAIN}", found.certain)
        return Sides(certain, certain if found.is_sure else self._keep(f"{name}_{POSSIBLE}", found.possible))

    def keep_number(self, name: str, found: Handle) -> Handle:
        self.is_number.add(name)
        return self._keep(name, found)

    def _keep(self, name: str, found: Handle) -> Handle:
        if isinstance(found, bool):
            self.inputs.settled[name] = found
            return found
        self.kept[name] = found
        return self._read(name)


class OpenFisca:
    """A tax-benefit system of one kind of person, its rules variables of one month."""

    def __init__(self, work: Subset, as_of: int, *, split: bool) -> None:
        from openfisca_core.entities import build_entity
        from openfisca_core.periods import DateUnit
        from openfisca_core.taxbenefitsystems import TaxBenefitSystem
        from openfisca_core.variables import Variable

        self.name = f"OpenFisca-Core, {FORM[split]}"
        writer = Formulas(split=split)
        subset.write(work, writer, as_of=as_of, every_test=False)
        self.inputs, self.work, self._period = writer.inputs, work, "2026-11"
        self.wanted = [name for name in writer.kept if name.rpartition("_")[0] in work.verdicts]
        self.computed = list(writer.kept)
        person = build_entity("person", "persons", "A claim", is_person=True)
        self._system = TaxBenefitSystem([person])
        common = {"entity": person, "definition_period": DateUnit.MONTH, "label": "-"}

        def add(name: str, kind: type, **formula: Any) -> None:
            self._system.add_variable(type(name, (Variable,), {**common, "value_type": kind, **formula}))

        for name in map(plain, self.inputs.truths):
            for own in (f"{name}_{CERTAIN}", f"{name}_{POSSIBLE}") if split else (name,):
                add(own, bool if split else int)
        for name in map(plain, self.inputs.numbers):
            add(name, int)
        for name, formula in writer.kept.items():
            add(name, int if name in writer.is_number else bool, formula=_formula(formula))

    def load(self, flat: Mapping[str, Array]) -> None:
        from openfisca_core.simulations import SimulationBuilder

        columns = self.inputs.split(flat)
        for name, column in columns.items():
            if (
                column.dtype == np.int64
            ):  # its own whole numbers have 32 bits, too few for the number of a photo
                self._system.get_variable(name).dtype = np.int64
        rows = len(next(iter(columns.values())))
        self._simulation = SimulationBuilder().build_default_simulation(self._system, count=rows)
        for name, column in columns.items():
            self._simulation.set_input(name, self._period, column)

    def forget(self) -> None:
        """Have every formula worked out anew."""
        for name in self.computed:
            self._simulation.delete_arrays(name)

    def run(self) -> dict[str, Array]:
        return {name: self._simulation.calculate(name, self._period) for name in self.wanted}

    def verdicts(self) -> dict[str, Array]:
        self.forget()
        return _added_up(self.work, {**self.inputs.settled, **self.run()})


def _formula(handle: Handle) -> Any:
    def formula(person: Any, period: Any) -> Any:
        return handle(person, period)

    return formula


def _added_up(work: Subset, found: Mapping[str, Array | bool]) -> dict[str, Array]:
    """Each verdict as 0, 1 or 2; one that is never unknown has only its first side."""
    added = {}
    for name in work.verdicts:
        certain = found[f"{name}_{CERTAIN}"]
        possible = found.get(f"{name}_{POSSIBLE}", certain)
        added[name] = np.add(certain, possible, dtype=np.uint8)
    return added
