"""The one reading of answers: every passage that the firm blacked out is a word for why, wherever it is read.

Whatever leaves the file room for the firm's side goes through `applied` (lines of answers) and
`Cover.everywhere` (whatever was made of them): the file page, packets, lists, search, exports. The claimant's
own page and copy do not: the words are the claimant's. The answers themselves stay as they were sent.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import partial
from typing import Any, TypeVar, cast

from casefile.models import Answer, Redaction, Submission

T = TypeVar("T")
Range = tuple[int, int]
WORDS = dict(Redaction.REASONS)


@dataclass(frozen=True, slots=True)
class Passage:
    """Some characters of one answer, and the code of why nobody reads them."""

    line: int
    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Cover:
    """What is blacked out in one file.

    `gone`: the words, as patterns, that stand in no answer any more, so that whatever was made of the answers
    says them nowhere either; each with what is read instead. Words that still stand in another place stay.
    """

    passages: tuple[Passage, ...] = ()
    gone: tuple[tuple[str, str], ...] = ()

    def shown(self, line: int, text: str) -> str:
        """An answer as it is read, from the answer as it was shown to the claimant."""
        for one in sorted(self.of(line), key=lambda passage: -passage.start):
            text = f"{text[: one.start]}{mark(one.reason)}{text[one.end :]}"
        return text

    def of(self, line: int) -> tuple[Passage, ...]:
        """The passages of one answer."""
        return tuple(one for one in self.passages if one.line == line)

    def text(self, written: str) -> str:
        """Any other text made of the answers, without words that no answer says any more."""
        for pattern, instead in self.gone:
            written = re.sub(pattern, instead, written, flags=re.IGNORECASE)
        return written

    def everywhere(self, value: T) -> T:
        """The same values with `text` of every text in them."""
        return cast(T, mapped(value, self.text)) if self.gone else value


NOTHING = Cover()


def mark(reason: str) -> str:
    """What is read in place of a passage."""
    return f"[redacted: {WORDS.get(reason, reason)}]"


def of(file: Submission) -> Cover:
    """Read what is blacked out in a file; without redactions its answers are not even opened."""
    standing = _standing(file.redactions.all())
    return _cover(file.lines.all(), standing) if standing else NOTHING


def _standing(rows: Iterable[Redaction]) -> list[Redaction]:
    every = list(rows)
    ended = {row.takes_back_id for row in every}
    return [row for row in every if row.takes_back_id is None and row.pk not in ended]


def _cover(lines: Iterable[Answer], standing: Sequence[Redaction]) -> Cover:
    texts = {line.position: text(line) for line in lines}
    passages = tuple(
        Passage(line, start, end, row.reason)
        for row in standing
        for line, start, end in row.ranges
        if line in texts
    )
    bare = Cover(passages)
    left = "\n".join(bare.shown(line, said) for line, said in texts.items())
    gone = {}
    for one in passages:
        pattern = whole(texts[one.line][one.start : one.end])
        if pattern and not re.search(pattern, left, flags=re.IGNORECASE):
            gone[pattern] = mark(one.reason)
    return Cover(passages, tuple(sorted(gone.items(), key=lambda pair: -len(pair[0]))))


def text(line: Answer) -> str:
    """An answer as it was shown to the claimant."""
    return str(line.content.get("shown") or "")


def whole(words: str) -> str:
    """A pattern of these words, as whole words, whatever space is between them; "" for no word."""
    parts = words.split()
    if not any(sign.isalnum() for sign in words):
        return ""
    left = r"(?<!\w)" if parts[0][0].isalnum() else ""
    right = r"(?!\w)" if parts[-1][-1].isalnum() else ""
    return left + r"\s+".join(re.escape(one) for one in parts) + right


def applied(lines: Iterable[Answer], cover: Cover) -> tuple[Answer, ...]:
    """Return the answers of a file as everybody of the firm reads them: copies, the rows stay as they are.

    An export calls this with `cover = redactions.of(file)`, and `cover.everywhere` on what else it writes.
    """
    return tuple(_applied(line, cover) for line in lines) if cover.passages else tuple(lines)


def _applied(line: Answer, cover: Cover) -> Answer:
    original, mine = text(line), cover.of(line.position)
    say = partial(
        _said, original=original, shown=cover.shown(line.position, original), mine=mine, cover=cover
    )
    read = copy(line)
    read.content = {name: mapped(value, say) for name, value in line.content.items()}
    return read


def _said(written: str, *, original: str, shown: str, mine: tuple[Passage, ...], cover: Cover) -> str:
    """One text of an answer: itself, the same in English or before a change, or a piece of it."""
    if written == original:
        return shown
    for one in mine:
        if pattern := whole(original[one.start : one.end]):
            written = re.sub(pattern, mark(one.reason), written, flags=re.IGNORECASE)
    return cover.text(written)


def mapped(value: Any, say: Callable[[str], str]) -> Any:
    """Every text in a value put through `say`; what is no text, sequence, mapping or record stays."""
    if type(value) is str:
        return say(value)
    if isinstance(value, tuple | list):
        return type(value)(mapped(one, say) for one in value)
    if isinstance(value, Mapping):
        return {name: mapped(one, say) for name, one in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        own = {one.name: mapped(getattr(value, one.name), say) for one in fields(value) if one.init}
        return replace(value, **own)
    return value
