"""The record of a file in plain words: who did and saw what, and when."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from casefile import audit
from casefile.binders import Binder
from casefile.models import AuditEntry, StaffMember
from review import wording
from review.masking import Mask

EVENTS = {
    "submission.received": "The claimant sent the answers",
    "pass.used": "The claimant came back by a link or code sent by e-mail",
    "conflict.checked": "Names were searched for conflicts",
    "conflict.opened": "Opened the conflict check of the file",
    "conflict.ruled_clear": "Ruled of the conflict check: clear",
    "conflict.ruled_possible": "Ruled of the conflict check: possible conflict",
    "conflict.ruled_blocked": "Ruled of the conflict check: blocked",
    "conflict.nobody_to_tell": "A deadline is near in a held file, and nobody may clear it",
    "caseload.made_up": "Made-up files were put in, to try the desk out",
    "claim.redetermined": "Time alone changed a finding; determined anew",
    "lists.searched": "The published lists were searched for the photos",
    "facts.revised": "What is known changed; determined anew",
    "lists.pasted": "Looked pasted links up in the published lists",
    "photo.checked": "Recorded a check of a photo",
    "photo.check_withdrawn": "Withdrew a check of a photo",
    "element.verified": "Verified an element",
    "element.disputed": "Disputed an element",
    "element.check_withdrawn": "Withdrew a check of an element",
    "deadline.acknowledged": "Acknowledged a deadline",
    "deadline.met": "Recorded a deadline as complied with",
    "deadline.taken_back": "Took a mark of a deadline back",
    "files.linked": "Found alike with another file",
    "files.compared": "Compared with another file",
    "files.ruled_duplicate": "Ruled of another file that is alike: a duplicate",
    "files.ruled_household": "Ruled of another file that is alike: they belong together",
    "files.ruled_apart": "Ruled of another file that is alike: nothing to do with each other",
    "files.ruled_undone": "Took back a ruling on another file that is alike",
    "minor.revealed": "Looked at a name and birth date",
    "contact.revealed": "Looked at contact details",
    "resign.due": "May be 18 now: to sign again in their own name",
    "invitation.made": "The claimant made a private link for people pictured",
    "packet.filed": "The packet was printed and filed",
    "packet.opened": "Downloaded the packet",
    "packet.damaged": "Asked for the packet; its stored file is damaged",
    "evidence.added": "Sent a file after the answers",
    "evidence.opened": "Looked at a file that was sent",
    "evidence.downloaded": "Downloaded a file that was sent",
    "redaction.made": "Redacted words of the answers",
    "redaction.taken_back": "Took a redaction back",
    "redaction.opened": "Opened the original of a redacted answer",
    "file.viewed": "Looked at a page of the file",
    "file.opened": "Opened the file",
    "file.damaged": "Asked for the file; its sealed answers do not open",
    "decision.accept": "Decided: accept",
    "decision.decline": "Decided: decline",
    "decision.need_information": "Decided: need information",
    "decision.refer": "Decided: refer",
    "decision.under_review": "Took up for review",
    "decision.watch": "Decided: watch list",
    "decision.withdrawn": "Recorded: withdrawn by the claimant",
    "decision.unreachable": "Decided: unreachable",
    "decision.duplicate": "Decided: duplicate",
    "decision.undo": "Undid a decision",
    "proposal.made": "Proposed a decision that takes two people",
    "proposal.ended": "Ended a proposed decision",
    "decline.letter_owed": "Had the letter sent that declines",
    "contact.corrected": "Corrected contact details",
    "contact.confirmed": "Confirmed a new e-mail address",
    "consent.withdrawn": "Took a consent back ({purpose})",
    "wish.withdraw": "Withdrew the request",
    "wish.withdraw_taken_back": "Took the withdrawal back",
    "wish.erase": "Asked for erasure",
    "wish.erase_taken_back": "Took the wish for erasure back",
    "copy.made": "Printed the claimant’s own copy",
    "copy.downloaded": "Downloaded their own copy",
    "delivery.held": "The {kind} is held: the claimant asked for paper",
    "delivery.held_back": "The {kind} is held by the conflict check",
    "delivery.released": "The {kind} may leave: the conflict check is clear",
    "delivery.sent": "The relay accepted the {kind}",
    "delivery.failed": "The {kind} could not be delivered",
    "delivery.uncertain": "The {kind} may or may not have left",
    "delivery.bounced": "The {kind} bounced",
}
KINDS = {
    "packet": "packet to the firm",
    "receipt": "receipt to the claimant",
    "letter": "letter to the claimant",
}
ACTORS = {audit.SYSTEM: "The portal", audit.CLAIMANT: "The claimant"}


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the record."""

    when: str
    who: str
    what: str


def of(binder: Binder, mask: Mask) -> tuple[Event, ...]:
    """The newest entries about a file, its claims, packets and messages, newest first."""
    claims = {str(claim.pk): mask.name(claim.position, claim.who) for claim in binder.file.claims.all()}
    return tuple(
        Event(wording.moment(entry.at), named(entry.actor, binder.people), _words(entry, claims))
        for entry in binder.record
    )


def named(actor: str, people: Mapping[str, StaffMember]) -> str:
    """Who an actor of the record is, in words."""
    known = people.get(actor)
    return wording.person(known) if known else ACTORS.get(actor, "Somebody")


def _words(entry: AuditEntry, claims: dict[str, str]) -> str:
    detail: dict[str, Any] = entry.detail
    kind = KINDS.get(str(detail.get("kind", "")), "message")
    words = EVENTS.get(entry.event, entry.event).format(kind=kind, purpose=detail.get("purpose", ""))
    return f"{words}, for {claims[entry.subject]}" if entry.subject in claims else words
