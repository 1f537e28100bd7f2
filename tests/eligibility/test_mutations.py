"""The worked cases notice every small change of the law: what they do not is listed, with the reason."""

import ast
import random
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from eligibility import ruleset
from eligibility.expression import Expression
from matters.flickr_megaface import facts
from tests.eligibility import noticing
from tests.eligibility.mutations import EXPRESSIONS, Mutant, mutants, places, written

EQUIVALENT = Path(__file__).with_name("equivalent.txt")
SOURCE = facts.RULESET.read_text(encoding="utf-8")
PARTS = range(8)
SAMPLE = 15
"""How many mutants of each part are tried in every run of `make test`; ALL=1 tries them all."""


@lru_cache(maxsize=1)
def everything() -> tuple[Mutant, ...]:
    return tuple(mutants(SOURCE, facts.shipped()))


def of_part(part: int) -> list[Mutant]:
    """Neighbours in the text, so that the case which noticed one is likely to notice the next."""
    count = len(everything())
    return list(everything()[part * count // len(PARTS) : (part + 1) * count // len(PARTS)])


@lru_cache(maxsize=1)
def cases() -> list[noticing.Worked]:
    return list(noticing.worked(facts.shipped()))


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


def notice(mutant: Mutant) -> str:
    """What a worked case says against a mutant; empty where none notices it."""
    try:
        # Not load: a worked case must notice the change even where the lints would refuse it.
        law = ruleset.read(mutant.text(SOURCE))
    except ruleset.RulesetError as error:
        return f"refused: {error}"
    only = noticing.reached(facts.shipped(), mutant.path)
    law = noticing.only_these(law, only)
    waiting = cases()
    for place, case in enumerate(waiting):
        if said := noticing.wrong(law, case, only=only):
            # What noticed one change often notices the next.
            waiting.insert(0, waiting.pop(place))
            return said
    return ""


def misjudged(tried: list[Mutant]) -> Iterator[str]:
    for mutant in tried:
        said = notice(mutant)
        if said and mutant.name in equivalent():
            yield f"listed as equivalent, but noticed ({said}): {mutant.name}"
        elif not said and mutant.name not in equivalent():
            yield f"line {mutant.line}, noticed by no worked case: {mutant.name}"


@pytest.mark.parametrize("part", PARTS)
def test_a_sample_of_changes_is_noticed(part: int) -> None:
    mine = of_part(part)
    chosen = random.sample(mine, min(SAMPLE, len(mine)))
    assert list(misjudged(sorted(chosen, key=mine.index))) == []


@pytest.mark.all
@pytest.mark.parametrize("part", PARTS)
def test_every_change_is_noticed(part: int) -> None:
    assert list(misjudged(of_part(part))) == []


def test_the_shipped_rules_meet_every_expectation() -> None:
    assert [said for case in cases() if (said := noticing.wrong(facts.shipped(), case))] == []


def test_no_expectation_is_idle() -> None:
    """A case that states nothing beyond its outcome is fine; one that names what does not exist is not."""
    rows = [row for case in cases() for row in case.rows]
    assert len(rows) == len({(row.table, row.case, row.theory) for row in rows})
    assert all(row.stated for row in rows if row.table == noticing.ADDED.name)


def test_fewer_theories_give_the_same_findings() -> None:
    law = facts.shipped()
    for name in law.theories:
        few = noticing.only_these(law, frozenset({name}))
        assert [w for case in cases() if (w := noticing.wrong(few, case, only=frozenset({name})))] == []


def test_equivalent_changes_exist_and_have_a_reason() -> None:
    names = {mutant.name for mutant in everything()}
    assert [name for name in equivalent() if name not in names] == []
    assert [name for name, reason in equivalent().items() if len(reason.split()) < 5] == []


def test_a_mutant_changes_what_it_says_and_nothing_else() -> None:
    """Writing any value back unchanged gives the same digest, so a mutant differs in its own place only."""
    for place in places(SOURCE)[1::40]:
        again = SOURCE[: place.first] + written(place.value) + SOURCE[place.last :]
        assert ruleset.load(again).digest == facts.shipped().digest, place.path
    assert len({mutant.name for mutant in everything()}) == len(everything())


def test_every_expression_of_the_rule_set_is_changed() -> None:
    """An expression under a name that EXPRESSIONS lacks would never be changed, and nobody would know."""
    changed = {
        " ".join(str(place.value).split())
        for place in places(SOURCE)
        if place.path.rpartition(".")[2] in EXPRESSIONS
    }
    compiled = {_unparsed(text) for text in changed} | {"true"}
    assert {found.text for found in _expressions(facts.shipped())} <= compiled


def test_every_setting_is_changed_unless_it_is_empty() -> None:
    changed = {mutant.path.split(".")[1] for mutant in everything() if mutant.path.startswith("settings.")}
    assert changed == {setting.key for setting in facts.shipped().settings if setting.value}


def _unparsed(text: str) -> str:
    return ast.unparse(ast.parse(text, mode="eval"))


def _expressions(noun: Any) -> Iterator[Expression]:
    """Every expression anywhere in a rule set."""
    if isinstance(noun, Expression):
        yield noun
    elif is_dataclass(noun):
        for part in fields(noun):
            yield from _expressions(getattr(noun, part.name))
    elif isinstance(noun, dict):
        for item in noun.values():
            yield from _expressions(item)
    elif isinstance(noun, tuple):
        for item in noun:
            yield from _expressions(item)


def test_a_change_of_words_alone_is_not_a_finding() -> None:
    reworded = SOURCE.replace("the person is under 18 on {as_of}", "still a minor")
    law = ruleset.load(reworded)
    assert reworded != SOURCE
    assert [said for case in cases() if (said := noticing.wrong(law, case))] == []
