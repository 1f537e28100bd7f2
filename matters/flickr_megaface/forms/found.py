"""What the claimant has found out so far."""

from __future__ import annotations

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from matters.fields import Choice, LongText, Many, PartialDate
from matters.flickr_megaface.forms.first_questions import DATE_HINT, PersonForm
from matters.flickr_megaface.forms.names import COULD_SEND
from matters.pages import PageForm

SETS = (
    ("megaface", "MegaFace"),
    ("yfcc100m", "YFCC100M (Yahoo Flickr Creative Commons)"),
    ("ibm-dif", "IBM Diversity in Faces"),
    ("fairface", "FairFace"),
    ("fdf", "FDF (Flickr Diverse Faces)"),
    ("who-goes-there", "Who Goes There"),
    ("diveface", "DiveFace"),
    ("tinyface", "TinyFace"),
    ("ffhq", "FFHQ (Flickr-Faces-HQ)"),
    ("pipa", "PIPA"),
    ("geofaces", "GeoFaces"),
    ("ijb-c", "IJB-C"),
    ("google-fec", "Google FEC"),
    ("coco", "COCO"),
    ("open-images", "Open Images"),
    ("other", _("Another one")),
)


class FoundForm(PageForm):
    title = _("What you found")
    offers_look_up = True
    checked = Choice(
        _("Have you looked for these photos in a list or a search tool, such as Exposing.ai?"),
        question="5.1",
        options=(
            ("this", _("Yes, and it showed one of these photos")),
            ("account", _("Yes, and it showed the account, but not these photos")),
            ("none", _("Yes, and it showed nothing")),
            ("not_checked", _("No, I have not looked")),
        ),
        hint=_("You do not need to look now."),
        why=_("we want to know what you have already seen."),
    )
    sets = Many(
        _("Which collections did it name? (optional)"),
        question="5.3",
        options=SETS,
        required=False,
        why=_("there are many collections of photos."),
    )
    found_proof = LongText(
        _("What could you send us that shows this? (optional)"),
        question="5.1",
        use="desk",
        most=500,
        required=False,
        hint=format_lazy("{} {}", _("Such as a screenshot."), COULD_SEND),
    )


class LearnedForm(PersonForm):
    title = _("When you learned of this")
    alike = ("learned", "how")
    learned = PartialDate(
        _("When did you first learn that {photos_of_them} might be in such a collection?"),
        question="5.2",
        hint=DATE_HINT,
        why=_("people learned of these collections at different times."),
    )
    how = LongText(
        _("How did you learn it? (optional)"),
        question="5.2",
        use="desk",
        most=500,
        required=False,
        hint=_("A sentence is enough."),
    )
