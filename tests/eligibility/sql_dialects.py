"""What PostgreSQL and SQLite write differently: their calendars."""

from typing import Protocol


class Dialect(Protocol):
    """What the two databases write differently."""

    name: str
    mark: str

    def day(self, written: str) -> str: ...

    def years_later(self, day: str, years: int, *, late: bool) -> str: ...

    def days_later(self, day: str, days: str) -> str: ...

    def days_from(self, first: str, last: str) -> str: ...


class Postgres:
    """Dates of their own type; a year after 29 February is 28 February."""

    name, mark = "PostgreSQL", "%s"

    def day(self, written: str) -> str:
        return f"DATE '{written}'"

    def years_later(self, day: str, years: int, *, late: bool) -> str:
        later = f"CAST({day} + INTERVAL '{years} years' AS date)"
        if not late:
            return later
        clipped = f"to_char({day}, 'MMDD') = '0229' AND to_char({later}, 'MMDD') = '0228'"
        return f"CASE WHEN {clipped} THEN {later} + 1 ELSE {later} END"

    def days_later(self, day: str, days: str) -> str:
        return f"({day} + CAST({days} AS integer))"

    def days_from(self, first: str, last: str) -> str:
        return f"({last} - {first})"


class Sqlite:
    """Dates as text; a year after 29 February is 1 March."""

    name, mark = "SQLite", "?"

    def day(self, written: str) -> str:
        return f"'{written}'"

    def years_later(self, day: str, years: int, *, late: bool) -> str:
        later = f"date({day}, '+{years} years')"
        if late:
            return later
        moved = f"strftime('%m%d', {day}) = '0229' AND strftime('%m%d', {later}) = '0301'"
        return f"CASE WHEN {moved} THEN date({later}, '-1 day') ELSE {later} END"

    def days_later(self, day: str, days: str) -> str:
        return f"date({day}, ({days}) || ' days')"

    def days_from(self, first: str, last: str) -> str:
        return f"CAST(julianday({last}) - julianday({first}) AS integer)"
