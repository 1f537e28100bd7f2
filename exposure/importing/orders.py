"""What an import is asked for, how it says how far it is, and what it reports."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from exposure.importing import sources, unfinished
from exposure.importing.unfinished import Reason
from exposure.index import PublishedList


class Stopped(Exception):
    """The import did not finish and nothing was published; says why and what to do."""


class AlreadyThere(Exception):
    """The same file was imported under the same name and version before; `report` is of that import."""

    def __init__(self, report: Report) -> None:
        super().__init__(report)
        self.report = report


@dataclass(frozen=True, slots=True)
class Order:
    """What is imported as what, by whom and when."""

    path: Path
    name: str
    version: str
    collection: str
    layout: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Choices:
    """What may be asked for besides: go on with a file that looks wrong, publish one that is cut short,
    forget a former attempt, compute the hashes of a 25-column YFCC100M file anew."""

    anyway: bool = False
    accept_truncated: bool = False
    restart: bool = False
    hashes: bool = False


@dataclass(frozen=True, slots=True)
class Pace:
    """Bytes of text read at once, and after how many such chunks a checkpoint is kept."""

    chunk: int = sources.AT_ONCE
    checkpoint: int = 64


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an import is: bytes of the file read, of how many; the next line, rows and refused lines."""

    doing: str
    read: int
    size: int
    line: int
    rows: int
    refused: int


@dataclass(frozen=True, slots=True)
class Report:
    """What an import read and refused."""

    published: PublishedList
    photos: int
    accounts: int
    apart: int
    reasons: tuple[Reason, ...]
    cut_short: str = ""

    @classmethod
    def of(cls, path: Path) -> Report:
        """Read the report of a finished import back."""
        found = json.loads(path.read_bytes())
        found["published"] = PublishedList(**found["published"])
        return cls(**{**found, "reasons": unfinished.reasons_of(found["reasons"])})


Watcher = Callable[[Progress], None]
AS_USUAL, PACE = Choices(), Pace()


def unwatched(progress: Progress) -> None:
    """For whoever does not want to know."""
