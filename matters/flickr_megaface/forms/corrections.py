"""Contact details as they are corrected after sending: the questions of the interview, prefilled."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from matters.flickr_megaface.forms.names import ContactForm, YouForm
from matters.pages import PageForm


class CorrectionForm(PageForm):
    """How to reach the claimant. A name is not among it: the conflict check searched for the one given."""

    title = _("Correct how we reach you")
    email = YouForm.base_fields["email"]
    phone = ContactForm.base_fields["phone"]
    street = ContactForm.base_fields["street"]
    city = ContactForm.base_fields["city"]
    state = ContactForm.base_fields["state"]
    code = ContactForm.base_fields["code"]
    preferred = ContactForm.base_fields["preferred"]
    language = ContactForm.base_fields["language"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("preferred") == "phone" and not given.get("phone") and "phone" not in self.errors:
            self.add_error("phone", str(_("Enter the phone number to use")))
        return given
