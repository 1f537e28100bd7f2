"""The one narrow door through which rows of a file leave the database: found by their keys, hashed, removed.

Rows are found by following every foreign key that leads to the file, so a table made tomorrow is purged
without a line here; what hangs on a file by something else than a key is named in `_beside`.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection, models

from casefile.models import Delivery, Draft, DraftKey, Job, Pass, Submission, Tally, Upload
from casefile.tallies import key_of

Model = type[models.Model]
STORED = ("stored_as", "preview_as")
# Limits that count under a file's id: their rows say nothing without it, and go with it.
COUNTED = (("invitation", 0), ("contact-changes", 50))


@dataclass(frozen=True, slots=True)
class Found:
    """Every row of a file, by table."""

    rows: dict[Model, set[Any]]

    @property
    def counts(self) -> dict[str, int]:
        return {model.__name__: len(keys) for model, keys in sorted(self.rows.items(), key=_name) if keys}

    @property
    def ids(self) -> set[UUID]:
        return {key for keys in self.rows.values() for key in keys if isinstance(key, UUID)}

    def stored(self) -> list[str]:
        """Return the names of the sealed files that these rows name."""
        names: set[str] = set()
        for model, keys in self.rows.items():
            for column in set(STORED) & {field.name for field in model._meta.concrete_fields}:
                names.update(model._base_manager.filter(pk__in=keys).values_list(column, flat=True))
        return sorted(names - {""})

    def sha256(self) -> str:
        """Return one SHA-256 over all rows: of each, table and columns as stored, one line a row, sorted."""
        whole = hashlib.sha256()
        for line in sorted(self._lines()):
            whole.update(f"{line}\n".encode())
        return whole.hexdigest()

    def _lines(self) -> Iterator[str]:
        for model, keys in self.rows.items():
            columns = [field.attname for field in model._meta.concrete_fields]
            for row in model._base_manager.filter(pk__in=keys).values_list(*columns):
                told = (f"{column}={_spelled(value)}" for column, value in zip(columns, row, strict=True))
                yield f"{model._meta.db_table} {hashlib.sha256('|'.join(told).encode()).hexdigest()}"


def _name(item: tuple[Model, set[Any]]) -> str:
    return item[0].__name__


def _spelled(value: object) -> str:
    return bytes(value).hex() if isinstance(value, bytes | memoryview) else str(value)


def find(file: Submission) -> Found:
    """Return every row that hangs on a file, the file itself among them."""
    rows: dict[Model, set[Any]] = defaultdict(set)
    _follow(rows, Submission, {file.pk})
    for model, keys in _beside(file):
        _follow(rows, model, set(keys))
    promised = Job.objects.filter(subject__in=Found(rows).ids)
    rows[Job] |= set(promised.values_list("pk", flat=True))
    return Found({model: keys for model, keys in rows.items() if keys})


def _follow(rows: dict[Model, set[Any]], model: Model, keys: set[Any]) -> None:
    new = keys - rows[model]
    if not new:
        return
    rows[model] |= new
    for relation in model._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel) and relation.related_model:
            child = relation.related_model
            found = child._base_manager.filter(**{f"{relation.field.name}__in": new})
            _follow(rows, child, set(found.values_list("pk", flat=True)))


def _beside(file: Submission) -> Iterator[tuple[Model, Iterable[Any]]]:
    """What hangs on a file by its interview's hash, by its addresses, or by a keyed name."""
    interview = {"draft_sha256": file.draft_sha256}
    addresses = {
        file.email_index,
        *file.contact_changes.values_list("email_index", flat=True),
        *file.confirmations.values_list("email_index", flat=True),
    }
    yield Upload, Upload.objects.filter(**interview).values_list("pk", flat=True)
    yield DraftKey, DraftKey.objects.filter(**interview).values_list("pk", flat=True)
    of_address = Pass.objects.filter(email_index__in=addresses, draft=None, submission=None)
    yield Pass, of_address.values_list("pk", flat=True)
    yield Delivery, _letters_of_before(addresses)
    keys = [key for name, most in COUNTED for key in _counted(name, str(file.pk), most)]
    yield Tally, Tally.objects.filter(pk__in=keys).values_list("pk", flat=True)


def _letters_of_before(addresses: set[str]) -> list[Any]:
    """Letters to the claimant of the time before there was a file, unless they are of another draft."""
    letters = Delivery.objects.filter(submission=None, recipient_index__in=addresses)
    drafts = {str(pk) for pk in Draft.objects.filter(email_index__in=addresses).values_list("pk", flat=True)}
    return [one.pk for one in letters if str((one.letter or {}).get("draft", "")) not in drafts]


def _counted(name: str, whose: str, most: int) -> list[str]:
    return [key_of(name, whose), *(key_of(name, whose, str(number)) for number in range(1, most + 1))]


def rewrite(row: models.Model, column: str, value: object) -> None:
    """Write one sealed column of a written row over, where it named what is erased."""
    field: Any = row._meta.get_field(column)
    rows: models.QuerySet[models.Model] = models.QuerySet(type(row))
    rows.filter(pk=row.pk).update(**{column: field.sealed(value, row)})


def remove(found: Found) -> None:
    """Take the rows out, those that point before those they point at; within the caller's transaction."""
    for model in _in_order(found.rows):
        model._base_manager.filter(pk__in=found.rows[model])._raw_delete(connection.alias)


def _in_order(rows: dict[Model, set[Any]]) -> list[Model]:
    left, ordered = dict(rows), []
    while left:
        free = [model for model in left if not _pointed_at(model, left)]
        if not free:
            raise TypeError(f"Tables that point at each other cannot be purged: {sorted(map(str, left))}")
        ordered += free
        for model in free:
            del left[model]
    return ordered


def _pointed_at(model: Model, left: dict[Model, set[Any]]) -> bool:
    return any(
        field.related_model is model
        for other in left
        if other is not model
        for field in other._meta.concrete_fields
        if field.is_relation
    )
