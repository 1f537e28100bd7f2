"""What the lists say of a file: searched once when sent, again when they change, and kept as it was."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from pytest_django.fixtures import Settings

from casefile import claims, jobs, lists, lookups, pipeline, replays, rounds
from casefile.models import (
    AuditEntry,
    Claim,
    Decision,
    Determination,
    FactRevision,
    Job,
    ListImport,
    LookUp,
    Packet,
    Submission,
)
from eligibility.facts import Fact, Source
from exposure import build
from exposure.index import Damaged
from matters.lookup import NOTHING
from tests import factories, published
from tests.matters.walking import two_children, walk

pytestmark = pytest.mark.django_db
SENT_AT = datetime(2026, 11, 21, 15, 4, tzinfo=UTC)
AT = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
LINK = f"https://www.flickr.com/photos/{published.ACCOUNT}/{published.PHOTO}/"
BY = "Robin Attorney"


def send(link: str = LINK, *, printed: bool = False, **said: Any) -> Submission:
    """A file sent and read, as the claimant's own answers have it; printed only where a test asks for it."""
    answers, _ = walk({"role": "myself", "link": link, "checked": "none", **said})
    file = factories.make_submission(sent_at=SENT_AT, answers=answers)
    at = SENT_AT + timedelta(seconds=2)
    if printed:
        pipeline.advance(file.pk, at)
    else:
        claims.read(file, lookups.said(pipeline.look_up(file, at=at)), at=at)
        pipeline.determine(file, at=at)
    return file


def publish(name: str = "megaface", version: str = "2016", *, at: datetime = AT, **more: Any) -> ListImport:
    return lists.publish(published.write(name, version, **more), by=BY, at=at)


def work(at: datetime = AT) -> None:
    """Do whatever is due until nothing is."""
    for _ in range(80):
        waiting = list(Job.objects.due(at=at).exclude(kind=jobs.DELIVER).values_list("pk", flat=True))
        for job in waiting:
            pipeline.work(job_id=job, clock=lambda: at)
        if not waiting:
            return
    pytest.fail("the work never ends")


def hit(file: Submission) -> Fact:
    """What the newest facts of the file's one claim say of its first photo."""
    revision: FactRevision = file.claims.get().revisions.order_by("-number")[0]
    known = revision.facts["photos"][0]["facts"]["dataset_hit"]
    return Fact(known["value"], Source(known["source"], known["detail"]))


def in_dataset(file: Submission) -> str:
    """The element "in the data set" by the newest findings."""
    found = Determination.objects.newest().get(claim__submission=file)
    replay = replays.replay(found)
    assert replay.is_exact
    theory = next(one for one in replay.document["theories"] if one["id"] == "BIPA_DEPICTED")
    return next(str(one["value"]) for one in theory["elements"] if one["id"] == "E2")


def counts(row: LookUp | None) -> tuple[int, str, int, int, int]:
    assert row is not None
    return row.number, row.why, row.matches, row.gained, row.lost


# When the answers are sent


def test_a_photo_in_a_proving_list_is_a_match_with_its_line_and_hash() -> None:
    one = publish()
    file = send()
    assert hit(file).value == "exact"
    assert hit(file).source.detail == f"megaface 2016, line 2, source SHA-256 {one.source_sha256}"
    assert in_dataset(file) == "T"
    assert counts(lookups.standing(file)) == (1, LookUp.SENT, 1, 0, 0)


def test_without_a_list_the_claimants_own_word_stands() -> None:
    file = send(checked="this")
    assert (hit(file).value, hit(file).source.kind) == ("claimed", "claimed")
    row = lookups.standing(file)
    assert row is not None and row.index_digest == ""
    assert lookups.said(row).photos[0].why_not == "No list has been imported, so nothing was searched."


def test_a_claimants_this_photo_stays_claimed_where_the_lists_do_not_hold_it() -> None:
    publish(lines=((2331659999, published.OTHER),))
    file = send(checked="this")
    assert (hit(file).value, hit(file).source.kind) == ("claimed", "claimed")
    assert in_dataset(file) == "U"


def test_searched_and_not_found_stays_unknown_and_names_the_list() -> None:
    publish(lines=((2331659999, published.OTHER),))
    file = send()
    assert (hit(file).value, hit(file).source.kind) == ("none", "index")
    assert "megaface 2016" in hit(file).source.detail
    assert in_dataset(file) == "U"


def test_the_number_under_another_account_is_a_conflict_and_no_match() -> None:
    publish(lines=((int(published.PHOTO), published.OTHER),))
    file = send()
    assert hit(file).value == "none"
    row = lookups.standing(file)
    assert row is not None and row.matches == 0
    (seen,) = lookups.said(row).photos[0].elsewhere
    assert (seen.nsid, seen.line) == (published.OTHER, 1)


def test_the_account_in_the_list_without_the_photo_is_counted() -> None:
    publish(lines=((8032659999, published.ACCOUNT), (8032660000, published.ACCOUNT)))
    file = send()
    assert (hit(file).value, hit(file).source.kind) == ("account", "index")
    row = lookups.standing(file)
    assert row is not None
    (held,) = lookups.said(row).photos[0].accounts
    assert (held.lines, held.photos) == (2, 2)


def test_a_photo_without_a_number_is_not_searched_and_says_why() -> None:
    publish()
    file = send("IMG_0001")
    row = lookups.standing(file)
    assert row is not None and "No photo number" in lookups.said(row).photos[0].why_not
    assert hit(file).source.kind == "claimed"


def test_what_the_number_says_of_dates_is_kept_with_the_look_up() -> None:
    file = send(uploaded="2009-05-02")
    row = lookups.standing(file)
    assert row is not None
    (found,) = lookups.said(row).photos
    assert "between April 29, 2010 and May 16, 2010" in found.dated and "second kind" in found.era
    (conflict,) = found.conflicts
    assert conflict.endswith("The claimant says May 2, 2009.")


def test_advancing_twice_searches_once() -> None:
    publish()
    file = send(printed=True)
    pipeline.advance(file.pk, AT)
    assert file.lookups.count() == 1
    assert AuditEntry.objects.filter(event="lists.searched").count() == 1


def test_a_damaged_index_holds_up_no_file_and_is_made_good_once_mended() -> None:
    publish()
    whole = (lists.root() / "index").read_bytes()
    (lists.root() / "index").write_bytes(whole[: len(whole) // 2])
    file = send(printed=True)
    assert file.packets.count() == 1
    row = lookups.standing(file)
    assert row is not None and row.index_digest == LookUp.DAMAGED
    assert "damaged" in lookups.said(row).photos[0].why_not
    with pytest.raises(Damaged):
        lookups.again(file, at=AT)
    build.bind(lists.root())
    pipeline.owe_daily(at=AT)
    work()
    assert counts(lookups.standing(file)) == (2, LookUp.LIST, 1, 1, 0)


def test_columns_in_clear_name_no_photo_and_no_account() -> None:
    publish(lines=((8032659999, published.ACCOUNT),))
    file = send()
    publish("yfcc100m", "2014", collection="yfcc100m")
    work()
    with connection.cursor() as cursor:
        for table in ("casefile_lookup", "casefile_factrevision", "casefile_auditentry", "casefile_job"):
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608
            held = json.dumps([[repr(value) for value in row] for row in cursor.fetchall()])
            assert published.PHOTO not in held and published.ACCOUNT not in held, table
    assert file.lookups.count() == 2


# When the lists change


def test_a_new_list_gives_open_files_their_match_and_says_who_gained() -> None:
    file, other = send(), send("https://www.flickr.com/photos/12345678@N00/4000000000/")
    one = publish()
    work()
    assert hit(file).value == "exact" and in_dataset(file) == "T"
    assert hit(other).value == "account"
    digest = lists.current().digest
    assert one.index_digest == digest
    assert [row.submission for row in LookUp.objects.gained(digest)] == [file]
    assert not LookUp.objects.lost(digest).exists()
    claim = file.claims.get()
    second = claim.revisions.get(number=2)
    assert second.by == "index"
    found = Determination.objects.newest().get(claim=claim)
    assert (found.revision, found.as_of.isoformat()) == (second, "2026-11-23")
    entry = AuditEntry.objects.get(event="facts.revised", subject=str(claim.pk))
    assert entry.detail == {"revision": 2, "determination": str(found.pk)}


def test_a_retired_list_takes_its_matches_with_it() -> None:
    publish(at=SENT_AT)
    file = send()
    assert in_dataset(file) == "T"
    lists.retire("megaface", "2016", by=BY, reason="It lists other photos.", at=AT)
    work()
    assert hit(file).source.kind == "claimed" and in_dataset(file) == "U"
    assert counts(lookups.standing(file)) == (2, LookUp.LIST, 0, 0, 1)
    assert [row.submission for row in LookUp.objects.lost(lists.current().digest)] == [file]


def test_back_to_the_lists_of_before_is_a_look_up_of_its_own() -> None:
    publish(at=SENT_AT, lines=((2331659999, published.OTHER),))
    file = send()
    before = lists.current().digest
    publish("yfcc100m", "2014", collection="yfcc100m")
    work()
    lists.retire("yfcc100m", "2014", by=BY, reason="A trial.", at=AT + timedelta(hours=1))
    work(AT + timedelta(hours=1))
    assert lists.current().digest == before
    assert [counts(row)[2:] for row in file.lookups.all()] == [(0, 0, 0), (1, 1, 0), (0, 0, 1)]
    assert hit(file).value == "none"


def test_a_list_that_changes_no_fact_leaves_facts_and_findings_alone() -> None:
    file = send("IMG_0001")
    publish()
    work()
    assert file.lookups.count() == 2
    assert file.claims.get().revisions.count() == 1
    assert not AuditEntry.objects.filter(event="facts.revised").exists()


@pytest.mark.parametrize("choice", [Decision.ACCEPT, Decision.DECLINE, Decision.REFER])
def test_a_file_decided_in_full_is_left_alone(choice: str) -> None:
    file = send()
    decision = factories.make_decision(file.claims.get(), by=factories.make_staff(), choice=choice)
    publish()
    work()
    assert file.lookups.count() == 1 and file.claims.get().revisions.count() == 1
    assert list(Decision.objects.all()) == [decision]


def test_a_file_is_open_again_once_its_decision_is_undone_and_while_information_is_needed() -> None:
    waiting, undone = send(), send()
    attorney = factories.make_staff()
    factories.make_decision(waiting.claims.get(), by=attorney, choice=Decision.NEED_INFORMATION)
    first = factories.make_decision(undone.claims.get(), by=attorney, choice=Decision.DECLINE)
    factories.make_decision(undone.claims.get(), by=attorney, choice=Decision.UNDO, undoes=first)
    publish()
    work()
    assert {hit(waiting).value, hit(undone).value} == {"exact"}


def test_a_file_not_cleared_is_not_searched() -> None:
    answers, _ = walk({"role": "myself", "link": LINK})
    file = factories.make_submission(answers=answers, clear=False)
    publish()
    work()
    assert not file.lookups.exists()


def test_packet_and_decision_rows_stay_as_they_are() -> None:
    file = send(printed=True)
    factories.make_decision(file.claims.get(), by=factories.make_staff(), choice=Decision.NEED_INFORMATION)
    before = [list(model.objects.values()) for model in (Packet, Decision)]
    publish()
    work()
    assert hit(file).value == "exact"
    assert [list(model.objects.values()) for model in (Packet, Decision)] == before


def test_more_files_than_a_batch_are_all_done_by_the_same_job(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rounds, "BATCH", 2)
    files = [send() for _ in range(5)]
    one = publish()
    job = Job.objects.get(kind=jobs.LOOK_UP_AGAIN, subject=one.pk)
    assert pipeline.work(job_id=job.pk, clock=lambda: AT) == (job.pk,), "rung for again at once"
    work()
    assert {hit(file).value for file in files} == {"exact"}
    job.refresh_from_db()
    assert (job.state, job.attempts) == (Job.DONE, 1)


def test_a_worker_that_dies_half_way_leaves_the_rest_to_the_next(settings: Settings) -> None:
    files = [send() for _ in range(3)]
    one = publish()
    job = Job.objects.get(kind=jobs.LOOK_UP_AGAIN, subject=one.pk)
    assert jobs.claim(job.pk, at=AT) is not None
    lookups.again(files[0], at=AT)
    assert pipeline.work(job_id=job.pk, clock=lambda: AT) == (), "the lease of the dead still runs"
    work(AT + timedelta(seconds=settings.JOB_LEASE_SECONDS + 1))
    assert [file.lookups.count() for file in files] == [2, 2, 2]
    assert [file.claims.get().revisions.count() for file in files] == [2, 2, 2]
    assert AuditEntry.objects.filter(event="facts.revised").count() == 3


def test_an_index_that_comes_during_the_run_is_what_every_file_ends_with(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(rounds, "BATCH", 2)
    files = [send() for _ in range(4)]
    first = publish(lines=((2331659999, published.OTHER),))
    job = Job.objects.get(kind=jobs.LOOK_UP_AGAIN, subject=first.pk)
    pipeline.work(job_id=job.pk, clock=lambda: AT)
    publish("yfcc100m", "2014", collection="yfcc100m")
    pipeline.work(job_id=job.pk, clock=lambda: AT)
    work()
    assert {hit(file).value for file in files} == {"exact"}
    newest = [lookups.standing(file) for file in files]
    assert {row.index_digest for row in newest if row} == {lists.current().digest}
    assert not lookups.behind(digest=lists.current().digest, limit=9)


def test_a_file_that_fails_gets_its_own_job_and_holds_up_no_other(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    broken, sound = send(), send()
    with connection.cursor() as cursor:
        key = broken.pk.hex if connection.vendor == "sqlite" else str(broken.pk)
        cursor.execute("UPDATE casefile_submission SET answers = %s WHERE id = %s", [b"spoilt", key])
    publish()
    for number in range(settings.JOB_ATTEMPTS):
        work(AT + number * timedelta(minutes=5))
    assert (broken.lookups.count(), sound.lookups.count()) == (1, 2)
    job = Job.objects.get(kind=jobs.LOOK_UP_FILE)
    assert (job.state, job.subject, job.last_error) == (Job.DEAD, broken.pk, "Tampered")
    assert set(Job.objects.filter(kind=jobs.LOOK_UP_AGAIN).values_list("state", flat=True)) == {Job.DONE}
    assert published.PHOTO not in caplog.text
    publish("yfcc100m", "2014", collection="yfcc100m", at=AT + timedelta(hours=1))
    work(AT + timedelta(hours=1))
    assert Job.objects.filter(kind=jobs.LOOK_UP_FILE).count() == 2, "the next lists are a new try"


def test_a_list_that_comes_while_a_file_is_being_read_is_looked_up_for_it_afterwards(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real = claims.read

    def overtaken(*given: Any, **more: Any) -> None:
        publish()
        work()
        real(*given, **more)

    monkeypatch.setattr(claims, "read", overtaken)
    file = send(printed=True)
    monkeypatch.undo()
    assert hit(file).source.kind == "claimed", "the list's own job found no claim to look up"
    work()
    assert hit(file).value == "exact"


def test_a_file_of_before_there_were_look_ups_is_searched_once_there_is_a_list() -> None:
    answers, _ = walk({"role": "myself", "link": LINK, "checked": "none"})
    file = factories.make_submission(sent_at=SENT_AT, answers=answers)
    claims.read(file, NOTHING, at=SENT_AT)
    pipeline.determine(file, at=SENT_AT)
    pipeline.owe_daily(at=AT)
    work()
    assert not file.lookups.exists()
    publish()
    work()
    assert counts(lookups.standing(file)) == (1, LookUp.LIST, 1, 1, 0)
    assert hit(file).value == "exact"


def test_an_earlier_determination_still_replays() -> None:
    file = send()
    publish()
    work()
    rows = list(Determination.objects.filter(claim__submission=file))
    assert len(rows) == 2
    assert all(replays.replay(row).is_exact for row in rows)


def test_every_photographed_person_of_a_file_gains() -> None:
    answers = two_children(**{"link": LINK, "shows": ["0", "1"], "checked": "none"})
    file = factories.make_submission(sent_at=SENT_AT, answers=answers)
    pipeline.advance(file.pk, SENT_AT)
    publish()
    work()
    for claim in Claim.objects.filter(submission=file):
        assert claim.revisions.count() == 2
