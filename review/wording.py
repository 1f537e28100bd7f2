"""The desk's words: what was typed, times, ages, outcomes, states, and who a person is in a file."""

import re
import unicodedata
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from casefile.models import Delivery, StaffMember
from packets import lanes

ADULT = 18
OWN_VOICE = ("self", "uploader_only")  # whoever types is an adult: the gate saw to it
CAPACITIES = {
    "self": "Pictured person",
    "parent": "Parent, for a child",
    "guardian": "Guardian",
    "estate": "For someone who died",
    "uploader_only": "Photographer",
    "other": "Relative without papers",
}
RIGHTS = {
    "open": "open files",
    "enter": "enter answers for callers",
    "reveal": "show names and contact details",
    "download": "download packets and claimants’ files",
    "check": "check photos and elements",
    "assign": "say whose a file is",
    "bulk": "act on many files at once",
    "decide": "decide of a claim",
    "approve": "be the second person of a decision",
    "calendar": "acknowledge deadlines",
    "clock": "enter tolling and later collections",
    "redact": "black out passages",
    "clear": "read what the conflict check holds and rule on it",
    "parties": "bring in lists of adverse and former parties",
    "link": "rule on duplicates and households",
    "hold": "stop and allow deletion",
    "erase": "propose an erasure",
    "words": "change what claimants are told",
    "periods": "say how long what is kept",
    "staff": "invite people and give roles",
    "audit": "read the record",
    "reports": "see the firm’s figures",
}
ROLES = {
    "intake": "Opens cleared files, types answers for callers.",
    "paralegal": "All that intake staff do; checks photos and elements, downloads, redacts, links, "
    "minds deadlines.",
    "attorney": "All that a paralegal does; decides of claims, moves deadlines, holds and approves.",
    "clearer": "Reads what the conflict check holds back, and rules on it. Opens no other file.",
    "auditor": "Reads the record and the firm’s figures. Opens no file.",
    "administrator": "Invites people and gives roles, sets periods and words. Opens no file.",
}
RESULTS = {
    "likely_eligible": ("met", "+", "Likely eligible"),
    "needs_review": ("not-known", "?", "Needs review"),
    "refer": ("refer", "→", "Refer"),
    "likely_not_eligible": ("not-met", "−", "Likely not eligible"),
    "not_applicable": ("quiet", "·", "Does not apply"),
    "flag": ("not-known", "!", "Flag"),
    "no_flag": ("quiet", "·", "No flag"),
}
DELIVERIES = {
    Delivery.HELD: ("quiet", "Held"),
    Delivery.QUEUED: ("quiet", "Waiting to be sent"),
    Delivery.SENDING: ("quiet", "Being sent"),
    Delivery.SENT: ("met", "Sent"),
    Delivery.BOUNCED: ("not-met", "Bounced"),
    Delivery.FAILED: ("not-met", "Failed"),
    Delivery.UNCERTAIN: ("not-known", "May or may not have left"),
}
ILLINOIS = {
    "strong": "Illinois: strong",
    "one": "Illinois: one link",
    "unknown": "Illinois: not known",
    "none": "Illinois: none",
}
MINOR = {"now": "Minor today, or may be", "then": "Minor then"}
# Controls, lone surrogates, private use, and marks that turn or hide text; line breaks stay.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff"
    "\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\uffff]"
)
_BORN = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


def clean(text: str) -> str:
    """What staff typed, in one spelling (NFC), without characters that cannot be seen or kept."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return unicodedata.normalize("NFC", _UNSEEN.sub("", lines)).strip()


def moment(at: datetime) -> str:
    """A time as Chicago reads it: "Sun, November 22, 2026, 3:04 p.m. CST"."""
    local = timezone.localtime(at)
    clock = f"{local.hour % 12 or 12}:{local:%M} {'a.m.' if local.hour < 12 else 'p.m.'} {local:%Z}"
    return f"{lanes.in_words(local.date())}, {clock}"


def stamp(iso: str) -> str:
    """A time kept as ISO 8601, as Chicago reads it."""
    return moment(datetime.fromisoformat(iso))


def age(since: datetime, *, at: datetime) -> str:
    """How long a file has waited: minutes, hours, then days."""
    minutes = max(0, int((at - since).total_seconds() // 60))
    if minutes < 60:
        return count(minutes, "minute")
    return count(minutes // 60, "hour") if minutes < 48 * 60 else count(minutes // 1440, "day")


def person(staff: StaffMember) -> str:
    """A colleague's name, or the user name where none is entered."""
    return staff.get_full_name() or staff.get_username()


def fact(facts: dict[str, Any], name: str) -> str:
    """One fact about the person of a claim as it is stored, or nothing."""
    return str(facts.get("person", {}).get(name, {}).get("value", ""))


def capacity(facts: dict[str, Any]) -> str:
    """As what the claimant comes: pictured person, parent, guardian, photographer."""
    return CAPACITIES.get(fact(facts, "role"), "Role not known")


def may_be_minor(facts: dict[str, Any], *, today: date) -> bool:
    """True unless the person is certainly an adult; whoever types for himself is one."""
    born = _BORN.fullmatch(fact(facts, "subject_dob"))
    if born is None:
        return fact(facts, "role") not in OWN_VOICE
    year, month, day = int(born[1]), int(born[2] or 12), int(born[3] or 31)
    return (year + ADULT, month, day) > (today.year, today.month, today.day)


def count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
