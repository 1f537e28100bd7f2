"""A person's own sign-in: the app, the passkeys and the recovery codes that go with the password."""

from collections.abc import Callable
from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.account.views import ReauthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse_lazy
from django.utils import timezone
from django.views import View
from django.views.decorators.http import require_http_methods

from casefile import account_changes, audit
from review import access, wording
from review.access import StaffRequest

KINDS = Authenticator.Type
HERE = {"here": "you"}


@require_http_methods(["GET", "HEAD"])
@access.signed_in
def yours(request: StaffRequest) -> HttpResponse:
    """Show what one signs in with, and what is missing."""
    held = list(Authenticator.objects.filter(user=request.user).order_by("created_at"))
    codes = next((one for one in held if one.type == KINDS.RECOVERY_CODES), None)
    context = {
        "app": next((_shown(one) for one in held if one.type == KINDS.TOTP), None),
        "passkeys": [_shown(one) for one in held if one.type == KINDS.WEBAUTHN],
        "codes_left": len(codes.wrap().get_unused_codes()) if codes else None,
        "required": settings.SECOND_FACTOR_REQUIRED,
        "open": access.is_proved(request),
        **HERE,
    }
    return render(request, "mfa/index.html", context)


@require_http_methods(["GET", "HEAD"])
@access.signed_in
@reauthentication_required(app="allauth.mfa")  # type: ignore[untyped-decorator]
def codes(request: StaffRequest) -> HttpResponse:
    """Show the recovery codes not used yet; unlike allauth's own page, looking writes nothing."""
    held = Authenticator.objects.filter(user=request.user, type=KINDS.RECOVERY_CODES).first()
    if held is None:
        raise Http404
    audit.record(event="codes.shown", actor=str(request.user.pk), subject=request.user, at=timezone.now())
    return render(request, "mfa/recovery_codes/index.html", {"codes": held.wrap().get_unused_codes(), **HERE})


class AddApp(ActivateTOTPView):  # type: ignore[misc]  # allauth ships no types
    """Add an app that makes codes; the code typed proves this session too."""

    def form_valid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        _proved(self.request, KINDS.TOTP)
        return answer


class AddKey(AddWebAuthnView):  # type: ignore[misc]
    """Add a passkey; having made it proves this session too."""

    def form_valid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        _proved(self.request, KINDS.WEBAUTHN)
        return answer


class RemoveApp(DeactivateTOTPView):  # type: ignore[misc]
    """Remove the app, as before a new phone."""

    def form_valid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        _note(account_changes.FACTOR_REMOVED, self.request, KINDS.TOTP)
        return answer


class RemoveKey(RemoveWebAuthnView):  # type: ignore[misc]
    """Remove one passkey."""

    success_url = reverse_lazy("mfa_index")

    def form_valid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        _note(account_changes.FACTOR_REMOVED, self.request, KINDS.WEBAUTHN)
        return answer


class NewCodes(GenerateRecoveryCodesView):  # type: ignore[misc]
    """Make new recovery codes; the old ones end."""

    def form_valid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        _note(account_changes.CODES_MADE, self.request, KINDS.RECOVERY_CODES)
        return answer


def _shown(one: Authenticator) -> dict[str, object]:
    used = wording.moment(one.last_used_at) if one.last_used_at else ""
    return {"id": one.pk, "name": str(one), "since": wording.moment(one.created_at), "used": used}


def _proved(request: StaffRequest, kind: str) -> None:
    access.prove(request)
    _note(account_changes.FACTOR_ADDED, request, kind)


def _note(event: str, request: StaffRequest, kind: str) -> None:
    account_changes.note(event, request.user, at=timezone.now(), kind=str(kind))


def _page(view: type[View]) -> Callable[..., HttpResponse]:
    """A page that is read and sent, and nothing else: some of allauth's take PUT and DELETE for a POST."""
    shown: Any = view.as_view()
    return require_http_methods(["GET", "HEAD", "POST"])(access.signed_in(shown))


add_app, remove_app = _page(AddApp), _page(RemoveApp)
add_key, remove_key = _page(AddKey), _page(RemoveKey)
new_codes, again = _page(NewCodes), _page(ReauthenticateView)
