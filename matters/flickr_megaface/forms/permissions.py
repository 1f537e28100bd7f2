"""Permissions given, earlier matters, and other uses of the picture."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from matters.fields import LongText, PartialDate, Text, YesNo
from matters.flickr_megaface.forms.first_questions import DATE_HINT, PersonForm
from matters.flickr_megaface.forms.names import COULD_SEND
from matters.pages import PageForm


class ReleaseForm(PersonForm):
    heading = "release"
    release = YesNo(
        _(
            "Did {they}, or a parent for {them}, ever sign or click a consent that names face scans by the "
            "company?"
        ),
        question="6.1",
        hint=_("Picking a Creative Commons license for a photo is not such a consent."),
        why=_("the firm needs to know of papers that name face scans."),
    )


class EarlierForm(PersonForm):
    title = _("Earlier cases")
    alike: ClassVar[tuple[str, ...]] = ("prior", "prior_proof", "bankruptcy")
    prior = YesNo(
        _("Did {they} take money, opt out or sign a release in a case about face data?"),
        question="6.2",
        hint=_("Such as a case about Facebook, Clearview, TikTok or IBM."),
        why=_("the firm needs to know of earlier cases."),
    )
    prior_proof = LongText(
        _("What papers about that could you send us? (optional)"),
        question="6.2",
        use="desk",
        most=500,
        required=False,
        hint=COULD_SEND,
    )
    bankruptcy = YesNo(
        _("{Have_they} filed for bankruptcy since 2015?"),
        question="6.5",
        why=_("the firm asks everyone this."),
    )


class CommercialForm(PersonForm):
    heading = "used"
    used = YesNo(
        _("Has {a_picture_of_them} been used without permission in an ad, on a product or to raise money?"),
        question="6.3",
        why=_("the firm wants to know where the picture was used."),
    )


class UseForm(PersonForm):
    title = _("How the picture was used")
    used_on = PartialDate(
        _("When was it used?"), question="6.3", hint=DATE_HINT, why=_("it helps to find the use again.")
    )
    where = LongText(
        _("Where was it used? (optional)"),
        question="6.3",
        use="desk",
        most=500,
        required=False,
        hint=_("Such as the name of a company, a website or a product."),
    )
    use_proof = LongText(
        _("What could you send us that shows it? (optional)"),
        question="6.3",
        use="desk",
        most=500,
        required=False,
        hint=COULD_SEND,
    )


class RegistrationForm(PageForm):
    title = _("Copyright registration")
    registered = YesNo(
        _("Has the photo been registered with the U.S. Copyright Office?"),
        question="6.4",
        why=_("the office keeps a list of works and dates."),
    )
    registered_on = PartialDate(
        _("If it has, when was it registered?"),
        question="6.4",
        required=False,
        hint=DATE_HINT,
        why=_("the office keeps a list of works and dates."),
    )
    number = Text(
        _("If you know it, what is the registration number? (optional)"),
        question="6.4",
        use="desk",
        most=40,
        required=False,
    )
