"""Permissions given, earlier matters, and other uses of the picture."""

from __future__ import annotations

from matters.fields import LongText, PartialDate, Text, YesNo
from matters.flickr_megaface.forms.first_questions import DATE_HINT, PersonForm
from matters.flickr_megaface.forms.names import COULD_SEND
from matters.pages import PageForm


class ReleaseForm(PersonForm):
    heading = "release"
    release = YesNo(
        "Did {they}, or a parent for {them}, ever sign or click a consent that names face scans by the "
        "company?",
        question="6.1",
        hint="Picking a Creative Commons license for a photo is not such a consent.",
        why="the firm needs to know of papers that name face scans.",
    )


class EarlierForm(PersonForm):
    title = "Earlier cases"
    alike = ("prior", "prior_proof", "bankruptcy")
    prior = YesNo(
        "Did {they} take money, opt out or sign a release in a case about face data?",
        question="6.2",
        hint="Such as a case about Facebook, Clearview, TikTok or IBM.",
        why="the firm needs to know of earlier cases.",
    )
    prior_proof = LongText(
        "What papers about that could you send us? (optional)",
        question="6.2",
        use="desk",
        most=500,
        required=False,
        hint=COULD_SEND,
    )
    bankruptcy = YesNo(
        "{Have} {they} filed for bankruptcy since 2015?",
        question="6.5",
        why="the firm asks everyone this.",
    )


class CommercialForm(PersonForm):
    heading = "used"
    used = YesNo(
        "Has {a_picture_of_them} been used without permission in an ad, on a product or to raise money?",
        question="6.3",
        why="the firm wants to know where the picture was used.",
    )


class UseForm(PersonForm):
    title = "How the picture was used"
    used_on = PartialDate(
        "When was it used?", question="6.3", hint=DATE_HINT, why="it helps to find the use again."
    )
    where = LongText(
        "Where was it used? (optional)",
        question="6.3",
        use="desk",
        most=500,
        required=False,
        hint="Such as the name of a company, a website or a product.",
    )
    use_proof = LongText(
        "What could you send us that shows it? (optional)",
        question="6.3",
        use="desk",
        most=500,
        required=False,
        hint=COULD_SEND,
    )


class RegistrationForm(PageForm):
    title = "Copyright registration"
    registered = YesNo(
        "Has the photo been registered with the U.S. Copyright Office?",
        question="6.4",
        why="the office keeps a list of works and dates.",
    )
    registered_on = PartialDate(
        "If it has, when was it registered?",
        question="6.4",
        required=False,
        hint=DATE_HINT,
        why="the office keeps a list of works and dates.",
    )
    number = Text(
        "If you know it, what is the registration number? (optional)",
        question="6.4",
        use="desk",
        most=40,
        required=False,
    )
