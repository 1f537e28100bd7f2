"""What is known of one claim: each fact with its source, and the declaration that says how to read it."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from eligibility import residence
from eligibility.values import DateSpan, Missing, NumberSpan, Truth, Value, show

NOT_SAID = frozenset({"", "unknown", "i don't know", "prefer not to say"})
LONGEST = 20_000
_PLACE = re.compile(r"[A-Z]{2}", re.ASCII)
_NUMBER = re.compile(r"[0-9]{1,15}", re.ASCII)


class FactError(ValueError):
    """A fact that cannot be read; `name` is the fact, the message says what is wrong."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(f"{name}: {problem}")
        self.name = name


class UndeclaredFact(FactError):
    """A fact that the rule set does not know."""


class Kind(StrEnum):
    """What sort of value a fact or an expression has. SURE is a truth that is never unknown."""

    TRUTH = "truth"
    SURE = "sure"
    DAY = "day"
    PERIOD = "period"
    NUMBER = "number"
    WORD = "word"
    PLACES = "places"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Declaration:
    """One fact that may be known: how it is read, what it is called, and its worth when nothing is said."""

    name: str
    kind: Kind
    of: str
    label: str
    question: str
    values: tuple[str, ...] = ()
    may_be_none: bool = False
    default: str | None = None
    open: tuple[str, ...] = ()
    accepts: DateSpan | None = None
    bounds: tuple[date, date | None] | None = None
    """What an unanswered day can be; an end of None is today."""
    shown_only: bool = False
    """Kept for people to read: no rule may rest on it."""

    def read(self, text: str) -> Value:
        """The value a text stands for; FactError when it is none of the values allowed."""
        if len(text) > LONGEST:
            raise FactError(self.name, f"longer than {LONGEST} characters")
        text = text.strip()
        if text.lower() in NOT_SAID:
            return Truth.U if self.kind is Kind.TRUTH else Missing.UNKNOWN
        if self.may_be_none and text in ("none", "none_known"):
            return Missing.NONE
        try:
            return self._read(text)
        except ValueError as error:
            raise FactError(self.name, str(error)) from None

    def _read(self, text: str) -> Value:
        match self.kind:
            case Kind.TRUTH:
                return _read_truth(text)
            case Kind.DAY:
                return self._read_day(text)
            case Kind.NUMBER:
                return _read_number(text)
            case Kind.PLACES:
                return residence.parse_stays(text)
            case Kind.WORD:
                return self._read_word(text)
        return text

    def _read_day(self, text: str) -> DateSpan:
        span = DateSpan.parse(text)
        if self.accepts and (span.lo < self.accepts.lo or span.hi > self.accepts.hi):
            raise ValueError(f"{text!r} is not between {self.accepts.lo} and {self.accepts.hi}")
        return span

    def _read_word(self, text: str) -> str:
        if self.values and text not in self.values:
            raise ValueError(f"{text!r} is not one of {', '.join(self.values)}, unknown")
        if not self.values and not _PLACE.fullmatch(text):
            raise ValueError(f"{text!r} is not a two-letter state such as IL")
        return text


def _read_truth(text: str) -> Truth:
    answers = {"yes": Truth.T, "no": Truth.F}
    if text not in answers:
        raise ValueError(f"{text!r} is not yes, no or unknown")
    return answers[text]


def _read_number(text: str) -> NumberSpan:
    if not _NUMBER.fullmatch(text):
        raise ValueError(f"{text!r} is not a whole number of at most 15 digits")
    return NumberSpan(int(text), int(text))


@dataclass(frozen=True, slots=True)
class Source:
    """Who says so: `kind` is claimed, staff, index or default; `detail` the question, name or line."""

    kind: str
    detail: str = ""

    def __post_init__(self) -> None:
        if self.kind not in ("claimed", "staff", "index", "default"):
            raise ValueError(f"{self.kind!r} is no source: claimed, staff, index or default")

    @property
    def is_proof(self) -> bool:
        """Seen by staff or found in a list, not only said."""
        return self.kind in ("staff", "index")


@dataclass(frozen=True, slots=True)
class Fact:
    """A value in its one written form, with its source. Any value of the engine may be given."""

    value: str
    source: Source

    def __init__(self, value: Value, source: Source) -> None:
        object.__setattr__(self, "value", show(value))
        object.__setattr__(self, "source", source)

    def to_json(self) -> dict[str, str]:
        return {"value": self.value, "source": self.source.kind, "detail": self.source.detail}

    @classmethod
    def from_json(cls, document: Mapping[str, str]) -> "Fact":
        return cls(document["value"], Source(document["source"], document["detail"]))


def _frozen(facts: Mapping[str, Fact]) -> Mapping[str, Fact]:
    return MappingProxyType(dict(sorted(facts.items())))


def _unpacked(document: Mapping[str, Any]) -> dict[str, Fact]:
    return {name: Fact.from_json(fact) for name, fact in document.items()}


@dataclass(frozen=True, slots=True)
class PhotoFacts:
    """What is known of one photo."""

    label: str
    facts: Mapping[str, Fact] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "facts", _frozen(self.facts))


@dataclass(frozen=True, slots=True)
class ClaimFacts:
    """What is known of one claim: the person shown (or the photographer) and the photos."""

    label: str
    person: Mapping[str, Fact]
    photos: tuple[PhotoFacts, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "person", _frozen(self.person))

    def to_json(self) -> dict[str, Any]:
        """Plain JSON, names in order; `from_json` gives an equal claim."""
        return {
            "label": self.label,
            "person": {name: fact.to_json() for name, fact in self.person.items()},
            "photos": [
                {"label": photo.label, "facts": {name: fact.to_json() for name, fact in photo.facts.items()}}
                for photo in self.photos
            ],
        }

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> "ClaimFacts":
        photos = (PhotoFacts(photo["label"], _unpacked(photo["facts"])) for photo in document["photos"])
        return cls(document["label"], _unpacked(document["person"]), tuple(photos))

    @property
    def digest(self) -> str:
        """SHA-256 of the canonical JSON."""
        text = json.dumps(self.to_json(), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Known:
    """A fact as read: its value, and the fact behind it, if one was given."""

    value: Value
    fact: Fact | None = None

    @property
    def source(self) -> str:
        return self.fact.source.kind if self.fact else "not given"

    @property
    def is_proven(self) -> bool:
        return self.fact is not None and self.fact.source.is_proof


def read(declared: Mapping[str, Declaration], *layers: Mapping[str, Fact]) -> dict[str, Known]:
    """Every declared fact as known, later layers over earlier; UndeclaredFact for a name not declared."""
    given: dict[str, Fact] = {}
    for layer in layers:
        given.update(layer)
    undeclared(declared, given)
    return {name: _known(declaration, given.get(name)) for name, declaration in declared.items()}


def undeclared(declared: Mapping[str, Declaration], names: Iterable[str]) -> None:
    """Raise UndeclaredFact for the first name that is not declared."""
    for name in names:
        if name not in declared:
            raise UndeclaredFact(name, "no fact of this name is declared")


def _known(declaration: Declaration, fact: Fact | None) -> Known:
    if fact is not None:
        return Known(declaration.read(fact.value), fact)
    if declaration.default is not None:
        return Known(declaration.read(declaration.default), Fact(declaration.default, Source("default")))
    return Known(Truth.U if declaration.kind is Kind.TRUTH else Missing.UNKNOWN)
