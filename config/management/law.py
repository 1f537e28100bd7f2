"""Which rule set is meant by what was typed: shipped, in force, a digest, a version, or a file."""

from argparse import ArgumentTypeError
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings

import matters
from casefile import rulesets
from casefile.models import Ruleset as Published
from eligibility.law import Ruleset
from eligibility.ruleset import RulesetError, load
from eligibility.values import parse_day

MATTER = matters.load(settings.MATTER)
SHIPPED, IN_FORCE = "shipped", "in-force"
WAYS = f"`{SHIPPED}`, `{IN_FORCE}`, a digest or the beginning of one, a version, or the path of a YAML file"


class Unusable(Exception):
    """What was typed names no rule set that can be used; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A rule set, and where it came from in a few words."""

    rules: Ruleset
    origin: str

    def __str__(self) -> str:
        return f"{self.rules.version}  {self.rules.digest[:12]}  {self.origin}"


def choose(name: str) -> Chosen:
    """The rule set meant. Raises Unusable, with file, line, what and how for a file that cannot be used."""
    if name == SHIPPED:
        return Chosen(MATTER.shipped(), "shipped with the matter")
    if name == IN_FORCE:
        return _in_force()
    path = Path(name)
    if path.suffix in (".yaml", ".yml") or "/" in name:
        return Chosen(_read(path), name)
    try:
        row = rulesets.find(name, matter=settings.MATTER)
    except rulesets.NotOne as error:
        raise Unusable(f"{error}. A rule set is {WAYS}") from None
    return Chosen(_published(row), f"published {row.published_at:%Y-%m-%d}")


def _in_force() -> Chosen:
    row = rulesets.newest(matter=settings.MATTER)
    if row is None:
        return Chosen(MATTER.shipped(), "shipped; nothing is published yet")
    return Chosen(_published(row), f"in force, published {row.published_at:%Y-%m-%d}")


def _published(row: Published) -> Ruleset:
    try:
        return rulesets.parsed(row)
    except RulesetError as error:
        raise Unusable(f"published rule set {row.digest[:12]}, {error}") from None


def _read(path: Path) -> Ruleset:
    try:
        return load(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise Unusable(f"{path} cannot be opened: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise Unusable(f"{path} is not text in UTF-8: byte {error.start} of it; save it as UTF-8") from None
    except RulesetError as error:
        raise Unusable(f"{path}, {error}") from None


def day(text: str) -> date:
    """A day given on the command line."""
    try:
        return parse_day(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{error}; write a day as 2026-11-22") from None
