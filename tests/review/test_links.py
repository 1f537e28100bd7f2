"""Links pasted beside a file: what was understood, where it was found, and that nothing of it is kept."""

import re
from typing import Any

import pytest
from django.apps import apps
from django.test import Client

from casefile import lists
from casefile.models import AuditEntry, StaffMember, Submission
from exposure import build
from tests import factories, published
from tests.casefile.test_lookups import publish
from tests.review.looked import LINK, send

ADDRESS = f"https://www.flickr.com/photos/{published.ACCOUNT}/8032659999/"


@pytest.fixture
def file(db: None) -> Submission:
    publish()
    return send()


def paste(desk: Client, file: Submission, text: str) -> Any:
    return desk.post(f"/desk/files/{file.token}/links/", {"links": text})


def plain(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_the_empty_page_says_what_may_be_pasted(desk: Client, file: Submission) -> None:
    answer = desk.get(f"/desk/files/{file.token}/links/")
    assert answer.status_code == 200
    assert "one a line" in plain(answer)
    assert f"/desk/files/{file.token}/links/" in desk.get(f"/desk/files/{file.token}/").content.decode()


def test_each_line_says_what_was_understood_and_where_it_was_found(desk: Client, file: Submission) -> None:
    text = f"{LINK}\n\n{ADDRESS}\n{published.ACCOUNT}\n4571314399\nhello there\n"
    answer = paste(desk, file, text)
    assert answer.status_code == 200
    said = plain(answer)
    assert "3 of 5 lines found" in said
    assert "Photo 1 of this file" in said and said.count("of this file") == 1
    assert f"megaface 2016, line 2, account {published.ACCOUNT}" in said
    assert f"megaface 2016, line 3, account {published.ACCOUNT}" in said
    assert f"megaface 2016: 2 photos of the account, {published.PHOTO} to 8032659999" in said
    assert "? Not found" in said and "· Not understood" in said
    assert "1 line could not be understood." in said
    assert text.strip() in answer.content.decode().replace("&amp;", "&")


def test_a_photo_under_another_account_is_a_conflict(desk: Client, file: Submission) -> None:
    said = plain(paste(desk, file, f"https://www.flickr.com/photos/{published.OTHER}/{published.PHOTO}/"))
    assert "! Under another account" in said and "a conflict, and no match" in said


def test_without_a_list_nothing_was_searched(desk: Client) -> None:
    said = plain(paste(desk, send(), LINK))
    assert "No list has been imported yet" in said and "· Not searched" in said


def test_only_counts_go_on_record_and_nothing_else_is_kept(
    desk: Client, file: Submission, attorney: StaffMember
) -> None:
    before = {model: model._default_manager.count() for model in apps.get_models()}
    paste(desk, file, f"{LINK}\n{LINK}\n{published.OTHER}\nhello there")
    entry = AuditEntry.objects.get(event="lists.pasted")
    assert (entry.actor, entry.subject) == (str(attorney.pk), str(file.pk))
    assert entry.detail == {"lines": 4, "photos": 1, "accounts": 1, "seen": 1}
    for model, count in before.items():
        assert model._default_manager.count() == count + 2 * (
            model is AuditEntry
        )  # what was looked up, and the look at the file
    assert "Looked pasted links up in the published lists" in plain(desk.get(f"/desk/files/{file.token}/"))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "Paste at least one link"),
        (" \n\t\n", "Paste at least one link"),
        ("4571314348\n" * 501, "You pasted 501 lines; at most 500 are looked up at once."),
        ("x" * 20_001, "You pasted 20,001 characters; at most 20,000 are looked up at once."),
    ],
)
def test_nothing_or_too_much_is_refused_and_nothing_is_lost(
    desk: Client, file: Submission, text: str, says: str
) -> None:
    answer = paste(desk, file, text)
    assert answer.status_code == 422
    body = answer.content.decode()
    assert says in body and '<a href="#links">' in body and "<title>Error: " in body
    assert text in body
    assert not AuditEntry.objects.filter(event="lists.pasted").exists()


def test_five_hundred_lines_are_looked_up(desk: Client, file: Submission) -> None:
    answer = paste(desk, file, "\n".join(str(4571314348 + number) for number in range(500)))
    assert answer.status_code == 200
    assert "1 of 500 lines found" in plain(answer)


@pytest.mark.parametrize(
    "body",
    [
        b"links=%00%00%00",
        b"links=4571314348%00%0A%ED%A0%80%FF",
        b"links=%0D%0A%E2%80%A84571314348%C2%854571314348%0C1",
        b"links=" + b"%F0%9F%92%A9" * 4_000,
        b"links=" + b"9" * 19_000,
        b"links=" + b"%25" * 6_000,
        b"links=" + b"https://www.flickr.com/photos/" * 600,
        b"links=https://[::1/photos/x/1%0Ahttp://%0A//%0A@%0A/@N00",
        b"links=%E2%80%AE4571314348",
        b"other=1",
    ],
)
def test_no_text_breaks_the_page(desk: Client, file: Submission, body: bytes) -> None:
    path = f"/desk/files/{file.token}/links/"
    answer = desk.post(path, body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code in (200, 422)


def test_more_than_a_request_may_hold_is_refused_by_the_site(desk: Client, file: Submission) -> None:
    assert paste(desk, file, "x" * 2_000_000).status_code in (400, 413)


def test_markup_is_shown_as_text(desk: Client, file: Submission) -> None:
    hostile = '</textarea><script>alert(1)</script><img src=x onerror="alert(1)">{{ 7|add:7 }}'
    text = paste(desk, file, hostile).content.decode()
    assert "<script>alert" not in text and "<img" not in text
    assert text.count("&lt;/textarea&gt;") == 2 and "{{ 7|add:7 }}" in text


def test_a_damaged_index_says_so_and_keeps_the_text(desk: Client, file: Submission) -> None:
    (lists.root() / build.INDEX).write_bytes(b"spoilt")
    answer = paste(desk, file, LINK)
    assert answer.status_code == 503
    assert "the index of the published lists is damaged" in plain(answer) and LINK in answer.content.decode()


@pytest.mark.parametrize("clear", [None, False])
def test_a_file_held_by_the_conflict_check_takes_no_links(desk: Client, *, clear: bool | None) -> None:
    file = factories.make_submission(clear=clear)
    assert desk.get(f"/desk/files/{file.token}/links/").status_code == 404
    assert paste(desk, file, LINK).status_code == 404
