"""What the file room hands in to make a packet: plain values, and the shapes it may borrow from a matter."""

from collections.abc import Mapping, Sequence
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
    @property
    def earlier(self) -> Sequence[Mapping[str, Any]]: ...
    @property
    def english(self) -> Mapping[str, str] | None: ...


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


class Published(Protocol):
    """One version of a published list, as it was imported."""

    @property
    def name(self) -> str: ...
    @property
    def version(self) -> str: ...
    @property
    def source_name(self) -> str: ...
    @property
    def source_sha256(self) -> str: ...
    @property
    def rows(self) -> int: ...
    @property
    def refused(self) -> int: ...
    @property
    def imported_at(self) -> str: ...
    @property
    def imported_by(self) -> str: ...


class Seen(Protocol):
    """One line of a list that names a photo; `account` agrees, differs or is unknown."""

    @property
    def published(self) -> Published: ...
    @property
    def line(self) -> int: ...
    @property
    def nsid(self) -> str: ...
    @property
    def account(self) -> str: ...
    @property
    def proves(self) -> bool: ...


class AccountLines(Protocol):
    """How much of the claimant's account a list holds."""

    @property
    def published(self) -> Published: ...
    @property
    def lines(self) -> int: ...
    @property
    def photos(self) -> int: ...


class NamedPhoto(Protocol):
    """A photo by the numbers and names the claimant gave."""

    @property
    def label(self) -> str: ...
    @property
    def photo_id(self) -> str: ...
    @property
    def nsid(self) -> str: ...
    @property
    def alias(self) -> str: ...


class PhotoFound(Protocol):
    """What a look-up found of one photo, or why it was not searched for."""

    @property
    def photo(self) -> NamedPhoto: ...
    @property
    def why_not(self) -> str: ...
    @property
    def seen(self) -> Sequence[Seen]: ...
    @property
    def accounts(self) -> Sequence[AccountLines]: ...
    @property
    def dated(self) -> str: ...
    @property
    def era(self) -> str: ...
    @property
    def conflicts(self) -> Sequence[str]: ...


class LookedUp(Protocol):
    """The lists that were in force, and each photo."""

    @property
    def lists(self) -> Sequence[Published]: ...
    @property
    def photos(self) -> Sequence[PhotoFound]: ...


@dataclass(frozen=True, slots=True)
class LookUp:
    """A look-up and when it was made."""

    found: LookedUp
    at: datetime


@dataclass(frozen=True, slots=True)
class PhotoCheck:
    """What a member of the firm found of one photo; `outcome` exact, nothing, mistaken or withdrawn."""

    label: str
    outcome: str
    where: str
    how: str
    page_date: str
    link: str
    conflicts: tuple[str, ...]
    by: str
    at: datetime
    stands: bool


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
class Consent:
    """A permission as kept: `read_out_by` where it was spoken to somebody, `withdrawn_at` once taken back."""

    purpose: str
    text: Text
    given: bool
    read_out_by: str = ""
    withdrawn_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class FileSent:
    """A file that came with the answers; `outcome` waiting, held, checked or unfit."""

    name: str
    size: int
    kind: str
    sha256: str
    received_at: datetime
    outcome: str
    scan: str
    used: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Signature:
    """The declaration as it was signed, or, with `spoken_to`, as it was spoken to that person.

    `texts_sha256` is one digest over the texts shown; `entered_by` names who typed the answers for a caller.
    """

    typed_name: str
    signed_at: datetime
    ip: str
    agent: str
    texts_sha256: str = ""
    spoken_to: str = ""
    entered_by: str = ""


@dataclass(frozen=True, slots=True)
class Activity:
    """One entry of the file's log."""

    at: datetime
    what: str
    who: str = ""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What this packet was made from, when its row was made, and the last link of the record just then."""

    data_sha256: str
    ruleset_digest: str
    ruleset_version: str
    engine: str
    packet_version: str
    made_at: datetime
    audit_head: str = ""


@dataclass(frozen=True, slots=True)
class File:
    """Everything of a file that a packet is laid out from.

    `lines` is the whole transcript in the order asked; `evidence` and `links` are those of its lines that
    answer "what could you send" and "what ties this to Illinois"; `lookup` is what the published lists said
    of the photos and `checks` what staff found of them; `files` came with the answers. Without
    `caveats` the usual one is printed. `stopped`: what was chosen on the stop page, where the questions
    had stopped.
    """

    reference: str
    firm: str
    matter: str
    submitted_at: datetime
    lines: Sequence[Line]
    claims: Sequence[ClaimFile]
    contact: Contact
    parties: Sequence[str]
    consents: Sequence[Consent]
    signature: Signature
    manifest: Manifest
    evidence: Sequence[Line] = ()
    lookup: LookUp | None = None
    checks: Sequence[PhotoCheck] = ()
    links: Sequence[Line] = ()
    activity: Sequence[Activity] = ()
    caveats: Sequence[str] = ()
    stopped: str = ""
    files: Sequence[FileSent] = ()
