"""Tests that commit empty every table after them, which SQLite's guard of the audit record refuses."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

import pytest
from django.db import connection

# The guard of each table, by the migration that put it there; a test may have gone back behind it.
GUARDS = {
    "casefile_auditentry": import_module("casefile.migrations.0002_audit_rows_are_insert_only"),
    "casefile_auditlink": import_module("casefile.migrations.0018_the_record_is_chained"),
}
TABLES = ("casefile_auditlink", "casefile_auditanchor", "casefile_auditentry")


@contextmanager
def unguarded() -> Iterator[None]:
    """Lift the guard for a moment, as somebody who owns the database could."""
    is_postgres = connection.vendor == "postgresql"
    there = connection.introspection.table_names()
    guards = [guard for table, guard in GUARDS.items() if table in there]
    with connection.cursor() as cursor:
        for guard in guards:
            for statement in guard.POSTGRES_BACK if is_postgres else guard.SQLITE_BACK:
                if "FUNCTION audit_refuse" not in statement:
                    cursor.execute(statement)
        yield
        for guard in guards:
            for statement in guard.POSTGRES if is_postgres else guard.SQLITE:
                if "CREATE FUNCTION" not in statement:
                    cursor.execute(statement)


@pytest.fixture
def record_can_be_emptied(transactional_db: None) -> Iterator[None]:
    """Lift the guard for a moment and take its rows out; on PostgreSQL TRUNCATE passes it anyway."""
    yield
    if connection.vendor == "sqlite":
        with unguarded(), connection.cursor() as cursor:
            for table in (one for one in TABLES if one in connection.introspection.table_names()):
                cursor.execute(f"DELETE FROM {table}")  # noqa: S608
