"""What one claim, one permission and one dated entry print as."""

from dataclasses import dataclass

from packets import cover, findings


@dataclass(frozen=True, slots=True)
class Row:
    """A label and its value; `quiet` marks words that are ours, such as "Not provided"."""

    label: str
    value: str
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class ClaimSheet:
    """One claim: who it is about, its summary for the cover and its whole determination."""

    label: str
    name: str
    rows: tuple[Row, ...]
    summary: cover.Summary
    determination: findings.Determination
    caution: str


@dataclass(frozen=True, slots=True)
class ConsentSheet:
    """A permission with the words it was asked in."""

    purpose: str
    title: str
    paragraphs: tuple[str, ...]
    draft: bool
    sha256: str
    given: str
    then: tuple[str, ...] = ()  # read out, and to whom; withdrawn, and when


@dataclass(frozen=True, slots=True)
class Event:
    """A dated entry of the log, in both clocks."""

    utc: str
    local: str
    what: str
    who: str


@dataclass(frozen=True, slots=True)
class Imprint:
    """What the foot of every page says of what the packet was made from; `made_iso` is for the PDF."""

    packet_version: str
    data: str
    ruleset: str
    engine: str
    made: str
    made_iso: str
