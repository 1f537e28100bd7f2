"""Many rows of one table at once: by COPY on PostgreSQL, by many-row INSERTs elsewhere."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import Field, Model

Rows = Iterable[Sequence[Any]]


def columns(model: type[Model]) -> "tuple[Field[Any, Any], ...]":
    """The columns that a row is written with: all but a number that the database gives."""
    fields = model._meta.concrete_fields
    return tuple(one for one in fields if one.get_internal_type() != "BigAutoField")


def hasten() -> None:
    """Until this transaction ends, wait for no disk, and look up no key where the role may leave that out.

    As a restore does. A batch brings every row that its rows name, so a key that is missing would be a fault
    of `casts`: its test follows every one. Looking them up took a sixth of the time.
    """
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off")
        cursor.execute("SELECT current_setting('is_superuser') = 'on'")
        if cursor.fetchone()[0]:
            cursor.execute("SET LOCAL session_replication_role = replica")


def insert(model: type[Model], rows: Rows) -> None:
    """Write rows, their values in the order of `columns` and as these keep them."""
    if connection.vendor == "postgresql":
        _copy(model, rows)
    else:
        _insert(model, rows)


def _copy(model: type[Model], rows: Rows) -> None:
    quote = connection.ops.quote_name
    names = ", ".join(quote(str(one.column)) for one in columns(model))
    table, types = quote(model._meta.db_table), _types(model)
    copied = f"COPY {table} ({names}) FROM STDIN (FORMAT BINARY)"
    with connection.cursor() as cursor, cursor.copy(copied) as copy:
        copy.set_types(types)
        for row in rows:
            copy.write_row(row)


@lru_cache(maxsize=64)
def _types(model: type[Model]) -> tuple[int, ...]:
    quote = connection.ops.quote_name
    names = ", ".join(quote(str(one.column)) for one in columns(model))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {names} FROM {quote(model._meta.db_table)} LIMIT 0")  # noqa: S608
        return tuple(one.type_code for one in cursor.description)


def _insert(model: type[Model], rows: Rows) -> None:
    quote = connection.ops.quote_name
    fields = columns(model)
    names, places = ", ".join(quote(str(one.column)) for one in fields), ", ".join(["%s"] * len(fields))
    kept = [
        tuple(one.get_db_prep_save(value, connection) for one, value in zip(fields, row, strict=True))
        for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({places})", kept)  # noqa: S608


def kept(field: "Field[Any, Any]", value: Any) -> Any:
    """A value as `insert` takes it: JSON is written out once, not for each row."""
    if connection.vendor == "postgresql" and field.get_internal_type() == "JSONField":
        return field.get_db_prep_save(value, connection)
    return value


def analyze(models: Iterable[type[Model]]) -> None:
    """Let PostgreSQL count anew, so that its next plans know how many rows there are."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for model in models:
            cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")
