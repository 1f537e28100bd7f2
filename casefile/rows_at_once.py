"""Rows of many tables in one statement: each table is an arm of a UNION ALL, each of its rows a JSON object.

A page that asks every table by itself waits for the database once for each. Django's own union wants the same
columns of every arm, so the columns travel by name; binary ones as hexadecimal digits. What comes back are
the models' own objects, as `QuerySet` would have made them.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from django.db.models import (
    BinaryField,
    DateTimeField,
    F,
    Field,
    Func,
    JSONField,
    Model,
    QuerySet,
    TextField,
    Value,
)
from django.db.models.functions import JSONObject


class _Hex(Func):
    """Bytes as hexadecimal digits; null stays null, which SQLite's own function makes empty."""

    template = "CASE WHEN %(expressions)s IS NULL THEN NULL ELSE HEX(%(expressions)s) END"
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        return self.as_sql(compiler, connection, template="ENCODE(%(expressions)s, 'hex')", **more)


def read(arms: Mapping[str, QuerySet[Any]]) -> dict[str, list[Any]]:
    """Return the rows of each arm under its name, in the order of its model; one statement in all."""
    found: dict[str, list[Any]] = {name: [] for name in arms}
    models = {name: arm.model for name, arm in arms.items()}
    first, *others = (_packed(name, arm) for name, arm in arms.items())
    for name, row in first.union(*others, all=True):
        found[name].append(_unpacked(models[name], row))
    return found


def in_order(rows: Iterable[Any]) -> list[Any]:
    """Return rows of one model in the model's own order, which may look at rows they point to."""
    every = list(rows)
    return sorted(every, key=lambda row: [_at(row, path) for path in row._meta.ordering])


def _at(row: Any, path: str) -> Any:
    for name in path.split("__"):
        row = getattr(row, name)
    return row


def _packed(name: str, arm: QuerySet[Any]) -> "QuerySet[Any, Any]":
    columns = {field.attname: _column(field) for field in arm.model._meta.concrete_fields}
    return arm.order_by().values_list(Value(name, output_field=TextField()), JSONObject(**columns))


def _column(field: "Field[Any, Any]") -> "F | Func":
    return _Hex(F(field.attname)) if isinstance(field, BinaryField) else F(field.attname)


def _unpacked(model: type[Model], row: Mapping[str, Any]) -> Model:
    fields = model._meta.concrete_fields
    return model.from_db("default", [one.attname for one in fields], [_value(one, row) for one in fields])


def _value(field: "Field[Any, Any]", row: Mapping[str, Any]) -> Any:
    held = row[field.attname]
    if held is None:
        return None
    if isinstance(field, BinaryField):
        return _opened(field, bytes.fromhex(held))
    if isinstance(field, JSONField):
        return json.loads(held) if isinstance(held, str) else held
    if isinstance(field, DateTimeField):
        at = datetime.fromisoformat(held)
        return at if at.tzinfo else at.replace(tzinfo=UTC)
    return field.to_python(held)


def _opened(field: "BinaryField[Any, Any]", held: bytes) -> Any:
    """What the column's own way from the database makes of the bytes: a sealed one stays sealed."""
    convert = getattr(field, "from_db_value", None)
    return convert(held, None, None) if convert else held


def hang(parents: Iterable[Model], children: Iterable[Any], relation: str) -> None:
    """Give each parent its children under the name of the relation, as a prefetch does."""
    mine: dict[Any, list[Any]] = {parent.pk: [] for parent in parents}
    for parent in parents:
        link = parent._meta.get_field(relation)
        break
    else:
        return
    field = link.field  # type: ignore[union-attr]
    by_key = {parent.pk: parent for parent in parents}
    for child in in_order(children):
        key = getattr(child, field.attname)
        if key in mine:
            setattr(child, field.name, by_key[key])
            mine[key].append(child)
    for parent in parents:
        _keep(parent, relation, mine[parent.pk])


def _keep(parent: Any, relation: str, rows: list[Any]) -> None:
    manager = getattr(parent, relation)
    kept = manager.get_queryset()
    kept._result_cache = rows
    kept._prefetch_done = True
    cache = parent.__dict__.setdefault("_prefetched_objects_cache", {})
    cache[parent._meta.get_field(relation).cache_name] = kept


def point(rows: Iterable[Any], name: str, to: Iterable[Any]) -> None:
    """Let each row's foreign key find the row it names among these; the others stay to be fetched."""
    found = {one.pk: one for one in to}
    for row in rows:
        key = getattr(row, row._meta.get_field(name).attname)
        if key in found:
            setattr(row, name, found[key])


def answer(rows: Iterable[Any], name: str, by: Iterable[Any]) -> None:
    """Say of each row which row points at it one to one, or that none does."""
    every = list(rows)
    if not every:
        return
    link = every[0]._meta.get_field(name)
    found = {getattr(one, link.field.attname): one for one in by}
    for row in every:
        link.set_cached_value(row, found.get(row.pk))
