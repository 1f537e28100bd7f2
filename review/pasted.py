"""What a paste of links names, line by line, and where the lists in force hold it."""

from collections.abc import Sequence
from dataclasses import dataclass

from casefile import pasting
from exposure import identifiers
from exposure.index import AccountInList, Sighting
from matters.lookup import NamedPhoto
from review import rows, sources, wording

SHOWN_CHARS = 300


@dataclass(frozen=True, slots=True)
class Named:
    """One line as typed and what it names; "" for what it does not name, `reason` where that is nothing."""

    typed: str
    photo_id: str
    nsid: str
    words: str
    reason: str


@dataclass(frozen=True, slots=True)
class Sight:
    """One line of a list that names the photo; `note` says how its account compares with the one pasted."""

    title: str
    line: str
    nsid: str
    note: str
    source: sources.Hash


@dataclass(frozen=True, slots=True)
class Holding:
    """What one list holds of an account."""

    title: str
    photos: str
    first: str
    last: str
    sample: str


@dataclass(frozen=True, slots=True)
class PastedRow:
    """One line of the table; `ours` names the photo of the file that it is, "" for none."""

    number: int
    named: Named
    mark: rows.Mark
    ours: str
    sights: tuple[Sight, ...]
    holdings: tuple[Holding, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The whole answer to a paste, with what it comes to."""

    rows: tuple[PastedRow, ...]
    searched: str
    found: int
    unread: int


def read(typed: Sequence[str]) -> tuple[Named, ...]:
    """What each line names."""
    return tuple(_named(line) for line in typed)


def photos(named: Sequence[Named]) -> tuple[str, ...]:
    """Each photo named, once."""
    return tuple(dict.fromkeys(one.photo_id for one in named if one.photo_id))


def accounts(named: Sequence[Named]) -> tuple[str, ...]:
    """Each account named by number where no photo is, once."""
    return tuple(dict.fromkeys(one.nsid for one in named if one.nsid and not one.photo_id))


def table(named: Sequence[Named], found: pasting.Pasted, *, ours: Sequence[NamedPhoto]) -> Table:
    """Put what was pasted beside what was found of it, and beside the photos of the file."""
    own = {photo.photo_id: photo.label for photo in ours if photo.photo_id}
    made = tuple(_row(number, one, found, own) for number, one in enumerate(named, start=1))
    return Table(
        rows=made,
        searched=", ".join(sources.title(one) for one in found.lists),
        found=sum(1 for row in made if row.sights or row.holdings),
        unread=sum(1 for one in named if one.reason),
    )


def _named(line: str) -> Named:
    found = identifiers.identify(line)
    return Named(_shown(line), found.photo_id, found.nsid, str(found), found.reason)


def _shown(line: str) -> str:
    line = wording.clean(line)
    return line if len(line) <= SHOWN_CHARS else f"{line[:SHOWN_CHARS]}…"


def _row(number: int, named: Named, found: pasting.Pasted, own: dict[str, str]) -> PastedRow:
    seen = found.photos.get(named.photo_id, ())
    held = () if named.photo_id else found.accounts.get(named.nsid, ())
    return PastedRow(
        number=number,
        named=named,
        mark=_mark(named, searched=bool(found.lists), seen=seen, held=held),
        ours=own.get(named.photo_id, ""),
        sights=tuple(_sight(one, named.nsid) for one in seen),
        holdings=tuple(holding(one) for one in held),
    )


def _mark(
    named: Named, *, searched: bool, seen: Sequence[Sighting], held: Sequence[AccountInList]
) -> rows.Mark:
    if named.reason:
        return rows.Mark("quiet", "·", "Not understood")
    if not named.photo_id and not named.nsid:
        return rows.Mark("quiet", "·", "No number to look up")
    if not searched:
        return rows.Mark("quiet", "·", "Not searched")
    if seen and named.nsid and all(one.nsid != named.nsid for one in seen):
        return rows.Mark("not-known", "!", "Under another account")
    if seen:
        return rows.Mark("met", "+", "In a list")
    return rows.Mark("met", "+", "Account in a list") if held else rows.Mark("not-known", "?", "Not found")


def _sight(one: Sighting, nsid: str) -> Sight:
    notes = {True: "", False: "another account than the one pasted: a conflict, and no match"}
    return Sight(
        title=sources.title(one.published),
        line=f"{one.line:,}",
        nsid=one.nsid,
        note=notes[nsid in ("", one.nsid)],
        source=sources.Hash.of(one.published),
    )


def holding(one: AccountInList) -> Holding:
    """What a list holds of an account, in words."""
    return Holding(
        title=sources.title(one.published),
        photos=f"{one.photos:,}",
        first=one.first.photo_id,
        last=one.last.photo_id,
        sample=", ".join(dict.fromkeys(sight.photo_id for sight in one.sample)),
    )
