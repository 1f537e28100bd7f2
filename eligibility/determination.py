"""What the engine hands back for one claim: every finding with its trace, as values and as JSON."""

from dataclasses import dataclass
from typing import Any

from eligibility.document import Plain

ENGINE = "2"


@dataclass(frozen=True, slots=True)
class FactShown:
    name: str
    label: str
    value: str
    source: str
    detail: str


@dataclass(frozen=True, slots=True)
class ElementShown:
    id: str
    title: str
    sentence: str
    value: str
    reasons: tuple[str, ...]
    citations: tuple[str, ...]
    in_force_from: str | None
    facts: tuple[FactShown, ...]
    settles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DeadlineShown:
    """Safe: not rolled, alert on this one. Rolled: the last day that can be argued, rolled."""

    safe: str
    rolled: str
    words: str


@dataclass(frozen=True, slots=True)
class ContradictionShown:
    id: str
    sentence: str
    photo: str | None


@dataclass(frozen=True, slots=True)
class HoldShown:
    id: str
    value: str
    sentence: str


@dataclass(frozen=True, slots=True)
class PairShown:
    photo: str
    defendant: str | None
    outcome: str
    elements: dict[str, str]


@dataclass(frozen=True, slots=True)
class TheoryShown:
    id: str
    title: str
    citations: tuple[str, ...]
    outcome: str
    cap: str | None
    applies: str
    applies_reasons: tuple[str, ...]
    photo: str
    defendant: str | None
    elements: tuple[ElementShown, ...]
    deadline: DeadlineShown | None
    contradictions: tuple[ContradictionShown, ...]
    holds: tuple[HoldShown, ...]
    settles: tuple[str, ...]
    settled_by: str | None
    """The open fact of which every answer leads to this outcome, though the elements leave it open."""
    notes: tuple[str, ...]
    pairs: tuple[PairShown, ...]


@dataclass(frozen=True, slots=True)
class SettingShown:
    key: str
    value: Plain
    citation: str
    checked_on: str | None
    checked_by: str


@dataclass(frozen=True, slots=True)
class Determination:
    """The findings for one claim under one rule set on one day."""

    engine: str
    ruleset: str
    ruleset_version: str
    as_of: str
    result: str
    main_theory: str
    next_change_on: str | None
    theories: tuple[TheoryShown, ...]
    remarks: tuple[str, ...]
    settings: tuple[SettingShown, ...]

    def to_json(self) -> dict[str, Any]:
        """Plain JSON: dicts, lists, text and None only."""
        document = _plain(self)
        assert isinstance(document, dict)  # noqa: S101
        return document


def _plain(value: Any) -> Any:
    if isinstance(value, str) or value is None:
        return value
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return {name: _plain(getattr(value, name)) for name in value.__slots__}
