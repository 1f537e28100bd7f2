"""Notices, consents and letters: one version in one language a file, each with its hash."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Words = str | _StrPromise
else:
    Words = str

# `Words` are words of a page: lazy in class bodies, so that each request reads them in its own language.
Status = Literal["DRAFT", "APPROVED"]
SOURCE = "en"  # what every text is written in first


class NoSuchText(KeyError):
    """The matter has no text of this name in this language."""


class MalformedText(ValueError):
    """A text's file lacks what its first lines must say."""


@dataclass(frozen=True, slots=True)
class Text:
    """A legal text as shipped, placeholders unfilled; `sha256` is over the body's UTF-8 bytes."""

    id: str
    version: str
    language: str
    status: Status
    body: str
    sha256: str

    @classmethod
    def from_json(cls, kept: Mapping[str, str]) -> Text:
        """The text that a row keeps; further keys of the row are left aside."""
        status = cast(Status, kept["status"])
        return cls(kept["id"], kept["version"], kept["language"], status, kept["body"], kept["sha256"])

    def filled(self, words: Mapping[str, str]) -> str:
        """The body with placeholders such as [Firm] replaced, for showing and for keeping as shown."""
        body = self.body
        for placeholder, word in words.items():
            body = body.replace(placeholder, word)
        return body

    def as_shown(self, words: Mapping[str, str]) -> Text:
        """This text with its placeholders replaced, and the hash of exactly those words."""
        body = self.filled(words)
        return replace(self, body=body, sha256=sha256(body))

    @property
    def paragraphs(self) -> tuple[str, ...]:
        return tuple(" ".join(part.split()) for part in self.body.split("\n\n") if part.strip())


def sha256(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()


def parse(source: str, *, where: str) -> Text:
    """Read front matter (id, version, language, status between two lines of ---) and body.

    Raises: MalformedText naming the file and what is missing.
    """
    _, fence, rest = source.partition("---\n")
    head, closing, body = rest.partition("\n---\n")
    if not (fence and closing):
        raise MalformedText(f"{where}: begin with id, version, language and status between two lines of ---")
    lines = (line.partition(":") for line in head.splitlines() if line.strip())
    said = {name.strip(): value.strip() for name, _, value in lines}
    missing = {"id", "version", "language", "status"} - said.keys()
    if missing or said.get("status") not in ("DRAFT", "APPROVED"):
        raise MalformedText(f"{where}: missing or wrong: {', '.join(sorted(missing)) or 'status'}")
    body = body.strip()
    status = cast(Status, said["status"])
    return Text(said["id"], said["version"], said["language"], status, body, sha256(body))


@lru_cache(maxsize=256)
def load(folder: Path, name: str, language: str) -> Text:
    """The text of this name, in this language or else in English.

    Raises: NoSuchText, MalformedText.
    """
    for spoken in (language, SOURCE):
        path = folder / f"{name}.{spoken}.md"
        if name.isidentifier() and spoken.isalpha() and path.is_file():
            return parse(path.read_text(encoding="utf-8"), where=path.name)
    raise NoSuchText(name)


def language() -> str:
    """The language of this moment, as texts are filed: "en", "es"."""
    from django.utils.translation import get_language  # here, for the law is read without Django

    return (get_language() or SOURCE).partition("-")[0]


@dataclass(frozen=True, slots=True)
class Spoken:
    """A text by name, read in the language of the moment it is asked for."""

    folder: Path
    name: str

    @property
    def text(self) -> Text:
        return load(self.folder, self.name, language())


def every(folder: Path) -> tuple[Text, ...]:
    """All texts of a matter, in order of file name."""
    return tuple(
        parse(path.read_text(encoding="utf-8"), where=path.name) for path in sorted(folder.glob("*.md"))
    )
