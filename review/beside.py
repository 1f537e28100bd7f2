"""Two files side by side: what each says of itself, and whether that agrees. Minors are masked in both."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

import matters
from casefile import afterwards, likeness, profiles, sealing, search_keys
from casefile.models import Submission
from casefile.profiles import Profile, Subject
from review import masking
from review.rows import Mark

AGREES, DIFFERS = Mark("holds", "=", "Agrees"), Mark("not-known", "!", "Differs")
OPEN = Mark("quiet", "·", "Not known")
NOTHING = ("Not provided",)


@dataclass(frozen=True, slots=True)
class Row:
    """One thing compared: what the one and the other say, and the mark of it."""

    label: str
    ours: tuple[str, ...]
    theirs: tuple[str, ...]
    mark: Mark


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two files, opened."""

    file: Submission
    profile: Profile
    mask: masking.Mask
    contacts: tuple[dict[str, str], ...]

    def every(self, *parts: str) -> tuple[str, ...]:
        """What was ever given for these parts of the contact details, each once, the newest first."""
        said = (" ".join(str(one.get(part) or "") for part in parts).strip() for one in self.contacts)
        return tuple(dict.fromkeys(filter(None, said)))

    def reached(self, part: str) -> tuple[str, ...]:
        """The same of one part, masked as the page of the file is."""
        return tuple(self.mask.details.detail(part, one) for one in self.every(part))

    @property
    def online(self) -> tuple[str, ...]:
        return matters.load(self.file.matter).online(self.file.answers)

    @property
    def people(self) -> tuple[str, ...]:
        return tuple(_person(self.mask, n, one) for n, one in enumerate(self.profile.subjects))


def side(file: Submission, *, today: date, shown: Collection[int] = ()) -> Side:
    """Open a file for comparison; whoever of its minors is not `shown` stays masked."""
    claims = file.claims.prefetch_related("determinations__revision")
    later = sorted(file.contact_changes.all(), key=lambda one: -one.number)
    posted = matters.load(file.matter).address(file.answers)
    contacts = (afterwards.contact(file).values, *(one.contact for one in later), {**posted, **file.contact})
    mask = masking.of(file, claims, today=today, shown=shown)
    return Side(file, profiles.of(file), mask, contacts)


def rows(one: Side, other: Side) -> tuple[Row, ...]:
    """Compare two files line by line."""
    return tuple(_read(row, one, other) for row in _rows(one, other))


def _read(row: Row, one: Side, other: Side) -> Row:
    """A line without what the firm blacked out in either file."""
    return replace(
        row, ours=one.mask.cover.everywhere(row.ours), theirs=other.mask.cover.everywhere(row.theirs)
    )


def _rows(one: Side, other: Side) -> Iterator[Row]:
    names = (one.every("first_name", "last_name"), other.every("first_name", "last_name"))
    is_similar = profiles.any_similar(*names)
    yield Row("Who typed", *_shown(*names), AGREES if is_similar else _mark(*names, key=sealing.fold))
    yield Row("People", *_shown(one.people, other.people), _people(one.profile, other.profile))
    for label, part, key in (("E-mail", "email", sealing.fold), ("Phone", "phone", search_keys.digits)):
        mark = _mark(one.every(part), other.every(part), key=key)
        yield Row(label, *_shown(one.reached(part), other.reached(part)), mark)
    homes = one.every("street", "city", "state", "code"), other.every("street", "city", "state", "code")
    keys = [
        {key for home in side.profile.homes for key in likeness.address_keys(home)} for side in (one, other)
    ]
    ours, theirs = (
        tuple(side.mask.details.text(home) for home in every)
        for side, every in zip((one, other), homes, strict=True)
    )
    yield Row("Address", *_shown(ours, theirs), _marked(*keys))
    yield _row("Flickr accounts", one.online, other.online, key=likeness.squeezed)


def _row(label: str, ours: tuple[str, ...], theirs: tuple[str, ...], *, key: Callable[[str], str]) -> Row:
    return Row(label, *_shown(ours, theirs), _mark(ours, theirs, key=key))


def _shown(ours: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return ours or NOTHING, theirs or NOTHING


def _mark(ours: Iterable[str], theirs: Iterable[str], *, key: Callable[[str], str]) -> Mark:
    return _marked({key(text) for text in ours}, {key(text) for text in theirs})


def _marked(ours: set[str], theirs: set[str]) -> Mark:
    if not ours or not theirs:
        return OPEN
    return AGREES if ours & theirs else DIFFERS


def _people(one: Profile, other: Profile) -> Mark:
    """One person in common is enough to agree; nobody in common differs."""
    if profiles.about_others(one, other):
        return DIFFERS
    names = ([name for subject in side.subjects for name in subject.names] for side in (one, other))
    return AGREES if profiles.any_similar(*names) else OPEN


def _person(mask: masking.Mask, position: int, subject: Subject) -> str:
    name = mask.name(position, subject.names[0] if subject.names else "Not named")
    born = mask.born(position, str(subject.born) if subject.born else "not known")
    return f"{name}, born {born}"
