"""One folder per investigation: everything counsel would change. `load` finds one by its slug."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Protocol

from matters import texts
from matters.texts import Text, Words

if TYPE_CHECKING:
    from eligibility.facts import ClaimFacts
    from eligibility.law import Ruleset
    from matters.answers import Answers
    from matters.archived import Fill
    from matters.glance import Glance
    from matters.interview import Journey, Line
    from matters.lookup import Check, LookedUp, NamedPhoto
    from matters.made_up import Cast, Told
    from matters.pages import PageForm
    from matters.stops import StopFact

SLUGS = ("flickr-megaface",)


class NoSuchMatter(KeyError):
    """No investigation has this slug."""


@dataclass(frozen=True, slots=True)
class Contact:
    """How to reach the claimant. `preferred` is email, phone or either."""

    first_name: str
    last_name: str
    other_names: str
    email: str
    phone: str
    preferred: str
    language: str

    def to_json(self) -> dict[str, str]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Consent:
    """One box: its purpose, the exact text beside it, and whether it was ticked."""

    purpose: str
    text: Text
    given: bool


@dataclass(frozen=True, slots=True)
class Case:
    """One row of a table of worked cases: its facts, and the day it is judged on."""

    claim: ClaimFacts
    as_of: date


@dataclass(frozen=True, slots=True)
class Named:
    """One person of a file and every name used, the full one first. `kind`: claimant, guardian, pictured."""

    kind: str
    names: tuple[str, ...]


class AgeForm(Protocol):
    """The question at the door, answered or not; the two properties hold only after is_valid()."""

    def is_valid(self) -> bool: ...

    @property
    def birth_date(self) -> date: ...

    @property
    def is_adult(self) -> bool: ...


class Glancing(Protocol):
    """Reads one claim for whoever goes through many; `files`: how many files the claimant sent."""

    def __call__(self, claim: ClaimFacts, *, files: int, today: date) -> Glance: ...


@dataclass(frozen=True, slots=True)
class Link:
    """What may tie a claim to a place: the fact that says where somebody lived, and those of each photo.

    `of_photo`: what the contact is called, the fact that names its place, and the fact that dates it.
    """

    title: str
    place: str
    lived: str
    of_photo: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Matter:
    """An investigation: its interview, its law, and how answers become facts, names and consents."""

    slug: str
    title: Words
    journey: Journey
    age_form: Callable[..., AgeForm]  # called with the POST or None, and today=
    folder: Path
    shipped: Callable[[], Ruleset]
    case: Callable[[str], Case]
    cases_on: date  # the day a worked case is judged on where its row names none
    claims: Callable[[Answers, LookedUp, Sequence[Check]], tuple[ClaimFacts, ...]]
    names: Callable[[Answers], tuple[str, ...]]
    called: Callable[[Answers], tuple[tuple[str, ...], ...]]
    contact: Callable[[Answers], Contact]
    address: Callable[[Answers], dict[str, str]]  # where paper reaches the claimant
    correction_form: Callable[..., PageForm]  # called as a page's form is
    parties: Callable[[Answers], tuple[str, ...]]
    people: Callable[[Answers], tuple[Named, ...]]  # everybody the conflict check searches for
    online: Callable[[Answers], tuple[str, ...]]  # names of accounts, for the same
    consents: Callable[[Answers], tuple[Consent, ...]]
    photos: Callable[[Answers], tuple[NamedPhoto, ...]]
    proving: frozenset[str]  # the collections whose lists prove that a photo was in the one at issue
    link: Link
    checked_by_photo: frozenset[
        str
    ]  # facts that staff settle by a check of the photo, with where they looked
    stops: Callable[[Answers], tuple[StopFact, ...]]  # facts that put every photo outside, and 5.1 no match
    stop_choice: Callable[[Answers], str]  # what was chosen on the stop page; empty while it stands open
    signed_name: Callable[[Answers], str]
    is_photographer: Callable[[Answers], bool]
    evidence: Callable[[Sequence[Line]], tuple[Line, ...]]
    illinois: Callable[[Sequence[Line]], tuple[Line, ...]]
    glance: Glancing
    story: Callable[[Random, Cast], Told]  # made-up answers, to try the portal out with
    fill: Fill  # puts what the archive of a Flickr account says into the answers

    @property
    def ruleset_text(self) -> str:
        return (self.folder / "ruleset.yaml").read_text(encoding="utf-8")

    def text(self, name: str, language: str = "") -> Text:
        """A notice, consent or letter, in the language of the moment if none is given.

        Raises: texts.NoSuchText.
        """
        return texts.load(self.folder / "texts", name, language or texts.language())

    @property
    def drafts(self) -> tuple[Text, ...]:
        """The legal texts that the firm has not approved."""
        return tuple(text for text in texts.every(self.folder / "texts") if text.status != "APPROVED")

    def notice(self, language: str = "") -> Text:
        """What is said before the first question."""
        return self.text("notice", language)


@lru_cache(maxsize=8)
def load(slug: str) -> Matter:
    """The matter of this slug, such as "flickr-megaface".

    Raises: NoSuchMatter.
    """
    if slug not in SLUGS:
        raise NoSuchMatter(slug)
    module = importlib.import_module(f"matters.{slug.replace('-', '_')}.matter")
    matter: Matter = module.MATTER
    return matter
