from typing import Any

from packets import cover, reading
from tests.packets import examples


def summary(document: dict[str, Any]) -> cover.Summary:
    return cover.summarise(reading.read(document))


def test_the_best_proved_points_come_first() -> None:
    brief = summary(examples.child())
    assert [point.kind for point in brief.reasons_for] == ["In the dataset", "Face shown", "Illinois link"]


def test_contradictions_and_holds_come_before_what_is_only_unknown() -> None:
    brief = summary(examples.grown())
    kinds = [point.kind for point in brief.reasons_against]
    assert kinds == ["Contradiction", "Hold", "In the dataset, not known"]


def test_what_is_not_met_comes_first_of_all() -> None:
    found = examples.theory("BIPA_DEPICTED", "BIPA", "likely_not_eligible", "FUTTTTTT")
    brief = summary(examples.document("likely_not_eligible", "BIPA_DEPICTED", [found]))
    assert brief.reasons_against[0].kind == "Face shown, not met"


def test_never_more_than_three_points_each_way() -> None:
    brief = summary(examples.unknown())
    assert len(brief.reasons_against) == cover.POINTS
    assert brief.reasons_for == ()


def test_the_cover_names_the_unanswered_questions_and_not_what_would_settle_anything() -> None:
    document = examples.unknown()
    gaps = summary(document).not_known
    assert "Face visible" in gaps
    for theory in document["theories"]:
        theory["settles"] = ["subject_dob"]
        for element in theory["elements"]:
            element["settles"] = ["subject_dob"]
    assert summary(document).not_known == gaps


def test_an_answer_that_was_given_is_not_listed_as_not_known() -> None:
    document = examples.unknown()
    for theory in document["theories"]:
        theory["elements"][0]["facts"][0] |= {"value": "yes"}
    assert "Face visible" not in summary(document).not_known


def test_every_live_deadline_stands_on_the_cover_and_a_closed_one_does_not() -> None:
    near = {"safe": "2026-12-01", "rolled": "2026-12-01", "words": ""}
    document = examples.child()
    document["theories"][0] |= {"deadline": near}
    assert summary(document).others == ()
    document["theories"][0] |= {"outcome": "needs_review"}
    assert [lane.safe for lane in summary(document).urgent] == ["Tue, December 1, 2026"]


def test_the_main_theory_is_read_first_whatever_its_place() -> None:
    assert reading.read(examples.child()).theories[0].id == "BIPA_MINOR"


def test_a_claim_no_theory_leads_still_has_a_cover() -> None:
    brief = summary(examples.document("not_applicable", "", []))
    assert (brief.result, brief.theory) == ("Does not apply", "no theory leads")


def test_a_source_names_the_question_or_the_list_behind_it() -> None:
    document = examples.child()
    document["theories"][1]["elements"][1]["facts"][0] |= {"detail": "yfcc100m, line 4410032"}
    answers = reading.read(document).theories[0].elements[1].answers
    assert answers[0].source == "index match, yfcc100m, line 4410032"


def test_settings_nobody_checked_are_counted() -> None:
    document = examples.child()
    document["settings"] = [
        {"key": "A", "value": 1, "citation": "x", "checked_on": None, "checked_by": ""},
        {"key": "B", "value": 1, "citation": "x", "checked_on": "2026-11-01", "checked_by": "Robin Example"},
    ]
    assert [setting.key for setting in reading.read(document).unchecked] == ["A"]


def test_pairs_beyond_the_cap_are_counted() -> None:
    document = examples.child()
    pair = document["theories"][1]["pairs"][0]
    document["theories"][1]["pairs"] = [pair] * (reading.PAIRS + 7)
    theory = reading.read(document).theories[0]
    assert len(theory.pairs) == reading.PAIRS
    assert theory.pairs_left_out.startswith("7 more pairs")
