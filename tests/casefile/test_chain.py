"""Links bind the record beside the writers: in batches, one chainer at a time, never twice."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.core.mail import EmailMessage
from django.db import DatabaseError, connection, transaction
from pytest_django.fixtures import Settings

from casefile import audit, chain, jobs, pipeline, printing, verifying
from casefile.models import AuditAnchor, AuditEntry, AuditLink, Job
from casefile.models.append_only import Unchangeable
from tests import factories

AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def record(many: int) -> None:
    for n in range(many):
        audit.record(
            event="file.opened", actor="someone", subject=f"f{n}", at=AT + timedelta(seconds=n), né=n
        )


def test_every_entry_is_linked_once_and_asking_again_links_nothing() -> None:
    record(5)
    assert (chain.head(), chain.waiting()) == (None, 5)
    assert chain.link(at=AT) == 5
    assert chain.link(at=AT) == 0
    assert list(AuditLink.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5]
    assert verifying.verify(at=AT, by=audit.SYSTEM).fault is None


def test_a_chainer_that_stopped_half_way_is_gone_on_with(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chain, "BATCH", 3)
    record(8)
    assert chain.link(at=AT, most=3) == 3
    assert chain.link(at=AT) == 5
    assert verifying.verify(at=AT, by=audit.SYSTEM).rows == 8


def test_an_entry_that_committed_late_is_linked_after_those_that_overtook_it() -> None:
    record(3)
    late = AuditEntry.objects.order_by("id")[1]
    ids = [entry.pk for entry in AuditEntry.objects.exclude(pk=late.pk)]
    previous = chain.BEGINNING
    for number, pk in enumerate(ids, start=1):
        said = AuditEntry.objects.filter(pk=pk).values_list(
            "id", "at", "actor", "event", "subject", "detail"
        )[0]
        previous = chain.hashed(previous, number, said)
        AuditLink.objects.create(number=number, entry_id=pk, sha256=previous)
    assert chain.link(at=AT) == 1
    assert AuditLink.objects.get(number=3).entry == late
    assert verifying.verify(at=AT, by=audit.SYSTEM).fault is None


@pytest.mark.parametrize("table", ["auditlink", "auditanchor"])
@pytest.mark.parametrize("statement", ["UPDATE casefile_{} SET sha256 = ''", "DELETE FROM casefile_{}"])
def test_the_database_refuses_to_change_or_delete_a_link_or_an_anchor(statement: str, table: str) -> None:
    record(1)
    chain.link(at=AT)
    chain.anchor(where="page:somebody", at=AT)
    with (
        pytest.raises(DatabaseError, match="insert-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(table))
    with pytest.raises(Unchangeable):
        AuditLink.objects.all().delete()


def test_a_head_that_leaves_the_house_twice_by_one_way_is_one_anchor() -> None:
    assert chain.anchor(where="page:somebody", at=AT) is None
    record(1)
    chain.link(at=AT)
    assert chain.anchor(where="page:somebody", at=AT) == chain.anchor(where="page:somebody", at=AT)
    assert AuditAnchor.objects.count() == 1


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite's test database is one connection")
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("record_can_be_emptied")
def test_chainers_at_once_make_one_chain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chain, "BATCH", 7)
    record(60)
    faults: list[Exception] = []

    def work() -> None:
        try:
            while chain.link(at=AT, most=7):
                pass
        except Exception as error:
            faults.append(error)
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert faults == []
    verdict = verifying.verify(at=AT, by=audit.SYSTEM)
    assert (verdict.rows, verdict.fault) == (60, None)


def test_the_head_is_mailed_once_a_day_and_becomes_an_anchor(
    mailoutbox: list[EmailMessage], settings: Settings
) -> None:
    settings.AUDIT_ANCHOR_EMAIL = "anchor@example.com"
    record(3)
    job = jobs.owe_day(kind=jobs.MAIL_HEAD, on=AT.date(), at=AT)
    assert pipeline.mail_head(job.subject, AT) == pipeline.mail_head(job.subject, AT)
    for owed in Job.objects.filter(kind=jobs.DELIVER):
        pipeline.work(job_id=owed.pk, clock=lambda: AT)
    anchor = AuditAnchor.objects.get()
    assert (anchor.number, anchor.where) == (3, "letter:2026-11-22")
    [letter] = mailoutbox
    assert letter.to == ["anchor@example.com"]
    assert f"--head 3:{anchor.sha256}" in str(letter.body)


def test_a_packet_prints_the_head_and_makes_it_an_anchor() -> None:
    file = factories.make_file(packet=False)
    chain.link(at=AT)
    printed = printing.contents(file, version=1, at=AT)
    head = chain.head()
    assert [row.value for row in printed.manifest if row.label == "Head of the record"] == [str(head)]
    assert AuditAnchor.objects.get().where == f"packet:{file.pk}:1"
