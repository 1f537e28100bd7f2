"""Between tests that commit, the tables are emptied, audit rows too, and the audit guard stands again after."""

from collections.abc import Iterator
from importlib import import_module

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

GUARD = import_module("casefile.migrations.0002_audit_rows_are_insert_only")


def _commits(request: pytest.FixtureRequest) -> bool:
    marker = request.node.get_closest_marker("django_db")
    asked = {"transactional_db", "live_server"} & set(request.fixturenames)
    return bool(asked) or bool(marker and marker.kwargs.get("transaction"))


def _run_on_sqlite(statements: list[str]) -> None:
    if connection.vendor == "sqlite":  # PostgreSQL empties tables with TRUNCATE, which its guard does not see
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)


@pytest.fixture
def _guarded_again(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    yield
    if _commits(request):
        with django_db_blocker.unblock():
            _run_on_sqlite(GUARD.SQLITE)


@pytest.fixture(autouse=True)
def _django_db_helper(
    request: pytest.FixtureRequest, _guarded_again: None, _django_db_helper: None
) -> Iterator[None]:
    """Stand between the test and the emptying of the tables that follows it."""
    yield
    if _commits(request):
        _run_on_sqlite(GUARD.SQLITE_BACK)
