"""Answers typed for somebody on the phone: who types, what the staff session holds, and how a call ends.

While a call is on, the session of the member of staff holds a draft's token as a claimant's own browser
would, and nothing else opens that draft to the desk. Ending the call drops all of the claimant.
"""

from collections.abc import MutableMapping
from datetime import datetime
from typing import Any
from uuid import UUID

import matters
from casefile import audit, letters, sealing
from casefile.models import Draft, Job, StaffMember, Submission

KEY = "caller"  # of the session: the id of the member of staff who types
STAFF = "staff:"
# What a session keeps when a call ends: the sign-in with its clocks, and what Django and allauth put there.
OURS = ("_", "desk_", "account")


class NoAddress(Exception):
    """The caller has not given an e-mail address yet, so nothing can be sent to them."""


def begin(session: MutableMapping[str, Any], *, staff: StaffMember, at: datetime) -> None:
    """Start a call in this member's session; whatever a claimant left there goes."""
    _wipe(session)
    session[KEY] = str(staff.pk)
    audit.record(event="call.begun", actor=str(staff.pk), subject=staff, at=at)


def end(session: MutableMapping[str, Any], *, at: datetime) -> None:
    """End the call: this browser opens the caller's answers no more."""
    by = str(session.get(KEY, ""))
    _wipe(session)
    if by:
        audit.record(event="call.ended", actor=by, subject=by, at=at)


def _wipe(session: MutableMapping[str, Any]) -> None:
    for key in [key for key in session.keys() if not str(key).startswith(OURS)]:  # noqa: SIM118  (a session)
        del session[key]


def entered_by(staff_id: str) -> str:
    """Return how a draft and a file name the member of staff who typed."""
    return f"{STAFF}{staff_id}"


def typist(row: Draft | Submission) -> StaffMember | None:
    """Return the member of staff who typed a draft or file for a caller."""
    name = row.entered_by.removeprefix(STAFF)
    if name == row.entered_by:
        return None
    try:
        return StaffMember.objects.filter(pk=UUID(name)).first()
    except ValueError:
        return None


def hand_over(draft: Draft, *, by: str, at: datetime) -> Job:
    """Write to the caller how to read, correct and sign what was typed. Raises: NoAddress.

    The letter says where the way back is and holds no secret: the caller asks for a link with this address.
    """
    address = matters.load(draft.matter).contact(draft.answers).email
    if not address:
        raise NoAddress
    sealed = Draft._meta.get_field("email").sealed(address, draft)
    index = sealing.email_index(address)
    Draft.objects.filter(pk=draft.pk).update(email=sealed, email_index=index)
    audit.record(event="call.handed_over", actor=by, subject=draft, at=at)
    return letters.owe(
        "read_and_sign",
        draft=draft,
        recipient=address,
        once=f"read_and_sign:{draft.pk}:{at:%Y-%m-%dT%H:%M}",
        at=at,
    )
