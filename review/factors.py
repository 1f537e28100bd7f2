"""The second factor of a sign-in: what allauth asks the desk about it, and what may be typed."""

import base64

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from casefile import sealing
from casefile.models import StaffMember
from review import accounts, wording

PLACE = "mfa_authenticator.data"  # allauth names no row when it asks to seal, so all share one place
LONGEST_NAME = 60
PROLOG = "<?xml version='1.0' encoding='UTF-8'?>\n"


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """allauth's decisions about second factors, as the desk makes them."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "That did not fit. An app shows a new code every 30 seconds, and each code works "
        "once: wait for the next one, then try again.",
        "cannot_generate_recovery_codes": "Add an app or a passkey first.",
    }

    def encrypt(self, text: str) -> str:
        """Seal what codes are made from, as everything personal is."""
        return base64.b64encode(sealing.seal(text.encode(), place=PLACE)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open it. Raises: sealing.Tampered, sealing.KeysMissing."""
        return sealing.open_sealed(base64.b64decode(encrypted_text), place=PLACE).decode()

    def build_totp_svg(self, url: str) -> str:
        """Draw the picture to scan, as it stands inside a page."""
        drawn: str = super().build_totp_svg(url)
        return drawn.removeprefix(PROLOG)

    def generate_authenticator_name(self, user: StaffMember, type: Authenticator.Type) -> str:
        """Name a passkey that was given no name."""
        return "Passkey"

    def _get_site_name(self) -> str:
        return settings.FIRM_NAME or "Review desk"


class Authenticate(AuthenticateForm):  # type: ignore[misc]
    """The code of a sign-in; one that does not fit is on record."""

    def clean_code(self) -> str:
        try:
            return str(super().clean_code())
        except ValidationError:
            accounts.note_wrong_code(self.user)
            raise


class AddPasskey(AddWebAuthnForm):  # type: ignore[misc]
    """A passkey, and what its owner calls it."""

    name = forms.CharField(required=False, max_length=LONGEST_NAME)

    def clean_name(self) -> str:
        return wording.clean(str(super().clean_name()))
