"""The people of the firm as their pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator

from casefile import joining, rights
from casefile.members import EVERY_MATTER, Role, Roles
from casefile.models import Grant, StaffMember
from casefile.rights import Right
from review import people_forms, wording

NAMES = dict(Grant.ROLES)


@dataclass(frozen=True, slots=True)
class Person:
    """One line of the list."""

    id: str
    name: str
    email: str
    state: str  # a mark: its kind, its sign, its words
    sign: str
    words: str
    roles: tuple[str, ...]
    second_factor: bool
    seen: str
    is_open: bool
    on_duty: bool
    may_be_on_duty: bool


@dataclass(frozen=True, slots=True)
class Tick:
    """One box: a role, its words, and whether it is ticked."""

    value: str
    name: str
    hint: str
    ticked: bool


@dataclass(frozen=True, slots=True)
class Scope:
    """The boxes of one matter, or of every matter."""

    words: str
    ticks: tuple[Tick, ...]


def every(*, at: datetime) -> tuple[Person, ...]:
    """Return everybody, those who can come in first."""
    found = StaffMember.objects.prefetch_related("grants").order_by("-is_active", "last_name", "username")
    proved = _with_second_factor()
    return tuple(_line(one, one.grants.all(), one.pk in proved, at=at) for one in found)


def person(one: StaffMember, *, at: datetime) -> Person:
    """Return one of them."""
    return _line(one, one.grants.all(), one.pk in _with_second_factor(), at=at)


def scopes(reach: frozenset[str], ticked: Roles) -> tuple[Scope, ...]:
    """Return the boxes that an administrator of these matters may tick."""
    return tuple(Scope(words, _ticks(matter, ticked)) for matter, words in people_forms.scopes(reach).items())


def _ticks(matter: str, ticked: Roles) -> tuple[Tick, ...]:
    every = (Role(role, matter) for role in NAMES)
    return tuple(
        Tick(people_forms.spell(one), NAMES[one.role], wording.ROLES[one.role], one in ticked)
        for one in every
    )


def _with_second_factor() -> frozenset[object]:
    factors = Authenticator.objects.exclude(type=Authenticator.Type.RECOVERY_CODES)
    return frozenset(factors.values_list("user_id", flat=True))


def _line(one: StaffMember, grants: Iterable[Grant], proved: bool, *, at: datetime) -> Person:
    state, sign, words = _state(one, at=at)
    return Person(
        id=str(one.pk),
        name=wording.person(one),
        email=one.email,
        state=state,
        sign=sign,
        words=words,
        roles=tuple(_role(grant) for grant in grants),
        second_factor=proved,
        seen=wording.moment(one.last_login) if one.last_login else "",
        is_open=one.is_active,
        on_duty=one.on_duty,
        may_be_on_duty=rights.holds(one, Right.CALENDAR),
    )


def _role(grant: Grant) -> str:
    return NAMES[grant.role] + ("" if grant.matter == EVERY_MATTER else f", {grant.matter} only")


def _state(one: StaffMember, *, at: datetime) -> tuple[str, str, str]:
    if not one.is_active:
        return "quiet", "·", "Closed"
    if one.has_usable_password():
        return "met", "+", "Open"
    if joining.is_open(one, at=at):
        return "not-known", "?", "Invited"
    return "not-met", "−", "Invitation ran out"
