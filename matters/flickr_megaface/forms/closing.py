"""Anything else, and the claimant's signature."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from matters import texts
from matters.fields import LongText, Many, Text, Tick
from matters.flickr_megaface import TEXTS
from matters.flickr_megaface.forms.account import AboutFirst
from matters.flickr_megaface.forms.names import COULD_SEND
from matters.pages import PageForm

PAPERS = (
    ("license", _("A driver’s license or state ID")),
    ("school", _("School papers")),
    ("tax", _("Tax papers")),
    ("lease", _("A lease or a bill")),
    ("other", _("Something else")),
    ("none", _("None of these")),
)


class MoreForm(AboutFirst):
    title = _("Anything else")
    papers = Many(
        _("Which papers could show where {they} lived?"),
        question="2.3",
        use="desk",
        options=PAPERS,
        hint=COULD_SEND,
        missing=_("Choose at least one answer"),
        why=_("the firm may ask for such papers later."),
    )
    harm = LongText(
        _("Is there anything else about what happened that the firm should know? (optional)"),
        question="7",
        use="desk",
        most=2000,
        required=False,
        hint=_(
            "You need not have lost money. Please leave out anything that could hurt you until you have "
            "spoken with a lawyer. Up to 2,000 characters."
        ),
    )


class DeclarationForm(PageForm):
    title = _("Sign and send")
    truth = Tick.to(
        texts.Spoken(TEXTS, "truth"),
        question="7",
        missing=_("Tick the box to say that your answers are true"),
    )
    esign = Tick.to(
        texts.Spoken(TEXTS, "esign"),
        question="7",
        missing=_("Tick the box to sign on screen, or write to us instead"),
    )
    privacy = Tick.to(
        texts.Spoken(TEXTS, "privacy"),
        question="7",
        missing=_("Tick the box to let the firm keep your answers"),
    )
    name = Text(
        _("Type your full name to sign"),
        question="7",
        use="consent",
        most=200,
        name=True,
        purpose="name",
        missing=_("Type your full name"),
    )
