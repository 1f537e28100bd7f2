"""Anything else, and the claimant's signature."""

from __future__ import annotations

from matters import texts
from matters.fields import LongText, Many, Text, Tick
from matters.flickr_megaface import TEXTS
from matters.flickr_megaface.forms.account import AboutFirst
from matters.flickr_megaface.forms.names import COULD_SEND
from matters.pages import PageForm

PAPERS = (
    ("license", "A driver’s license or state ID"),
    ("school", "School papers"),
    ("tax", "Tax papers"),
    ("lease", "A lease or a bill"),
    ("other", "Something else"),
    ("none", "None of these"),
)


class MoreForm(AboutFirst):
    title = "Anything else"
    papers = Many(
        "Which papers could show where {they} lived?",
        question="2.3",
        use="desk",
        options=PAPERS,
        hint=COULD_SEND,
        missing="Choose at least one answer",
        why="the firm may ask for such papers later.",
    )
    harm = LongText(
        "Is there anything else about what happened that the firm should know? (optional)",
        question="7",
        use="desk",
        most=2000,
        required=False,
        hint="You need not have lost money. Please leave out anything that could hurt you until you have "
        "spoken with a lawyer. Up to 2,000 characters.",
    )


class DeclarationForm(PageForm):
    title = "Sign and send"
    truth = Tick.to(
        texts.load(TEXTS, "truth", "en"),
        question="7",
        missing="Tick the box to say that your answers are true",
    )
    esign = Tick.to(
        texts.load(TEXTS, "esign", "en"),
        question="7",
        missing="Tick the box to sign on screen, or write to us instead",
    )
    privacy = Tick.to(
        texts.load(TEXTS, "privacy", "en"),
        question="7",
        missing="Tick the box to let the firm keep your answers",
    )
    name = Text(
        "Type your full name to sign",
        question="7",
        use="consent",
        most=200,
        name=True,
        purpose="name",
        missing="Type your full name",
    )
