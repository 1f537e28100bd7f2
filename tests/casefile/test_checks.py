"""What staff found of a photo counts at once, can be withdrawn, and is never edited."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from casefile import checks, lists, lookups, pipeline
from casefile.models import AuditEntry, LookUp, PhotoCheck, StaffMember, Submission
from tests import factories
from tests.casefile.test_lookups import LINK, hit, in_dataset, publish, send, work
from tests.matters.walking import two_children

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
LATER = AT + timedelta(hours=1)


@pytest.fixture
def attorney() -> StaffMember:
    return factories.make_staff()


def record(file: Submission, by: StaffMember, *, seen: int = 0, **more: Any) -> PhotoCheck:
    wanted: dict[str, Any] = {
        "photo": 0,
        "outcome": PhotoCheck.EXACT,
        "where": "Exposing.ai",
        "how": "Typed the address of the photo; its number came up.",
        "at": AT + timedelta(minutes=seen),
    }
    return checks.record(submission=file, seen=seen, by=by, **{**wanted, **more})


def test_a_photo_seen_by_staff_is_exact_and_says_who_when_where_and_how(attorney: StaffMember) -> None:
    file = send()
    check = record(file, attorney)
    assert hit(file).value == "exact"
    assert hit(file).source.kind == "staff"
    assert hit(file).source.detail == (
        "Robin Attorney, 2026-11-23, Exposing.ai: Typed the address of the photo; its number came up."
    )
    assert in_dataset(file) == "T"
    revision = file.claims.get().revisions.get(number=2)
    assert revision.by == str(attorney.pk)
    entries = {entry.event: entry for entry in AuditEntry.objects.filter(actor=str(attorney.pk))}
    assert set(entries) == {"photo.checked", "facts.revised"}
    assert entries["photo.checked"].detail == {"check": str(check.pk), "photo": 0}


def test_a_withdrawn_check_counts_no_more_and_the_one_before_stands_again(attorney: StaffMember) -> None:
    file = send()
    first = record(file, attorney, outcome=PhotoCheck.NOTHING)
    second = record(file, attorney, seen=1)
    assert list(file.checks.standing()) == [second] and hit(file).value == "exact"
    checks.withdraw(check=second, how="It was another photo.", seen=2, by=attorney, at=LATER)
    assert list(file.checks.standing()) == [first]
    assert (hit(file).value, hit(file).source.kind, in_dataset(file)) == ("none", "staff", "U")
    checks.withdraw(check=first, how="Checked by mistake.", seen=3, by=attorney, at=LATER)
    assert not file.checks.standing() and hit(file).source.kind == "claimed"
    assert [row.number for row in file.checks.all()] == [1, 2, 3, 4]
    with pytest.raises(checks.NothingToWithdraw):
        checks.withdraw(check=second, how="Again.", seen=4, by=attorney, at=AT)
    with pytest.raises(checks.NothingToWithdraw):
        checks.withdraw(check=file.checks.get(number=3), how="Again.", seen=4, by=attorney, at=AT)


def test_a_match_called_mistaken_is_no_match_and_a_new_list_does_not_bring_it_back(
    attorney: StaffMember,
) -> None:
    publish(at=AT - timedelta(days=1))
    file = send()
    record(file, attorney, outcome=PhotoCheck.MISTAKEN, how="The number was given to another photo.")
    assert (hit(file).value, in_dataset(file)) == ("none", "U")
    publish("yfcc100m", "2014", collection="yfcc100m")
    work()
    assert (hit(file).value, hit(file).source.kind) == ("none", "staff")
    assert file.lookups.count() == 2, "what the lists say is kept all the same"


def test_nothing_found_by_staff_does_not_hide_a_list_imported_later(attorney: StaffMember) -> None:
    file = send()
    record(file, attorney, outcome=PhotoCheck.NOTHING)
    assert (hit(file).value, hit(file).source.kind, in_dataset(file)) == ("none", "staff", "U")
    publish()
    work()
    assert (hit(file).value, hit(file).source.kind, in_dataset(file)) == ("exact", "index", "T")
    assert [row.submission for row in LookUp.objects.gained(lists.current().digest)] == [file]


def test_the_newest_facts_count_though_the_clock_of_their_host_is_behind(attorney: StaffMember) -> None:
    file = send()
    publish()
    work()
    assert in_dataset(file) == "T"
    record(file, attorney, outcome=PhotoCheck.MISTAKEN, at=AT - timedelta(minutes=2))
    assert (hit(file).source.kind, in_dataset(file)) == ("staff", "U")


def test_a_check_brings_a_file_up_with_the_lists_in_force(attorney: StaffMember) -> None:
    file = send()
    publish()
    record(file, attorney, outcome=PhotoCheck.NOTHING)
    row = lookups.standing(file)
    assert row is not None and (row.why, row.gained) == (LookUp.CHECK, 1)
    assert hit(file).source.kind == "index"


def test_a_check_of_a_file_that_keeps_up_searches_nothing(attorney: StaffMember) -> None:
    publish(at=AT - timedelta(days=1))
    file = send()
    record(file, attorney)
    assert file.lookups.count() == 1


def test_the_day_a_page_shows_is_held_against_the_number(attorney: StaffMember) -> None:
    file = send(uploaded="2010-05")
    assert record(file, attorney, page_date="2010-05").conflicts == []
    later = record(file, attorney, seen=1, page_date="2016-12-07")
    assert any("the number is the better evidence" in one for one in later.conflicts)
    row = lookups.standing(file)
    assert row is not None and lookups.said(row).photos[0].conflicts == ()
    assert hit(file).value == "exact", "a conflict is a finding and never a rejection"


def test_a_page_opened_before_somebody_elses_check_is_refused(attorney: StaffMember) -> None:
    file = send()
    record(file, attorney)
    with pytest.raises(checks.Moved, match="1 more"):
        record(file, attorney)
    assert file.checks.count() == 1 and file.claims.get().revisions.count() == 2


@pytest.mark.parametrize("photo", [-1, 1, 99])
def test_a_photo_the_file_does_not_have_is_refused(attorney: StaffMember, photo: int) -> None:
    file = send()
    with pytest.raises(checks.NoSuchPhoto):
        record(file, attorney, photo=photo)


@pytest.mark.parametrize("wrong", [{"outcome": "withdrawn"}, {"outcome": "maybe"}, {"page_date": "last May"}])
def test_what_is_no_outcome_and_no_day_is_refused(attorney: StaffMember, wrong: dict[str, Any]) -> None:
    file = send()
    with pytest.raises(ValueError, match=r".+"):
        record(file, attorney, **wrong)
    assert not file.checks.exists()


def test_a_file_that_was_not_read_takes_no_check_and_keeps_none(attorney: StaffMember) -> None:
    answers = send().answers
    file = factories.make_submission(answers=answers)
    with pytest.raises(checks.NotRead):
        record(file, attorney)
    assert not file.checks.exists() and not AuditEntry.objects.filter(event="photo.checked").exists()


def test_a_check_stands_for_its_own_photo_alone(attorney: StaffMember) -> None:
    answers = two_children(
        **{"link": LINK, "photo.link.1": "8032659999", "shows": ["0", "1"], "checked": "none"}
    )
    file = factories.make_submission(answers=answers)
    pipeline.advance(file.pk, AT - timedelta(days=1))
    record(file, attorney, photo=1)
    for claim in file.claims.all():
        facts = claim.revisions.get(number=2).facts["photos"]
        assert [photo["facts"]["dataset_hit"]["source"] for photo in facts] == ["claimed", "staff"]


def test_what_staff_write_of_a_photo_is_sealed(attorney: StaffMember) -> None:
    file = send()
    words: dict[str, Any] = {
        "where": "canary-list",
        "how": "canary-how",
        "link": "https://canary.example/",
        "page_date": "2011",
    }
    row = record(file, attorney, **words)
    assert {name: getattr(PhotoCheck.objects.get(pk=row.pk), name) for name in words} == words
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM casefile_photocheck")
        held = repr(cursor.fetchall())
    assert "canary" not in held and "2011" not in held
