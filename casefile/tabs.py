"""The queue as each person left it, and the tabs they keep: filters only, never what was searched for."""

from datetime import datetime
from uuid import UUID

from casefile.models import QueueTab, StaffMember

MOST = 12
LAST = ""


class TooMany(Exception):
    """A person keeps at most `MOST` tabs."""


def kept(staff: StaffMember) -> tuple[list[QueueTab], str]:
    """Return a person's tabs, the oldest first, and the filters they used last; one query."""
    rows = list(QueueTab.objects.filter(staff=staff))
    last = next((row.query for row in rows if row.name == LAST), "")
    return [row for row in rows if row.name != LAST], last


def remember(staff: StaffMember, *, query: str, at: datetime) -> None:
    """Keep the filters that a person uses now, for the next visit."""
    QueueTab.objects.update_or_create(staff=staff, name=LAST, defaults={"query": query[:1000], "at": at})


def keep(staff: StaffMember, *, name: str, query: str, at: datetime) -> QueueTab:
    """Keep filters under a name; the same name again takes the new filters. Raises: TooMany."""
    others = QueueTab.objects.filter(staff=staff).exclude(name=LAST).exclude(name=name)
    if others.count() >= MOST:
        raise TooMany
    tab, _ = QueueTab.objects.update_or_create(
        staff=staff,
        name=name,
        defaults={"query": query[:1000]},
        create_defaults={"query": query[:1000], "at": at},
    )
    return tab


def remove(staff: StaffMember, *, tab: UUID) -> None:
    """Forget a tab of this person; one that is gone already is gone."""
    QueueTab.objects.filter(staff=staff, pk=tab).exclude(name=LAST).delete()
