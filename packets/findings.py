"""What was found for one claim, as the values that the rule trace, the cover and the desk show."""

import re
from dataclasses import dataclass

from packets import lanes, paper, words

OUTCOMES = {
    "likely_eligible": "Likely eligible",
    "needs_review": "Needs review",
    "refer": "Refer (public enforcer only)",
    "likely_not_eligible": "Likely not eligible",
    "not_applicable": "Does not apply",
    "flag": "Flag",
    "no_flag": "No flag",
}
LONG_SOURCE = 40
_NUMBERED = re.compile(r"[A-Z]\d+")
_UNHELPFUL = ("Did not ", "Not ", "No verified ")


@dataclass(frozen=True, slots=True)
class Finding:
    """One of three values in words and as a sign; `kind` only chooses how it is drawn."""

    kind: str
    sign: str
    words: str


MET = Finding("met", "+", "Met")
NOT_MET = Finding("not-met", "−", "Not met")
NOT_KNOWN = Finding("not-known", "?", "Not known")
BY_VALUE = {"T": MET, "F": NOT_MET, "U": NOT_KNOWN}


@dataclass(frozen=True, slots=True)
class Answer:
    """A fact an element rests on, and who says so."""

    name: str
    label: str
    value: str
    source: str

    @property
    def is_long(self) -> bool:
        """Whether the source is a passage, which may be broken over lines; "claimed, 4.8" may not."""
        return len(self.source) > LONG_SOURCE

    @property
    def source_pieces(self) -> tuple[str, ...]:
        """The source, with a hash in it cut where a line may end."""
        return paper.pieces(self.source)

    @property
    def open(self) -> bool:
        """Whether nobody has given this answer yet."""
        return self.value == words.TRUTHS[words.UNKNOWN]


@dataclass(frozen=True, slots=True)
class Element:
    """One row of the element table."""

    id: str
    title: str
    sentence: str
    finding: Finding
    answers: tuple[Answer, ...]
    reasons: tuple[str, ...]
    citations: tuple[str, ...]
    settles: tuple[str, ...]
    trust: int

    @property
    def mark(self) -> str:
        """The number it is cited by, such as E3; nothing where its id is only a name."""
        return self.id if _NUMBERED.fullmatch(self.id) else ""

    @property
    def because(self) -> str:
        """The reason to print where there is room for one. A met element may also hold what did not help."""
        reasons = self.reasons or (self.sentence,)
        if self.finding is not MET:
            return reasons[0]
        return next((one for one in reasons if not one.startswith(_UNHELPFUL)), reasons[0])


@dataclass(frozen=True, slots=True)
class Caution:
    """A contradiction or a hold: a sentence and what it touches."""

    sentence: str
    touches: str


@dataclass(frozen=True, slots=True)
class Pair:
    """What one photo and one defendant gave."""

    photo: str
    defendant: str
    outcome: str
    elements: str


@dataclass(frozen=True, slots=True)
class Theory:
    """One theory with everything found for it."""

    id: str
    title: str
    outcome: str
    closed: bool
    applies: Finding
    applies_reasons: tuple[str, ...]
    photo: str
    defendant: str
    elements: tuple[Element, ...]
    in_brief: str
    lane: lanes.Lane | None
    contradictions: tuple[Caution, ...]
    holds: tuple[Caution, ...]
    settles: tuple[str, ...]
    notes: tuple[str, ...]
    pairs: tuple[Pair, ...]
    pairs_left_out: str
    citations: tuple[str, ...]
    main: bool
    applicable: bool
    capped: bool
    """The rules never find more than its outcome for this theory, however good the elements are."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A number the rules used, and whether the firm has checked it."""

    key: str
    value: str
    citation: str
    checked: str


@dataclass(frozen=True, slots=True)
class Determination:
    """The findings for one claim, main theory first."""

    result: str
    as_of: str
    next_change_on: str
    theories: tuple[Theory, ...]
    settings: tuple[Setting, ...]
    remarks: tuple[str, ...]
    """Other laws of the places lived in, in words only."""
    engine: str
    ruleset_version: str

    @property
    def main(self) -> Theory | None:
        return next((theory for theory in self.theories if theory.main), None)

    @property
    def unchecked(self) -> tuple[Setting, ...]:
        return tuple(setting for setting in self.settings if not setting.checked)


def outcome(name: str) -> str:
    return OUTCOMES.get(name) or paper.label(name)
