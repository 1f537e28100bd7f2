"""The transcript as it is printed: grouped by stage and person or photo, with a cap on lines and letters."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from typing import NamedTuple

from packets import clocks, paper, words
from packets.values import Line

LINES = 2_000
MOMENTS = 60
EARLIER = 10  # replaced answers printed with one line; the desk shows all
LONG, LONG_LINES = 400, 12
CHARS = 240_000  # of all answers together: about 80 pages

NOT_SURE, NOT_PROVIDED, WHOLE_FILE = "Not sure", "Not provided", "The whole file"


@dataclass(frozen=True, slots=True)
class Answered:
    """One question and its answer in English; `quiet` marks words that are ours, not the claimant's.

    `original`: wording and answer as shown, where that was in another language.
    """

    question: str
    wording: str
    answer: str
    quiet: bool
    before: tuple[str, ...] = ()
    original: tuple[str, str] | None = None

    @property
    def long(self) -> bool:
        """Whether the answer is printed across the page, in a row that may be broken over pages."""
        return len(self.answer) > LONG or self.answer.count("\n") > LONG_LINES


@dataclass(frozen=True, slots=True)
class Group:
    """The answers about one person or photo, or about the whole file."""

    item: str
    answers: tuple[Answered, ...]


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of the interview."""

    title: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """A dated answer on the timeline."""

    when: str
    what: str


def stages(lines: Sequence[Line]) -> tuple[Stage, ...]:
    """Group the first `LINES` lines under their headings, in the order they were asked."""
    return tuple(
        Stage(title=title, groups=_groups(block))
        for title, block in groupby(_printed(lines), key=lambda entry: entry.stage)
    )


def grouped(lines: Sequence[Line]) -> tuple[Group, ...]:
    """A few chosen lines without their stages: each person's and each photo's together."""
    items = list(dict.fromkeys(line.item for line in lines))
    return _groups(_printed(sorted(lines, key=lambda line: items.index(line.item))))


class _Entry(NamedTuple):
    stage: str
    item: str
    answered: Answered


def _printed(lines: Sequence[Line]) -> Iterator[_Entry]:
    room = CHARS
    for line in lines[:LINES]:
        answered = answer(line)
        if len(answered.answer) > room:
            answered = replace(answered, answer=paper.left_out(len(answered.answer)), quiet=True)
        room -= len(answered.answer)
        yield _Entry(paper.label(line.stage), paper.label(line.item), answered)


def _groups(entries: Iterable[_Entry]) -> tuple[Group, ...]:
    """Groups under their names; the file's own needs one only where another group stands above it."""
    blocks = [
        (item, tuple(entry.answered for entry in block))
        for item, block in groupby(entries, key=lambda entry: entry.item)
    ]
    return tuple(
        Group(item=item or (WHOLE_FILE if position else ""), answers=answers)
        for position, (item, answers) in enumerate(blocks)
    )


def answer(line: Line) -> Answered:
    """One line ready to print; a claimant's "I don't know" and a blank are told apart."""
    shown = paper.prose(_english(line)["shown"])
    ours = NOT_SURE if line.unsure else NOT_PROVIDED
    return Answered(
        question=paper.label(line.question, chars=12),
        wording=paper.prose(_english(line)["wording"], chars=600, lines=12),
        answer=ours if line.unsure or not shown else shown,
        quiet=line.unsure or not shown,
        before=tuple(
            paper.prose(words.before(said, on=clocks.local(datetime.fromisoformat(said["at"]))), chars=400)
            for said in line.earlier[-EARLIER:]
        ),
        original=_original(line),
    )


def _english(line: Line) -> Mapping[str, str]:
    return line.english or {"wording": line.wording, "shown": line.shown}


def _original(line: Line) -> tuple[str, str] | None:
    """The words as shown; an answer that the claimant typed is not printed twice."""
    if not line.english:
        return None
    shown = "" if line.shown == line.english["shown"] else paper.prose(line.shown, chars=600, lines=12)
    return paper.prose(line.wording, chars=600, lines=12), shown


_DATE = re.compile(r"(?:19|20)\d{2}(-\d{2}){0,2}")


def timeline(lines: Iterable[Line]) -> tuple[Moment, ...]:
    """The answers that are a date or part of one, earliest first."""
    dated = [(str(line.value), line) for line in lines if _DATE.fullmatch(str(line.value))]
    return tuple(_moment(line) for _, line in sorted(dated, key=lambda entry: entry[0])[:MOMENTS])


def _moment(line: Line) -> Moment:
    whose = f"{line.item}: " if line.item else ""
    said = _english(line)
    return Moment(when=paper.label(said["shown"], chars=60), what=paper.label(f"{whose}{said['wording']}"))
