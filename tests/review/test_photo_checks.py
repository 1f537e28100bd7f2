"""Recording a check of a photo at the desk, withdrawing it, and two people at once."""

import re
from typing import Any

import pytest
from django.test import Client

from casefile.models import AuditEntry, PhotoCheck, StaffMember, Submission
from tests import factories
from tests.casefile.test_lookups import hit, publish
from tests.review.looked import send
from tests.review.test_published import section

SEEN: dict[str, Any] = {
    "outcome": PhotoCheck.EXACT,
    "where": "MegaFace listing",
    "how": "Searched the listing for the number.\r\nIt is there.",
}


@pytest.fixture
def file(db: None) -> Submission:
    return send()


@pytest.fixture
def colleague(db: None) -> StaffMember:
    return factories.make_staff("sam@example.com", first="Sam", last="Counsel")


def check(desk: Client, file: Submission, *, photo: int = 0, seen: Any = 0, **body: Any) -> Any:
    return desk.post(f"/desk/files/{file.token}/photos/{photo}/check", {"seen": seen, **body})


def withdraw(
    desk: Client, file: Submission, *, number: int = 1, seen: Any = 1, how: str = "Wrong photo."
) -> Any:
    return desk.post(f"/desk/files/{file.token}/checks/{number}/withdraw", {"seen": seen, "how": how})


def test_a_check_counts_at_once_and_names_who_where_and_how(
    desk: Client, file: Submission, attorney: StaffMember
) -> None:
    answer = check(desk, file, **SEEN, page_date_year="2009", page_date_month="5", link="example.com/a?b=c")
    assert answer.status_code == 302
    assert answer["Location"].endswith(f"/files/{file.token}/#photo-0")
    row = file.checks.get()
    assert (row.outcome, row.where, row.by, row.page_date) == ("exact", SEEN["where"], attorney, "2009-05")
    assert row.how == "Searched the listing for the number.\nIt is there."
    assert row.link == "https://example.com/a?b=c"
    assert hit(file).value == "exact"
    text = section(desk, file)
    assert "+ Seen by staff" in text
    assert "this photo, checked staff-verified, Robin Attorney," in text
    assert "The page shows it as posted May 2009." in text
    assert AuditEntry.objects.filter(event="photo.checked", subject=str(file.pk)).count() == 1
    whole = re.sub(r"<[^>]+>", " ", desk.get(f"/desk/files/{file.token}/").content.decode())
    assert "Recorded a check of a photo" in whole and "photo.checked" not in whole


def test_nothing_found_stays_not_known(desk: Client, file: Submission) -> None:
    check(desk, file, **SEEN | {"outcome": PhotoCheck.NOTHING})
    assert (
        "? Not found by staff Robin Attorney looked in MegaFace listing and found nothing. Still not"
        in section(desk, file)
    )


def test_a_match_called_mistaken_counts_no_more(desk: Client) -> None:
    publish()
    file = send()
    check(desk, file, **SEEN | {"outcome": PhotoCheck.MISTAKEN})
    assert "− Match mistaken" in section(desk, file)
    assert hit(file).value == "none"


@pytest.mark.parametrize(
    ("body", "says", "href"),
    [
        ({"outcome": ""}, "Choose what you found.", "p0-outcome"),
        ({"outcome": "withdrawn"}, "Choose seen, nothing found or mistaken.", "p0-outcome"),
        ({"outcome": "\x00"}, "Choose seen, nothing found or mistaken.", "p0-outcome"),
        ({"where": " \u200b "}, "Say where you looked", "p0-where"),
        ({"where": "w" * 121}, "The place has 121 characters; at most 120 are kept.", "p0-where"),
        ({"how": ""}, "Say in a sentence how you looked", "p0-how"),
        ({"how": "h" * 50_000}, "has 50,000 characters; at most 1,000 are kept.", "p0-how"),
        ({"page_date_month": "5"}, "Add the year, as the photo’s page shows it.", "p0-page_date_year"),
        ({"page_date_year": "2999"}, "Enter a year between 1900 and", "p0-page_date_year"),
        ({"page_date_year": "\x00"}, "Enter the year in four digits", "p0-page_date_year"),
        ({"link": "javascript://x.example/%0aalert(1)"}, "Enter a web address", "p0-link"),
        ({"link": "not one"}, "Enter a web address", "p0-link"),
        ({"link": "https://e.example/" + "l" * 500}, "at most 500 are kept.", "p0-link"),
        ({"seen": "-1"}, "This page was out of date.", "p0-seen"),
        ({"seen": "9" * 40}, "This page was out of date.", "p0-seen"),
    ],
)
def test_a_refused_check_says_what_to_do_and_loses_nothing(
    desk: Client, file: Submission, body: dict[str, Any], says: str, href: str
) -> None:
    typed = SEEN | {"page_date_day": "7", "link": "https://example.com/kept"} | body
    answer = check(desk, file, **typed)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert says in text and f'<a href="#{href}">' in text and f'id="{href}"' in text
    assert "<title>Error: " in text
    for name in {"where", "link"} - set(body):
        assert typed[name] in text
    assert not file.checks.exists()


def test_what_is_typed_into_a_check_is_shown_as_text(desk: Client, file: Submission) -> None:
    hostile = '<img src=x onerror="alert(1)">{{ 7|add:7 }}'
    check(desk, file, **SEEN | {"how": hostile, "where": hostile})
    for text in (
        desk.get(f"/desk/files/{file.token}/").content.decode(),
        check(desk, file, seen=1, **SEEN | {"where": hostile, "how": ""}).content.decode(),
    ):
        assert "<img" not in text and "&lt;img src=x" in text and "{{ 7|add:7 }}" in text


def test_bytes_that_are_no_text_are_recorded_as_text(desk: Client, file: Submission) -> None:
    body = b"seen=0&outcome=nothing&where=a%00b&how=c%ED%A0%80d%FF&link=%00"
    path = f"/desk/files/{file.token}/photos/0/check"
    assert desk.post(path, body, content_type="application/x-www-form-urlencoded").status_code == 302
    assert file.checks.get().where == "ab"


def test_a_double_click_makes_one_check(desk: Client, file: Submission) -> None:
    first, second = check(desk, file, **SEEN), check(desk, file, **SEEN)
    assert (first.status_code, second.status_code) == (302, 302)
    assert file.checks.count() == 1


def test_the_second_of_two_tabs_is_told_what_changed_and_keeps_its_text(
    desk: Client, file: Submission
) -> None:
    check(desk, file, **SEEN)
    answer = check(desk, file, **SEEN | {"outcome": PhotoCheck.NOTHING, "how": "Long thought."})
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "Robin Attorney recorded “Seen in the list” in MegaFace listing on" in text
    assert "Long thought." in text and 'name="seen" value="1"' in text
    assert 'value="nothing" id="p0-nothing" checked' in text
    assert file.checks.count() == 1


def test_a_colleague_s_equal_check_is_not_taken_for_a_double_click(
    desk: Client, file: Submission, colleague: StaffMember
) -> None:
    other = Client()
    other.post("/desk/sign-in/", {"login": colleague.username, "password": factories.PASSWORD})
    check(other, file, **SEEN)
    answer = check(desk, file, **SEEN)
    assert answer.status_code == 409
    assert "Sam Counsel recorded" in answer.content.decode()


def test_a_withdrawn_check_counts_no_more_and_both_rows_stay(desk: Client, file: Submission) -> None:
    check(desk, file, **SEEN)
    assert withdraw(desk, file).status_code == 302
    assert [row.outcome for row in file.checks.all()] == ["exact", "withdrawn"]
    text = section(desk, file)
    assert "· Not searched" in text and "· Withdrew a check no. 1" in text and "Wrong photo." in text
    assert "Withdraw check no." not in text
    assert hit(file).source.kind == "claimed"


def test_a_withdrawal_needs_its_reason_and_a_check(desk: Client, file: Submission) -> None:
    assert withdraw(desk, file).status_code == 404
    check(desk, file, **SEEN)
    answer = withdraw(desk, file, how=" ")
    assert answer.status_code == 422
    assert '<a href="#w0-how">Say in a sentence why this check is withdrawn.</a>' in answer.content.decode()
    assert withdraw(desk, file).status_code == 302
    assert withdraw(desk, file, number=2, seen=2).status_code == 404
    assert file.checks.count() == 2


def test_a_double_click_on_withdraw_makes_one_row(desk: Client, file: Submission) -> None:
    check(desk, file, **SEEN)
    assert (withdraw(desk, file).status_code, withdraw(desk, file).status_code) == (302, 302)
    assert file.checks.count() == 2


def test_withdrawing_what_was_withdrawn_is_told_apart(desk: Client, file: Submission) -> None:
    check(desk, file, **SEEN)
    withdraw(desk, file)
    answer = withdraw(desk, file, how="Another reason.")
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "recorded “Withdrew a check”" in text and "Another reason." in text


@pytest.mark.parametrize("photo", [1, 7, 9999])
@pytest.mark.parametrize("body", [SEEN, {}])
def test_a_photo_that_the_file_does_not_have_is_not_found(
    desk: Client, file: Submission, photo: int, body: dict[str, str]
) -> None:
    assert check(desk, file, photo=photo, **body).status_code == 404


@pytest.mark.parametrize("clear", [None, False, True])
def test_before_a_file_is_read_nothing_can_be_checked(desk: Client, *, clear: bool | None) -> None:
    file = factories.make_submission(clear=clear)
    assert check(desk, file, **SEEN).status_code == 404
    assert withdraw(desk, file).status_code == 404


def test_words_typed_into_a_lapsed_page_are_handed_back(desk: Client, file: Submission) -> None:
    session = desk.session
    session["desk_seen_at"] = "2020-01-01T00:00:00+00:00"
    session.save()
    answer = check(desk, file, **SEEN)
    assert answer.status_code == 403
    assert "Searched the listing for the number." in answer.content.decode()
