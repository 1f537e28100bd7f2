"""How a person of the firm comes in: a mailed link, used once, behind which they choose a password."""

from datetime import datetime, timedelta
from uuid import uuid4

from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from casefile import account_changes, audit, letters, members
from casefile.letters import Letter, Unwanted
from casefile.members import NotAllowed, Roles
from casefile.models import Delivery, StaffMember

HOLDS_FOR = timedelta(hours=72)
LETTER, LINK = "staff_invited", "staff.link"


class Known(Exception):
    """Somebody with this address has an account already."""


def invite(
    *, email: str, first_name: str, last_name: str, roles: Roles, by: StaffMember | None, at: datetime
) -> StaffMember:
    """Make an account and owe its owner the letter that opens it; `by` None is the operator's command.

    Raises: Known, NotAllowed.
    """
    address = email.strip().lower()
    with members.authority(by, over_accounts=False) as acting:
        acting.check(roles)
        if StaffMember.objects.filter(Q(username__iexact=address) | Q(email__iexact=address)).exists():
            raise Known(address)
        person = StaffMember(username=address, email=address, first_name=first_name, last_name=last_name)
        person.set_unusable_password()
        try:
            with transaction.atomic():
                person.save()
        except IntegrityError:  # two administrators at once
            raise Known(address) from None
        members.give(person, roles, by=acting.name, at=at)
        _send(person, by=acting.name, at=at)
    return person


def invite_again(*, person: StaffMember, by: StaffMember | None, at: datetime) -> None:
    """Start an account anew: password, second factors and sign-ins end, and a fresh letter goes out.

    For a forgotten password, a lost phone, or a letter that came too late. Raises: NotAllowed.
    """
    with members.authority(by, person) as acting:
        if not person.is_active:
            raise NotAllowed("The account is closed. Open it again first.")
        person.set_unusable_password()
        person.save(update_fields=["password"])
        Authenticator.objects.filter(user=person).delete()
        members.revoke_sign_ins(person)
        _send(person, by=acting.name, at=at)
        account_changes.tell(account_changes.STARTED_ANEW, person, by=acting.name, at=at)


def _send(person: StaffMember, *, by: str, at: datetime) -> None:
    person.invitation, person.invited_at = uuid4(), at
    person.save(update_fields=["invitation", "invited_at"])
    invitation = str(person.invitation)
    letters.owe(LETTER, recipient=person.email, once=f"invitation:{invitation}", at=at, invitation=invitation)
    audit.record(event="staff.invited", actor=by, subject=person, at=at)


def letter(delivery: Delivery, at: datetime) -> Letter:
    """Return the words of an invitation. Raises: Unwanted where it opens nothing any more."""
    person = StaffMember.objects.filter(invitation=letters.said(delivery, "invitation")).first()
    if person is None or not is_open(person, at=at):
        raise Unwanted("the invitation was taken up, replaced, or is too old")
    until = timezone.localtime(_expires_at(person))
    words = {
        "link": letters.address("desk_invited", secret(person)),
        "until": f"{until:%A, %B} {until.day}, {until.hour % 12 or 12}:{until:%M} {until:%p} {until:%Z}",
    }
    return Letter("en", words)


def secret(person: StaffMember) -> str:
    """Return the 43 characters of an invitation's link. Raises: ValueError where there is no invitation."""
    if person.invitation is None:
        raise ValueError(f"{person} is not invited.")
    return letters.sign(person.invitation, purpose=LINK)


def invited(link: str, *, at: datetime) -> StaffMember | None:
    """Return whom a link invites; None for a link that is not ours, used, replaced or too old."""
    invitation = letters.signed(link, purpose=LINK)
    if invitation is None:
        return None
    person = StaffMember.objects.filter(invitation=invitation).first()
    return person if person and is_open(person, at=at) else None


def accept(*, person: StaffMember, password: str, at: datetime) -> bool:
    """Give an invited person a password; False where the invitation was taken up meanwhile."""
    with transaction.atomic():
        waiting = StaffMember.objects.select_for_update().filter(pk=person.pk, invitation=person.invitation)
        found = waiting.first()
        if found is None or not is_open(found, at=at):
            return False
        found.set_password(password)
        found.invitation = None
        found.save(update_fields=["password", "invitation"])
        audit.record(event="staff.joined", actor=str(found.pk), subject=found, at=at)
        account_changes.note(account_changes.PASSWORD_CHOSEN, found, at=at)
    return True


def is_open(person: StaffMember, *, at: datetime) -> bool:
    """Whether a person's invitation can still be taken up."""
    return person.is_active and person.invitation is not None and at < _expires_at(person)


def _expires_at(person: StaffMember) -> datetime:
    if person.invited_at is None:
        raise ValueError(f"{person} was never invited.")
    return person.invited_at + HOLDS_FOR
