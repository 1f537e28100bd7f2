"""A determination as it is kept, and its explanation worked out again: the very same one, or none.

A row keeps values and the SHA-256 of the whole explanation. The explanation comes back from the facts, the
rule set and the day of then. Where it is not the same to the byte, no other takes its place: the stored
values are shown, with a caution that says why.
"""

import hashlib
import logging
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from casefile import columns, rulesets
from casefile.models import Determination, Packet
from eligibility import trace
from eligibility.determination import ENGINE
from eligibility.evaluate import evaluate
from eligibility.facts import ClaimFacts
from packets import lanes

log = logging.getLogger("portal.replays")
STRANGE_VALUES = (
    "The values stored beside this explanation are not its own. Its hash proves the explanation; "
    "tell the firm’s administrator."
)


@dataclass(frozen=True, slots=True)
class Replay:
    """What may be shown as a determination: its own document to the byte, or only the values of then.

    The values stand in the shape of a document, without its words. `caution` says in a plain sentence what is
    not as it was; empty where everything is.
    """

    document: dict[str, Any]
    is_exact: bool
    caution: str = ""

    @property
    def explanation(self) -> dict[str, Any] | None:
        """The document of then, or None."""
        return self.document if self.is_exact else None


def replay(determination: Determination) -> Replay:
    """Work out a determination's explanation again, and compare it with what was stored.

    Raises sealing.Tampered or KeysMissing where the row's own sealed columns, or its facts, do not open.
    """
    stored: bytes | None = determination.trace
    document = _document(determination)
    if document is None or hashlib.sha256(columns.canonical(document)).hexdigest() != determination.sha256:
        log.warning("replay.differs determination=%s engine=%s", determination.pk, determination.engine)
        return _values_only(determination, stored)
    if stored is not None and stored != trace.encode_document(document):
        log.warning("replay.trace_differs determination=%s", determination.pk)
        return Replay(document, is_exact=True, caution=STRANGE_VALUES)
    return Replay(document, is_exact=True)


def _document(determination: Determination) -> dict[str, Any] | None:
    """The explanation that this engine gives now; None where it is another engine, or cannot evaluate."""
    known = determination.revision.facts  # opened outside: damage closes the file and is no difference
    if determination.engine != ENGINE:
        return None
    try:
        rules = rulesets.parsed(determination.ruleset)
        return evaluate(rules, ClaimFacts.from_json(known), as_of=determination.as_of).to_json()
    except Exception:  # whatever it is, the page says that nothing is reproduced, and the log says why
        log.exception("replay.failed determination=%s", determination.pk)
        return None


def _values_only(determination: Determination, stored: bytes | None) -> Replay:
    opening = (
        f"This determination was made by engine {determination.engine} under rules "
        f"{determination.ruleset.version}; the explanation cannot be reproduced exactly"
    )
    packet = _packet_showing(determination)
    closing = f" What the packet of {packet} showed is in that packet." if packet else ""
    try:
        rules = rulesets.parsed(determination.ruleset)
        values = columns.as_document(determination, rules, trace.decode(stored or b"", rules))
    except ValueError:  # a trace or a rule set that cannot be read
        log.exception("replay.values_lost determination=%s", determination.pk)
        lost = ", and the values stored then cannot be read: only the result and the dates are shown."
        return Replay(columns.as_document(determination), is_exact=False, caution=opening + lost + closing)
    shown = f"{opening}, so the values stored then are shown.{closing}"
    return Replay(values, is_exact=False, caution=shown)


def _packet_showing(determination: Determination) -> str:
    """The day of the first packet printed from this determination, in words; empty where there is none."""
    file = determination.claim.submission_id
    packet = Packet.objects.filter(submission=file, made_at__gte=determination.at).order_by("made_at").first()
    if packet is None:
        return ""
    since = Determination.objects.filter(
        claim=determination.claim_id, at__gt=determination.at, at__lte=packet.made_at
    )
    return "" if since.exists() else lanes.in_words(timezone.localtime(packet.made_at).date())
