"""In time or not: the worked tables, and the day before and after every date on which it turns."""

import pytest

from tests.eligibility.findings_of import ADULT, CHILD, but, shifted, theory, values


@pytest.mark.parametrize(
    ("born", "safe", "rolled", "in_time"),
    [
        ("2010-03-15", "2030-03-15", "2030-03-15", "T"),
        ("2008-02-29", "2028-02-28", "2028-03-01", "T"),
        ("2006-12-01", "2026-12-01", "2026-12-01", "T"),
        ("2006-11-22", "2026-11-22", "2026-11-23", "T"),
        ("2006-11-21", "2026-11-21", "2026-11-23", "U"),
        ("2006-11-19", "2026-11-19", "2026-11-19", "F"),
        ("2003-05-05", "2023-05-05", "2025-06-30", "F"),
        ("1997-01-02", "2020-01-01", "2025-06-30", "F"),
    ],
)
def test_the_worked_table_of_minors(born: str, safe: str, rolled: str, in_time: str) -> None:
    found = theory(but(CHILD, subject_dob=born, as_of="2026-11-22"), "BIPA_MINOR")
    assert {e["id"]: e["value"] for e in found["elements"]}["E6"] == in_time
    assert (found["deadline"]["safe"], found["deadline"]["rolled"]) == (safe, rolled)


def in_time(text: str, name: str, as_of: str) -> str:
    return values(but(text, as_of=as_of), name)["E6"]


@pytest.mark.parametrize(
    ("text", "name", "last", "on", "after"),
    [
        (ADULT, "BIPA_DEPICTED", "2020-01-01", "T", "U"),
        (ADULT, "BIPA_DEPICTED", "2025-06-30", "U", "F"),
        (but(ADULT, learned="2023-05-01"), "BIPA_DEPICTED", "2028-05-01", "U", "F"),
        (but(ADULT, learned="2023-05"), "BIPA_DEPICTED", "2028-05-31", "U", "F"),
        (but(ADULT, learned="2024-01-15"), "BIPA_DEPICTED", "2029-01-16", "U", "F"),
        (but(ADULT, learned="2024-02-29"), "BIPA_DEPICTED", "2029-03-01", "U", "F"),
        (but(ADULT, recent_event="2024-02-29"), "BIPA_DEPICTED", "2029-02-28", "T", "U"),
        (but(ADULT, recent_event="2024-03-01"), "BIPA_DEPICTED", "2029-03-01", "T", "F"),
        (but(ADULT, recent_event="2024"), "BIPA_DEPICTED", "2029-01-01", "T", "U"),
        (but(ADULT, recent_event="2024"), "BIPA_DEPICTED", "2029-12-31", "U", "F"),
        (but(ADULT, subject_death="2026-02-10", role="estate"), "BIPA_DEPICTED", "2027-02-10", "U", "F"),
        (but(ADULT, subject_death="2026-02", role="estate"), "BIPA_DEPICTED", "2027-03-01", "U", "F"),
        (but(ADULT, tolling_days="10"), "BIPA_DEPICTED", "2020-01-11", "T", "U"),
        (but(ADULT, tolling_days="10"), "BIPA_DEPICTED", "2025-07-10", "U", "F"),
        (CHILD, "BIPA_MINOR", "2030-03-15", "T", "F"),
        (but(CHILD, subject_dob="2010"), "BIPA_MINOR", "2030-01-01", "T", "U"),
        (but(CHILD, subject_dob="2010"), "BIPA_MINOR", "2030-12-31", "U", "F"),
        (but(CHILD, subject_dob="2008-02-29"), "BIPA_MINOR", "2028-02-28", "T", "U"),
        (but(CHILD, subject_dob="2008-02-29"), "BIPA_MINOR", "2028-03-01", "U", "F"),
        (but(CHILD, tolling_days="3"), "BIPA_MINOR", "2030-03-18", "T", "F"),
    ],
)
def test_time_turns_the_day_after_the_last_day(text: str, name: str, last: str, on: str, after: str) -> None:
    assert in_time(text, name, shifted(last, -1)) == on
    assert in_time(text, name, last) == on
    assert in_time(text, name, shifted(last, 1)) == after


@pytest.mark.parametrize(
    ("defendant", "value"), [("private", "T"), ("private_univ", "U"), ("unknown", "U"), ("state_agency", "F")]
)
def test_a_later_event_counts_as_far_as_its_defendant_is_covered(defendant: str, value: str) -> None:
    text = but(ADULT, recent_event="2024-03-01", defendant=defendant)
    assert values(text, "BIPA_DEPICTED")["E6"] == value


@pytest.mark.parametrize(
    "name", ["subject_death", "recent_event", "tolling_days", "learned", "legal_disability"]
)
def test_an_answer_not_known_never_makes_time_gone(name: str) -> None:
    assert values(ADULT, "BIPA_DEPICTED")["E6"] == "F"
    assert values(but(ADULT, **{name: "unknown"}), "BIPA_DEPICTED")["E6"] == "U"


def test_a_legal_disability_lifts_time_gone_to_open() -> None:
    assert values(but(ADULT, legal_disability="yes"), "BIPA_DEPICTED")["E6"] == "U"
    assert values(but(ADULT, legal_disability="no"), "BIPA_DEPICTED")["E6"] == "F"


def test_without_a_birth_date_the_time_given_to_minors_cannot_be_computed() -> None:
    found = theory(but(CHILD, subject_dob="unknown"), "BIPA_MINOR")
    assert found["deadline"] is None
    assert found["outcome"] == "needs_review"
    assert "subject_dob" in found["settles"]


def test_the_arithmetic_is_told_in_words() -> None:
    words = theory(but(CHILD, subject_dob="2006-11-21"), "BIPA_MINOR")["deadline"]["words"]
    assert "2015-01-01 + 5 years = 2020-01-01" in words
    assert "minor until 2024-11-21 + 2 years = 2026-11-21" in words
    assert "a Saturday, so it rolls to 2026-11-23" in words
    holiday = theory(but(ADULT, learned="2024-01-15"), "BIPA_DEPICTED")["deadline"]["words"]
    assert "2029-01-15, a Monday and a holiday, so it rolls to 2029-01-16" in holiday


def test_the_date_to_watch_is_the_later_event_once_only_that_is_live() -> None:
    found = theory(but(ADULT, recent_event="2024-03-01"), "BIPA_DEPICTED")
    assert found["deadline"]["safe"] == "2029-03-01"


USED = but(ADULT, public_commercial_use="yes", commercial_use_date="2025-11-22")


def test_an_undated_use_has_no_deadline_and_says_why() -> None:
    found = theory(but(USED, commercial_use_date=None), "IL_ROP")
    assert found["deadline"] is None
    timely = next(element for element in found["elements"] if element["id"] == "timely")
    assert timely["reasons"] == ["the day from which time runs is not known"]
    assert timely["settles"] == ["commercial_use_date"]


def test_without_a_birth_date_a_use_is_timed_as_an_adult_s_and_its_end_stays_open() -> None:
    found = theory(but(USED, subject_dob="unknown"), "IL_ROP")
    assert (found["deadline"]["safe"], found["deadline"]["rolled"]) == ("2026-11-22", "2026-11-23")
    assert found["deadline"]["words"].endswith("Date of birth not known: a minor would have longer.")
    gone = theory(but(USED, subject_dob="unknown", commercial_use_date="2020"), "IL_ROP")
    assert gone["deadline"] is None
    timely = next(element for element in gone["elements"] if element["id"] == "timely")
    assert timely["value"] == "U"
    assert "date of birth not known: a minor would have longer" in timely["reasons"]
    assert "subject_dob" in timely["settles"]


def test_a_use_about_the_18th_birthday_is_timed_on_both_sides_of_it() -> None:
    words = theory(but(USED, subject_dob="2006-11-22", commercial_use_date="2024"), "IL_ROP")["deadline"][
        "words"
    ]
    assert "or of age on 2024-11-22 + 1 year = 2025-11-22; the earlier counts" in words
    assert "minor until 2024-11-22 + 2 years = 2026-11-22; the later counts, a Sunday" in words
