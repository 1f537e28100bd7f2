"""What the published lists and the firm's own checks say of each photo, ready to print."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from packets import clocks, lanes, paper, words
from packets.values import AccountLines, LookUp, PhotoCheck, PhotoFound, Published, Seen

LISTS, PHOTOS, LINES, CHECKS = 40, 60, 24, 40

NO_LOOK_UP = "The published lists have not been searched for this file."
NO_LIST = "No list has been imported. Nothing was searched, and nothing follows from that."
ABSENT = "Searched, nothing found. Absence proves nothing, since not every list is public or imported."
PROVES = "This proves that the photo was in the collection"
PROVES_NOTHING = "This list was not cut from the collection, so it proves nothing here"
ACCOUNTS = {
    "agrees": "the account agrees with the one given",
    "differs": "another account than the one given: a conflict, and no match",
    "unknown": "no account number was given, so the account could not be compared",
}
OUTCOMES = {
    "exact": "This photo was seen",
    "nothing": "Nothing was found, which proves nothing",
    "mistaken": "The match is mistaken",
    "withdrawn": "An earlier check was withdrawn",
}


@dataclass(frozen=True, slots=True)
class Said:
    """A passage, and the hash of the source it comes from in pieces; `quiet` marks words that are ours."""

    text: str
    sha256: tuple[str, ...] = ()
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing known of a photo: what it is, and what is said of it."""

    label: str
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class ListRow:
    """One list that was searched."""

    title: str
    rows: str
    refused: str
    imported: str
    source: Said


@dataclass(frozen=True, slots=True)
class PhotoSheet:
    """Everything about one photo."""

    label: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class PublishedSheet:
    """The lists searched and when, then photo by photo; `nothing` says why there is no list to show."""

    searched: str
    nothing: str
    lists: tuple[ListRow, ...]
    photos: tuple[PhotoSheet, ...]
    left_out: str


def published(lookup: LookUp | None, checks: Sequence[PhotoCheck]) -> PublishedSheet:
    """Lay out a look-up as it was kept, and the checks that staff made of its photos."""
    if lookup is None:
        return PublishedSheet("", NO_LOOK_UP, (), (), "")
    found, more = lookup.found, len(lookup.found.photos) - PHOTOS
    return PublishedSheet(
        searched=clocks.local(lookup.at),
        nothing="" if found.lists else _nothing(found.photos),
        lists=tuple(_list(one) for one in found.lists[:LISTS]),
        photos=tuple(_photo(one, checks) for one in found.photos[:PHOTOS]),
        left_out=f"{more:,} more photos are in the file at the desk." if more > 0 else "",
    )


def _nothing(photos: Sequence[PhotoFound]) -> str:
    """Why no list was searched, in the words that were kept with the photos that have a number."""
    told = next((one.why_not for one in photos if one.photo.photo_id and one.why_not), "")
    return paper.prose(told) or NO_LIST


def _list(one: Published) -> ListRow:
    on = clocks.home(datetime.fromisoformat(one.imported_at)).date()
    return ListRow(
        title=_title(one),
        rows=f"{one.rows:,}",
        refused=f"{one.refused:,} refused" if one.refused else "",
        imported=f"{lanes.in_words(on)}, {paper.label(one.imported_by, chars=60)}",
        source=_source(one, paper.label(one.source_name)),
    )


def _photo(found: PhotoFound, checks: Sequence[PhotoCheck]) -> PhotoSheet:
    return PhotoSheet(label=paper.label(found.photo.label), entries=tuple(_entries(found, checks)))


def _entries(found: PhotoFound, checks: Sequence[PhotoCheck]) -> Iterator[Entry]:
    yield Entry("Number", (_number(found),))
    yield Entry("Account", (_account(found),))
    if found.dated:
        yield Entry("Uploaded, by its number", (_words(found.dated),))
    if found.era:
        yield Entry("Account’s age (soft evidence)", (_words(found.era),))
    yield Entry("In the lists", tuple(_seen(found)))
    if found.accounts:
        yield Entry("The account in the lists", tuple(_held(one) for one in found.accounts[:LISTS]))
    if found.conflicts:
        yield Entry("Conflicts", tuple(_words(one) for one in found.conflicts))
    own = [one for one in checks if one.label == found.photo.label][-CHECKS:]
    for one in own:
        yield Entry("Checked by staff" if one.stands else "Earlier check", tuple(_check(one)))


def _number(found: PhotoFound) -> Said:
    if found.photo.photo_id:
        return Said(paper.label(found.photo.photo_id))
    return Said("No number could be read", quiet=True)


def _account(found: PhotoFound) -> Said:
    if found.photo.nsid:
        return Said(paper.label(found.photo.nsid))
    if found.photo.alias:
        return Said(f"Name “{paper.label(found.photo.alias)}”; no account number, and names are not matched")
    return Said("Not known", quiet=True)


def _seen(found: PhotoFound) -> Iterator[Said]:
    if found.why_not:
        yield Said(paper.prose(found.why_not), quiet=True)
    elif not found.seen:
        yield Said(ABSENT, quiet=True)
    for one in found.seen[:LINES]:
        yield _source(one.published, _sighting(one))
    if len(found.seen) > LINES:
        yield Said(f"{len(found.seen) - LINES:,} more lines are in the file at the desk.", quiet=True)
    if found.seen and not any(one.proves and one.account != "differs" for one in found.seen):
        yield Said(f"No match in a list that proves. {ABSENT.partition('. ')[2]}", quiet=True)


def _sighting(one: Seen) -> str:
    worth = "" if one.account == "differs" else f" {PROVES if one.proves else PROVES_NOTHING}."
    where = f"{_title(one.published)}, line {one.line:,}, under account {paper.label(one.nsid, chars=24)}"
    return f"{where}: {ACCOUNTS.get(one.account, one.account)}.{worth}"


def _held(one: AccountLines) -> Said:
    lines = "1 line" if one.lines == 1 else f"{one.lines:,} lines"
    photos = "1 photo" if one.photos == 1 else f"{one.photos:,} photos"
    return Said(f"{_title(one.published)}: {lines} of {photos}")


def _check(one: PhotoCheck) -> Iterator[Said]:
    ended = "" if one.stands or one.outcome == "withdrawn" else " It does not stand any more."
    outcome = OUTCOMES.get(one.outcome, one.outcome)
    where = f", in {paper.label(one.where)}" if one.where else ""
    yield Said(f"{outcome}{where}. {paper.label(one.by)}, {clocks.local(one.at)}.{ended}")
    if one.how:
        yield Said(f"How: {paper.prose(one.how, chars=1_200, lines=20)}")
    if one.link:
        yield Said(f"Address: {paper.label(one.link, chars=300)}")
    if one.page_date:
        yield Said(f"The page shows it as posted {words.dated(paper.label(one.page_date, chars=40))}.")
    yield from (_words(conflict) for conflict in one.conflicts)


def _words(text: str) -> Said:
    return Said(words.sentence(paper.prose(text, chars=800)))


def _title(one: Published) -> str:
    return paper.label(f"{one.name} {one.version}", chars=100)


def _source(one: Published, text: str) -> Said:
    return Said(text, paper.pieces(paper.label(one.source_sha256, chars=64)))
