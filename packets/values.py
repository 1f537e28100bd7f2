"""What the file room hands in to make a packet: plain values, and the shapes it may borrow from a matter."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol


class Line(Protocol):
    """One question as it was shown and answered."""

    @property
    def stage(self) -> str: ...
    @property
    def item(self) -> str: ...
    @property
    def question(self) -> str: ...
    @property
    def wording(self) -> str: ...
    @property
    def value(self) -> object: ...
    @property
    def shown(self) -> str: ...
    @property
    def unsure(self) -> bool: ...


class Text(Protocol):
    """A legal text in the version that was shown."""

    @property
    def id(self) -> str: ...
    @property
    def version(self) -> str: ...
    @property
    def language(self) -> str: ...
    @property
    def status(self) -> str: ...
    @property
    def body(self) -> str: ...
    @property
    def sha256(self) -> str: ...


class Consent(Protocol):
    """One permission, the words it was asked in, and the answer."""

    @property
    def purpose(self) -> str: ...
    @property
    def text(self) -> Text: ...
    @property
    def given(self) -> bool: ...


class Contact(Protocol):
    """How the claimant may be reached."""

    @property
    def first_name(self) -> str: ...
    @property
    def last_name(self) -> str: ...
    @property
    def other_names(self) -> str: ...
    @property
    def email(self) -> str: ...
    @property
    def phone(self) -> str: ...
    @property
    def preferred(self) -> str: ...
    @property
    def language(self) -> str: ...


@dataclass(frozen=True, slots=True)
class ClaimFile:
    """One claim: whose it is, its determination's document, and a caution where that is not the whole."""

    label: str
    document: Mapping[str, Any]
    name: str = ""
    capacity: str = ""
    born: str = ""
    authority: str = ""
    caution: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """The declaration as it was signed."""

    typed_name: str
    signed_at: datetime
    ip: str
    agent: str


@dataclass(frozen=True, slots=True)
class Activity:
    """One entry of the file's log."""

    at: datetime
    what: str
    who: str = ""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What this packet was made from and when its row was made."""

    data_sha256: str
    ruleset_digest: str
    ruleset_version: str
    engine: str
    packet_version: str
    made_at: datetime
