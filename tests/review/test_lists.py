"""The page of the published lists, who gained or lost a match through each, and the mark in the queue."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from casefile import lists, lookups
from casefile.models import ListImport, LookUp, StaffMember, Submission
from exposure import build
from review import filters, queue
from tests import factories, published
from tests.casefile.test_lookups import AT, BY, publish, work
from tests.review.looked import send

pytestmark = pytest.mark.django_db
NOBODY = ((2331659999, published.OTHER),)


def page(desk: Client, path: str = "/desk/lists/") -> str:
    answer = desk.get(path)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def references(staff: StaffMember, **wish: str) -> list[str]:
    found = filters.narrowed(queue.waiting(staff), wish, filters.Asker(staff, AT))
    return [one.submission.reference for one in found.order_by("submitted_at")]


def test_without_a_list_the_page_says_how_to_import_one(desk: Client) -> None:
    text = page(desk)
    assert "No list has been imported yet" in text and "manage.py import_list" in text
    assert 'href="/desk/lists/"' in desk.get("/desk/").content.decode()


def test_a_list_in_force_shows_its_source_in_full(desk: Client) -> None:
    imported = publish()
    text = page(desk)
    assert "megaface 2016 + In force" in text
    assert "Rows 3; none refused" in text and "Collection megaface" in text and "Layout megaface" in text
    assert "Imported Fri, November 20, 2026, 3:30 a.m. CST by Robin Attorney" in text
    assert "Source megaface.txt, 4.0 KB" in text and imported.source_sha256 in text
    assert "no file gained or lost a match" in text
    assert "No file is open" in text


def test_a_newer_version_replaces_and_a_retired_one_says_why(desk: Client) -> None:
    publish()
    publish(version="2017", at=AT + timedelta(hours=1))
    lists.retire("megaface", "2017", by=BY, reason="Read wrongly.", at=AT + timedelta(hours=2))
    publish("ffhq", "2019", collection="ffhq", at=AT + timedelta(hours=3))
    text = page(desk)
    assert "megaface 2016 + In force" in text
    assert "megaface 2017 · Retired" in text and "by Robin Attorney: Read wrongly." in text
    publish(version="2018", at=AT + timedelta(hours=4))
    assert "megaface 2016 · Replaced by a newer version" in page(desk)


def test_progress_counts_the_open_files_that_are_behind(desk: Client) -> None:
    send()
    send()
    publish()
    assert "2 of 2 open files still to be looked up" in page(desk)
    assert lookups.how_many_behind(digest=lists.current().digest) == 2
    work()
    assert "Every open file (2) has been looked up in the lists in force." in page(desk)


def test_who_gained_and_who_lost_is_listed_by_reference(desk: Client) -> None:
    file = send()
    publish()
    work()
    text = page(desk)
    assert "Since it came into force: 1 file gained a match , 0 lost one" in text
    event = LookUp.objects.gained(lists.current().digest).get()
    assert event.submission == file
    imported = listed(desk)
    gained = page(desk, imported)
    assert file.reference in gained and "+ 1 gained" in gained and "+ New match" in gained
    lists.retire("megaface", "2016", by=BY, reason="Withdrawn.", at=AT + timedelta(hours=1))
    work(AT + timedelta(hours=1))
    assert "Since it was retired: 0 files gained a match , 1 lost one" in page(desk)
    assert "− 1 lost" in page(desk, listed(desk, last=True))
    assert "− 1 lost" not in page(desk, imported) and "megaface 2016" in gained


def listed(desk: Client, *, last: bool = False) -> str:
    found = re.findall(r'href="(/desk/lists/[0-9a-f-]{36}/)"', desk.get("/desk/lists/").content.decode())
    return str(found[-1 if last else 0])


def test_a_match_is_shown_for_every_list_that_came_before_its_look_up(desk: Client) -> None:
    file = send()
    publish()
    publish("fdf", "2020", collection="fdf", at=AT + timedelta(minutes=1), lines=NOBODY)
    publish("ffhq", "2019", collection="ffhq", at=AT + timedelta(minutes=2))
    work(AT + timedelta(minutes=3))
    assert page(desk).count("1 file gained a match") == 2
    assert page(desk).count("Its collection proves nothing here") == 1
    assert all(
        file.reference in page(desk, listed(desk, last=last))
        and "In megaface 2016" in page(desk, listed(desk))
        for last in (True, False)
    )


def test_the_same_lists_once_more_are_told_apart_by_time(desk: Client) -> None:
    publish(lines=NOBODY, at=factories.SENT_AT - timedelta(hours=1))
    send()
    publish("yfcc100m", "2014", collection="yfcc100m")
    work()
    lists.retire("yfcc100m", "2014", by=BY, reason="Withdrawn.", at=AT + timedelta(hours=1))
    work(AT + timedelta(hours=1))
    text = page(desk)
    assert text.count("Since it came into force: no file gained or lost") == 1
    assert "Since it came into force: 1 file gained a match , 0 lost one" in text
    assert "Since it was retired: 0 files gained a match , 1 lost one" in text


def test_files_held_by_the_conflict_check_are_left_out(desk: Client) -> None:
    publish()
    file = factories.make_submission(clear=False)
    LookUp.objects.create(
        submission=file, number=1, index_digest=lists.current().digest, keys_digest="", why=LookUp.LIST,
        found={}, matches=1, gained=1, lost=0, at=AT,
    )  # fmt: skip
    assert "no file gained or lost a match" in page(desk)
    event = ListImport.objects.get()
    text = page(desk, f"/desk/lists/{event.pk}/")
    assert "No file gained or lost a match" in text and file.reference not in text


@pytest.mark.usefixtures("noted_once")
def test_who_gained_is_paged_and_costs_the_same_however_many(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("review.listing_views.PAGE", 3)
    send()
    publish(at=AT)
    work()

    def queries(path: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            page(desk, path)
        return len(seen)

    event = listed(desk)
    queries(event)
    few, cards = queries(event), queries("/desk/lists/")
    lists.retire("megaface", "2016", by=BY, reason="Again.", at=AT + timedelta(hours=1))
    for number in range(4):
        send()
        publish(f"set-{number}", "1", collection="ffhq", at=AT + timedelta(hours=2 + number), lines=NOBODY)
    publish("yfcc100m", "2014", collection="yfcc100m", at=AT + timedelta(hours=9))
    work(AT + timedelta(hours=9))
    assert queries("/desk/lists/") <= cards + 1
    event = listed(desk)
    assert "Page 1 of 2" in page(desk, event)
    assert queries(event) <= few + 1
    assert page(desk, f"{event}?page=2").count("gained") >= 2


def test_an_unknown_import_is_not_found(desk: Client) -> None:
    assert desk.get("/desk/lists/00000000-0000-0000-0000-000000000001/").status_code == 404


def test_a_damaged_index_is_said_on_the_page(desk: Client) -> None:
    publish()
    (lists.root() / build.INDEX).write_bytes(b"spoilt")
    text = page(desk)
    assert "The index of the lists is damaged" in text and "megaface 2016 ? Index damaged" in text


def test_a_list_that_is_searched_but_not_on_record_is_named(desk: Client) -> None:
    published.write()
    build.bind(lists.root())
    assert "megaface 2016 is searched but is not on record yet." in page(desk)


def test_a_new_match_is_marked_in_the_queue_until_it_is_decided_on(
    desk: Client, attorney: StaffMember
) -> None:
    file, other = send(), factories.make_file()
    publish()
    assert references(attorney, matched="1") == []
    work()
    assert references(attorney, matched="1") == [file.reference]
    text = page(desk, "/desk/?matched=1")
    assert file.reference in text and "+ New match" in text and other.reference not in text
    factories.make_decision(file.claims.get(), by=attorney, choice="need_information", reason="other", at=AT)
    assert references(attorney, matched="1") == []


def test_a_match_after_the_decision_is_new_and_one_lost_again_is_not(attorney: StaffMember) -> None:
    file = send()
    decided_at = AT - timedelta(hours=1)
    factories.make_decision(
        file.claims.get(), by=attorney, choice="need_information", reason="other", at=decided_at
    )
    publish()
    work()
    assert references(attorney, matched="1") == [file.reference]
    lists.retire("megaface", "2016", by=BY, reason="Withdrawn.", at=AT + timedelta(hours=1))
    work(AT + timedelta(hours=1))
    assert references(attorney, matched="1") == []


def test_a_match_found_when_the_answers_were_sent_is_not_new(attorney: StaffMember) -> None:
    publish()
    file: Submission = send()
    assert lookups.standing(file) is not None
    assert references(attorney, matched="1") == []
