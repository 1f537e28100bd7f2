"""What the record says of a file to a reader of its packet: words for each event, and who it was."""

from collections.abc import Iterator

from casefile import audit
from casefile.models import AuditEntry, StaffMember, Submission
from packets import values

# What the log says to a reader; an event without words here prints as its name, spelled out.
EVENTS = {
    "submission.received": "Answers received",
    "pass.used": "Came back by a link or code sent by e-mail",
    "conflict.checked": "Conflict check made",
    "conflict.ruled_clear": "Conflict check: ruled clear",
    "conflict.ruled_possible": "Conflict check: ruled a possible conflict",
    "conflict.ruled_blocked": "Conflict check: ruled blocked",
    "conflict.opened": "Opened by a clearer",
    "packet.filed": "Packet printed and filed",
    "packet.opened": "Packet downloaded",
    "packet.damaged": "Packet asked for; its stored file is damaged",
    "redaction.made": "Words of the answers redacted",
    "redaction.taken_back": "A redaction taken back",
    "redaction.opened": "The original of a redacted answer opened",
    "file.viewed": "A page of the file looked at",
    "file.opened": "File opened",
    "evidence.added": "A file sent after the answers",
    "evidence.opened": "A file that was sent was looked at",
    "evidence.downloaded": "A file that was sent was downloaded",
    "lists.searched": "Published lists searched for the photos",
    "photo.checked": "Photo checked by staff",
    "photo.check_withdrawn": "Check of a photo withdrawn",
    "contact.corrected": "Contact details corrected",
    "contact.revealed": "Contact details looked at",
    "contact.confirmed": "New e-mail address confirmed",
    "consent.withdrawn": "A consent withdrawn",
    "wish.withdraw": "Request withdrawn",
    "wish.withdraw_taken_back": "Withdrawal taken back",
    "wish.erase": "Erasure asked for",
    "wish.erase_taken_back": "Wish for erasure taken back",
    "copy.made": "Claimant’s own copy printed",
    "copy.downloaded": "Own copy downloaded",
}
ACTORS = {audit.CLAIMANT: "The claimant", audit.SYSTEM: "The portal"}


def activity(submission: Submission) -> Iterator[values.Activity]:
    """Yield the entries about a file, in order."""
    for entry in AuditEntry.objects.filter(subject=str(submission.pk)):
        yield values.Activity(at=entry.at, what=_happened(entry.event), who=who(entry.actor))


def _happened(event: str) -> str:
    return EVENTS.get(event) or event.replace(".", ": ").replace("_", " ").capitalize()


def who(actor: str) -> str:
    """Return who an actor of the record is, in words."""
    if actor in ACTORS:
        return ACTORS[actor]
    staff = StaffMember.objects.filter(pk=actor).first()
    return named(staff) if staff else actor


def named(staff: StaffMember) -> str:
    """Return what a person of the firm is called in print."""
    return staff.get_full_name() or staff.get_username()
