"""Rows that are written once: a correction is a new row that points at the old."""

import uuid
from typing import Any, ClassVar, NoReturn, TypeVar

from django.db import models

Row = TypeVar("Row", bound=models.Model, covariant=True)


class Unchangeable(Exception):
    """Somebody tried to change or delete an append-only row."""


class AppendOnlyQuerySet(models.QuerySet[Row]):
    """Reads and inserts, and refuses the rest."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise Unchangeable(f"{self.model.__name__} rows are append-only.")

    def delete(self) -> NoReturn:
        raise Unchangeable(f"{self.model.__name__} rows are append-only.")


class AppendOnly(models.Model):
    """Base of every table of the file that is never edited; the key is random and known before the insert."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    objects: ClassVar[Any] = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{type(self).__name__} {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise Unchangeable(f"{self} is append-only.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise Unchangeable(f"{self} is append-only.")
