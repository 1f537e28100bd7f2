"""Tolling and later collections: what an entry covers, the facts it makes, and how its files follow."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from casefile import claims, clock_entries, clock_runs, element_checks, lookups
from casefile.clock_entries import Wish
from casefile.models import (
    AuditEntry,
    Claim,
    ClockEntry,
    ClockRun,
    Deadline,
    FactRevision,
    Job,
    StaffMember,
    Submission,
)
from tests import factories
from tests.review import looked

pytestmark = pytest.mark.django_db
AT = factories.SENT_AT + timedelta(days=1)


@pytest.fixture
def by(db: None) -> StaffMember:
    return factories.make_staff("robin@example.com")


@pytest.fixture
def file(db: None) -> Submission:
    return looked.send()


def wish(**more: Any) -> Wish:
    said: dict[str, Any] = {
        "matter": factories.MATTER, "kind": ClockEntry.TOLLING, "first_on": date(2020, 3, 1),
        "last_on": date(2020, 3, 10), "covers": ClockEntry.EVERYBODY, "names": (), "basis": "An order.",
    }  # fmt: skip
    return Wish(**said | more)


def enter(by: StaffMember, **more: Any) -> ClockEntry:
    return clock_entries.record(uuid4(), wish(**more), by=by, at=AT)


def run(entry: ClockEntry) -> ClockRun:
    while clock_runs.work(entry.pk, AT):
        pass
    return ClockRun.objects.get(entry=entry)


def facts(file: Submission, name: str) -> list[str]:
    """What each photo of the first claim says of a fact; nothing where it is silent."""
    known = element_checks.newest(file.claims.all()[0]).revision.facts
    return [one["facts"].get(name, {}).get("value", "") for one in known["photos"]]


def test_days_of_overlapping_entries_count_once_both_ends_included(file: Submission, by: StaffMember) -> None:
    run(enter(by))
    run(enter(by, first_on=date(2020, 3, 8), last_on=date(2020, 3, 12)))
    assert set(facts(file, "tolling_days")) == {"12"}
    claim = file.claims.all()[0]
    fact = element_checks.newest(claim).revision.facts["photos"][0]["facts"]["tolling_days"]
    assert (fact["source"], fact["detail"]) == ("staff", "Robin Attorney, 2026-11-22, clock entry 1, 2")


def test_an_entry_moves_the_deadline_by_its_days_and_a_withdrawal_moves_it_back(
    file: Submission, by: StaffMember
) -> None:
    claim = file.claims.all()[0]
    before = element_checks.newest(claim).deadlines
    entry = enter(by)
    run(entry)
    after = element_checks.newest(claim).deadlines
    assert after != before
    run(clock_entries.withdraw(entry, reason="Entered for the wrong case.", by=by, at=AT))
    assert element_checks.newest(claim).deadlines == before
    assert claim.revisions.count() == 3
    with pytest.raises(clock_entries.Withdrawn):
        clock_entries.withdraw(entry, reason="Again.", by=by, at=AT)


def test_a_later_collection_is_the_latest_day_of_all_that_cover_the_photo(
    file: Submission, by: StaffMember
) -> None:
    for day in (date(2024, 5, 6), date(2023, 1, 2)):
        run(enter(by, kind=ClockEntry.COLLECTION, first_on=day, last_on=day))
    assert set(facts(file, "recent_event")) == {"2024-05-06"}


def test_an_entry_for_a_photo_covers_that_photo_and_no_other_file(file: Submission, by: StaffMember) -> None:
    other = factories.make_file(packet=False)
    known = element_checks.newest(file.claims.all()[0]).revision.facts
    number = next(one["facts"]["photo_id"]["value"] for one in known["photos"] if "photo_id" in one["facts"])
    entry = enter(by, covers=ClockEntry.PHOTOS, names=(number,))
    assert set(clock_entries.files(entry)) == {file}
    done = run(entry)
    assert (done.files, done.done_at) == (1, AT)
    assert facts(file, "tolling_days").count("10") == 1
    assert other.claims.get().revisions.count() == 1


def test_an_entry_for_a_file_covers_all_its_claims(file: Submission, by: StaffMember) -> None:
    entry = enter(by, covers=ClockEntry.FILES, names=(file.reference,))
    done = run(entry)
    assert (done.files, done.claims_changed) == (1, file.claims.count())


def test_a_file_that_comes_later_is_read_with_the_entries_that_stand(by: StaffMember) -> None:
    enter(by)
    assert set(facts(looked.send(), "tolling_days")) == {"10"}


def test_the_preview_says_how_many_claims_move_and_writes_nothing(file: Submission, by: StaffMember) -> None:
    before = AuditEntry.objects.count(), FactRevision.objects.count()
    seen = clock_runs.preview(wish(), by=by, at=AT)
    assert (seen.files, seen.claims, seen.moved, seen.is_whole) == (1, file.claims.count(), seen.claims, True)
    assert (AuditEntry.objects.count(), FactRevision.objects.count()) == before
    assert not ClockEntry.objects.exists()
    assert clock_runs.preview(wish(covers=ClockEntry.PHOTOS, names=("1",)), by=by, at=AT).files == 0
    entry = enter(by)
    run(entry)
    assert clock_runs.preview_withdrawal(entry, at=AT).moved == seen.moved


def test_the_same_entry_sent_twice_is_one(file: Submission, by: StaffMember) -> None:
    key = uuid4()
    first = clock_entries.record(key, wish(), by=by, at=AT)
    assert clock_entries.record(key, wish(), by=by, at=AT + timedelta(seconds=1)) == first
    with pytest.raises(clock_entries.Taken):
        clock_entries.record(key, wish(basis="Another."), by=by, at=AT)
    assert ClockEntry.objects.count() == Job.objects.filter(kind="move_clock").count() == 1


def test_a_batch_that_died_half_way_goes_on_where_it_was(
    by: StaffMember, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [looked.send() for _ in range(3)]
    monkeypatch.setattr(clock_runs, "BATCH", 2)
    entry = enter(by)
    assert clock_runs.work(entry.pk, AT)
    ClockRun.objects.filter(entry=entry).update(
        after=sorted(one.pk for one in files)[0], files=1
    )  # died here
    run(entry)
    assert {tuple(facts(one, "tolling_days")) for one in files} == {
        ("10",) * len(facts(files[0], "tolling_days"))
    }
    assert {one.claims.all()[0].revisions.count() for one in files} == {2}


def test_a_file_that_fails_gets_a_job_of_its_own_and_holds_up_no_other(by: StaffMember) -> None:
    bad = looked.send()
    factories.make_claim(bad)  # a claim that its answers do not have
    good = looked.send()
    done = run(enter(by))
    assert (done.files, done.claims_changed) == (2, good.claims.count())
    assert [one.subject for one in Job.objects.filter(kind="move_clock_file")] == [bad.pk]


def test_findings_made_from_entries_are_those_of_a_fresh_reading(file: Submission, by: StaffMember) -> None:
    run(enter(by, kind=ClockEntry.COLLECTION, first_on=date(2025, 1, 2), last_on=date(2025, 1, 3)))
    fresh = claims.known_of_each(file, lookups.last_said(file))
    stored = [element_checks.newest(claim).revision.facts for claim in Claim.objects.filter(submission=file)]
    assert [one.to_json() for one in fresh] == stored
    assert Deadline.objects.filter(submission=file).exists()
