"""One page of a long list by the place of its first or last row, never by counting over what lies before.

A place is sealed: it holds days that the page may mask, and a place made up would let them be guessed.
"""

import base64
import binascii
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db.models import (
    BigIntegerField,
    BooleanField,
    DateField,
    DateTimeField,
    F,
    Field,
    Func,
    Model,
    QuerySet,
    UUIDField,
    Value,
)

from casefile import sealing

GAP = "~"
LONGEST = 18  # digits of a long number
T = TypeVar("T", bound=Model)


@dataclass(frozen=True, slots=True)
class Order:
    """A sort: its words, and the columns, all up or all down, the last of which no two rows share."""

    name: str
    words: str
    columns: tuple[str, ...]
    down: bool = False


ORDERS = (
    Order("press", "Most pressing first", ("urgent_on", "decided", "submitted_at", "submission_id")),
    Order("oldest", "Oldest first", ("submitted_at", "submission_id")),
    Order("newest", "Newest first", ("submitted_at", "submission_id"), down=True),
    Order("due", "Next deadline first", ("due_on", "submitted_at", "submission_id")),
    Order("points", "Most flag points first", ("points", "submitted_at", "submission_id"), down=True),
)


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """The rows of one page, and the places from which the pages beside it go on; "" where there is none."""

    rows: tuple[T, ...]
    after: str
    before: str


class Beyond(Func):
    """Whether a row lies beyond a place: (a, b) > (x, y), which both databases compare by an index."""

    output_field = BooleanField()

    def __init__(self, *columns: Any, sign: str = ">") -> None:
        super().__init__(*columns)
        self.sign = sign

    def as_sql(self, compiler: Any, connection: Any, *_: Any, **more: Any) -> tuple[str, Any]:
        parts = [compiler.compile(one) for one in self.source_expressions]
        half = len(parts) // 2
        left, right = (", ".join(sql for sql, _ in side) for side in (parts[:half], parts[half:]))
        return f"({left}) {self.sign} ({right})", tuple(one for _, params in parts for one in params)


def order(name: str) -> Order:
    """The sort of this name; the first for any other."""
    return next((one for one in ORDERS if one.name == name), ORDERS[0])


def read(
    rows: QuerySet[T],
    sort: Order,
    *,
    size: int,
    after: str = "",
    before: str = "",
    bring: Callable[[QuerySet[T]], QuerySet[T]] | None = None,
) -> Page[T]:
    """The page behind one place, or the one that ends before another; the first for any other place.

    `bring` adds to the rows of the page what they lead to. It stands outside the statement that finds them:
    within it, PostgreSQL joined every row beyond the place before it put them in order.
    """
    place = _place(rows.model, sort, before)
    if place:
        found = _rows(rows, sort, place, back=True, size=size, bring=bring)
        if len(found) > size:
            kept = found[size - 1 :: -1]
            return Page(tuple(kept), after=address(sort, kept[-1]), before=address(sort, kept[0]))
        after = ""  # so near the top that the page is the first one
    place = _place(rows.model, sort, after)
    found = _rows(rows, sort, place, back=False, size=size, bring=bring)
    kept, more = found[:size], len(found) > size
    return Page(
        tuple(kept),
        after=address(sort, kept[-1]) if more else "",
        before=address(sort, kept[0]) if place and kept else "",
    )


def _rows(
    rows: QuerySet[T],
    sort: Order,
    place: tuple[Any, ...],
    *,
    back: bool,
    size: int,
    bring: Callable[[QuerySet[T]], QuerySet[T]] | None,
) -> list[T]:
    down = sort.down != back
    if place:
        rows = rows.filter(_beyond(rows.model, sort, place, sign="<" if down else ">"))
    signs = [f"-{name}" if down else name for name in sort.columns]
    found = rows.order_by(*signs)[: size + 1]
    if bring is None:
        return list(found)
    every: QuerySet[T] = rows.model._default_manager.all()
    return list(bring(every.filter(pk__in=found.values("pk"))).order_by(*signs))


def _beyond(model: type[Model], sort: Order, place: tuple[Any, ...], *, sign: str) -> Beyond:
    fields = [_field(model, name) for name in sort.columns]
    values = (Value(value, output_field=field) for value, field in zip(place, fields, strict=True))
    return Beyond(*(F(name) for name in sort.columns), *values, sign=sign)


def _field(model: type[Model], column: str) -> Any:
    field: Any = model._meta.get_field(column.removesuffix("_id"))
    return field.target_field if field.is_relation else field


def address(sort: Order, row: Model) -> str:
    """The place of a row in a sort, as it stands in an address, where nobody can read it."""
    told = GAP.join(_written(getattr(row, name)) for name in sort.columns)
    sealed = sealing.seal(told.encode(), place=_sealed_for(type(row), sort))
    return base64.urlsafe_b64encode(sealed).decode().rstrip("=")


def _sealed_for(model: type[Model], sort: Order) -> str:
    return f"page of {model._meta.db_table} by {sort.name}"


def _opened(text: str, place: str) -> str:
    """What `address` sealed for the same sort; raises ValueError for any other text."""
    try:
        sealed = base64.b64decode(f"{text}{'=' * (-len(text) % 4)}", altchars=b"-_", validate=True)
        return sealing.open_sealed(sealed, place=place).decode()
    except (binascii.Error, sealing.Tampered, sealing.KeysMissing) as error:
        raise ValueError(text) from error


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return str(int(value))
    return value.isoformat() if isinstance(value, date) else str(value)


def _place(model: type[Model], sort: Order, text: str) -> tuple[Any, ...]:
    """A place read from an address; nothing for what is none, or is one of another sort."""
    if not text:
        return ()
    try:
        parts = _opened(text, _sealed_for(model, sort)).split(GAP)
        read = zip(sort.columns, parts, strict=True)
        return tuple(_value(_field(model, name), part) for name, part in read)
    except ValueError:
        return ()


def _value(field: "Field[Any, Any]", text: str) -> Any:
    if isinstance(field, DateTimeField):
        at = datetime.fromisoformat(text)
        if at.tzinfo is None:
            raise ValueError(text)
        return at
    if isinstance(field, DateField):
        return date.fromisoformat(text)
    if isinstance(field, UUIDField):
        return UUID(text)
    if not text.isdecimal() or len(text) > (LONGEST if isinstance(field, BigIntegerField) else 4):
        raise ValueError(text)
    return bool(int(text)) if isinstance(field, BooleanField) else int(text)
