"""The notice and the age page: who comes in, and what a child who does not leaves behind (nothing)."""

import logging
from datetime import UTC, date, datetime, timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

import matters
from casefile.models import Draft
from intake import gate
from matters.flickr_megaface.forms.gate import AgeForm
from tests.intake.conftest import AGE, BORN, CHECK, START, Claimant

CHILDREN = ("2012-05-02", "2020-01-01", "2009-07-14")
INTERVIEW_PAGES = (
    START,
    AGE,
    CHECK,
    "/flickr-megaface/role/",
    "/flickr-megaface/declaration/",
    "/flickr-megaface/people/1/lived/",
    "/flickr-megaface/people/2/remove/",
)


def rows_by_table() -> dict[str, int]:
    with connection.cursor() as cursor:
        counted = {}
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT COUNT(*) FROM "{table}"')  # noqa: S608
            counted[table] = cursor.fetchone()[0]
        return counted


def boxes(born: str) -> dict[str, str]:
    year, month, day = born.split("-")
    return {"born_year": year, "born_month": month, "born_day": day}


def test_a_notice_refused_leaves_nothing(claimant: Claimant) -> None:
    before = rows_by_table()
    page = claimant.client.post(START, {"go_on": "no"})
    assert (page.status_code, rows_by_table(), dict(claimant.client.cookies.items()).keys() & {"sid"}) == (
        200,
        before,
        set(),
    )


def test_an_accepted_notice_writes_no_row_before_the_age_page_is_passed(claimant: Claimant) -> None:
    before = rows_by_table()
    claimant.accept_notice()
    assert rows_by_table() == before
    assert settings.SESSION_COOKIE_NAME not in claimant.client.cookies


@pytest.mark.parametrize("born", CHILDREN)
def test_a_child_leaves_no_row_no_log_line_and_one_cookie(
    claimant: Claimant, born: str, caplog: pytest.LogCaptureFixture
) -> None:
    note, before = claimant.accept_notice(), rows_by_table()
    with caplog.at_level(logging.DEBUG):
        page = claimant.client.post(AGE, {"notice": note, **boxes(born)})
    assert (page.status_code, rows_by_table()) == (200, before)
    assert [record.getMessage() for record in caplog.records] == []
    kept = {name: cookie.value for name, cookie in claimant.client.cookies.items() if cookie.value}
    assert kept == {"stopped": "stopped"}
    assert not page.cookies["stopped"]["max-age"] and not page.cookies["stopped"]["expires"]
    assert (page.cookies["stopped"]["httponly"], page.cookies["stopped"]["samesite"]) == (True, "Lax")


def test_everybody_under_18_reads_the_same_words(claimant: Claimant) -> None:
    pages = set()
    for born in CHILDREN:
        note = Claimant(Client()).accept_notice()
        pages.add(Client().post(AGE, {"notice": note, **boxes(born)}).content)
    assert len(pages) == 1
    words = pages.pop().decode()
    assert "This form is for adults to fill in." in words
    assert "/age/" not in words and "/start/" not in words


@pytest.mark.parametrize("address", INTERVIEW_PAGES)
def test_a_stopped_browser_gets_the_same_page_everywhere(claimant: Claimant, address: str) -> None:
    stopped = claimant.client.post(AGE, {"notice": claimant.accept_notice(), **boxes(CHILDREN[0])})
    before = rows_by_table()
    for again in (
        claimant.client.get(address),
        claimant.client.post(address, {"notice": "", **BORN, "go_on": "yes"}),
    ):
        if again.status_code != 405:
            assert (again.status_code, again.content) == (200, stopped.content)
    assert rows_by_table() == before and Draft.objects.count() == 0


def test_a_child_on_a_parents_browser_takes_the_open_session_away(claimant: Claimant) -> None:
    claimant.pass_age()
    with_draft = rows_by_table()
    page = claimant.client.post(AGE, {"notice": claimant.accept_notice(), **boxes(CHILDREN[0])})
    assert page.cookies["sid"].value == "" and page.cookies["csrf"].value == ""
    assert rows_by_table() == with_draft | {"django_session": with_draft["django_session"] - 1}


def test_an_adult_gets_a_draft_that_holds_the_notice_as_shown(claimant: Claimant) -> None:
    claimant.pass_age()
    kept = Draft.objects.get().notice
    shown = gate.notice(matters.load("flickr-megaface"))
    assert (kept["id"], kept["version"], kept["body"], kept["sha256"]) == (
        shown.id,
        shown.version,
        shown.body,
        shown.sha256,
    )
    assert settings.FIRM_NAME in kept["body"] and "[Firm" not in kept["body"]
    assert datetime.fromisoformat(kept["at"]).tzinfo is not None


def test_the_age_page_wants_the_notice_first(claimant: Claimant) -> None:
    for note in ("", "forged", "a:b:c", "\x00", "x" * 5000):
        response = claimant.client.post(AGE, {"notice": note, **BORN})
        assert (response.status_code, response["Location"]) == (302, START)
    assert Draft.objects.count() == 0


def test_an_accepted_notice_holds_for_a_day() -> None:
    matter, at = matters.load("flickr-megaface"), datetime(2026, 11, 22, tzinfo=UTC)
    note = gate.accept(gate.notice(matter), at=at)
    assert gate.accepted(note, matter, at=at + timedelta(hours=23)) is not None
    assert gate.accepted(note, matter, at=at + timedelta(hours=25)) is None
    assert gate.accepted(note, matter, at=at - timedelta(hours=1)) is None


@pytest.mark.parametrize(
    ("born", "today", "adult"),
    [
        ("2008-11-22", date(2026, 11, 22), True),
        ("2008-11-23", date(2026, 11, 22), False),
        ("2008-02-29", date(2026, 2, 28), False),
        ("2008-02-29", date(2026, 3, 1), True),
        ("1926-02-28", date(2026, 2, 28), True),
    ],
)
def test_the_18th_birthday_counts(born: str, today: date, adult: bool) -> None:
    form = AgeForm(boxes(born), today=today)
    assert form.is_valid() and form.is_adult is adult


@pytest.mark.parametrize(
    "born",
    [
        {"born_year": "1985", "born_month": "2", "born_day": "30"},
        {"born_year": "1985", "born_month": "", "born_day": ""},
        {"born_year": "85", "born_month": "6", "born_day": "1"},
        {"born_year": "2999", "born_month": "6", "born_day": "1"},
        {"born_year": "٢٠٠١", "born_month": "6", "born_day": "1"},
        {"born_year": "1\x00985", "born_month": "6" * 50_000, "born_day": "\ufffe"},
        {},
    ],
)
def test_an_unreadable_date_asks_again_and_keeps_what_was_typed(
    claimant: Claimant, born: dict[str, str]
) -> None:
    before = rows_by_table()
    page = claimant.client.post(AGE, {"notice": claimant.accept_notice(), **born})
    assert page.status_code == 200 and "<title>Error: " in page.content.decode()
    assert "error-summary" in page.content.decode() and rows_by_table() == before


def test_the_pages_before_the_age_page_mention_no_age(claimant: Claimant) -> None:
    public = ("/", "/flickr-megaface/facts/", "/flickr-megaface/save-first/")
    for address in (*public, START, f"{AGE}?notice={claimant.accept_notice()}"):
        words = claimant.client.get(address).content.decode().lower()
        for hint in ("under 18", "18 or", "adult", "minor", "years old", "parent"):
            assert hint not in words, f"{address} says {hint!r}"


def test_a_birthday_is_counted_in_the_matters_time_zone(
    claimant: Claimant, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At 03:00 UTC it is still the day before in Chicago: the eighteenth birthday has not begun."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime(2026, 11, 22, 3, tzinfo=UTC))
    page = claimant.client.post(AGE, {"notice": claimant.accept_notice(), **boxes("2008-11-22")})
    assert page.status_code == 200 and "stopped" in page.cookies
