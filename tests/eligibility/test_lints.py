"""Every fault of a rule set is refused with its file and line, what it is and how to mend it."""

from io import StringIO
from pathlib import Path
from random import Random

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from eligibility import ruleset
from eligibility.evaluate import evaluate
from eligibility.lints import used_twice
from eligibility.lints.domain import Domain
from eligibility.ruleset import RulesetError
from eligibility.values import Truth
from matters.flickr_megaface import facts
from tests.eligibility import strategies

SMALL = Path(__file__).with_name("small_ruleset.yaml").read_text(encoding="utf-8").partition("\n")[2]


def refused(text: str) -> tuple[RulesetError, ...]:
    with pytest.raises(RulesetError) as caught:
        ruleset.load(text, file="small.yaml")
    return (caught.value, *caught.value.others)


def changed(fragment: str, by: str) -> str:
    assert SMALL.count(fragment) == 1, fragment
    return SMALL.replace(fragment, by)


def test_a_sound_rule_set_is_read_whole() -> None:
    assert set(ruleset.load(SMALL).theories) == {"MAIN", "SIDE"}
    assert facts.shipped().theories


IDLE = [
    ("label: Remark, question: \"5\", shown_only: yes}", 'label: Remark, question: "5"}', "facts.remark",
     "no rule uses this fact", "add 'shown_only: yes'"),
    ("label: Born on, question: \"1\",", 'label: Born on, question: "1", shown_only: yes,', "facts.born",
     "a rule rests on this fact", "take 'shown_only' away"),
    ("  YEARS: {", "  OLD: {value: 4, citation: Repealed, checked_on: null, checked_by: \"\"}\n  YEARS: {",
     "settings.OLD", "no rule uses this setting", "take it away"),
    ("definitions:\n", "definitions:\n  idle: {sentence: Unused., is: seen}\n", "definitions.idle",
     "nothing uses this definition", "use it or take it away"),
    ('"yes": "found: {found}"}', "}\n      idle: {when: seen}", "elements.face.tests.idle",
     "it says nothing", "give it words"),
    ("  timely:\n", "  idle: {title: Idle, sentence: It is., citations: [1], met_when: seen}\n  timely:\n",
     "elements.idle", "no theory requires this element", "add it to a theory"),
    ("    holds: [release]\n", "", "holds.release", "no theory names this hold", "take it away"),
    ("    contradictions: [sent_too_early]\n", "", "contradictions.sent_too_early",
     "no theory names this contradiction", "take it away"),
    (", E4: timely}", "}", "theories.MAIN.deadline", "no element asks for in_time", "add 'shown_only: yes'"),
    ("deadline: {arises", "deadline: {shown_only: yes, arises", "theories.MAIN.deadline.shown_only",
     "an element asks for in_time", "take 'shown_only' away"),
    ("deadline: {arises", "deadline: {event_counts: seen, arises", "theories.MAIN.deadline.event_counts",
     "there is no 'event'", "add 'event: '"),
    ("deadline: {arises", "deadline: {death_years: YEARS, arises", "theories.MAIN.deadline.death_years",
     "there is no 'death'", "take it away"),
]  # fmt: skip

UNREACHABLE = [
    ("{when: seen, \"yes\": seen", '{when: seen or not seen or known(seen) or not known(seen), "yes": seen',
     "elements.face.tests.is_seen.when", "always yes", "mend it"),
    ("{when: certain(found == \"exact\"), ", '{when: certain(found == "exact" and found == "none"), ',
     "elements.face.tests.is_found.when", "always no", "mend it"),
    ('"yes": "found: {found}"}', '"yes": "found: {found}", unknown: not known}',
     "elements.face.tests.is_found.unknown", "never not known", "take these words away"),
    ("is_seen and is_found", "is_found or found in (\"exact\", \"none\")", "elements.face.met_when",
     "always met", "mend it"),
    ("met_when: is_seen and is_found", "met_when: is_found and found == \"none\"", "elements.face.met_when",
     "can never be met", "mend it"),
    ("open_when: is_seen", "open_when: is_seen and is_found", "elements.face.open_when",
     "never opens what 'met_when' leaves not met", "take it away"),
    ("when: sent < OPENED}", "when: born < OPENED and found == \"x\"}", "contradictions.sent_too_early.when",
     "found is never 'x'", "one of"),
    ("when: sent < OPENED}", "when: known(sent) and not known(sent)}", "contradictions.sent_too_early.when",
     "can never be certain", "take it away"),
    ("when: sent < OPENED}", "when: OPENED < start(WINDOW)}", "contradictions.sent_too_early.when",
     "always yes", "mend it"),
    ("when: sent < OPENED}", "when: born > end(WINDOW) and born > day_before(as_of) and unknown}",
     "contradictions.sent_too_early.when", "can never be certain", "take it away"),
    ("release: {when: signed", "release: {when: certain(signed)", "holds.release.unknown",
     "never not known", "take these words away"),
    (", unknown: Not known whether one was signed.}", "}", "holds.release",
     "also holds where it is not known",
     "add 'unknown: '"),
    ("applies: {when: not given(died)", "applies: {when: given(sent)", "theories.MAIN.applies.no",
     "never no", "take these words away"),
    ("applies: {when: not given(died)", "applies: {when: not given(born) and false",
     "theories.MAIN.applies.when", "always no", "mend it"),
    ("{when: certain(was_child), says: A child", "{when: certain(false), says: A child",
     "theories.MAIN.notes[2].when", "always no", "take it away"),
    ("says: A child then.}", "says: A child then., unknown: Perhaps.}", "theories.MAIN.notes[2].unknown",
     "never not known", "take these words away"),
    ("open_unless: known(homes)", "open_unless: known(OPENED)", "theories.MAIN.open_unless", "always yes",
     "take it away"),
    ("deadline: {arises", "deadline: {event: died, event_counts: \"true\", arises",
     "theories.MAIN.deadline.event_counts", "always yes", "take it away"),
    ("{when: certain(was_child), outcome: flag}", "{when: known(OPENED), outcome: flag}",
     "theories.SIDE.outcomes[1].when", "the lines below are never read", "take them away"),
    ("{when: certain(was_child), outcome: flag}",
     "{when: certain(was_child), outcome: flag}\n      - {when: certain(was_child), outcome: refer}",
     "theories.SIDE.outcomes[2].when", "a line above has the same condition", "take it away"),
    ("{when: certain(signed), best_of: [SIDE]}", "{when: certain(false), best_of: [SIDE]}", "result[1].when",
     "the line is never read", "take it away"),
    ("    met_when: is_seen and is_found\n    open_when: is_seen\n",
     "    met_when: is_seen and is_found\n    open_when: \"true\"\n", "theories.SIDE.outcomes[2].F",
     "so no_flag is never reached", "mend the elements"),
    ("cap: needs_review", "cap: likely_eligible", "theories.MAIN.cap", "the cap does nothing",
     "take it away"),
    ("when: possible(was_child)", "when: known(WINDOW)", "remarks[1].when", "always yes", "take it away"),
]  # fmt: skip

REPEATED = [
    ("name: Example State University", "name: Example Vision Inc", "settings.defendants.value[2].name",
     "another defendant", "on line 10"),
    ("[1 Jan, 25 Dec]", "[1 Jan, 25 Dec, 01 Jan]", "settings.HOLIDAYS.value[3]", "a holiday already",
     "take one away"),
    ('("IL", "IN")', '("IL", "IN", "IL")', "elements.illinois.tests.sent_there.when",
     "stands twice in a list",
     "take one away"),
    ("values: [exact, none]", "values: [exact, none, exact]", "facts.found.values[3]", "in this list already",
     "take one away"),
    ("label: Died on", "label: Born on", "facts.died.label", "the label of another fact", "line 18"),
    ("{E1: face, E2: illinois,", "{E1: face, E0: face, E2: illinois,", "theories.MAIN.requires.E0",
     "required under another label", "take one away"),
    ("holds: [release]", "holds: [release, release]", "theories.MAIN.holds[2]", "in this list already",
     "take one"),
    ("[sent_too_early]", "[sent_too_early, sent_too_early]", "theories.MAIN.contradictions[2]",
     "in this list already", "take one"),
    ("best_of: [MAIN, SIDE]", "best_of: [MAIN, SIDE, MAIN]", "result[2].best_of[3]", "in this list already",
     "take one"),
    ("among: [NY, TN]", "among: [NY, TN, NY]", "remarks[1].among[3]", "in this list already", "take one"),
]  # fmt: skip

UNFIT = [
    ('question: "4",', 'question: "4", values: [a, b],', "facts.signed.values", "a truth has no 'values'",
     "take it away"),
    ('question: "4",', 'question: "4", accepts: 2004..2005,', "facts.signed.accepts", "no 'accepts'",
     "mend 'kind'"),
    ('question: "4",', 'question: "4", bounds: 2004-01-01..today,', "facts.signed.bounds",
     "only a day has bounds", "not a truth"),
    ('question: "4",', 'question: "4", may_be_none: yes,', "facts.signed.may_be_none", "no 'may_be_none'",
     "take it away"),
    ('question: "9"}', 'question: "9", may_be_none: yes}', "facts.state.may_be_none", "a word has no",
     "take it away"),
    ("open: [none]", "open: [unknown]", "facts.found.open", "not known is so by itself",
     "take this answer away"),
    ("open: [none]", "open: [perhaps]", "facts.found", "'perhaps' is not one of exact, none", "exact, none"),
    ("may_be_none: yes}", "may_be_none: yes, bounds: 2004-01-01..today}", "facts.died.bounds",
     "may be none at all", "take 'bounds'"),
    ("question: \"6\"}", 'question: "6", bounds: 2004-01-01..today}', "facts.learned.bounds",
     "the rules say themselves", "take 'bounds' away"),
    ("accepts: 1900", "bounds: 1900-01-01..today, accepts: 1900", "facts.born.bounds",
     "the rules say themselves",
     "take 'bounds' away"),
    ("value: 5, citation: 735 ILCS 5/13-205", 'value: 5, citation: ""', "settings.YEARS.citation", "empty",
     "fill it in"),
    ("    citations: [740 ILCS 14/25]", "    citations: []", "elements.covered.citations", "empty",
     "fill it in"),
    ("title: Illinois", 'title: ""', "elements.illinois.title", "empty", "fill it in"),
    ("Found so, checked_on: null", "Found so, checked_on: 2026-01-02", "settings.WINDOW.checked_by",
     "by whom",
     "Add the name"),
    ('Found so, checked_on: null, checked_by: ""', "Found so, checked_on: null, checked_by: P. Example",
     "settings.WINDOW.checked_on", "on what day", "Add it"),
    ("in_force_from: 2008-10-03", "in_force_from: 2108-10-03", "elements.face.in_force_from", "too far ahead",
     "mend the year"),
    ("YEARS: {value: 5", "YEARS: {value: 0", "theories.MAIN.deadline.years", "0 years", "at least one"),
    ("age: 18", "age: 0", "theories.MAIN.deadline.minority.age", "0 is no age", "from 1 to 120"),
    ("turned(18, born", "turned(121, born", "definitions.was_child.is", "121", "120"),
    ('("IL", homes', '("Illinois", homes', "elements.illinois.tests.lived_there.when", "'Illinois'", "IL"),
    ('state in ("IL", "IN")', 'state in ("IL", "Ind")', "elements.illinois.tests.sent_there.when",
     "'Ind'", "IL"),
    ('state in ("IL", "IN")', 'state == "Ill"', "elements.illinois.tests.sent_there.when", "'Ill'", "IL"),
    ("among: [NY, TN]", "among: [NY, Tenn]", "remarks[1].among[2]", "'Tenn' is no state", "such as IL"),
    ("{T: likely_eligible, U: needs_review, F: likely_not_eligible}",
     "{T: refer, U: needs_review, F: likely_eligible}", "theories.MAIN.outcomes.F", "is better than refer",
     "change one"),
    ("tolling: {value: []", "tolling: {value: [{from: 2020-01-01, to: 2020-02-01, basis: order, covers: {}}]",
     "settings.tolling.value[1].covers", "empty", "fill it in"),
    ("about: photo, when: sent", "about: claim, when: sent", "contradictions.sent_too_early.about",
     "'sent', which is of a photo", "write 'about: photo'"),
    ("requires: {E1: face}", "requires: {E1: face, E2: covered}", "theories.SIDE.pairs",
     "'defendant', which is of a defendant", "write [photo, defendant]"),
    ("says: A child then.", "\"says\": \"A child then: {homes}.\"", "theories.MAIN.notes[2].says",
     "every line of residence",
     "leave it out"),
    ("says: A child then.", "\"says\": \"A child then: {remark}.\"", "theories.MAIN.notes[2].says",
     "whatever somebody wrote",
     "leave it out"),
    ("says: A child then.", "\"says\": \"A child then: {in_time}.\"", "theories.MAIN.notes[2].says",
     "{in_time} has no words",
     "says the time limit itself"),
    ("sentence: The face is seen.", "sentence: \"The face is seen on {sent}.\"", "elements.face.sentence",
     "printed as it stands", "without {names}"),
]  # fmt: skip

UNREADABLE = [
    ("  - {when: certain(signed), best_of: [SIDE]}\n  - best_of: [MAIN, SIDE]", "  []", "result",
     "no theory is named", "write a list of theories"),
    ("  - {when: certain(signed), best_of: [SIDE]}\n  - best_of: [MAIN, SIDE]",
     "  - {when: certain(signed), best_of: [SIDE]}", "result[1]", "the last has none",
     "every line but the last"),
    ("best_of: [MAIN, SIDE]", "best_of: []", "result[2].best_of", "no theory is named", "name at least one"),
    ("outcomes: {T: likely_eligible, U: needs_review, F: likely_not_eligible}", "outcomes: []",
     "theories.MAIN.outcomes", "no outcome is named", "write {T: ..."),
    ("requires: {E1: face}", "requires: {}", "theories.SIDE.requires", "no element is required",
     "name at least one"),
    ("in_force_from: 2008-10-03", "in_force_from: 2208-10-03", "elements.face.in_force_from",
     "outside the years",
     "1800 to 2199"),
]  # fmt: skip


def line_of(path: str, text: str) -> int:
    """The line on which a place stands, found by its names alone."""
    line, lines = 0, text.splitlines()
    for name in path.replace("[", ".[").split("."):
        if not name.startswith("["):
            pattern = (f"{name}:", f'"{name}":')
            line = next(n for n in range(line, len(lines)) if any(p in lines[n] for p in pattern))
    return line + 1


@pytest.mark.parametrize(
    ("fragment", "by", "path", "what", "how"), [*IDLE, *UNREACHABLE, *REPEATED, *UNFIT, *UNREADABLE]
)
def test_a_fault_is_named_with_its_place_and_its_remedy(
    fragment: str, by: str, path: str, what: str, how: str
) -> None:
    text = changed(fragment, by)
    found = [fault for fault in refused(text) if fault.path == path and what in fault.problem]
    assert found, refused(text)[0]
    assert how in found[0].problem
    assert str(found[0]).startswith(f"small.yaml, line {found[0].line}, {path}: ")
    below = found[0].line - line_of(path, text)
    assert below == 0 or ("[" in path and 0 < below <= 4)


def test_every_fault_is_named_at_once_and_none_that_only_follows_from_another() -> None:
    text = changed("is_seen and is_found", "is_sen and is_found").replace("value: 5,", "value: five,")
    text = text.replace("citations: [740 ILCS 14/25]", "citation: 740 ILCS 14/25")
    assert [(fault.line, fault.path) for fault in refused(text)] == [
        (6, "settings.YEARS.value"),
        (42, "elements.face.met_when"),
        (55, "elements.covered.citation"),
    ]
    assert [
        fault.path for fault in refused(changed('question: "5", shown_only: yes}', 'question: "5"}'))
    ] == ["facts.remark"]


def test_faults_of_what_could_be_read_are_named_together_by_line() -> None:
    text = changed("cap: needs_review", "cap: likely_eligible").replace("[1 Jan, 25 Dec]", "[1 Jan, 1 Jan]")
    error = refused(text)[0]
    day, cap = str(error).splitlines()
    assert day.startswith("small.yaml, line 7, settings.HOLIDAYS.value[2]: '1 Jan' is a holiday already")
    assert cap.startswith("small.yaml, line 74, theories.MAIN.cap: no outcome is better than likely_eligible")
    assert len(error.faults) == 2


def test_what_was_published_before_a_check_existed_can_still_be_read() -> None:
    text = changed("cap: needs_review", "cap: likely_eligible")
    law = ruleset.read(text)
    assert law.digest != ruleset.load(SMALL).digest
    case = facts.from_text("as_of=2026-11-22")
    assert evaluate(law, case.claim, as_of=case.as_of).to_json()["result"] == "needs_review"


@pytest.mark.parametrize(
    ("fragment", "by"),
    [
        # Not known is not always: these stand although they look idle at first.
        ("{when: certain(was_child), outcome: flag}", "{when: not known(was_child), outcome: flag}"),
        ("when: sent < OPENED}", "when: born > sent}"),
        ("met_when: is_seen and is_found", "met_when: is_seen and is_found and seen"),
        ("applies: {when: not given(died)", "applies: {when: not given(died) or possible(seen)"),
    ],
)
def test_what_some_answer_reaches_is_not_refused(fragment: str, by: str) -> None:
    assert ruleset.load(changed(fragment, by)).digest


def test_whatever_claims_come_to_was_held_possible() -> None:
    """What the lints call unreachable must be so: no claim ever has a value outside the set worked with."""
    law, chance = facts.shipped(), Random(17)
    domain = Domain(law)
    for _ in range(150):
        case = facts.from_text(strategies.show(strategies.facts(chance)))
        for theory in evaluate(law, case.claim, as_of=case.as_of).to_json()["theories"]:
            one = law.theories[theory["id"]]
            assert Truth(theory["applies"]) in domain.of(one.applies.expression.tree)
            for element in theory["elements"]:
                assert Truth(element["value"]) in domain.element(one.requires[element["id"]])


def test_facts_used_in_more_than_one_place_are_found_through_tests_and_definitions() -> None:
    law = ruleset.load(SMALL)
    assert used_twice(law, law.theories["MAIN"]) == ("homes",)
    assert used_twice(law, law.theories["SIDE"]) == ()
    text = changed(
        "pairs: [photo, defendant]\n    applies: {when: not given(died)",
        "pairs: [photo, defendant]\n    applies: {when: was_child or not given(died)",
    )
    again = ruleset.load(text)
    assert used_twice(again, again.theories["MAIN"]) == ("born", "homes")


def told(*arguments: str) -> tuple[int, str]:
    out, status = StringIO(), 0
    try:
        call_command("check_rules", *arguments, stdout=out)
    except SystemExit as left:
        status = int(str(left.code))
    return status, out.getvalue()


def test_the_command_counts_the_shipped_rules_and_names_what_they_use_twice() -> None:
    status, said = told()
    assert status == 0
    assert said.startswith("sound: 9 theories, ")
    assert "\nTX_AG uses in more than one place: res\n" in said


def test_the_command_names_every_fault_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "small.yaml"
    path.write_text(SMALL, encoding="utf-8")
    assert told(str(path))[0] == 0
    path.write_text(changed("cap: needs_review", "cap: flag").replace("Died on", "Born on"), encoding="utf-8")
    status, said = told(str(path))
    assert status == 1
    assert "small.yaml, line 19, facts.died.label: " in said
    assert said.endswith("\n1 fault\n")


def test_the_command_says_why_a_file_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read: No such file"):
        told(str(tmp_path / "none.yaml"))
    (tmp_path / "binary.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CommandError, match="is not text in UTF-8"):
        told(str(tmp_path / "binary.yaml"))
