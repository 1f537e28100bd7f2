"""The writers of the peers that read one claim, and a plain one in Python that needs no peer."""

import json
from collections.abc import Callable
from typing import Any

from bench.engine import subset
from bench.engine.flat import plain
from bench.engine.subset import Subset
from bench.engine.walk import Handle, Sides

Flat = dict[str, int]


class Texts:
    """Expressions as program text; `reference` says how a kept name is read again."""

    def __init__(self, *, negation: str, reference: str, choice: str) -> None:
        self.negation, self.reference, self.choice = negation, reference, choice
        self.columns: dict[str, None] = {}
        self.kept: dict[str, str] = {}

    def _column(self, name: str) -> str:
        self.columns[name] = None
        return plain(name)

    def truth(self, column: str) -> Sides:
        name = self._column(column)
        return Sides(f"({name} == 2)", f"({name} != 0)")

    def number(self, column: str) -> Handle:
        return self._column(column)

    def at_most(self, first: Handle, second: Handle) -> Handle:
        return f"({first} <= {second})"

    def below(self, first: Handle, second: Handle) -> Handle:
        return f"({first} < {second})"

    def among(self, code: Handle, codes: tuple[int, ...]) -> Handle:
        return "(" + " or ".join(f"{code} == {one}" for one in codes) + ")"

    def both(self, parts: list[Handle]) -> Handle:
        return f"({' and '.join(parts)})"

    def either(self, parts: list[Handle]) -> Handle:
        return f"({' or '.join(parts)})"

    def negated(self, part: Handle) -> Handle:
        return f"({self.negation} {part})"

    def choose(self, test: Handle, yes: Handle, no: Handle) -> Handle:
        return self.choice.format(test=test, yes=yes, no=no)

    def larger(self, first: Handle, second: Handle) -> Handle:
        return self.choose(self.below(first, second), second, first)

    def keep(self, name: str, found: Sides) -> Sides:
        if isinstance(found.certain, bool) and isinstance(found.possible, bool):
            self.kept[name] = str(found.certain + found.possible)
            return found
        certain, possible = (
            str(side).lower() if isinstance(side, bool) else side for side in (found.certain, found.possible)
        )
        otherwise = "0" if found.is_sure else self.choose(possible, "1", "0")
        self.kept[name] = self.choose(certain, "2", otherwise)
        again = self.reference.format(name)
        surely = f"({again} == 2)"
        return Sides(surely, surely if found.is_sure else f"({again} != 0)")

    def keep_number(self, name: str, found: Handle) -> Handle:
        self.kept[name] = found
        return self.reference.format(name)


class Plain:
    """The work as one function of plain Python, made of the text of the same expressions."""

    def __init__(self, work: Subset, as_of: int) -> None:
        writer = Texts(negation="not", reference="{}", choice="({yes} if {test} else {no})")
        subset.write(work, writer, as_of=as_of)
        self.columns = tuple(writer.columns)
        lines = [f"    {name} = {text}" for name, text in writer.kept.items()]
        names = ", ".join(f"{name!r}: {name}" for name in work.trace)
        arguments = ", ".join(plain(name) for name in self.columns)
        scope: dict[str, Any] = {"true": True, "false": False}
        exec("\n".join([f"def read({arguments}):", *lines, f"    return {{{names}}}"]), scope)
        self._read: Callable[..., dict[str, int]] = scope["read"]

    def trace(self, facts: Flat) -> dict[str, int]:
        return self._read(**facts)


class Zen:
    """A JDM document with one expression node, the form in which this engine does least besides."""

    name = "zen-engine"

    def __init__(self, work: Subset, as_of: int) -> None:
        import zen

        writer = Texts(negation="not", reference="$.{}", choice="({test} ? {yes} : {no})")
        subset.write(work, writer, as_of=as_of)
        self.columns, self.names = tuple(writer.columns), work.trace
        expressions = [{"id": name, "key": name, "value": text} for name, text in writer.kept.items()]
        place = {"position": {"x": 0, "y": 0}}
        nodes = [
            {"id": "facts", "name": "facts", "type": "inputNode", **place},
            {
                "id": "rules",
                "name": "rules",
                "type": "expressionNode",
                "content": {"expressions": expressions},
                **place,
            },
            {"id": "found", "name": "found", "type": "outputNode", **place},
        ]
        edges = [
            {"id": "1", "sourceId": "facts", "targetId": "rules", "type": "edge"},
            {"id": "2", "sourceId": "rules", "targetId": "found", "type": "edge"},
        ]
        self._decision = zen.ZenEngine().create_decision(json.dumps({"nodes": nodes, "edges": edges}))

    def native_trace(self, facts: Flat) -> Any:
        """The whole answer with the engine's own trace."""
        return self._decision.evaluate(facts, {"trace": True})

    def trace(self, facts: Flat) -> dict[str, int]:
        traced = self.native_trace(facts)["trace"]["rules"]["traceData"]
        return {name: int(float(traced[name]["result"])) for name in self.names}


class Logic:
    """Expressions as JSONLogic; nothing can be named there, so what is used twice stands there twice."""

    def __init__(self) -> None:
        self.columns: dict[str, None] = {}
        self.kept: dict[str, Any] = {}

    def number(self, column: str) -> Handle:
        self.columns[column] = None
        return {"var": plain(column)}

    def truth(self, column: str) -> Sides:
        return Sides({"===": [self.number(column), 2]}, {">": [self.number(column), 0]})

    def at_most(self, first: Handle, second: Handle) -> Handle:
        return {"<=": [first, second]}

    def below(self, first: Handle, second: Handle) -> Handle:
        return {"<": [first, second]}

    def among(self, code: Handle, codes: tuple[int, ...]) -> Handle:
        same = [{"===": [code, one]} for one in codes]
        return same[0] if len(same) == 1 else {"or": same}

    def both(self, parts: list[Handle]) -> Handle:
        return {"and": parts}

    def either(self, parts: list[Handle]) -> Handle:
        return {"or": parts}

    def negated(self, part: Handle) -> Handle:
        return {"!": [part]}

    def choose(self, test: Handle, yes: Handle, no: Handle) -> Handle:
        return {"if": [test, yes, no]}

    def larger(self, first: Handle, second: Handle) -> Handle:
        return {"max": [first, second]}

    def keep(self, name: str, found: Sides) -> Sides:
        unsure = [] if found.is_sure else [found.possible, 1]
        self.kept[name] = {"if": [found.certain, 2, *unsure, 0]}
        return found

    def keep_number(self, name: str, found: Handle) -> Handle:
        return found


class Datalogic:
    """One compiled JSONLogic rule for the verdicts, one for the trace: each a list of values."""

    name = "datalogic-py"

    def __init__(self, work: Subset, as_of: int) -> None:
        import datalogic_py

        writer = Logic()
        subset.write(work, writer, as_of=as_of)
        self.columns, self.names = tuple(writer.columns), work.trace
        engine = datalogic_py.Engine(templating=True)
        self._session = engine.session()
        self._handle = datalogic_py.DataHandle
        self._verdicts = engine.compile([writer.kept[name] for name in work.verdicts])
        self._trace = engine.compile([writer.kept[name] for name in work.trace])

    def ready(self, facts: Flat) -> Any:
        """Facts in the engine's own form, as our row is in ours."""
        return self._handle(json.dumps(facts))

    def verdicts(self, facts: Flat) -> Any:
        return self._session.evaluate(self._verdicts, facts)

    def verdicts_of_ready(self, ready: Any) -> Any:
        return self._session.evaluate_data(self._verdicts, ready)

    def trace_values(self, facts: Flat) -> Any:
        """The hand-built trace: every value with its name, and the facts."""
        return {
            "facts": facts,
            "values": dict(zip(self.names, self._session.evaluate(self._trace, facts), strict=True)),
        }

    def trace_by_place(self, facts: Flat) -> Any:
        return facts, self._session.evaluate(self._trace, facts)

    def trace_of_ready(self, ready: Any) -> Any:
        return ready, self._session.evaluate_data(self._trace, ready)

    def trace(self, facts: Flat) -> dict[str, int]:
        found: dict[str, int] = self.trace_values(facts)["values"]
        return found
