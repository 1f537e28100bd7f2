"""What changed of a person's own account: each change is on record, and its owner is told by mail.

The letter says what happened, when and by whom; it carries no link, no code and no secret.
"""

from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from casefile import audit, letters
from casefile.letters import Letter, Unwanted, said
from casefile.models import Delivery, Grant, StaffMember
from matters import texts

LETTER = "account_changed"
FACTOR_ADDED, FACTOR_REMOVED, CODES_MADE = "factor.added", "factor.removed", "codes.made"
PASSWORD_CHOSEN, STARTED_ANEW, ROLES = "password.chosen", "account.started_anew", "roles.changed"
APP, PASSKEY = "totp", "webauthn"
FACTORS = {APP: "an app for one-time codes", PASSKEY: "a passkey"}
WORDS = {
    FACTOR_ADDED: "{factor} was added to your account.",
    FACTOR_REMOVED: "{factor} was removed from your account.",
    CODES_MADE: "New recovery codes were made for your account. The old ones have ended.",
    PASSWORD_CHOSEN: "A new password was chosen for your account, by the link of an invitation.",
    STARTED_ANEW: "Your account was started anew: password, app, passkeys and recovery codes have ended, and "
    "so has every sign-in. A separate letter brings the link to choose a new password.",
    ROLES: "Your roles at the review desk changed.",
}
ROLE_NAMES = dict(Grant.ROLES)


def note(event: str, person: StaffMember, *, at: datetime, kind: str = "") -> None:
    """Record what a person changed of the own account, and tell that person."""
    with transaction.atomic():
        audit.record(event=event, actor=str(person.pk), subject=person, at=at, kind=kind)
        tell(event, person, by=str(person.pk), at=at, factor=kind)


def tell(
    event: str,
    person: StaffMember,
    *,
    by: str,
    at: datetime,
    factor: str = "",
    given: str = "",
    taken: str = "",
) -> None:
    """Owe the owner of an account the letter about a change that is on record already.

    `by` is who did it, as the record names them; `factor`, and the roles `given` and `taken`, are codes.
    """
    if not person.email:
        return
    letters.owe(
        LETTER,
        recipient=person.email,
        once=f"{LETTER}:{uuid4()}",
        at=at,
        person=str(person.pk),
        by=by,
        when=at.isoformat(),
        event=event,
        factor=factor,
        given=given,
        taken=taken,
    )


def _letter(delivery: Delivery, at: datetime) -> Letter:
    person = StaffMember.objects.filter(pk=said(delivery, "person")).first()
    if person is None:
        raise Unwanted("the account is gone")
    when = timezone.localtime(datetime.fromisoformat(said(delivery, "when")))
    factor = FACTORS.get(said(delivery, "factor"), "a second factor")
    what = WORDS[said(delivery, "event")].format(factor=f"{factor[:1].upper()}{factor[1:]}")
    words = {
        "what": what,
        "given": _roles(said(delivery, "given")),
        "taken": _roles(said(delivery, "taken")),
        "when": f"{when:%A, %B} {when.day}, {when.hour % 12 or 12}:{when:%M} {when:%p} {when:%Z}",
        "who": _who(said(delivery, "by"), person),
    }
    return Letter(texts.SOURCE, words)


def _roles(spelled: str) -> str:
    """Roles as `members.spelled` writes them, in words."""
    pairs = (one.partition("@") for one in spelled.split())
    named = ((ROLE_NAMES.get(role, role), f" ({matter} only)" if matter else "") for role, _, matter in pairs)
    return ", ".join(f"{role}{where}" for role, where in named)


def _who(by: str, person: StaffMember) -> str:
    if by == str(person.pk):
        return "you, signed in to the desk"
    if by == audit.SYSTEM:
        return "the operator of the server"
    other = StaffMember.objects.filter(pk=by).first()
    return other.get_full_name() or other.get_username() if other else "the firm"


KINDS: dict[str, Callable[[Delivery, datetime], Letter]] = {LETTER: _letter}
