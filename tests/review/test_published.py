"""What the page of a file says of the published lists, in every state that they can be in."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from casefile import checks, lists
from casefile.models import PhotoCheck, StaffMember, Submission
from exposure import build
from tests import factories, published
from tests.casefile.test_lookups import AT, publish, work
from tests.review.looked import LINK, send

pytestmark = pytest.mark.django_db
OTHER_PHOTO = 8032659999


def section(desk: Client, file: Submission) -> str:
    """The section as it reads, without its marks of structure."""
    answer = desk.get(f"/desk/files/{file.token}/")
    assert answer.status_code == 200
    found = re.search(r'<section class="published".*?</section>', answer.content.decode(), re.S)
    assert found
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found[0]))


def test_a_match_names_list_version_line_account_and_source(desk: Client) -> None:
    imported = publish()
    text = section(desk, send(checked="this"))
    assert "Photo 1 + Match Found in megaface 2016 under the claimant’s account." in text
    assert "2 12345678@N00 + Match The account agrees. The list was cut from the collection" in text
    assert f"{imported.source_sha256[:12]}…" in text and imported.source_sha256 in text
    assert f"Photo number {published.PHOTO}" in text
    assert "this photo, checked published lists, megaface 2016, line 2" in text
    assert "Claimant found this photo, the claimant says" in text and "claimed" in text
    assert "when the answers were sent" in text


def test_the_number_dates_the_photo_and_the_account_is_soft_evidence(desk: Client) -> None:
    text = section(desk, send())
    assert "By its number, the photo was put on Flickr" in text
    assert "Claimant says: May 2, 2009" in text
    assert "Account’s age" in text and "soft evidence" in text
    assert "Dates in conflict." in text


def test_without_any_list_nothing_was_searched_and_it_says_so(desk: Client) -> None:
    text = section(desk, send())
    assert "· Not searched" in text
    assert "No list has been imported, so nothing was searched." in text


def test_searched_and_not_found_stays_not_known_and_names_the_lists(desk: Client) -> None:
    publish(lines=((2331659999, published.OTHER),))
    text = section(desk, send())
    assert "? Not found Searched megaface 2016. Nothing found. Still not known, because" in text


def test_no_number_is_no_search(desk: Client) -> None:
    publish()
    text = section(desk, send(link=""))
    assert "? No number No photo number could be read" in text


def test_the_number_under_another_account_is_a_conflict_to_look_into(desk: Client) -> None:
    publish(lines=((int(published.PHOTO), published.OTHER),))
    text = section(desk, send())
    assert "! Under another account" in text
    assert (
        f"{published.OTHER} ! Conflict Another account than the claimant’s: a conflict, and no match." in text
    )


def test_a_list_that_proves_nothing_is_shown_and_called_that(desk: Client) -> None:
    publish("ffhq", "2019", collection="ffhq")
    text = section(desk, send())
    assert "? No proof Only lists that prove nothing here name this photo." in text


def test_an_account_without_the_photo_shows_how_much_of_it_each_list_holds(desk: Client) -> None:
    publish(lines=((OTHER_PHOTO, published.ACCOUNT), (OTHER_PHOTO + 9, published.ACCOUNT)))
    text = section(desk, send())
    assert "? Account only Searched megaface 2016. The account is in a list, this photo is not." in text
    assert f"{published.ACCOUNT} megaface 2016 2 {OTHER_PHOTO} to {OTHER_PHOTO + 9}" in text


def test_an_account_s_counts_outlive_the_index_that_gave_them(desk: Client) -> None:
    publish()
    file = send()
    (lists.root() / build.INDEX).write_bytes(b"spoilt")
    text = section(desk, file)
    assert "The index is damaged now; below is what was found before." in text
    assert "not in the lists in force now" in text and "+ Match" in text


def test_a_damaged_index_at_the_time_of_sending_is_said(desk: Client) -> None:
    publish()
    (lists.root() / build.INDEX).write_bytes(b"spoilt")
    text = section(desk, send())
    assert "The index of the published lists was damaged, so nothing was searched." in text


def test_earlier_look_ups_are_folded_away_and_say_why_they_were_made(desk: Client) -> None:
    publish(lines=((2331659999, published.OTHER),), at=AT - timedelta(days=1))
    file = send()
    publish("yfcc100m", "2014", collection="yfcc100m")
    work()
    text = section(desk, file)
    assert "Earlier look-ups (1)" in text
    assert "when the answers were sent megaface 2016 0 0 0" in text
    assert "when the lists changed" in text and "+ Match Found in yfcc100m 2014" in text


def test_a_file_that_was_never_looked_up_says_that_it_will_be(desk: Client) -> None:
    assert "have not been searched for this file yet" in section(desk, factories.make_file())


def test_a_file_held_by_the_conflict_check_shows_none_of_it(desk: Client) -> None:
    file = factories.make_submission(clear=None)
    text = desk.get(f"/desk/files/{file.token}/").content.decode()
    assert 'class="published"' not in text


@pytest.mark.usefixtures("noted_once")
def test_checks_and_look_ups_cost_the_same_however_many(desk: Client, attorney: StaffMember) -> None:
    publish()
    file = send(link=LINK)

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            section(desk, file)
        return len(seen)

    def check(number: int) -> None:
        checks.record(
            submission=file, photo=0, outcome=PhotoCheck.NOTHING, where="Exposing.ai",
            how=f"Look {number}.", seen=number, by=attorney, at=AT + timedelta(minutes=number),
        )  # fmt: skip

    check(0)
    queries()
    few = queries()
    for number in range(1, 8):
        check(number)
    publish("yfcc100m", "2014", collection="yfcc100m")
    work()
    assert queries() == few
    assert few <= 27


def test_a_match_younger_than_the_packet_is_said(desk: Client) -> None:
    file = send()
    factories.make_packet(file)
    publish()
    work()
    assert "New match. It came on Mon, November 23, 2026, 9:00 a.m. CST" in section(desk, file)
    factories.make_packet(send(at=AT + timedelta(hours=1)), version=1)
    assert "New match." not in section(desk, Submission.objects.exclude(pk=file.pk).get())
