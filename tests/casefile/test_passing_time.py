"""Claims that the days have overtaken are determined anew, once, whatever dies or runs twice meanwhile."""

import threading
import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from pytest_django.fixtures import Settings

from casefile import claims, jobs, pipeline, replays, rounds
from casefile.models import AuditEntry, Claim, Decision, Determination, Job, Packet, Submission
from casefile.outcome import Outcome
from config.management.commands.sweep import Sweeper
from tests import factories

pytestmark = pytest.mark.django_db
SLACK = timedelta(seconds=1)


def chicago(day: date, hour: int = 12) -> datetime:
    """An hour of a day on Chicago's clock."""
    return datetime.combine(day, time(hour), tzinfo=ZoneInfo("America/Chicago"))


def make_child(label: str = "Riley Example") -> Submission:
    return factories.make_file(known=factories.SURE, label=label, role="parent", born="2010-03-15")


def change_day(file: Submission) -> date:
    found: date | None = determinations(file)[0].next_change_on
    assert found is not None
    return found


def work(at: datetime) -> None:
    """Owe the day's work, then do whatever is due until nothing is."""
    pipeline.owe_daily(at=at)
    for _ in range(50):
        waiting = list(Job.objects.due(at=at).values_list("pk", flat=True))
        for job in waiting:
            pipeline.work(job_id=job, clock=lambda: at)
        if not waiting:
            return
    pytest.fail("the day's work never ends")


def determinations(file: Submission) -> list[Determination]:
    return list(Determination.objects.filter(claim__submission=file))


def redetermined(file: Submission) -> int:
    return AuditEntry.objects.filter(event="claim.redetermined", subject=str(file.claims.get().pk)).count()


def test_on_the_day_time_changes_a_finding_the_claim_is_determined_anew() -> None:
    file = make_child()
    day = change_day(file)
    work(chicago(day - timedelta(days=1), hour=23))
    assert len(determinations(file)) == 1
    work(chicago(day, hour=0))
    first, second = determinations(file)
    assert (first.next_change_on, second.as_of) == (day, day)
    assert second.next_change_on is None or second.next_change_on > day
    assert second.sha256 != first.sha256
    assert replays.replay(second).is_exact and replays.replay(first).is_exact
    entry = AuditEntry.objects.get(event="claim.redetermined")
    assert entry.detail == {"determination": str(second.pk), "before": str(first.pk)}


def test_the_day_is_chicagos() -> None:
    file = make_child()
    midnight = chicago(change_day(file), hour=0).astimezone(UTC)
    assert midnight.hour in (5, 6)
    work(midnight - SLACK)
    assert len(determinations(file)) == 1
    work(midnight)
    assert len(determinations(file)) == 2


def test_packet_and_decision_stay_as_they_are() -> None:
    file = make_child()
    factories.make_decision(file.claims.get(), by=factories.make_staff())
    packets, decisions = list(Packet.objects.values()), list(Decision.objects.values())
    work(chicago(change_day(file)))
    assert len(determinations(file)) == 2
    assert (list(Packet.objects.values()), list(Decision.objects.values())) == (packets, decisions)


def test_a_second_run_of_the_same_day_finds_nothing_to_do() -> None:
    file = make_child()
    at = chicago(change_day(file))
    work(at)
    work(at + timedelta(hours=3))
    Job.objects.filter(kind=jobs.REDETERMINE).delete()
    work(at + timedelta(hours=4))
    assert (len(determinations(file)), redetermined(file)) == (2, 1)


def test_after_days_of_downtime_one_run_catches_up_as_of_today() -> None:
    file = make_child()
    today = change_day(file) + timedelta(days=9)
    work(chicago(today))
    assert [one.as_of for one in determinations(file)] == [factories.AS_OF, today]
    assert Job.objects.filter(kind=jobs.REDETERMINE).count() == 1


def test_claims_whose_day_has_not_come_are_left_alone() -> None:
    due, other = make_child(), factories.make_file(known=f"{factories.SURE}", born="1990-05")
    work(chicago(change_day(due)))
    assert len(determinations(other)) == 1


def test_each_later_day_of_change_adds_one_determination() -> None:
    file = make_child()
    days: list[date] = []
    while (day := determinations(file)[-1].next_change_on) is not None and len(days) < 9:
        days.append(day)
        work(chicago(day))
    assert len(days) >= 2
    assert [one.as_of for one in determinations(file)] == [factories.AS_OF, *days]
    assert redetermined(file) == len(days)


def test_more_claims_than_a_batch_are_all_done_by_the_same_job(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rounds, "BATCH", 2)
    files = [make_child(f"Riley Number {number}") for number in range(5)]
    at = chicago(change_day(files[0]))
    daily = pipeline.owe_daily(at=at)
    assert pipeline.work(job_id=daily.pk, clock=lambda: at) == (daily.pk,), "rung for again at once"
    work(at)
    assert [len(determinations(file)) for file in files] == [2] * 5
    job = Job.objects.get(kind=jobs.REDETERMINE)
    assert (job.state, job.attempts) == (Job.DONE, 1)


def test_a_claim_that_fails_gets_its_own_job_and_holds_up_no_other(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    broken, sound = make_child(), make_child("Robin Example")
    day = change_day(sound)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE casefile_factrevision SET facts = %s WHERE claim_id = %s", [b"spoilt", key(broken)]
        )
    at = chicago(day)
    for number in range(settings.JOB_ATTEMPTS):
        work(at + number * timedelta(minutes=5))
    assert (len(determinations(broken)), len(determinations(sound))) == (1, 2)
    job = Job.objects.get(kind=jobs.REDETERMINE_CLAIM)
    assert (job.state, job.subject, job.last_error) == (Job.DEAD, broken.claims.get().pk, "Tampered")
    assert Job.objects.get(kind=jobs.REDETERMINE).state == Job.DONE
    assert "Riley" not in caplog.text
    work(chicago(day + timedelta(days=1)))
    assert Job.objects.filter(kind=jobs.REDETERMINE_CLAIM).count() == 2, "each day it is tried again"


def key(file: Submission) -> str:
    claim = file.claims.get().pk
    return claim.hex if connection.vendor == "sqlite" else str(claim)


def test_a_worker_that_dies_half_way_leaves_the_rest_to_the_next(
    monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    files = [make_child(f"Riley Number {number}") for number in range(3)]
    at = chicago(change_day(files[0]))
    job = pipeline.owe_daily(at=at)
    held = jobs.claim(job.pk, at=at)
    assert held is not None
    claims.redetermine(files[0].claims.get(), as_of=change_day(files[0]), at=at)
    assert pipeline.work(job_id=job.pk, clock=lambda: at) == (), "the lease of the dead still runs"
    later = at + timedelta(seconds=settings.JOB_LEASE_SECONDS) + SLACK
    pipeline.work(job_id=job.pk, clock=lambda: later)
    assert [len(determinations(file)) for file in files] == [2] * 3
    assert AuditEntry.objects.filter(event="claim.redetermined").count() == 3


def test_the_sweeper_promises_each_day_once_and_a_second_sweeper_the_same() -> None:
    at = chicago(date(2026, 11, 22), hour=22)
    one, other = Sweeper(), Sweeper()
    for hours in range(0, 30, 3):
        for sweeper in (one, other):
            sweeper.sweep(at=at + timedelta(hours=hours))
    owed = Job.objects.filter(kind=jobs.REDETERMINE)
    days = [date(2026, 11, 22), date(2026, 11, 23), date(2026, 11, 24)]
    assert set(owed.values_list("subject", flat=True)) == {jobs.day_subject(day) for day in days}
    assert owed.count() == 3


def test_a_job_for_a_claim_that_is_not_overtaken_does_nothing() -> None:
    claim: Claim = make_child().claims.get()
    assert not claims.redetermine(claim, as_of=factories.AS_OF, at=factories.SENT_AT)
    assert rounds.redetermine_claim(claim.pk, factories.SENT_AT) == Outcome()
    assert Determination.objects.count() == 1


def at_once(*works: Callable[[], object]) -> None:
    """Run each in a thread of its own, started together."""
    gate, faults = threading.Barrier(len(works)), []

    def run(one: Callable[[], object]) -> None:
        try:
            gate.wait()
            one()
        except Exception as error:
            faults.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(one,)) for one in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("record_can_be_emptied")
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite's test database is one connection")
def test_two_workers_at_the_same_moment_make_one_determination_and_one_entry() -> None:
    file = make_child()
    claim, day = file.claims.get(), change_day(file)
    barrier = [lambda: claims.redetermine(claim, as_of=day, at=chicago(day))] * 4
    at_once(*barrier)
    assert (len(determinations(file)), redetermined(file)) == (2, 1)


def test_the_desk_shows_the_newest_and_that_an_older_one_exists(client: Client) -> None:
    staff = factories.make_staff()
    file = make_child()
    factories.make_decision(file.claims.get(), by=staff)
    day = change_day(file)
    work(chicago(day))
    client.post("/desk/sign-in/", {"login": staff.username, "password": factories.PASSWORD})
    text = client.get(f"/desk/files/{file.token}/").content.decode()
    assert "Earlier determinations (1)" in text
    assert "as of hidden" in text, "an eighteenth birthday gives a masked minor away"
    assert "Findings newer than the decision." in text
    assert "Time alone changed a finding; determined anew" in text
    assert "Findings newer than the decision" in client.get("/desk/").content.decode()


def test_a_days_subject_is_no_rows_id() -> None:
    assert jobs.day_subject(date(2026, 11, 22)) == uuid.UUID(int=date(2026, 11, 22).toordinal())
