"""The main theories, element by element, and what comes of several photos, holds and contradictions."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from eligibility import ruleset
from eligibility.evaluate import evaluate
from eligibility.facts import ClaimFacts, Fact, FactError, PhotoFacts, Source, UndeclaredFact
from eligibility.law import Ruleset
from matters.flickr_megaface import facts
from tests.eligibility.findings_of import ADULT, CHILD, but, determine, theory, values

AS_OF = date(2026, 11, 22)
IN_TIME = but(ADULT, as_of="2019-11-01")
"""An adult with every element met: judged while the five years still ran."""


def test_the_two_starting_points_are_eligible() -> None:
    assert theory(CHILD, "BIPA_MINOR")["outcome"] == "likely_eligible"
    assert theory(IN_TIME, "BIPA_DEPICTED")["outcome"] == "likely_eligible"


@pytest.mark.parametrize(
    ("change", "element", "value"),
    [
        ({"depicted": "no"}, "E1", "F"),
        ({"depicted": "unknown"}, "E1", "U"),
        ({"dataset_hit": "not_checked"}, "E2", "U"),
        ({"dataset_hit": "claimed"}, "E2", "U"),
        ({"dataset_hit": "account"}, "E2", "U"),
        ({"dataset_hit": "none"}, "E2", "U"),
        ({"dataset_hit": "none", "uploaded": "2014-06-23"}, "E2", "U"),
        ({"dataset_hit": "none", "uploaded": "2014-06-24"}, "E2", "F"),
        ({"dataset_hit": "none", "uploaded": "2014"}, "E2", "U"),
        ({"dataset_hit": "none", "uploaded": "2015"}, "E2", "F"),
        ({"dataset_hit": "none", "licence_2014": "arr"}, "E2", "F"),
        ({"dataset_hit": "none", "licence_2014": "cc0"}, "E2", "U"),
        ({"dataset_hit": "none", "public_2014": "no"}, "E2", "F"),
        ({"dataset_hit": "none", "media": "video"}, "E2", "F"),
        ({"dataset_hit": "none", "media": "unknown"}, "E2", "U"),
        ({"dataset_hit": "none", "account_created": "2014-06-24"}, "E2", "F"),
        ({"dataset_hit": "none", "account_created": "2014-06"}, "E2", "U"),
        ({"dataset_hit": "none", "uploaded": None, "photo_id": "14900000000"}, "E2", "F"),
        ({"dataset_hit": "none", "uploaded": None, "photo_id": "14899999999"}, "E2", "U"),
        ({"dataset_hit": "none", "uploaded": "2014", "photo_id": "14900000000"}, "E2", "U"),
        ({"uploaded": "2015"}, "E2", "U"),
        ({"res": "none"}, "E3", "U"),
        ({"res": "none", "upload_place": "TX"}, "E3", "U"),
        ({"res": "none", "upload_place": "TX", "taken_place": "TX"}, "E3", "F"),
        ({"res": "none", "upload_place": "TX", "taken_place": "unknown"}, "E3", "U"),
        ({"upload_place": "TX", "uploaded": None}, "E3", "T"),
        ({"upload_place": "TX", "uploaded": None, "res": "IL:2004-02-11/present"}, "E3", "U"),
        ({"upload_place": "TX", "uploaded": None, "res": "IL:2004-02-10/2014-06-23"}, "E3", "U"),
        ({"res": "??:2000/present", "upload_place": "TX"}, "E3", "U"),
        ({"release": "yes"}, "E4", "F"),
        ({"release": "unknown"}, "E4", "U"),
        ({"defendant": "private"}, "E5", "T"),
        ({"defendant": "state_agency"}, "E5", "F"),
        ({"defendant": "financial"}, "E5", "F"),
        ({"defendant": "il_govt_contractor"}, "E5", "F"),
        ({"defendant": "private_univ"}, "E5", "U"),
        ({"defendant": "unknown"}, "E5", "U"),
        ({"subject_death": "2014-12-31"}, "E7", "F"),
        ({"subject_death": "2015-01-01"}, "E7", "U"),
        ({"subject_death": "2014"}, "E7", "F"),
        ({"subject_death": "2014-12-31..2015-01-01"}, "E7", "U"),
        ({"subject_death": "unknown"}, "E7", "U"),
        ({"role": "estate"}, "E8", "T"),
        ({"role": "parent"}, "E8", "U"),
        ({"role": "guardian"}, "E8", "U"),
        ({"role": "guardian", "legal_disability": "yes"}, "E8", "T"),
        ({"role": "guardian", "legal_disability": "unknown"}, "E8", "U"),
        ({"role": "other"}, "E8", "U"),
        ({"role": None}, "E8", "U"),
    ],
)
def test_each_element_of_an_adult_s_claim(change: dict[str, str | None], element: str, value: str) -> None:
    assert values(but(IN_TIME, **change), "BIPA_DEPICTED")[element] == value


@pytest.mark.parametrize(
    ("born", "role", "disability", "value"),
    [
        ("2010-03-15", "parent", "no", "T"),
        ("2010-03-15", "self", "no", "U"),
        ("2007-03-15", "parent", "no", "U"),
        ("2007-03-15", "self", "no", "T"),
        ("2008-11-22", "self", "no", "T"),
        ("2008-11-23", "self", "no", "U"),
        ("2008-11-23", "parent", "no", "T"),
        ("2008", "self", "no", "U"),
        ("2008", "parent", "no", "U"),
        ("2008", "guardian", "yes", "T"),
        ("unknown", "guardian", "yes", "T"),
        ("unknown", "self", "no", "U"),
    ],
)
def test_a_minor_s_claim_reads_the_row_of_the_age_today(
    born: str, role: str, disability: str, value: str
) -> None:
    text = but(CHILD, subject_dob=born, role=role, legal_disability=disability)
    assert values(text, "BIPA_MINOR")["E8"] == value


@pytest.mark.parametrize(
    ("born", "death", "applies"),
    [
        ("2008-11-22", "none", "T"),
        ("2008-11-23", "none", "F"),
        ("2008-11", "none", "U"),
        ("unknown", "none", "U"),
        ("2010-03-15", "2024", "T"),
        ("2010-03-15", "unknown", "U"),
    ],
)
def test_the_adult_theory_concerns_adults_and_the_dead(born: str, death: str, applies: str) -> None:
    found = theory(but(CHILD, subject_dob=born, subject_death=death), "BIPA_DEPICTED")
    assert found["applies"] == applies
    assert (found["outcome"] == "not_applicable") == (applies == "F")


@pytest.mark.parametrize(
    ("born", "applies"), [("1997-01-01", "F"), ("1997-01-02", "T"), ("1997", "U"), ("1996", "F")]
)
def test_the_minor_theory_concerns_whoever_was_under_18_in_the_window(born: str, applies: str) -> None:
    assert theory(but(CHILD, subject_dob=born), "BIPA_MINOR")["applies"] == applies


def test_where_it_is_not_known_whether_a_theory_applies_the_outcome_is_capped_not_lifted() -> None:
    assert theory(but(IN_TIME, subject_dob="unknown"), "BIPA_DEPICTED")["outcome"] == "needs_review"
    assert theory(but(ADULT, subject_dob="unknown"), "BIPA_DEPICTED")["outcome"] == "likely_not_eligible"


@pytest.mark.parametrize("hold", ["represented", "prior_release"])
@pytest.mark.parametrize("answer", ["yes", "unknown"])
def test_a_hold_caps_and_never_lifts(hold: str, answer: str) -> None:
    held = theory(but(CHILD, **{hold: answer}), "BIPA_MINOR")
    assert held["outcome"] == "needs_review"
    assert [(h["id"], h["value"]) for h in held["holds"]] == [(hold, "T" if answer == "yes" else "U")]
    assert theory(but(ADULT, **{hold: answer}), "BIPA_DEPICTED")["outcome"] == "likely_not_eligible"
    assert theory(but(CHILD, **{hold: "no"}), "BIPA_MINOR")["holds"] == []


COPPA = but(CHILD, uploader="subject", subject_dob="2000-09-10", uploaded="2013-09-09", told_age="yes")


def test_a_hold_does_not_touch_the_supporting_flag() -> None:
    assert theory(but(COPPA, represented="yes", prior_release="yes"), "COPPA_BY_CHILD")["outcome"] == "flag"


@pytest.mark.parametrize(
    ("change", "outcome"),
    [
        ({}, "flag"),
        ({"uploaded": "2013-09-10"}, "no_flag"),
        ({"uploaded": "2013-09"}, "needs_review"),
        ({"uploaded": "2013-06-30"}, "needs_review"),
        ({"uploaded": "2013-07-01"}, "flag"),
        ({"uploaded": None}, "needs_review"),
        ({"uploaded": None, "subject_dob": "1990"}, "no_flag"),
        ({"uploaded": None, "photo_id": "15000000000"}, "no_flag"),
        ({"told_age": "no"}, "no_flag"),
        ({"told_age": "unknown"}, "needs_review"),
        ({"uploader": "unknown"}, "needs_review"),
        ({"uploader": "unknown", "told_age": "no"}, "needs_review"),
        ({"uploader": "parent"}, "no_flag"),
        ({"uploader": "other"}, "no_flag"),
        ({"subject_dob": "2000-02-29", "uploaded": "2013-02-27"}, "needs_review"),
        ({"subject_dob": "2001-02-28", "uploaded": "2014-02-27"}, "flag"),
        ({"subject_dob": "2001-02-28", "uploaded": "2014-02-28"}, "no_flag"),
    ],
)
def test_the_supporting_flag(change: dict[str, str | None], outcome: str) -> None:
    assert theory(but(COPPA, **change), "COPPA_BY_CHILD")["outcome"] == outcome


@pytest.mark.parametrize(("on", "value"), [("2013-02-27", "T"), ("2013-02-28", "U"), ("2013-03-01", "F")])
def test_under_13_has_two_readings_for_29_february(on: str, value: str) -> None:
    assert values(but(COPPA, subject_dob="2000-02-29", uploaded=on), "COPPA_BY_CHILD")["under13"] == value


def test_a_young_child_in_another_s_upload_is_told_as_information() -> None:
    said = "child under 13 depicted (information only)"
    assert said in theory(CHILD, "COPPA_BY_CHILD")["notes"]
    assert said not in theory(ADULT, "COPPA_BY_CHILD")["notes"]
    assert said not in theory(but(CHILD, uploaded="unknown"), "COPPA_BY_CHILD")["notes"]
    assert any("age then 810 days" in note for note in theory(CHILD, "COPPA_BY_CHILD")["notes"])


@pytest.mark.parametrize(
    ("change", "contradiction"),
    [
        ({"uploaded": "2004-02-09"}, "upload_before_launch"),
        ({"uploaded": "2004-02", "subject_dob": "2003"}, None),
        ({"uploaded": "2004-01"}, "upload_before_launch"),
        ({"uploaded": "2010-03-14"}, "upload_before_birth"),
        ({"uploaded": "2010-03-15"}, None),
        ({"uploaded": "2010-03"}, None),
        ({"photo_id": "14900000000"}, "id_later_than_upload"),
        ({"photo_id": "14899999999"}, None),
        ({"media": "video"}, "match_against_photo"),
        ({"media": "video", "dataset_hit": "none"}, None),
        ({"il_in_window": "no"}, "residence_answers_differ"),
        ({"il_in_window": "yes"}, None),
        ({"il_in_window": "unknown"}, None),
        ({"il_in_window": "yes", "res": "TX:2010/present"}, "residence_answers_differ"),
        ({"il_in_window": "yes", "res": "??:2010/present"}, None),
        ({"il_in_window": "no", "res": "none"}, None),
    ],
)
def test_a_contradiction_counts_only_when_certain(
    change: dict[str, str | None], contradiction: str | None
) -> None:
    found = theory(but(CHILD, **change), "BIPA_MINOR")
    against = [c["id"] for c in found["contradictions"]]
    assert (contradiction in against) if contradiction else against == []
    assert not (against and found["outcome"] == "likely_eligible")


def photos(text: str, *changes: dict[str, str]) -> ClaimFacts:
    """One claim with a photo for each set of changes."""
    case = facts.from_text(text)
    made = []
    for place, change in enumerate(changes, start=1):
        one = facts.from_text(but(text, **change)).claim.photos[0]
        made.append(PhotoFacts(f"Photo {place}", one.facts))
    return replace(case.claim, photos=tuple(made))


def judged(claim: ClaimFacts, name: str, *, law: Ruleset | None = None) -> dict[str, Any]:
    document = evaluate(law or facts.shipped(), claim, as_of=AS_OF).to_json()
    return next(t for t in document["theories"] if t["id"] == name)


def test_the_best_photo_counts_and_is_named_and_the_others_are_kept() -> None:
    claim = photos(CHILD, {"media": "video", "dataset_hit": "none"}, {"dataset_hit": "none"}, {})
    found = judged(claim, "BIPA_MINOR")
    assert (found["outcome"], found["photo"]) == ("likely_eligible", "Photo 3")
    assert {pair["photo"]: pair["outcome"] for pair in found["pairs"]} == {
        "Photo 1": "likely_not_eligible",
        "Photo 2": "needs_review",
        "Photo 3": "likely_eligible",
    }


def test_a_contradiction_about_one_photo_holds_that_photo_only() -> None:
    found = judged(photos(CHILD, {"uploaded": "2003"}, {}), "BIPA_MINOR")
    assert (found["outcome"], found["photo"]) == ("likely_eligible", "Photo 2")
    assert {c["photo"] for c in found["contradictions"]} == {"Photo 1"}


def test_flags_rank_flag_then_review_then_none() -> None:
    claim = photos(COPPA, {"uploaded": "2013-09-10"}, {"uploaded": "2013-06-30"}, {})
    assert judged(claim, "COPPA_BY_CHILD")["photo"] == "Photo 3"
    assert judged(replace(claim, photos=claim.photos[:2]), "COPPA_BY_CHILD")["photo"] == "Photo 2"


def test_a_claim_without_a_photo_is_unknown_not_refused() -> None:
    found = judged(replace(facts.from_text(CHILD).claim, photos=()), "BIPA_MINOR")
    assert (found["outcome"], found["photo"]) == ("needs_review", "No photo named")


DEFENDANTS = """      - {name: unnamed private companies, type: private, collected: [], illinois_conduct: U}
"""


def law_with(*, defendants: str = DEFENDANTS, tolling: str = "[]", events: str = "[]") -> Ruleset:
    text = facts.RULESET.read_text(encoding="utf-8").replace(DEFENDANTS, defendants)
    before, tolled, after = text.partition("  tolling:\n    value: []")
    assert tolled
    text = f"{before}  tolling:\n    value: {tolling}{after}"
    before, recorded, after = text.partition("  recent_events:\n    value: []")
    assert recorded
    return ruleset.load(f"{before}  recent_events:\n    value: {events}{after}")


TWO = """      - {name: University Example, type: state_agency}
      - {name: Example Vision Inc, type: private, illinois_conduct: T}
"""


def test_each_defendant_is_judged_and_the_best_is_named() -> None:
    found = judged(facts.from_text(CHILD).claim, "BIPA_MINOR", law=law_with(defendants=TWO))
    assert (found["outcome"], found["defendant"]) == ("likely_eligible", "Example Vision Inc")
    assert [pair["outcome"] for pair in found["pairs"]] == ["likely_eligible", "likely_not_eligible"]
    assert (
        judged(facts.from_text(CHILD).claim, "COPPA_BY_CHILD", law=law_with(defendants=TWO))["defendant"]
        is None
    )


def test_a_recorded_event_counts_for_its_defendant_and_the_photos_it_covers() -> None:
    covered = "[{date: 2024-03-01, defendant: Example Vision Inc, evidence: log, covers: {photo_id: ['77']}}]"
    law = law_with(defendants=TWO, events=covered)
    claim = facts.from_text(but(ADULT, photo_id="77")).claim
    assert judged(claim, "BIPA_DEPICTED", law=law)["outcome"] == "likely_eligible"
    other = facts.from_text(but(ADULT, photo_id="78")).claim
    assert judged(other, "BIPA_DEPICTED", law=law)["outcome"] == "likely_not_eligible"


def test_tolled_days_are_counted_once_where_intervals_overlap() -> None:
    entries = (
        "[{from: 2021-01-01, to: 2021-01-10, basis: class action, covers: all},"
        " {from: 2021-01-06, to: 2021-01-15, basis: class action, covers: all},"
        " {from: 2021-02-01, to: 2021-02-01, basis: order, covers: {claim: [Person 1]}},"
        " {from: 2022-01-01, to: 2022-12-31, basis: order, covers: {claim: [Person 9]}}]"
    )
    found = judged(facts.from_text(CHILD).claim, "BIPA_MINOR", law=law_with(tolling=entries))
    assert found["deadline"]["safe"] == "2030-03-31"
    assert "+ 16 tolled days" in found["deadline"]["words"]


def test_only_staff_or_a_list_makes_a_match_exact() -> None:
    claim = facts.from_text(CHILD).claim
    photo = claim.photos[0]
    for kind, value in (("claimed", "U"), ("staff", "T"), ("index", "T")):
        match = {**photo.facts, "dataset_hit": Fact("exact", Source(kind))}
        found = judged(replace(claim, photos=(PhotoFacts("Photo 1", match),)), "BIPA_MINOR")
        assert found["pairs"][0]["elements"]["E2"] == value


def test_every_reason_is_given_and_none_hides_another() -> None:
    text = but(CHILD, dataset_hit="none", media="video", public_2014="no", uploaded="2015", depicted="no")
    found = theory(text, "BIPA_MINOR")
    reasons = {element["id"]: element["reasons"] for element in found["elements"]}
    assert any("a video" in reason for reason in reasons["E2"])
    assert any("not public" in reason for reason in reasons["E2"])
    assert any("2015" in reason for reason in reasons["E2"])
    assert reasons["E1"] == ["face not depicted"]
    assert all(element["reasons"] and element["citations"] for element in found["elements"])


def test_a_fact_shows_its_label_and_its_source() -> None:
    used = {f["name"]: f for element in theory(CHILD, "BIPA_MINOR")["elements"] for f in element["facts"]}
    assert used["dataset_hit"]["source"] == "staff"
    assert used["depicted"]["source"] == "claimed"
    assert used["subject_death"] == {
        "name": "subject_death",
        "label": "Date of death",
        "value": "none",
        "source": "default",
        "detail": "",
    }
    assert used["photo_id"]["source"] == "not given"


def test_what_would_settle_an_open_element_is_named() -> None:
    def settles(text: str, element: str) -> list[str]:
        found = {e["id"]: e["settles"] for e in theory(text, "BIPA_MINOR")["elements"]}
        return list(found[element])

    assert "dataset_hit" in settles(but(CHILD, dataset_hit="not_checked"), "E2")
    assert settles(but(CHILD, release=None), "E4") == ["release"]
    assert settles(but(CHILD, subject_dob="unknown"), "E6") == ["subject_dob"]
    assert settles(but(CHILD, subject_death="2020"), "E7") == []
    assert settles(but(CHILD, res="unknown", upload_place=None), "E3") == ["res"]
    assert settles(but(CHILD, defendant="unknown"), "E5") == ["defendant"]
    assert theory(but(CHILD, represented="unknown"), "BIPA_MINOR")["settles"] == ["represented"]
    assert theory(CHILD, "BIPA_MINOR")["settles"] == []


@pytest.mark.parametrize(
    ("text", "change"),
    [
        (CHILD, "2028-03-15"),
        (but(CHILD, subject_dob="2006-11-22", role="self"), "2026-11-23"),
        (but(CHILD, subject_dob="2006-11-21", role="self"), "2026-11-24"),
        (IN_TIME, "2020-01-02"),
        (but(ADULT, as_of="2025-06-30"), "2025-07-01"),
        (ADULT, None),
    ],
)
def test_the_next_change_is_the_first_day_on_which_time_alone_changes_a_finding(
    text: str, change: str | None
) -> None:
    assert determine(text)["next_change_on"] == change


def test_no_day_before_the_next_change_changes_anything() -> None:
    text = but(CHILD, subject_dob="2006-11-21", role="self")
    today, tomorrow, after = (but(text, as_of=f"2026-11-{day}") for day in (22, 23, 24))
    assert values(today, "BIPA_MINOR") == values(tomorrow, "BIPA_MINOR") != values(after, "BIPA_MINOR")


def test_the_result_is_the_better_of_the_main_theories() -> None:
    assert determine(CHILD)["main_theory"] == "BIPA_MINOR"
    assert determine(IN_TIME)["main_theory"] == "BIPA_DEPICTED"
    assert determine(IN_TIME)["result"] == "likely_eligible"


def test_between_equal_outcomes_the_theory_with_less_against_it_leads() -> None:
    young = determine(but(CHILD, role="self", subject_dob="2007-08-20", learned="2026", dataset_hit="none"))
    assert {t["outcome"] for t in young["theories"][:2]} == {"needs_review"}
    assert young["main_theory"] == "BIPA_MINOR"


PHOTOGRAPHER = but(ADULT, role="uploader_only", uploader="claimant", author="yes", learned="2024-06-01")


def test_a_photographer_s_result_is_that_of_the_copyright_theory() -> None:
    found = determine(PHOTOGRAPHER)
    assert (found["result"], found["main_theory"]) == ("needs_review", "COPYRIGHT")
    found = determine(but(PHOTOGRAPHER, learned="2019-10-11"))
    assert (found["result"], found["main_theory"]) == ("likely_not_eligible", "COPYRIGHT")
    found = determine(but(PHOTOGRAPHER, author="no"))
    assert (found["result"], found["main_theory"]) == ("not_applicable", "COPYRIGHT")


@pytest.mark.parametrize("role", ["self", "parent", "other", "unknown"])
def test_anybody_else_s_result_is_never_a_side_finding(role: str) -> None:
    found = determine(but(PHOTOGRAPHER, role=role))
    assert found["main_theory"] in ("BIPA_DEPICTED", "BIPA_MINOR")


@pytest.mark.parametrize(
    ("registered", "said"),
    [
        ("2014-12-31", "Registered 2014-12-31, before the infringement"),
        ("2015-01-01", "Registered later (2015-01-01)"),
        ("2014-12-31..2015-01-01", "Not known whether and when"),
        ("unknown", "Not known whether and when"),
        ("none", "register first"),
    ],
)
def test_a_photographer_s_registration_is_told(registered: str, said: str) -> None:
    notes = theory(but(PHOTOGRAPHER, copyright_reg=registered), "COPYRIGHT")["notes"]
    assert sum("egist" in note for note in notes) == 1
    assert any(said in note for note in notes)


def remarks(res: str, use: str = "unknown") -> list[str]:
    found: list[str] = determine(but(ADULT, res=res, public_commercial_use=use))["remarks"]
    return found


def test_a_line_of_residence_in_a_state_with_another_law_is_remarked_unless_there_was_no_use() -> None:
    lines = "NY:2001/2003|AR:2004/2005|TN:2006/2007|OR:2008/2009|NY:2010/present"
    for use in ("yes", "unknown"):
        said = remarks(lines, use)
        assert [line[:3] for line in said] == ["NY:", "NY:", "AR:", "TN:", "OR:"]
        assert "22-1201" in said[0] and "50-51" in said[1] and "34.10" in said[4]
    assert remarks(lines, "no") == []


def test_a_state_without_a_law_is_said_so_whatever_the_use() -> None:
    for use in ("yes", "no", "unknown"):
        said = remarks("PA:2001/2010|OH:2011/present|IL:2015/2016|TX:2000/2000", use)
        assert [line[:3] for line in said] == ["PA:", "OH:"]
    for silent in ("unknown", "none", "??:2001/present", "ZZ:2001/present", "IL:2001/present"):
        assert remarks(silent) == []


@pytest.mark.parametrize(
    ("collected", "name", "outcome"),
    [
        ("[]", "WA", "refer"),
        ("[2024-03-30]", "WA", "refer"),
        ("[2024-03-31]", "WA", "needs_review"),
        ("[2019-01-01, 2024-03]", "WA", "needs_review"),
        ("[2025-06-30]", "CO_AG", "not_applicable"),
        ("[2025-07-01]", "CO_AG", "refer"),
        ("[2025-07-01, 2019]", "CO_AG", "refer"),
        ("[2025]", "CO_AG", "needs_review"),
    ],
)
def test_a_day_of_collection_known_of_the_defendant_counts_for_the_newer_laws(
    collected: str, name: str, outcome: str
) -> None:
    one = DEFENDANTS.replace("collected: []", f"collected: {collected}")
    claim = facts.from_text(but(ADULT, res="WA:2000/2020|CO:2021/present")).claim
    assert judged(claim, name, law=law_with(defendants=one))["outcome"] == outcome


def test_the_later_of_two_recorded_collections_is_printed_with_its_four_years() -> None:
    one = DEFENDANTS.replace("collected: []", "collected: [2024-05-10]")
    for event, safe in (
        ("none_known", "2028-05-10"),
        ("2024-04-01", "2028-05-10"),
        ("2024-06-03", "2028-06-03"),
    ):
        claim = facts.from_text(but(ADULT, res="WA:2000/present", recent_event=event)).claim
        found = judged(claim, "WA", law=law_with(defendants=one))
        assert found["deadline"]["safe"] == safe
        assert "+ 4 years" in found["deadline"]["words"]
    assert theory(but(ADULT, recent_event="2024-06-03"), "WA")["deadline"] is None
    assert theory(but(ADULT, res="WA:2000/present", recent_event="2022-06-03"), "WA")["deadline"] is None


def test_a_theory_of_the_person_alone_is_found_once_and_names_no_photo() -> None:
    found = judged(photos(CHILD, {}, {"uploaded": "2013"}), "TX_AG")
    assert (found["photo"], found["defendant"], len(found["pairs"])) == ("", None, 1)


@pytest.mark.parametrize(
    ("text", "change"),
    [
        (but(ADULT, public_commercial_use="yes", commercial_use_date="2026-03-02"), "2027-03-03"),
        (but(ADULT, public_commercial_use="yes", commercial_use_date="2025-11-21"), "2026-11-24"),
        (but(PHOTOGRAPHER, learned="2023-11-23"), "2026-11-24"),
        (but(ADULT, res="OH:2000/present|TX:2026-12-01/2027-12-01"), "2026-12-01"),
        (
            but(ADULT, as_of="2025-06-30", learned="2019", res="CO:2000/present", recent_event="2025-07-01"),
            "2025-07-01",
        ),
    ],
)
def test_time_alone_changes_side_findings_too(text: str, change: str) -> None:
    assert determine(text)["next_change_on"] == change


def test_the_same_facts_give_the_same_bytes() -> None:
    first, second = (json.dumps(determine(CHILD)) for _ in range(2))
    assert first == second
    shuffled = ";".join(reversed(CHILD.split(";")))
    assert json.dumps(determine(shuffled)) == first


def test_an_undeclared_or_unreadable_fact_is_named() -> None:
    claim = facts.from_text(CHILD).claim
    wrong = replace(claim, person={**claim.person, "shoe_size": Fact("44", Source("claimed"))})
    with pytest.raises(UndeclaredFact, match="shoe_size"):
        evaluate(facts.shipped(), wrong, as_of=AS_OF)
    wrong = replace(claim, person={**claim.person, "subject_dob": Fact("2010-02-30", Source("claimed"))})
    with pytest.raises(FactError, match=r"subject_dob: '2010-02-30' is not a day"):
        evaluate(facts.shipped(), wrong, as_of=AS_OF)


def test_the_settings_travel_with_the_findings_and_say_that_nobody_checked_them() -> None:
    settings = {setting["key"]: setting for setting in determine(CHILD)["settings"]}
    assert settings["BIPA_YEARS"]["value"] == "5"
    assert settings["COLLECTION_WINDOW"]["value"] == {"from": "2015-01-01", "to": "2020-06-30"}
    assert all(s["citation"] and s["checked_on"] is None and s["checked_by"] == "" for s in settings.values())
