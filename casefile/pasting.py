"""Search the published lists for what somebody pastes beside a file; nothing of it is kept."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from casefile import audit, lists
from casefile.models import StaffMember, Submission
from exposure.index import AccountInList, PhotoKey, PublishedList, Sighting


@dataclass(frozen=True, slots=True)
class Pasted:
    """What the lists in force hold of the photos and the accounts that were pasted."""

    lists: tuple[PublishedList, ...]
    photos: Mapping[str, tuple[Sighting, ...]]
    accounts: Mapping[str, tuple[AccountInList, ...]]

    @property
    def sighted(self) -> int:
        """How many of the photos stand in a list, whatever the account."""
        return sum(1 for seen in self.photos.values() if seen)


def look_up(
    submission: Submission,
    *,
    lines: int,
    photos: Collection[str],
    accounts: Collection[str],
    by: StaffMember,
    at: datetime,
) -> Pasted:
    """Search the lists in force for photos by number and accounts by NSID; counts alone go on record.

    Raises: index.Damaged.
    """
    found_in = lists.current()
    found = Pasted(
        lists=found_in.lists,
        photos={photo: found_in.look_up([PhotoKey(photo)]) for photo in photos},
        accounts={account: found_in.account(account) for account in accounts},
    )
    audit.record(
        event="lists.pasted",
        actor=str(by.pk),
        subject=submission,
        at=at,
        lines=lines,
        photos=len(found.photos),
        accounts=len(found.accounts),
        seen=found.sighted,
    )
    return found
