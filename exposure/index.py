"""Whether a photo stands in a published list: exact look-up by identifier, never by face."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class PhotoKey:
    """A photo as the claimant names it: its Flickr id, and the account's permanent NSID if known."""

    photo_id: str
    nsid: str | None = None


@dataclass(frozen=True, slots=True)
class Sighting:
    """One line of one version of one published list that names the photo."""

    photo_id: str
    nsid: str
    list_name: str
    list_version: str
    line: int


@dataclass(frozen=True, slots=True)
class Index:
    """An opened, read-only index; the one without rows stands for "no list has been imported"."""

    sightings: Mapping[str, tuple[Sighting, ...]] = field(default_factory=dict)

    def look_up(self, keys: Iterable[PhotoKey]) -> tuple[Sighting, ...]:
        """Return every sighting of the photos; an account that is given must agree."""
        return tuple(
            sighting
            for key in keys
            for sighting in self.sightings.get(key.photo_id, ())
            if key.nsid is None or key.nsid == sighting.nsid
        )


def current() -> Index:
    """Return the index in force; empty until a list is imported."""
    return Index()
