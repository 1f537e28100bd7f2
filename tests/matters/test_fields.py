"""What may be typed, what is kept of it, and what is said where it cannot be kept."""

import unicodedata

import pytest
from django.core.exceptions import ValidationError

from matters.answers import empty
from matters.fields import (
    UNKNOWN,
    Email,
    FullDate,
    PartialDate,
    Phone,
    Places,
    TextRefused,
    clean_text,
    in_words,
)
from matters.fields.dates import Typed
from matters.fields.places import MOST_LINES, PlacesWidget, TypedPlaces
from tests.matters.walking import TODAY, date_boxes, place_boxes, posted


def read_date(field: PartialDate, **boxes: object) -> str:
    field.prepare(answers=empty(), index=None, today=TODAY, words={})
    return field.clean(Typed(**boxes))  # type: ignore[arg-type]


def partial(**kwargs: object) -> PartialDate:
    return PartialDate("When?", question="1.2", **kwargs)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("month", "day", "year", "kept"),
    [
        ("3", "27", "2007", "2007-03-27"),
        ("03", "07", "2007", "2007-03-07"),
        ("3", "", "2007", "2007-03"),
        ("", "", "2007", "2007"),
        ("March", "", "2007", "2007-03"),
        ("Sept.", "1", "2007", "2007-09-01"),
        (" 2 ", "29", "2008", "2008-02-29"),
        ("11", "22", "2026", "2026-11-22"),
        ("", "", "1900", "1900"),
        ("2", "9", "2004", "2004-02-09"),
    ],
)
def test_a_date_is_kept_as_far_as_it_is_known(month: str, day: str, year: str, kept: str) -> None:
    assert read_date(partial(), month=month, day=day, year=year) == kept


@pytest.mark.parametrize(
    ("month", "day", "year", "says", "where"),
    [
        ("2", "30", "2007", "28 days", ("month", "day")),
        ("2", "29", "2007", "28 days", ("month", "day")),
        ("13", "1", "2007", "from 1 to 12", ("month",)),
        ("0", "", "2007", "from 1 to 12", ("month",)),
        ("3", "32", "2007", "from 1 to 31", ("day",)),
        ("3", "x", "2007", "from 1 to 31", ("day",)),
        ("", "5", "2007", "month", ("month",)),
        ("3", "5", "", "year", ("year",)),
        ("3", "5", "07", "four digits", ("year",)),
        ("3", "5", "1899", "between 1900 and 2026", ("year",)),
        ("3", "5", "9999", "between 1900 and 2026", ("year",)),
        ("11", "23", "2026", "future", ("month", "day", "year")),
        ("12", "", "2026", "future", ("month", "day", "year")),
        ("٣", "5", "2007", "from 1 to 12", ("month",)),
        ("3", "①", "2007", "from 1 to 31", ("day",)),
        ("3", "5", "２００７", "four digits", ("year",)),
        ("+3", "5", "2007", "from 1 to 12", ("month",)),
        ("3", "5.0", "2007", "from 1 to 31", ("day",)),
        ("J", "5", "2007", "from 1 to 12", ("month",)),
        ("", "", "", "Enter a date", ("month", "day", "year")),
        ("3\0", "5", "2007", "from 1 to 12", ("month",)),
        ("3", "5", "2" * 50_000, "four digits", ("year",)),
    ],
)
def test_a_date_that_is_none_is_explained(
    month: str, day: str, year: str, says: str, where: tuple[str, ...]
) -> None:
    field = partial()
    with pytest.raises(ValidationError, match=says):
        read_date(field, month=month, day=day, year=year)
    assert field.wrong_parts == where


def test_not_knowing_is_an_answer_but_not_beside_a_date() -> None:
    assert read_date(partial(), unknown=True) == UNKNOWN
    with pytest.raises(ValidationError, match="not both"):
        read_date(partial(), unknown=True, year="2007")
    assert read_date(partial(required=False)) == ""


def test_a_full_date_needs_all_its_parts() -> None:
    field = FullDate("When?", question="0.2")
    for boxes in ({"year": "2007"}, {"year": "2007", "month": "3"}, {"year": "2007", "day": "3"}):
        with pytest.raises(ValidationError, match="Add the"):
            read_date(field, **boxes)
    assert read_date(field, month="3", day="27", year="2007") == "2007-03-27"


def test_dates_are_told_in_words() -> None:
    assert [in_words(v) for v in ("2007-03-27", "2007-03", "2007", "unknown", "")] == [
        "March 27, 2007",
        "March 2007",
        "2007",
        "I don’t know",
        "Not provided",
    ]


def places(boxes: dict[str, str]) -> tuple[Places, TypedPlaces]:
    field = Places("Where?", question="2.1")
    field.prepare(answers=empty(), index=None, today=TODAY, words={})
    return field, PlacesWidget().value_from_datadict(posted(boxes), {}, "states")


LIVED = [
    {"state": "IL", "from": "2001-06-01", "to": "2010-05"},
    {"state": "??", "from": "unknown", "to": "2012"},
    {"state": "ZZ", "from": "2012", "to": "unknown"},
    {"state": "WA", "from": "2013", "to": "present"},
]


def test_places_are_kept_line_by_line() -> None:
    field, typed = places(place_boxes("states", LIVED))
    assert field.clean(typed) == LIVED
    assert TypedPlaces.of(LIVED).lines == typed.lines, "what is kept comes back as it was typed"
    assert field.shown(LIVED, answers=empty(), index=None, words={}) == (
        "Illinois, June 1, 2001 to May 2010; A state I don’t know, a date I don’t know to 2012; "
        "Outside the United States, 2012 to a date I don’t know; Washington, 2013 to now"
    )


def test_a_line_is_added_and_removed_by_a_button() -> None:
    boxes = place_boxes("states", LIVED)
    _, added = places({**boxes, "states-add": "1"})
    assert added.edited
    assert [line.state for line in added.lines] == ["IL", "??", "ZZ", "WA", ""]
    _, removed = places({**boxes, "states-1-remove": "1"})
    assert removed.edited
    assert [line.state for line in removed.lines] == ["IL", "ZZ", "WA"]


def test_lines_have_an_end() -> None:
    many = [{"state": "IL", "from": "2001", "to": "present"}] * 60
    _, typed = places({**place_boxes("states", many), "states-add": "1"})
    assert len(typed.lines) == MOST_LINES


@pytest.mark.parametrize(
    ("boxes", "says", "where"),
    [
        ({}, "at least one place", "0-state"),
        ({"states-0-state": "Illinois"}, "Place 1: choose a state", "0-state"),
        ({"states-0-state": "IL"}, "Illinois began", "0-from"),
        ({"states-0-state": "IL", "states-0-from_year": "2004"}, "Illinois ended", "0-to"),
        (
            {"states-0-state": "IL", "states-0-from_year": "2004", "states-0-to_year": "2003"},
            "before",
            "0-to",
        ),
        (
            {
                "states-0-state": "IL",
                "states-0-from_year": "2004",
                "states-0-still": "on",
                "states-0-to_year": "2005",
            },
            "not both",
            "0-to",
        ),
        (
            {"states-0-state": "IL", "states-0-from_year": "20o4", "states-0-still": "on"},
            "four digits",
            "0-from",
        ),
        ({"states-0-still": "on"}, "choose a state", "0-state"),
    ],
)
def test_a_place_that_cannot_be_read_is_explained(boxes: dict[str, str], says: str, where: str) -> None:
    field, typed = places(boxes)
    with pytest.raises(ValidationError, match=says):
        field.clean(typed)
    assert list(field.wrong) == [where]


def test_not_knowing_any_place_is_an_answer_but_not_beside_a_line() -> None:
    field, typed = places({"states_unknown": "on"})
    assert field.clean(typed) == UNKNOWN
    field, typed = places(
        {"states_unknown": "on", "states-0-state": "IL", **date_boxes("states-0-from", "2004")}
    )
    with pytest.raises(ValidationError, match="not both"):
        field.clean(typed)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Pat   Example ", "Pat Example"),
        ("Jose\u0301", "Jos\u00e9"),
        ("O’Neill-Ångström", "O’Neill-Ångström"),
        ("a\u202eb\u2066c\u200bd\ufeffe", "abcde"),
        ("one\r\ntwo", "one two"),
        ("\u3164", ""),
        ("a\u200db", "ab"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d👧", "👩\u200d👧"),
        ("{{7*7}}", "{{7*7}}"),
        ("=cmd|", "=cmd|"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("李小龙", "李小龙"),
        ("tag\U000e0041", "tag"),
    ],
)
def test_text_is_kept_in_one_spelling_without_what_cannot_be_seen(typed: str, kept: str) -> None:
    assert clean_text(typed, most=100) == kept
    assert unicodedata.is_normalized("NFC", kept)


def test_lines_are_kept_where_lines_are_asked_for() -> None:
    assert clean_text("one\r\ntwo\u2028three", most=100, lines=True) == "one\ntwo\nthree"


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("a\0b", "cannot be read"),
        ("a\ud800b", "cannot be read"),
        ("a\ufdd0", "cannot be read"),
        ("a\U0001ffff", "cannot be read"),
        ("a\x1b[0m", "cannot be read"),
        ("x" * 101, "100 characters or fewer"),
        ("x" * 50_000, "This has 50,000"),
        ("e" + "\u0301" * 99, "fewer accents"),
        ("\u0301" * 1_000_000, "1,000,000"),
    ],
)
def test_text_that_cannot_be_kept_is_refused_in_words(typed: str, says: str) -> None:
    with pytest.raises(TextRefused, match=says) as refused:
        clean_text(typed, most=100)
    str(refused.value).encode()


@pytest.mark.parametrize(
    "address", ["pat@example.com", " pat.example+x@mail.example.org ", "o’x@example.com"]
)
def test_an_address_with_a_domain_is_taken(address: str) -> None:
    field = Email("E-mail", question="0.4")
    if "’" in address:
        with pytest.raises(ValidationError):
            field.clean(address)
    else:
        assert field.clean(address) == address.strip()


@pytest.mark.parametrize(
    "address",
    [
        "a@[127.0.0.1]",
        "a@127.0.0.1",
        "a@[IPv6:::1]",
        "a@b",
        "a",
        "@example.com",
        "a@example.com\nBcc: b@example.com",
        "a@localhost",
        "a@example.com, b@example.com",
        "a@@example.com",
    ],
)
def test_an_address_that_reaches_no_mailbox_is_refused(address: str) -> None:
    with pytest.raises(ValidationError, match=r"such as name@example\.com"):
        Email("E-mail", question="0.4").clean(address)


@pytest.mark.parametrize(
    "number", ["312-555-0142", "(312) 555 0142", "+44 20 7946 0958", "312.555.0142 x12", ""]
)
def test_a_phone_number_is_taken_as_people_write_it(number: str) -> None:
    assert Phone("Phone", question="0.4", required=False).clean(number) == number


@pytest.mark.parametrize("number", ["call me", "12", "٣١٢٥٥٥٠١٤٢", "312-555-0142<b>"])
def test_what_is_no_phone_number_is_refused(number: str) -> None:
    with pytest.raises(ValidationError):
        Phone("Phone", question="0.4").clean(number)
