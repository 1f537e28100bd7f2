"""What the archive of a Flickr account would change in the answers, before anybody says yes to it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from exposure.archive import Archive
from matters.answers import Answers

# Answers, archive, numbers of the chosen photos, keys of the answers to be replaced.
Fill = Callable[[Answers, Archive, Collection[str], Collection[str]], "Filled"]


@dataclass(frozen=True, slots=True)
class Change:
    """One answer that the archive has a value for. `key` names it; `about` is the photo it is about.

    `was` is what was answered otherwise, empty where nothing was: such a one is never replaced unasked.
    """

    key: str
    about: str
    question: str
    wording: str
    shown: str
    was: str = ""


@dataclass(frozen=True, slots=True)
class Filled:
    """The answers with what the archive says in them, what that changes, and photos there was no room for."""

    answers: Answers
    changes: tuple[Change, ...]
    left_out: int = 0

    @property
    def made(self) -> tuple[str, ...]:
        """Which answers rest on the file, as the desk says it."""
        return tuple(f"{one.about}: {one.question}" if one.about else one.question for one in self.changes)
