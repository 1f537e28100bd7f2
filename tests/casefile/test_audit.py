"""The record of who did what cannot be rewritten, not even by SQL."""

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from casefile import audit
from casefile.models import AuditEntry
from casefile.models.append_only import Unchangeable

AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def test_an_entry_says_who_did_what_to_which_file_and_when() -> None:
    audit.record(event="file.opened", actor="someone", subject="a-file", at=AT, pages=2)
    entry = AuditEntry.objects.get()
    assert (entry.event, entry.actor, entry.subject, entry.at, entry.detail) == (
        "file.opened",
        "someone",
        "a-file",
        AT,
        {"pages": 2},
    )


@pytest.mark.parametrize(
    "statement",
    ["UPDATE casefile_auditentry SET actor = 'nobody'", "DELETE FROM casefile_auditentry"],
)
def test_the_database_refuses_to_change_or_delete_an_entry(statement: str) -> None:
    audit.record(event="file.opened", actor="someone", subject="a-file", at=AT)
    with (
        pytest.raises(DatabaseError, match="insert-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert AuditEntry.objects.get().actor == "someone"


def test_our_own_code_refuses_first() -> None:
    with pytest.raises(Unchangeable):
        AuditEntry.objects.all().update(actor="nobody")
