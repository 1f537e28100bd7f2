"""A page of an interview, a page as asked of one claimant, and what readers are shown of either."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from matters.answers import Condition, Kind, always
from matters.texts import Words

if TYPE_CHECKING:
    from matters.pages import PageForm

# Where an answer stands, in no language: page, list and number of the item, name of the question's field.
Place = tuple[str, Kind | None, int | None, str]
ITEM_NAMES: Mapping[Kind, Words] = {"people": _("Person {number}"), "photos": _("Photo {number}")}
# Wording never depends on the day, so where only wording is wanted any day will do.
ANY_DAY = date(2000, 1, 1)


def item_name(kind: Kind, index: int) -> str:
    """“Person 2” or “Photo 3”; the index counts from 0."""
    return str(ITEM_NAMES[kind]).format(number=index + 1)


def in_words(label: str) -> str:
    """A label as it is kept in English, such as “Photo 2”, in the language of the moment."""
    name, _, number = label.rpartition(" ")
    words = f"{name} {{number}}"
    return gettext(words).format(number=number) if name else label


@dataclass(frozen=True, slots=True)
class Page:
    """One page of questions.

    `each`: the page is about one person or one photo. `items`: about all of them, only the first, or all but
    the first; a page about the first item may come early under one stage and again later under another.
    `lists`: the page shows a list and asks whether to add one more. `ends`: nothing follows this page.
    `once`: whoever walks on passes it by once it is answered.
    """

    name: str
    stage: Words
    form: type[PageForm]
    each: Kind | None = None
    items: Literal["all", "first", "later"] = "all"
    asked_if: Condition = always
    lists: Kind | None = None
    ends: bool = False
    once: bool = False

    def concerns(self, index: int | None) -> bool:
        if self.items == "all" or index is None:
            return True
        return (index == 0) == (self.items == "first")


@dataclass(frozen=True, slots=True)
class Step:
    """A page as asked of one claimant: about item `index` (from 0), or about the whole file (None)."""

    page: Page
    index: int | None = None

    @property
    def item(self) -> str:
        if self.page.each is None or self.index is None:
            return ""
        return item_name(self.page.each, self.index)


@dataclass(frozen=True, slots=True)
class Item:
    """One person or photo on a list page: what it is called, and the first page about it."""

    kind: Kind
    index: int
    label: str
    name: str
    first: Step
    may_go: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One answer as a reader sees it, with the exact wording it was given to.

    `earlier`: what was answered before, each with "shown" and "at", and "question" where it was another one.
    `english`: the wording and the answer in English, where the claimant was shown another language.
    `place`: where the answer stands, known while the answers are at hand.
    """

    stage: str
    page: str
    item: str
    question: str
    wording: str
    value: Any
    shown: str
    unsure: bool
    earlier: Sequence[Mapping[str, Any]] = ()
    english: Mapping[str, str] | None = None
    place: Place | None = field(default=None, compare=False, repr=False)

    @property
    def asked(self) -> str:
        """The wording in English."""
        return self.english["wording"] if self.english else self.wording
