"""Every measurement of the engine, in order: agreement, one claim, a million claims, an edited rule set."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np

from bench.engine import agreement, clock, flat, ours, ports, subset, synthetic, tables
from bench.engine.agreement import Cases
from bench.engine.clock import Work
from bench.engine.subset import Subset
from bench.engine.synthetic import Drawn
from eligibility import asking, bulk, compiled, daycount, planes, ruleset
from eligibility.evaluate import evaluate
from eligibility.law import Ruleset
from eligibility.reading import pairs_of
from matters.flickr_megaface import facts as megaface

AS_OF = megaface.AS_OF
TODAY = daycount.number(AS_OF)
CLAIMS, SAMPLE, ROUNDS, FEW_ROUNDS = 1_000_000, 2_000, 15, 7
PLAIN = "ours, whole rule set, open facts that count twice not tried out"
EDITS = {
    "COPPA_PHOTO_FROM, 2013-07-01 to 2013-01-01": ("COPPA_PHOTO_FROM:\n    value: 2013-07-01", "2013-01-01"),
    "YFCC_RELEASE, 2014-06-24 to 2014-05-01": ("YFCC_RELEASE:\n    value: 2014-06-24", "2014-05-01"),
}


@dataclass(slots=True)
class Found:
    """What was measured: seconds by name, other numbers by name, and what each disagreeing port said."""

    cases: Cases
    disagreements: dict[str, list[str]] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    numbers: dict[str, float] = field(default_factory=dict)
    moves: dict[str, ours.Difference] = field(default_factory=dict)
    unavailable: dict[str, str] = field(default_factory=dict)

    def agrees(self, name: str) -> bool:
        return not self.disagreements.get(name)


def take() -> Found:
    rules = megaface.shipped()
    work = subset.of(rules)
    found = Found(agreement.worked_cases(work))
    _one_claim(found, rules, work)
    drawn = synthetic.draw(rules, claims=CLAIMS, as_of=AS_OF)
    _all_claims(found, work, drawn)
    _whole(found, rules, drawn)
    _edits(found, rules, drawn)
    _asking(found, rules, drawn)
    return found


# One claim


def _one_claim(found: Found, rules: Ruleset, work: Subset) -> None:
    drawn = synthetic.draw(rules, claims=SAMPLE, as_of=AS_OF, seed=synthetic.SEED + 1)
    columns = ours.entered(work.ruleset, drawn.load)
    rows = tuple(bulk.rows(columns, work.rules.layout, np.arange(SAMPLE)))
    makes: dict[str, Callable[[int], Any]] = {
        one.name: partial(one, work) for one in (ports.Zen, ports.Datalogic)
    }
    for name, make in makes.items():
        said = agreement.differences(work, found.cases.rows, make)
        found.disagreements[name] = said + agreement.differences(work, {TODAY: rows}, make)
    run = work.rules
    names = tuple(run.places)
    works = [
        clock.each(
            "ours, trace",
            lambda row: {"facts": row, "values": dict(zip(names, run.trace(row, TODAY), strict=True))},
            rows,
        ),
        clock.each("ours, trace by place", lambda row: (row, run.trace(row, TODAY)), rows),
        clock.each("ours, verdicts", lambda row: run.verdicts(row, TODAY), rows),
    ]
    if found.agrees(ports.Zen.name):
        zen = ports.Zen(work, TODAY)
        facts = [flat.of_row(zen.columns, work.rules.layout, row, as_of=TODAY) for row in rows[:200]]
        works.append(clock.each("zen-engine, trace", zen.native_trace, facts))
    if found.agrees(ports.Datalogic.name):
        logic = ports.Datalogic(work, TODAY)
        facts = [flat.of_row(logic.columns, work.rules.layout, row, as_of=TODAY) for row in rows]
        ready = [logic.ready(one) for one in facts]
        works.append(clock.each("datalogic-py, trace", logic.trace_values, facts))
        works.append(clock.each("datalogic-py, trace by place", logic.trace_by_place, facts))
        works.append(clock.each("datalogic-py, trace by place of parsed facts", logic.trace_of_ready, ready))
        works.append(clock.each("datalogic-py, verdicts", logic.verdicts, facts))
        works.append(clock.each("datalogic-py, verdicts of parsed facts", logic.verdicts_of_ready, ready))
    found.seconds |= clock.best(works, rounds=ROUNDS)
    found.numbers["names in a trace"] = len(work.trace)
    _explained(found, rules)


def _explained(found: Found, rules: Ruleset) -> None:
    """From the facts of a claim to the determination with its sentences, all theories; and to its rows."""
    case = megaface.from_text(_first_case())
    whole = compiled.compile_rules(rules)
    row = pairs_of(rules, case.claim)[0].row
    works = [
        Work("ours, evaluate", lambda: evaluate(rules, case.claim, as_of=case.as_of).to_json()),
        Work("ours, facts read into rows", lambda: pairs_of(rules, case.claim)),
        clock.each("ours, trace of all theories", lambda one: whole.trace(one, TODAY), [row] * 1000),
    ]
    found.seconds |= clock.best(works, rounds=30)


def _first_case() -> str:
    with megaface.CASES.open(encoding="utf-8", newline="") as table:
        return table.read().split("\n")[1].split(",")[1]


# A million claims


def _all_claims(found: Found, work: Subset, drawn: Drawn) -> None:
    mine = ours.Verdicts(work, drawn.load, AS_OF)
    expected = mine.verdicts()
    columns = {**mine.columns, **drawn.lived}
    works = [Work("ours, 1M", mine.run)]
    for name, make in _table_ports(work).items():
        said = agreement.table_differences(work, found.cases.rows, make)
        port = make(TODAY)
        port.load(flat.of_columns(port.inputs.columns, columns, drawn.load.rows))
        found.disagreements[name] = said + agreement.unequal(expected, port.verdicts())
        if found.agrees(name):
            works.append(Work(f"{name}, 1M", port.run, before=getattr(port, "forget", None)))
    read = mine.arrays_read(AS_OF)
    works.append(Work("limit: the same columns read once", lambda: [column.max() for column in read]))
    found.numbers["bytes read a claim"] = sum(column.nbytes for column in read) / CLAIMS
    works.append(
        Work(
            "limit: 64 MB copied", partial(np.copyto, np.ones(1 << 26, np.uint8), np.ones(1 << 26, np.uint8))
        )
    )
    found.seconds |= clock.best(works, rounds=ROUNDS)
    shares = [np.bincount(values, minlength=3)[1] / CLAIMS for values in expected.values()]
    found.numbers["verdicts not known, share"] = float(np.mean(shares))


def _table_ports(work: Subset) -> dict[str, Callable[[int], Any]]:
    makes: list[Callable[[int], Any]] = []
    for split in (True, False):
        makes += [partial(tables.Polars, work, staged=staged, split=split) for staged in (True, False)]
        makes.append(partial(tables.OpenFisca, work, split=split))
    return {make(TODAY).name: make for make in makes}


# The whole rule set, and an edited one


def _whole(found: Found, rules: Ruleset, drawn: Drawn) -> None:
    load = drawn.load
    works = [
        Work("ours, whole rule set, 1M", lambda: bulk.outcomes(rules, load, as_of=AS_OF)),
        Work(f"{PLAIN}, 1M", lambda: bulk.outcomes(rules, load, as_of=AS_OF, try_out=False)),
    ]
    found.seconds |= clock.best(works, rounds=FEW_ROUNDS)
    found.numbers["theories"] = len(rules.theories)
    found.numbers["bytes of columns a claim"] = load.nbytes / CLAIMS


def _edits(found: Found, rules: Ruleset, drawn: Drawn) -> None:
    text = megaface.RULESET.read_text(encoding="utf-8")
    outcomes = bulk.outcomes(rules, drawn.load, as_of=AS_OF)
    known = dict(zip(rules.theories, outcomes, strict=True))
    for edit, (line, value) in EDITS.items():
        if line not in text:
            found.unavailable[edit] = "the setting no longer stands in the rule set as this edit expects it"
            continue
        edited = text.replace(line, f"{line.split(': ')[0]}: {value}")
        after = ruleset.load(edited)
        theories = ours.touched(rules, after)
        counted = partial(ours.difference, drawn.load, known, after, theories, AS_OF)
        found.moves[edit] = counted()
        works = [
            Work(f"difference: {edit}", counted),
            Work(f"edit loaded and compiled: {edit}", partial(_loaded, rules, edited)),
        ]
        found.seconds |= clock.best(works, rounds=FEW_ROUNDS)


def _loaded(before: Ruleset, edited: str) -> None:
    after = ruleset.load(edited)
    planes.compile_columns(after, ours.touched(before, after))


def _asking(found: Found, rules: Ruleset, drawn: Drawn) -> None:
    """Which question settles most open claims of one theory: every fact it rests on, every answer."""
    name = f"value of information, facts of {subset.DEPICTED}, 1M"
    asked = partial(asking.questions, rules, drawn.load, subset.DEPICTED, as_of=AS_OF)
    found.numbers["questions weighed"] = len(asked())
    found.seconds |= clock.best([Work(name, asked)], rounds=2)
