"""Learning more never changes a decided outcome, but in the three ways that the law of the matter names."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.eligibility.findings_of import determine

DECIDED = {"likely_eligible", "refer", "likely_not_eligible", "flag", "no_flag", "not_applicable"}
YES_NO = ["yes", "no"]
NO_YES = ["no", "yes"]
LIKELY = 5
"""How much likelier the first choice is: it is the one that lets a claim stand, so that other tests count."""
DAYS = {
    "subject_dob": [
        "1980-04-02", "1997-01-01", "1997-01-02", "2000-09-10", "2001-06-30", "2006-11-19", "2006-11-21",
        "2006-11-22", "2008-02-29", "2008-11-22", "2008-11-23", "2010-03-15",
    ],
    "uploaded": [
        "2004-02-10", "2009-08-14", "2010-03-14", "2013-06-30", "2013-07-01", "2013-09-09", "2013-09-10",
        "2014-06-23", "2014-06-24", "2016-02-29",
    ],
    "account_created": ["2005-01-01", "2014-06-23", "2014-06-24"],
    "learned": ["2019-10-11", "2021-11-20", "2021-11-22", "2023-05-01", "2024-02-29"],
    "subject_death": ["none", "2014-12-31", "2015-01-01", "2025-11-21", "2026-02-10"],
    "recent_event": ["none_known", "2021-11-21", "2021-11-22", "2024-02-29", "2024-03-31", "2025-07-01"],
    "commercial_use_date": ["2024-11-20", "2024-11-22", "2025-11-21", "2025-11-22", "2020-05-05"],
    "copyright_reg": ["none", "2012-01-01", "2016-01-01"],
}  # fmt: skip
CHOICES = {
    "role": ["self", "parent", "guardian", "estate", "other", "uploader_only"],
    "author": YES_NO,
    "public_commercial_use": YES_NO,
    "depicted": YES_NO,
    "release": NO_YES,
    "represented": NO_YES,
    "prior_release": NO_YES,
    "legal_disability": NO_YES,
    "il_in_window": YES_NO,
    "public_2014": YES_NO,
    "told_age": YES_NO,
    "media": ["photo", "video"],
    "uploader": ["subject", "parent", "other"],
    "licence_2014": ["cc-by-2.0", "arr", "cc0"],
    "upload_place": ["IL", "TX"],
    "taken_place": ["IL", "TX"],
    "defendant": ["private", "state_agency", "private_univ"],
    "photo_id": ["8057686961", "14000000000", "15000000000"],
    "dataset_hit": ["exact", "account", "none", "not_checked"],
}
LINES = [
    ("none", "unknown"),
    ("IL:2000-01-01/present", "IL:2000/present"),
    ("IL:2000-01-01/2013-09-09|IN:2013-09-10/present", "IL:2000/2013-09|IN:2013-09/present"),
    ("IL:2000-05-01/2015-01-01", "IL:2000/2015"),
    ("TX:2000-01-01/present", "??:2000-01-01/present"),
    ("CA:2000-01-01/present", "CA:2000/present"),
    ("WA:2000-01-01/2015-01-01|CO:2015-01-02/present", "WA:2000/2015|CO:2015/present"),
    ("IL:2000-01-01/2014-12-31|CA:2015-01-01/2025-07-01", "IL:2000/2014|CA:2015/2025"),
    ("IL:2000-01-01/present", "??:2000-01-01/present"),
    ("IL:2005-01-01/2010-12-31|IL:2011-01-01/present", "IL:2005/2010|IL:2011/present"),
    ("IL:2005-03-01/2010-03-31|IL:2010-09-01/present", "IL:2005/2010|IL:2010/present"),
]
TODAY = ["2019-11-01", "2020-01-02", "2025-06-30", "2026-11-22", "2026-11-24"]


def blurred(day: str) -> list[str]:
    """Less exact forms of a day, down to not known."""
    if day.startswith("none"):
        return [day, "unknown"]
    return [day, day[:7], day[:4], "unknown"]


@st.composite
def pairs_of_facts(draw: st.DrawFn) -> tuple[str, str]:
    """Facts, and the same facts less exactly known."""
    exact = {"as_of": draw(st.sampled_from(TODAY))}
    vague = dict(exact)
    for name, days in DAYS.items():
        exact[name] = draw(st.sampled_from(days))
        vague[name] = draw(st.sampled_from(blurred(exact[name])))
    for name, values in CHOICES.items():
        exact[name] = draw(st.sampled_from([values[0]] * LIKELY + values[1:]))
        vague[name] = draw(st.sampled_from([exact[name]] * LIKELY + ["unknown"]))
    exact["res"], less = draw(st.sampled_from(LINES))
    vague["res"] = draw(st.sampled_from([exact["res"], less, "unknown"]))
    texts = (";".join(f"{name}={value}" for name, value in given.items()) for given in (exact, vague))
    return next(texts), next(texts)


def is_allowed(before: dict[str, Any], after: dict[str, Any], contradictions: set[str]) -> bool:
    """The three ways, each to be seen in the trace.

    A stated day that contradicts the photo id takes the place of the day read from the id: the supporting
    flag, which no contradiction holds, then follows it, and the contradiction stands in the main theories.
    """
    if before["outcome"] not in DECIDED or after["outcome"] in (before["outcome"], "not_applicable"):
        return True
    if after["id"] == "COPPA_BY_CHILD":
        return "id_later_than_upload" in contradictions
    return after["outcome"] == "needs_review" and bool(after["contradictions"] or after["holds"])


@settings(max_examples=400, deadline=None)
@given(texts=pairs_of_facts())
def test_learning_more_never_changes_a_decided_outcome(texts: tuple[str, str]) -> None:
    exact, vague = (determine(text)["theories"] for text in texts)
    against = {found["id"] for theory in exact for found in theory["contradictions"]}
    for before, after in zip(vague, exact, strict=True):
        assert is_allowed(before, after, against), (before["id"], before["outcome"], after["outcome"])


@settings(max_examples=100, deadline=None)
@given(texts=pairs_of_facts())
def test_a_pair_s_verdict_is_its_weakest_element_capped(texts: tuple[str, str]) -> None:
    for theory in determine(texts[1])["theories"]:
        values = [element["value"] for element in theory["elements"]]
        assert values and all(value in "TUF" for value in values)
        if theory["outcome"] in ("likely_eligible", "flag"):
            assert set(values) == {"T"} and theory["applies"] == "T"
            assert not theory["holds"] and not theory["contradictions"]
        if theory["outcome"] == "likely_not_eligible":
            assert "F" in values
        if theory["id"] in ("IL_ROP", "COPYRIGHT"):
            assert theory["outcome"] != "likely_eligible"
        if "F" in values and theory["id"] in ("BIPA_DEPICTED", "BIPA_MINOR", "IL_ROP", "COPYRIGHT"):
            assert theory["outcome"] in ("likely_not_eligible", "not_applicable")
        assert all(theory["settles"] or reason for reason in [e["reasons"] for e in theory["elements"]])
