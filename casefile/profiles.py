"""Who a file is about, and whether another may be about the same people: read in memory, kept nowhere."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import product
from typing import Any

import matters
from casefile import conflict_terms, likeness
from casefile.models import FileLink, SearchKey, Submission
from eligibility.facts import NOT_SAID, ClaimFacts, Fact
from eligibility.values import DateSpan
from matters.lookup import NOTHING

Key = tuple[str, str]
OWN_VOICE = ("self", "uploader_only")  # the claim is about whoever types
OWN_ACCOUNT = ("subject", "claimant")  # the account that uploaded is theirs
ALIKE = 0.8  # product.md 3.6: similar names
PRECISE_DAYS = 31  # a birth date that is a month or a day tells people apart; a year does not
LONG_WORDS = 8  # of free text: what two people hardly write alike

EMAIL, ACCOUNT, ALIAS = "email", "account", "screen_name"
PHONE, BORN, TOWN, HOME = "phone_and_name", "name_and_birth", "name_and_town", "address"
PEOPLE, NUMBER = "people", "phone"
SAME, LIKELY = frozenset({EMAIL, ACCOUNT}), frozenset({ALIAS, PHONE, BORN})  # the rest is a note
COMPARED = (
    (SearchKey.EMAIL, EMAIL), (SearchKey.PHONE, NUMBER), (SearchKey.HOME, HOME), (SearchKey.ACCOUNT, ACCOUNT),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Subject:
    """One person a claim is about: every full name used, and the birth date as far as it is known."""

    names: tuple[str, ...]
    born: DateSpan | None

    @property
    def is_dated(self) -> bool:
        return self.born is not None and (self.born.hi - self.born.lo).days <= PRECISE_DAYS


@dataclass(frozen=True, slots=True)
class Profile:
    """A file's claimant by name, the people it is about, where they live, and what they say is their own."""

    claimant: tuple[str, ...]
    subjects: tuple[Subject, ...]
    homes: tuple[likeness.Address, ...]
    towns: tuple[str, ...]
    own_accounts: frozenset[str]


@dataclass(frozen=True, slots=True)
class Alike:
    """How two files are alike: the likeness, and the codes of what agrees and what differs."""

    likeness: str
    agrees: tuple[str, ...]
    differs: tuple[str, ...]


def of(file: Submission) -> Profile:
    """Read a file's answers, with the contact details given since."""
    matter = matters.load(file.matter)
    sought = conflict_terms.of(file)
    typist = sought.people[0].names if sought.people and sought.people[0].kind != "pictured" else ()
    claimant = tuple(_full(typist))
    known = matter.claims(file.answers, NOTHING, ())
    contacts = (matter.address(file.answers), *(one.contact for one in file.contact_changes.all()))
    towns = (likeness.folded(str(given.get("city", "") or "")) for given in contacts)
    named = zip(known, matter.names(file.answers), matter.called(file.answers), strict=True)
    return Profile(
        claimant=claimant,
        subjects=tuple(_subject(claim, (name, *called), claimant) for claim, name, called in named),
        homes=sought.addresses,
        towns=tuple(dict.fromkeys(filter(None, towns))),
        own_accounts=frozenset(_own_accounts(known)),
    )


def _subject(claim: ClaimFacts, names: tuple[str, ...], claimant: tuple[str, ...]) -> Subject:
    every = (*names, *claimant) if _said(claim.person, "role") in OWN_VOICE else names
    full = tuple(dict.fromkeys(_full(every)))
    try:
        return Subject(full, DateSpan.parse(_said(claim.person, "subject_dob")))
    except ValueError:
        return Subject(full, None)


def _full(names: Iterable[str]) -> Iterator[str]:
    """Names of two words or more: a first name alone would make many people one."""
    return (name for name in names if len(likeness.words(name)) > 1)


def _said(facts: Mapping[str, Fact], name: str) -> str:
    """A fact as the claimant gave it; nothing where they did not know."""
    value = facts[name].value if name in facts else ""
    return "" if value in NOT_SAID else value


def _own_accounts(known: Iterable[ClaimFacts]) -> Iterator[str]:
    for claim in known:
        for photo in claim.photos:
            if _said(photo.facts, "uploader") in OWN_ACCOUNT and _said(photo.facts, "nsid"):
                yield _said(photo.facts, "nsid")


def keys(profile: Profile) -> Iterator[Key]:
    """What the file shares with others that may be alike, as kinds of SearchKey and text.

    People are found by the month of birth and their initials, so that a slip in a name is still compared.
    """
    for subject in profile.subjects:
        if subject.born and subject.is_dated:
            yield from ((SearchKey.BORN, f"{subject.born.lo:%Y-%m}|{_initials(n)}") for n in subject.names)
    for home in profile.homes:
        yield from ((SearchKey.HOME, key) for key in likeness.address_keys(home))
    for name, town in product(profile.claimant[:1], profile.towns):
        yield SearchKey.TOWN, f"{' '.join(sorted(likeness.bare(likeness.words(name))))}|{town}"


def _initials(name: str) -> str:
    words = likeness.bare(likeness.words(name))
    return "".join(sorted({words[0][0], words[-1][0]}))


def texts(answers: Any) -> Iterator[str]:
    """Every long text that somebody wrote, in one spelling: what two people hardly write alike."""
    if isinstance(answers, Mapping):
        answers = answers.values()
    elif isinstance(answers, str):
        spelled = likeness.folded(answers)
        yield from [spelled] if len(spelled.split()) >= LONG_WORDS and "://" not in answers else []
        return
    elif not isinstance(answers, list | tuple):
        return
    for one in answers:
        yield from texts(one)


def compare(one: Profile, other: Profile, ours: frozenset[Key], theirs: frozenset[Key]) -> Alike | None:
    """Say how two files are alike, of the keys that they share; None where they are not.

    Where both say who they are about, and all of these are different people, they are never the same: one
    parent's files for two children only belong together.
    """
    agrees = tuple(_agrees(one, other, {kind for kind, _ in ours & theirs}))
    if not agrees:
        return None
    kinds = [{kind for kind, _ in keys} for keys in (ours, theirs, ours & theirs)]
    differs = [word for kind, word in COMPARED if kind in (kinds[0] & kinds[1]) - kinds[2]]
    is_other_people = about_others(one, other)
    if is_other_people or not (SAME | LIKELY) & set(agrees):
        found = FileLink.HOUSEHOLD
    else:
        found = FileLink.SAME if SAME & set(agrees) else FileLink.LIKELY
    return Alike(found, agrees, (*([PEOPLE] if is_other_people else []), *differs))


def _agrees(one: Profile, other: Profile, shared: set[str]) -> Iterator[str]:
    if SearchKey.EMAIL in shared:
        yield EMAIL
    if SearchKey.ACCOUNT in shared:
        yield ACCOUNT
    elif SearchKey.ALIAS in shared:
        yield ALIAS
    if SearchKey.PHONE in shared and any_similar(_names(one), _names(other)):
        yield PHONE
    if any(same_person(a, b) for a, b in product(one.subjects, other.subjects)):
        yield BORN
    if SearchKey.TOWN in shared:
        yield TOWN
    if SearchKey.HOME in shared:
        yield HOME


def _names(profile: Profile) -> tuple[str, ...]:
    return (*profile.claimant, *(name for subject in profile.subjects for name in subject.names))


def same_person(one: Subject, other: Subject) -> bool:
    """Whether two people have similar names and the same birth date, known to the month at least."""
    return one.is_dated and other.is_dated and _overlap(one, other) and any_similar(one.names, other.names)


def about_others(one: Profile, other: Profile) -> bool:
    """Whether two files are surely about different people: nobody of the one is in the other."""
    pairs = list(product(one.subjects, other.subjects))
    return bool(pairs) and all(_are_two(a, b) for a, b in pairs)


def _are_two(one: Subject, other: Subject) -> bool:
    """Different names or different birth dates; whoever is not named may be anybody."""
    if one.born and other.born and not _overlap(one, other):
        return True
    return bool(one.names and other.names) and not any_similar(one.names, other.names)


def _overlap(one: Subject, other: Subject) -> bool:
    a, b = one.born, other.born
    return a is not None and b is not None and a.lo <= b.hi and b.lo <= a.hi


def any_similar(ours: Iterable[str], theirs: Iterable[str]) -> bool:
    """Whether any two of the names are similar."""
    return any(similar(a, b) for a, b in product(ours, theirs))


def similar(one: str, other: str) -> bool:
    """Whether two names are alike, or each word of the shorter is more than 80% like one of the other.

    Word by word, since "Kit Example" and "Kim Example" are brother and sister.
    """
    if likeness.alike(one, other) not in ("", likeness.SLIP):
        return True
    a, b = sorted((likeness.bare(likeness.words(name)) for name in (one, other)), key=len)
    return len(a) > 1 and all(any(_near(word, near) for near in b) for word in a)


def _near(one: str, other: str) -> bool:
    return one == other or SequenceMatcher(None, one, other, autojunk=False).ratio() > ALIKE
