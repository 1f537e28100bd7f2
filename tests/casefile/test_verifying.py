"""Ten thousand entries of the record, changed past the portal in each way: the first place is found."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone

from casefile import audit, chain, verifying
from casefile.chain import Head
from casefile.models import AuditEntry, AuditLink, AuditVerification
from casefile.verifying import Verdict
from tests.tables import unguarded

AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
ROWS = 10_000
pytestmark = pytest.mark.django_db


def record(rows: int, *, since: datetime = AT) -> None:
    AuditEntry.objects.bulk_create(
        AuditEntry(at=since + timedelta(seconds=n), actor="someone", event="file.opened", subject=f"f{n % 7}")
        for n in range(rows)
    )


@pytest.fixture
def recorded() -> Iterator[None]:
    """The record as it should be; what a test does to it is undone before the tables are checked."""
    with transaction.atomic():
        record(ROWS)
        chain.link(at=AT)
        yield
        transaction.set_rollback(True)


def sql(statement: str, *values: str | int | datetime) -> None:
    with unguarded(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def entry(number: int) -> int:
    return int(AuditLink.objects.get(number=number).entry_id)


def edit() -> None:
    sql("UPDATE casefile_auditentry SET actor = 'nobody' WHERE id = %s", entry(5000))


def edit_the_detail() -> None:
    sql("UPDATE casefile_auditentry SET detail = '{\"pages\": 3}' WHERE id = %s", entry(5000))


def edit_the_time() -> None:
    sql("UPDATE casefile_auditentry SET at = %s WHERE id = %s", AT, entry(5000))


def delete() -> None:
    sql("DELETE FROM casefile_auditentry WHERE id = %s", entry(5000))


def delete_with_its_link() -> None:
    gone = entry(5000)
    sql("DELETE FROM casefile_auditlink WHERE number = 5000")
    sql("DELETE FROM casefile_auditentry WHERE id = %s", gone)


def delete_the_last_entry() -> None:
    sql("DELETE FROM casefile_auditentry WHERE id = %s", entry(ROWS))


def swap() -> None:
    """Two entries change places: their links name each other's."""
    one, other = entry(5000), entry(7000)
    sql("UPDATE casefile_auditlink SET entry_id = -1 WHERE number = 5000")
    sql("UPDATE casefile_auditlink SET entry_id = %s WHERE number = 7000", one)
    sql("UPDATE casefile_auditlink SET entry_id = %s WHERE number = 5000", other)


def change_a_link() -> None:
    sql("UPDATE casefile_auditlink SET sha256 = %s WHERE number = 5000", "0" * 64)


def put_in_a_link() -> None:
    audit.record(event="file.opened", actor="someone", subject="f", at=AT)
    newest = AuditEntry.objects.latest("id").pk
    AuditLink.objects.create(number=-3, entry_id=newest, sha256="0" * 64)


TAMPERED: list[tuple[Callable[[], None], str]] = [
    (edit, "at link 5000 is not what was linked"),
    (edit_the_detail, "at link 5000 is not what was linked"),
    (edit_the_time, "at link 5000 is not what was linked"),
    (delete, "the entry of link 5000 is gone"),
    (delete_with_its_link, "link 5000 is gone"),
    (delete_the_last_entry, f"the entry of link {ROWS} is gone"),
    (swap, "at link 5000 is not what was linked"),
    (change_a_link, "at link 5000 is not what was linked"),
    (put_in_a_link, "link -3 belongs nowhere"),
]


def verify(*heads: Head, at: datetime = AT) -> Verdict:
    return verifying.verify(at=at, heads=[(head, "the head you gave") for head in heads], by=audit.SYSTEM)


def test_a_record_that_nobody_changed_holds(recorded: None) -> None:
    verdict = verify(at=AT + timedelta(days=1))
    assert (verdict.rows, verdict.unlinked, verdict.fault) == (ROWS, 0, None)
    assert verdict.head == chain.head()
    kept = AuditVerification.objects.get()
    assert (kept.rows, kept.head, kept.fault) == (ROWS, ROWS, "")


@pytest.mark.parametrize(("tamper", "said"), TAMPERED, ids=[one.__name__ for one, _ in TAMPERED])
def test_what_was_done_past_the_portal_is_found_where_it_begins(
    recorded: None, tamper: Callable[[], None], said: str
) -> None:
    tamper()
    verdict = verify()
    assert said in str(verdict.fault)
    assert AuditVerification.objects.get().fault


def test_an_entry_put_in_at_an_old_place_is_found_though_the_chainer_comes_by(recorded: None) -> None:
    """Somebody writes history with an id from a gap, long before the newest entries."""
    first = entry(1)
    sql(
        "INSERT INTO casefile_auditentry (id, at, actor, event, subject, detail) "
        "VALUES (%s, %s, 'nobody', 'file.opened', 'f', '{}')",
        first - 1,
        AT,
    )
    assert chain.link(at=AT) == 0
    assert verify(at=AT + timedelta(days=1)).fault == verifying.Fault(verifying.INSERTED, entry=first - 1)


def test_an_entry_put_in_with_an_old_time_is_found_though_it_was_linked(recorded: None) -> None:
    audit.record(event="file.opened", actor="nobody", subject="f", at=AT)
    assert chain.link(at=AT) == 1
    fault = verify(at=AT + timedelta(days=1)).fault
    assert fault and (fault.kind, fault.number) == (verifying.BACKDATED, ROWS + 1)


def cut(rows: int) -> None:
    gone = list(AuditLink.objects.filter(number__gt=ROWS - rows).values_list("entry_id", flat=True))
    sql("DELETE FROM casefile_auditlink WHERE number > %s", ROWS - rows)
    sql("DELETE FROM casefile_auditentry WHERE id >= %s", min(gone))


def test_a_tail_cut_off_is_found_against_a_head_that_was_printed(recorded: None) -> None:
    chain.anchor(where="packet:a-file:1", at=AT)
    cut(100)
    fault = verify().fault
    assert fault == verifying.Fault(verifying.CUT, number=ROWS, where="packet:a-file:1")


def test_a_tail_cut_off_with_every_anchor_is_found_against_paper(recorded: None) -> None:
    paper = chain.head()
    assert paper
    cut(100)
    assert verify().fault is None, "nothing in the house knows better"
    fault = verify(Head.parse(f" {str(paper).upper()} ")).fault
    assert fault == verifying.Fault(verifying.CUT, number=ROWS, where="the head you gave")


def test_a_chain_written_anew_after_a_change_is_found_against_a_printed_head(recorded: None) -> None:
    chain.anchor(where="letter:2026-11-22", at=AT)
    sql("DELETE FROM casefile_auditlink")
    sql("UPDATE casefile_auditentry SET actor = 'nobody' WHERE subject = 'f3'")
    while chain.link(at=AT):
        pass
    fault = verify().fault
    assert fault == verifying.Fault(verifying.OTHER_HEAD, number=ROWS, where="letter:2026-11-22")


def test_an_anchor_that_was_changed_is_found(recorded: None) -> None:
    chain.anchor(where="letter:2026-11-22", at=AT)
    sql("UPDATE casefile_auditanchor SET sha256 = %s", "f" * 64)
    fault = verify().fault
    assert fault and fault.kind == verifying.OTHER_HEAD


def test_the_command_links_says_the_head_and_exits_with_one_at_a_fault() -> None:
    record(20, since=timezone.now() - timedelta(minutes=1))
    said = StringIO()
    call_command("verify_audit", stdout=said)
    assert "20 entries hold" in said.getvalue() and str(chain.head()) in said.getvalue()
    with pytest.raises(CommandError, match="64 characters"):
        call_command("verify_audit", head=["20:abc"])
    with pytest.raises(SystemExit) as ended:
        call_command("verify_audit", head=[f"21:{'a' * 64}"], stdout=said)
    assert ended.value.code == 1 and "FAULT: the record ends before link 21" in said.getvalue()
