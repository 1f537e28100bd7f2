"""The worked cases notice every small change of the law: what they do not is listed, with the reason."""

import ast
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

import pytest

from eligibility import ruleset
from eligibility.expression import Expression
from matters.flickr_megaface import facts
from tests.eligibility import apart, mutation_table
from tests.eligibility.changes import EXPRESSIONS
from tests.eligibility.checking import Verdict, document, equivalent, everything, tried
from tests.eligibility.mutation_table import kinds
from tests.eligibility.mutations import Mutant, Step, places, replaced


@pytest.mark.parametrize("kind", kinds())
def test_every_change_is_noticed_or_listed_as_equivalent(kind: str) -> None:
    """And mutations.md counts them so."""
    verdicts = [(mutant, tried(mutant)) for mutant in kinds()[kind]]
    assert list(_misjudged(verdicts)) == []
    stale = "run python -m tests.eligibility.mutation_table"
    assert mutation_table.line(kind, (verdict.by for _, verdict in verdicts)) in _table(), stale


def _misjudged(verdicts: list[tuple[Mutant, Verdict]]) -> Iterator[str]:
    for mutant, verdict in verdicts:
        if verdict.by and mutant.name in equivalent():
            yield f"listed as equivalent, but noticed ({verdict.said}): {mutant.name}"
        elif not verdict.by and mutant.name not in equivalent():
            yield f"line {mutant.place.entry.line}, noticed by no worked case: {mutant.name}"


def _table() -> list[str]:
    return mutation_table.PAGE.read_text(encoding="utf-8").splitlines()


def test_the_table_of_mutants_counts_every_kind_once() -> None:
    counted = [[part.strip() for part in line.split("|")[1:-1]] for line in _table() if line.startswith("| ")]
    heading, rule, *lines, whole = counted
    assert heading == list(mutation_table.HEADINGS) and rule[0] == "---"
    assert {name: int(count) for name, count, *_ in lines} == Counter(mutant.kind for mutant in everything())
    columns = zip(*(map(int, numbers) for _, *numbers in lines), strict=True)
    assert whole == ["all", *(str(sum(column)) for column in columns)]


def test_equivalent_changes_exist_and_have_a_reason() -> None:
    names = {mutant.name for mutant in everything()}
    assert [name for name in equivalent() if name not in names] == []
    assert [name for name, reason in equivalent().items() if len(reason.split()) < 5] == []


def test_random_claims_do_not_tell_equivalent_changes_apart() -> None:
    """In no value and no word of what they reach; ALL=1 tries more of them."""
    assert list(_told_apart(3)) == []


@pytest.mark.all
def test_many_random_claims_do_not_tell_equivalent_changes_apart() -> None:
    assert list(_told_apart(100)) == []


def _told_apart(count: int) -> Iterator[str]:
    seed = random.randrange(1_000_000)
    drawn = list(apart.draws(random.Random(seed), count))
    for mutant in everything():
        if mutant.name in equivalent():
            told = (apart.told_apart(mutant, each) for each in drawn)
            yield from (f"seed {seed}: {mutant.name}: {said}" for said in told if said)


def test_random_claims_tell_other_changes_apart() -> None:
    """The search itself finds something: the day a child turns 18."""
    mutant = next(m for m in everything() if m.name == "theories.BIPA_MINOR.deadline.minority.age | 18 → 19")
    assert any(apart.told_apart(mutant, each) for each in apart.draws(random.Random(1), 40))


def test_a_mutant_changes_what_it_says_and_nothing_else() -> None:
    """Writing any value back unchanged gives the same digest, so a mutant differs in its own place only."""
    for place in list(places(document()))[1::40]:
        again = replaced(document(), place.steps, place.entry.plain())
        assert ruleset.read_document(again).digest == facts.shipped().digest, place.path
    assert len({mutant.name for mutant in everything()}) == len(everything())
    assert all(mutant.value != mutant.place.entry.plain() for mutant in everything())


def test_every_expression_of_the_rule_set_is_changed() -> None:
    """An expression under a name that EXPRESSIONS lacks would never be changed, and nobody would know."""
    changed = {
        place.entry.text()
        for place in places(document())
        if place.steps and place.steps[-1] in EXPRESSIONS and isinstance(place.entry.content, str)
    }
    compiled = {ast.unparse(ast.parse(text, mode="eval")) for text in changed} | {"true"}
    assert {found.text for found in _expressions(facts.shipped())} <= compiled


def test_every_setting_is_changed_unless_it_is_empty() -> None:
    changed = {m.place.steps[1] for m in everything() if m.place.steps[0] == "settings"}
    assert changed == {setting.key for setting in facts.shipped().settings if setting.value}


def test_every_part_of_facts_theories_and_conclusions_is_changed() -> None:
    """But for their names and words, which say nothing of the law."""
    silent = {"kind", "of", "label", "question", "title", "citations", "says", "places"}
    for place in places(document()):
        if len(place.steps) == 3 and place.steps[0] in ("facts", "theories", "remarks", "result"):
            assert place.steps[2] in silent or _is_changed(place.steps), place.path


def _is_changed(steps: tuple[Step, ...]) -> bool:
    """Does a mutant change something there, or leave it out of what it stands in?"""
    return any(
        mutant.place.steps[: len(steps)] == steps
        or (
            mutant.place.steps == steps[:-1]
            and isinstance(mutant.value, dict)
            and steps[-1] not in mutant.value
        )
        for mutant in everything()
    )


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
