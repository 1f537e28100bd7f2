"""A time in both clocks: as the machine keeps it and as Chicago reads it."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from packets import lanes

HOME = ZoneInfo("America/Chicago")


class NotReady(ValueError):
    """A value a packet cannot be made without is missing or unusable; the message names it."""


def aware(at: datetime) -> datetime:
    """The time itself. Raises NotReady for one without its zone."""
    if at.tzinfo is None:
        raise NotReady("A time in a packet needs its time zone; hand in an aware datetime.")
    return at


def home(at: datetime) -> datetime:
    """The same time by Chicago's clock."""
    return aware(at).astimezone(HOME)


def utc(at: datetime) -> str:
    """Such as "2026-11-22 20:03:09 UTC"."""
    return f"{aware(at).astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"


def local(at: datetime) -> str:
    """Such as "Sun, November 22, 2026, 2:03 p.m. CST"."""
    there = home(at)
    clock = f"{there.hour % 12 or 12}:{there:%M} {'a.m.' if there.hour < 12 else 'p.m.'} {there:%Z}"
    return f"{lanes.in_words(there.date())}, {clock}"
