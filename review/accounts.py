"""How the firm's people sign in: no sign-up, five tries, a second factor, every try on record."""

from datetime import datetime, timedelta
from typing import Any, NoReturn

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.core.internal import ratelimit
from django.contrib.auth.hashers import make_password
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from casefile import audit, sealing
from casefile import staff as sign_ins
from casefile.models import StaffMember
from review import access

APP, ACTION = "allauth.account", "login_failed"
STRANGER = "stranger"
WRONG = "That user name or e-mail and password do not match an account. Check both and try again."


class StaffAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """allauth's decisions, as the desk makes them."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by the firm, never by a visitor."""
        return False

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """The pages say what happened; allauth's own banners would say it twice."""

    def authenticate(self, request: HttpRequest, **credentials: Any) -> StaffMember | None:
        """Check a try against limit and password, and record it.

        The limit counts tries of one user name from one network address, so that a stranger elsewhere
        cannot lock an attorney out. A disabled account is told nothing that a wrong password is not.
        """
        at = timezone.now()
        login = str(credentials.get("username") or credentials.get("email") or "").strip()
        key = f"{sealing.fold(login)}\0{ratelimit.get_ip(request)}"
        usage = ratelimit.consume(request, app=APP, action=ACTION, key=key)
        if usage is None:
            self._note("sign_in.locked", request, login, at=at)
            self._locked(request, key, at=at)
        person = _known(login, str(credentials.get("password") or ""))
        if person is None:
            self._note("sign_in.failed", request, login, at=at)
            raise ValidationError(WRONG, code="mismatch")
        usage.rollback()
        return person

    def login(self, request: HttpRequest, user: StaffMember) -> None:
        """Start the session under a fresh key, with its clocks."""
        at = timezone.now()
        super().login(request, user)
        access.begin(request, at=at)
        proofs = [str(one.get("type", one["method"])) for one in get_authentication_records(request, user)]
        if set(proofs) - {"password"}:
            access.prove(request)
        detail = {"network": _network(request), "proofs": "+".join(proofs)}
        audit.record(event="sign_in.done", actor=str(user.pk), subject=user, at=at, **detail)

    def logout(self, request: HttpRequest) -> None:
        """End the session, and say so in the record."""
        person = request.user
        if isinstance(person, StaffMember):
            audit.record(event="sign_out", actor=str(person.pk), subject=person, at=timezone.now())
        super().logout(request)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Go on to the page that was asked for, else to the queue."""
        return access.wanted(request) or str(super().get_login_redirect_url(request))

    def respond_user_inactive(self, request: HttpRequest, user: StaffMember) -> HttpResponse:
        """A passkey of an account that was closed opens nothing."""
        return redirect("account_login")

    def is_reauthentication_required(self, *, app: str, **_: Any) -> bool:
        """Ask for the password again before second factors are changed, unless the sign-in is minutes old."""
        return not sign_ins.is_fresh(context.request.session, at=timezone.now())

    def get_reauthentication_methods(self, user: StaffMember) -> list[dict[str, str]]:
        """The password: whoever is signed in has shown a second factor already."""
        return [{"id": "reauthenticate", "description": "Password", "url": reverse("account_reauthenticate")}]

    def _note(self, event: str, request: HttpRequest, login: str, *, at: datetime) -> None:
        # What was typed may be a password in the wrong box: only its keyed digest is kept.
        subject = sealing.blind_index(login, purpose="sign-in")
        audit.record(event=event, actor=STRANGER, subject=subject, at=at, network=_network(request))

    def _locked(self, request: HttpRequest, key: str, *, at: datetime) -> NoReturn:
        again = max(_free_at(request, rate, key) for rate in ratelimit.get_rates(app=APP, action=ACTION))
        local = timezone.localtime(max(again, at) + timedelta(minutes=1))
        clock = f"{local.hour % 12 or 12}:{local:%M} {'a.m.' if local.hour < 12 else 'p.m.'} {local:%Z}"
        raise ValidationError(
            f"Too many tries, so sign-in is closed here for up to 15 minutes. Try again at {clock}. "
            "If you have forgotten the password, ask the firm's administrator for a new one.",
            code="locked",
        )


def note_wrong_code(person: StaffMember) -> None:
    """Put a code that did not fit on record."""
    at = timezone.now()
    audit.record(
        event="sign_in.wrong_code", actor=STRANGER, subject=person, at=at, network=_network(context.request)
    )


def _known(login: str, password: str) -> StaffMember | None:
    """The active person of this user name or mail and password.

    Every path hashes one password, so that the time taken does not tell which names exist; allauth's own
    back end hashes up to three for a known name.
    """
    named = StaffMember.objects.filter(username__iexact=login).first()
    person = named or StaffMember.objects.filter(email__iexact=login).first()
    if person is None or not person.has_usable_password():
        make_password(password)
        return None
    return person if person.check_password(password) and person.is_active else None


def _network(request: HttpRequest) -> str:
    return sealing.blind_index(ratelimit.get_ip(request), purpose="network")[:16]


def _free_at(request: HttpRequest, rate: ratelimit.Rate, key: str) -> datetime:
    """When the oldest counted try of a full limit drops out; the epoch while the limit is not full."""
    place = ratelimit.get_cache_key(request, app=APP, action=ACTION, rate=rate, key=key)
    tries = cache.get(place, [])
    since = tries[-1] + rate.duration if len(tries) >= rate.amount else 0
    return datetime.fromtimestamp(since, tz=timezone.get_current_timezone())
