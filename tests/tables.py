"""Tests that commit empty every table after them, which SQLite's guard of the audit record refuses."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

import pytest
from django.db import connection

GUARDS = [
    import_module(f"casefile.migrations.{name}")
    for name in ("0002_audit_rows_are_insert_only", "0014_the_record_is_chained")
]
TABLES = ("auditlink", "auditanchor", "auditentry")


@contextmanager
def unguarded() -> Iterator[None]:
    """Lift the guard for a moment, as somebody who owns the database could."""
    is_postgres = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        for guard in reversed(GUARDS):
            back = guard.POSTGRES_BACK if is_postgres else guard.SQLITE_BACK
            for statement in back:
                if "FUNCTION" not in statement:
                    cursor.execute(statement)
        yield
        for guard in GUARDS:
            for statement in guard.POSTGRES if is_postgres else guard.SQLITE:
                if "CREATE FUNCTION" not in statement:
                    cursor.execute(statement)


@pytest.fixture
def record_can_be_emptied(transactional_db: None) -> Iterator[None]:
    """Lift the guard for a moment and take its rows out; on PostgreSQL TRUNCATE passes it anyway."""
    yield
    if connection.vendor == "sqlite":
        with unguarded(), connection.cursor() as cursor:
            for table in TABLES:
                cursor.execute(f"DELETE FROM casefile_{table}")  # noqa: S608
