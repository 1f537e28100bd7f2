"""A rule set is read whole or refused with the line and what is wrong."""

import pytest

from eligibility.ruleset import RulesetError, load
from matters.flickr_megaface import facts

TEXT = facts.RULESET.read_text(encoding="utf-8")


def line_of(fragment: str) -> int:
    return TEXT[: TEXT.index(fragment)].count("\n") + 1


@pytest.mark.parametrize(
    ("fragment", "changed", "says"),
    [
        ("    met_when: face_visible", "    met_when: face_visibel", "did you mean 'face_visible'"),
        ("    met_when: face_visible", "    met_when: __import__('os')", "no function '__import__'"),
        ("    met_when: face_visible", "    met_when: res", "gives a places, where a truth is wanted"),
        ("    value: 2004-02-10", "    value: 2004-02-30", "not a day in any calendar"),
        ("    value: 5\n", "    value: five\n", "not a whole number"),
        ("      - 3rd Mon Jan", "      - 3rd Moonday Jan", "not a holiday"),
        ("  BIPA_MINOR:", "  BIPA_DEPICTED:", "named twice"),
        ("      E7: living_at_collection", "      E7: living", "there is no element 'living'"),
        ("    holds: [represented, prior_release]", "    holds: [repressented]", "there is no hold"),
        (
            "    open_unless: known(uploader)",
            "    open_unless: uploader == 'subject'",
            "where a sure is wanted",
        ),
        ("      years: BIPA_YEARS", "      years: FLICKR_LAUNCH", "a number of years"),
        ("      learned: learned", "      learned: res", "must name a fact that is a day"),
        ("      arises: COLLECTION_WINDOW", "      arises: BIPA_YEARS", "a setting that is a period"),
        (
            '        "yes": uploaded in Illinois',
            '        "yes": uploaded in {state}',
            "no {state} to fill in",
        ),
        ("    about: claim", "    about: everything", "not one of photo, claim"),
        ("    outcomes: {T: flag,", "    outcomes: {T: flagged,", "'flagged' is not one of"),
        ("  - best_of: [BIPA_DEPICTED,", "  - best_of: [BIPA_ADULT,", "'BIPA_ADULT' is not one of"),
        (
            "  - best_of: [BIPA_DEPICTED,",
            "  - when: known(role)\n    best_of: [BIPA_DEPICTED,",
            "the last has none",
        ),
        ('  - when: certain(role == "uploader_only")', "  - when: known(uploader)", "is of a photo"),
        (
            "      arises: commercial_use_date",
            "      arises: licence_2014",
            "a fact or definition that is a day",
        ),
        ("if_unknown: open_end", "if_unknown: forever", "'forever' is not one of undecided, open_end"),
        (
            "      arises: COLLECTION_WINDOW",
            "      when: known(role)\n      arises: COLLECTION_WINDOW",
            "not always a deadline",
        ),
        (
            "{T: refer, U: needs_review, F: not_applicable}",
            "[{outcome: refer}, {outcome: refer}]",
            "'when' is missing",
        ),
        (
            "{when: not known(in_washington), outcome: needs_review}",
            "{when: in_washington, outcome: needs_review}",
            "where a sure is wanted",
        ),
        ("    pairs: [claim]", "    pairs: [person]", "pairs is [claim]"),
        ("    pairs: [photo]", "    pairs: [claim]", "look at each photo"),
        (
            "{element: commercial_use, citations",
            "{element: comercial_use, citations",
            "no element 'comercial_use'",
        ),
        ("    among: [NY]", "    amongst: [NY]", "'amongst' is not expected here"),
        ("    among: [NY]\n", "", "either by 'among' or by 'other_than'"),
        ("  - places: res", "  - places: role", "must name a fact that is places"),
        ("  actual_knowledge:\n    title", "  actual_knowledge:\n    titel", "'titel' is not expected here"),
        ("illinois_conduct: U}", "illinois_conduct: maybe}", "'maybe' is not one of"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(fragment: str, changed: str, says: str) -> None:
    assert fragment in TEXT
    with pytest.raises(RulesetError) as caught:
        load(TEXT.replace(fragment, changed, 1))
    assert says in str(caught.value)
    assert abs(caught.value.line - line_of(fragment)) <= 1


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "empty"),
        ("just words", "a list of 'name: value' lines is wanted"),
        ("a: [1", "not YAML"),
        ("a: &x 1\nb: *x", "no anchors"),
        ("version: 1", "'title' is missing"),
        ("[" * 3000, "not YAML"),
        ("x: !!python/object/apply:os.system [id]", "not expected here"),
    ],
)
def test_a_document_that_is_no_rule_set_is_refused(text: str, says: str) -> None:
    with pytest.raises(RulesetError, match=says):
        load(text)


def test_the_digest_follows_the_content_and_not_the_layout() -> None:
    digest = facts.shipped().digest
    assert len(digest) == 64
    assert (
        load("# another remark\n" + TEXT.replace("met_when: face_visible", "met_when:   face_visible")).digest
        == digest
    )
    assert load(TEXT.replace("value: 2004-02-10", "value: 2004-02-11")).digest != digest


def test_every_element_and_setting_names_its_law() -> None:
    law = facts.shipped()
    assert all(element.citations and element.sentence for element in law.elements.values())
    assert all(setting.citation for setting in law.settings)
    assert all(theory.citations for theory in law.theories.values())
    required = [element for theory in law.theories.values() for element in theory.requires.values()]
    assert all(element.citations for element in required)


def test_a_shared_element_is_cited_under_the_law_of_its_theory() -> None:
    law = facts.shipped()
    assert law.theories["BIPA_DEPICTED"].requires["E2"].citations == ("740 ILCS 14/15(b)",)
    borrowed = law.theories["COPYRIGHT"].requires["dataset"]
    assert borrowed.citations == ("17 USC 106(1)", "17 USC 501")
    assert borrowed.in_force_from is None
    assert borrowed.met is law.elements["in_dataset"].met


def test_the_result_may_be_a_plain_list_of_theories() -> None:
    before, _, _ = TEXT.partition("\nresult:")
    law = load(f"{before}\nresult: [BIPA_DEPICTED, CA]\n")
    assert [(rule.when, rule.best_of) for rule in law.result] == [(None, ("BIPA_DEPICTED", "CA"))]
    assert law.remarks == ()


def test_every_fact_comes_from_a_question_or_from_the_desk() -> None:
    assert all(
        fact.question == "desk" or fact.question[0].isdigit() for fact in facts.shipped().facts.values()
    )
