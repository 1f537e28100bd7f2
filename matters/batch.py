"""Many photos at once: links pasted together, understood one by one, and put on the list of photos."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from exposure import dating, identifiers
from exposure.identifiers import Identifier
from matters.answers import MOST, Answers, Kind
from matters.fields.base import printable
from matters.interview import Journey, Step
from matters.steps import Page

PHOTOS: Kind = "photos"
MOST_LINES = 500
LONGEST_SHOWN = 200
NONE = "none"


@dataclass(frozen=True, slots=True)
class Line:
    """One pasted line: what was understood of it, and whether it becomes a photo; `advice` says why not."""

    NEW: ClassVar = "new"
    DOUBLE: ClassVar = "double"
    UNREAD: ClassVar = "unread"
    NO_ROOM: ClassVar = "no_room"

    typed: str
    state: str
    photo_id: str = ""
    nsid: str = ""
    alias: str = ""
    earliest: date | None = None
    latest: date | None = None
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that was understood of a paste; `cut` lines beyond the most were not read.

    `asks_first`: the first photo was asked about but not yet named, so one of these may be it.
    """

    lines: tuple[Line, ...]
    asks_first: bool = False
    cut: int = 0

    @property
    def new(self) -> tuple[Line, ...]:
        return self._of(Line.NEW)

    @property
    def doubles(self) -> tuple[Line, ...]:
        return self._of(Line.DOUBLE)

    @property
    def unread(self) -> tuple[Line, ...]:
        return self._of(Line.UNREAD)

    @property
    def without_room(self) -> tuple[Line, ...]:
        return self._of(Line.NO_ROOM)

    @property
    def mark(self) -> str:
        """What a page carries that has shown exactly these photos."""
        return hashlib.sha256("\n".join(line.typed for line in self.new).encode()).hexdigest()[:32]

    def _of(self, state: str) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.state == state)


def naming(journey: Journey) -> Page:
    """The page on which a photo is named."""
    return next(page for page in journey.pages if page.each == PHOTOS and page.form.names_item)


# From a paste to photos


def read(journey: Journey, answers: Answers, text: str, *, first: str = "") -> Reading:
    """Understand each line of a text that names photos, beside those already named.

    `first`: the number of the one that was asked about already, "none" if it is none of these, or not said.
    """
    typed = identifiers.lines(text)
    asks_first = _first_is_unnamed(journey, answers)
    room = MOST[PHOTOS] - journey.count(answers, PHOTOS) + (asks_first and first != NONE)
    reader = _Reader(journey, seen=set(numbers(journey, answers)), room=room)
    lines = tuple(reader.line(one) for one in typed[:MOST_LINES])
    return Reading(lines, asks_first=asks_first, cut=max(len(typed) - MOST_LINES, 0))


def numbers(journey: Journey, answers: Answers) -> dict[str, int]:
    """The number of every photo named so far, with its place from 0."""
    found: dict[str, int] = {}
    for place in range(len(answers.get(PHOTOS, ()))):
        photo_id = identifiers.identify(link(journey, answers, place)).photo_id
        if photo_id:
            found.setdefault(photo_id, place)
    return found


def link(journey: Journey, answers: Answers, place: int) -> str:
    """What a photo was named with, or nothing."""
    page = naming(journey)
    values = journey.values(answers, Step(page, place)) or {}
    return str(values.get(page.form.names_item) or "")


def _first_is_unnamed(journey: Journey, answers: Answers) -> bool:
    return journey.values(answers, Step(naming(journey), 0)) is None


class _Reader:
    """Reads line after line, and knows which photos it has seen and how many still fit."""

    def __init__(self, journey: Journey, *, seen: set[str], room: int) -> None:
        page = naming(journey)
        self.question = page.form.base_fields[page.form.names_item]
        self.seen, self.room = seen, room

    def line(self, typed: str) -> Line:
        found = identifiers.identify(typed)
        try:
            kept = str(self.question.clean(typed.strip()))
        except ValidationError as refused:
            return Line(printable(typed[:LONGEST_SHOWN]), Line.UNREAD, advice=str(refused.messages[0]))
        if not found.photo_id:
            return Line(kept, Line.UNREAD, advice=_(found.reason) if found.reason else _not_a_photo(found))
        return _understood(kept, self._state(found.photo_id), found)

    def _state(self, photo_id: str) -> str:
        if photo_id in self.seen:
            return Line.DOUBLE
        if self.room < 1:
            return Line.NO_ROOM
        self.room -= 1
        self.seen.add(photo_id)
        return Line.NEW


def _not_a_photo(found: Identifier) -> str:
    if found.kind == "account":
        return _("This names an account, not one photo. Paste the address of each photo itself.")
    return _("This is not one photo. Paste the address of each photo itself.")


def _understood(typed: str, state: str, found: Identifier) -> Line:
    dated = dating.upload(found.photo_id)
    return Line(typed, state, found.photo_id, found.nsid, found.alias, dated.earliest, dated.latest)


def add(journey: Journey, answers: Answers, new: Sequence[Line], *, first: str = "") -> tuple[Answers, range]:
    """The answers with these photos, of which `first` may be the one asked about already, and their places.

    Raises: NoRoom.
    """
    page = naming(journey)
    named = next((line for line in new if line.photo_id == first), None)
    if named:
        answers = journey.record_all(answers, [(Step(page, 0), {page.form.names_item: named.typed})])
    start = journey.count(answers, PHOTOS)
    others = [{page.name: {page.form.names_item: line.typed}} for line in new if line is not named]
    added = journey.append(answers, PHOTOS, others)
    return added, range(0 if named and start == 1 else start, start + len(others))


def take_off(journey: Journey, answers: Answers, photos: range) -> Answers:
    """The answers without these photos; the first one stays, and only loses its name."""
    left = journey.remove_photos(answers, [n for n in photos if n > 0])
    if 0 in photos and left[PHOTOS]:
        left[PHOTOS][0].pop(naming(journey).name, None)
    return left
