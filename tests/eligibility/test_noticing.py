"""What a worked case expects is looked for where a determination shows it, and missed where it is not."""

import re
from collections.abc import Iterable, Iterator

from eligibility import ruleset
from eligibility.determination import TheoryShown
from eligibility.drafting import PLACEHOLDER
from eligibility.evaluate import evaluate
from eligibility.findings import find_all
from eligibility.law import Ruleset, Says, Theory
from eligibility.reading import Reading
from matters.flickr_megaface import facts
from tests.eligibility import noticing, worked
from tests.eligibility.checking import cases, pairs
from tests.eligibility.reaching import only_these
from tests.eligibility.worked import Row, Worked


def test_the_shipped_rules_meet_every_expectation() -> None:
    assert [said for case in cases() if (said := noticing.wrong(facts.shipped(), case))] == []


def test_no_expectation_is_idle() -> None:
    """A case that states nothing beyond its outcome is fine; one that names what does not exist is not."""
    law = facts.shipped()
    rows = [row for case in cases() for row in case.rows]
    assert len(rows) == len({(row.table, row.case, row.theory) for row in rows})
    assert all(row.stated for row in rows if row.table == worked.ADDED.name)
    for row in rows:
        known = _names(law, law.theories[row.theory]) if row.theory in law.theories else _WHOLE
        assert [name for name in row.stated if not known.fullmatch(name)] == [], str(row)


_WHOLE = re.compile("main|next|remark[1-9]")


def _names(law: Ruleset, theory: Theory) -> re.Pattern[str]:
    """What a row may state of a theory; holds and contradictions also of a theory that they never touch."""
    tests = {test for element in theory.requires.values() for test in element.tests}
    holds = {hold.name for one in law.theories.values() for hold in one.holds}
    against = {found.name for one in law.theories.values() for found in one.contradictions}
    named = {*theory.requires, *tests, *law.facts, *holds, *against}
    notes = {f"note{place}" for place in range(1, len(theory.notes) + 1)}
    more = {"applies", "photo", "defendant", "cap", "settles", *noticing.DATES}
    return re.compile("|".join(named | notes | more))


def test_an_expectation_that_is_wrong_is_said_to_be() -> None:
    """Every row of every table, its outcome and each of its values made another."""
    law = facts.shipped()
    for case in cases():
        for row in case.rows:
            for other in _otherwise(row):
                assert noticing.wrong(law, _only(case, other), pairs=pairs()[case]), str(row)


def _only(case: Worked, row: Row) -> Worked:
    return Worked(case.claim, case.as_of, case.sued, (row,))


def _otherwise(row: Row) -> Iterator[Row]:
    yield Row(row.table, row.case, row.theory, "another", row.stated)
    if row.outcome != noticing.REFUSED:
        for name in row.stated:
            yield Row(row.table, row.case, row.theory, row.outcome, {**row.stated, name: "another"})


def test_what_is_noticed_is_what_a_determination_shows() -> None:
    """The short cut of noticing.py against whole determinations, for everything that a row may state."""
    law = facts.shipped()
    for case in [case for case in cases() if pairs()[case] and not case.sued][::3]:
        shown = {theory.id: theory for theory in evaluate(law, case.claim, as_of=case.as_of).theories}
        readings = [Reading.of(law, pair, case.as_of) for pair in pairs()[case] or ()]
        for name, theory in law.theories.items():
            notes = [f"note{place}" for place in range(1, len(theory.notes) + 1)]
            against = [contradiction.name for contradiction in theory.contradictions]
            tests = [test for element in theory.requires.values() for test in element.tests]
            names = [*theory.requires, *tests, *notes, *against, "safe", "rolled", "photo"]
            seen = noticing.values(law, find_all(theory, readings), names)
            assert {name: seen[name] for name in names} == _shown(law, theory, shown[name]), str(case.rows[0])


def _shown(law: Ruleset, theory: Theory, shown: TheoryShown) -> dict[str, str]:
    """The same read from a determination, its tests and notes from their sentences."""
    reasons = [reason for element in shown.elements for reason in element.reasons]
    tests = [law.tests[test] for element in theory.requires.values() for test in element.tests]
    against = dict.fromkeys((contradiction.name for contradiction in theory.contradictions), "-")
    for found in reversed(shown.contradictions):
        against[found.id] = (found.photo or "claim").removeprefix("Photo ")
    return {
        **{element.id: element.value for element in shown.elements},
        **{test.name: _said(test.says, reasons) for test in tests},
        **{f"note{place}": _said(note.says, shown.notes) for place, note in enumerate(theory.notes, start=1)},
        **against,
        "safe": shown.deadline.safe if shown.deadline else "-",
        "rolled": shown.deadline.rolled if shown.deadline else "-",
        "photo": shown.photo.removeprefix("Photo ") or "-",
    }


def _said(says: Says, lines: Iterable[str]) -> str:
    """Which of three sentences stands in the lines, with anything at all in the place of its {names}."""
    for value, sentence in (("T", says.yes), ("F", says.no), ("U", says.unknown)):
        parts = PLACEHOLDER.split(sentence)
        pattern = "".join(".*" if place % 2 else re.escape(part) for place, part in enumerate(parts))
        if sentence and any(re.fullmatch(pattern, line) for line in lines):
            return value
    return "-"


def test_fewer_theories_give_the_same_findings() -> None:
    law = facts.shipped()
    for name in law.theories:
        only = frozenset({name, worked.WHOLE} if name in noticing.leaders() else {name})
        few = only_these(law, only)
        assert [w for c in cases() if (w := noticing.wrong(few, c, only=only, pairs=pairs()[c]))] == []


def test_a_change_of_words_alone_is_not_a_finding() -> None:
    source = facts.RULESET.read_text(encoding="utf-8")
    reworded = source.replace("the person is under 18 on {as_of}", "still a minor")
    law = ruleset.load(reworded)
    assert reworded != source
    assert [said for case in cases() if (said := noticing.wrong(law, case, pairs=pairs()[case]))] == []
