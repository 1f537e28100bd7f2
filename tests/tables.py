"""Tests that commit empty every table after them, which SQLite's guard of the audit record refuses."""

from collections.abc import Iterator
from importlib import import_module

import pytest
from django.db import connection

GUARD = import_module("casefile.migrations.0002_audit_rows_are_insert_only")


@pytest.fixture
def record_can_be_emptied(transactional_db: None) -> Iterator[None]:
    """Lift the guard for a moment and take its rows out; on PostgreSQL TRUNCATE passes it anyway."""
    yield
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for statement in (*GUARD.SQLITE_BACK, "DELETE FROM casefile_auditentry", *GUARD.SQLITE):
                cursor.execute(statement)
