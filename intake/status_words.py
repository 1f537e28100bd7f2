"""The status page's words: the steps a request goes through, the consents, the wishes."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from casefile import consents
from casefile.models import Consent, Wish
from casefile.progress import Progress


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happens to a request, and when it did."""

    done: str
    waits: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Permission:
    """A consent on the status page: what it is for, and whether it still holds."""

    purpose: str
    name: str
    given_at: datetime
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True)
class Wished:
    """A wish that stands, and whether it can be taken back here."""

    kind: str
    at: datetime
    may_take_back: bool


def steps(far: Progress) -> tuple[Step, ...]:
    """What happened so far and what comes; a request taken back goes no further."""
    came = (
        Step(_("We have your answers"), "", far.received_at),
        Step(
            _("The names in your answers were checked"),
            _("The names in your answers are being checked. The firm does this before it reads anything."),
            far.checked_at,
        ),
        Step(
            _("A person at the firm opened your answers"),
            _("Nobody has opened your answers yet"),
            far.read_at,
        ),
        Step(
            _("The firm wrote to you"), _("The firm has not written to you through this site"), far.written_at
        ),
    )
    return tuple(step for step in came if step.at or not far.withdrawn)


def consent(row: Consent) -> Permission:
    """One consent as its claimant knows it."""
    gone = getattr(row, "withdrawal", None)
    return Permission(row.purpose, purpose(row.purpose), row.at, gone.at if gone else None)


def purpose(name: str) -> str:
    """What a consent is for."""
    return {
        consents.TEXTS: _("Text messages"),
        consents.ESIGN: _("Signing and getting messages on screen and by e-mail"),
        consents.PRIVACY: _("Keeping and using your answers"),
    }[name]


def wish(kept: Wish) -> Wished:
    """A wish as its claimant knows it."""
    return Wished(kept.kind, kept.at, consents.may_take_back(kept))
