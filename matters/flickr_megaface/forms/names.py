"""Names for the conflict check, who the pictured people are, and how to reach the claimant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from matters import texts
from matters.answers import Answers
from matters.fields import (
    STATES,
    Choice,
    Email,
    LongText,
    PartialDate,
    Phone,
    Select,
    Text,
    Tick,
    YesNo,
)
from matters.flickr_megaface import TEXTS, roles
from matters.flickr_megaface.forms.first_questions import DATE_HINT, PersonForm
from matters.pages import PageForm

NAMES_WHY = "the firm checks names first, so that it does not act for two sides."
COULD_SEND = "You do not need to send anything now."


def not_myself(answers: Answers, index: int | None) -> bool:
    return roles.of(answers, index) != roles.MYSELF


class YouForm(PageForm):
    title = "Your name"
    first = Text(
        "First name",
        question="0.4",
        use="contact",
        most=100,
        name=True,
        purpose="given-name",
        missing="Enter your first name",
    )
    last = Text(
        "Last name",
        question="0.4",
        use="contact",
        most=100,
        name=True,
        purpose="family-name",
        missing="Enter your last name",
    )
    others = Text(
        "Other names you have used (optional)",
        question="0.4",
        use="contact",
        most=200,
        name=True,
        required=False,
        hint="Such as a name from before you married, or the name you go by.",
        why=NAMES_WHY,
    )
    email = Email(
        "E-mail address",
        question="0.4",
        use="contact",
        most=254,
        purpose="email",
        missing="Enter your e-mail address",
        hint="We send you a copy of your answers.",
    )

    @classmethod
    def known(cls, answers: Answers, index: int | None, prefill: Mapping[str, Any]) -> Mapping[str, Any]:
        """The address given to come back with is not asked for twice."""
        return {"email": prefill["email"]} if prefill.get("email") else {}


def relations(answers: Answers, index: int | None) -> Iterable[tuple[str, str]]:
    words = {
        roles.MYSELF: "It is me",
        roles.CHILD: "My child, who is under 18",
        roles.WARD: "An adult I am the guardian of",
        roles.DIED: "Someone who has died",
    }
    return [(role, words[role]) for role in roles.may_be(answers, index)]


class WhoForm(PageForm):
    """What a further person is to the claimant."""

    heading = "who"

    who = Choice(
        "Who is this person to you?",
        question="1.1",
        unsure=False,
        options=relations,
        missing="Choose who this person is to you",
        why="it decides who may speak for this person.",
    )


class PicturedForm(PersonForm):
    title = "The person in the photos"
    first = Text(
        "First name",
        question="0.4",
        use="contact",
        most=100,
        name=True,
        asked_if=not_myself,
        missing="Enter the person’s first name",
    )
    last = Text(
        "Last name",
        question="0.4",
        use="contact",
        most=100,
        name=True,
        asked_if=not_myself,
        missing="Enter the person’s last name",
    )
    others = Text(
        "Other names this person has used (optional)",
        question="0.4",
        use="contact",
        most=200,
        name=True,
        required=False,
        asked_if=not_myself,
        why=NAMES_WHY,
    )
    born = PartialDate(
        "What is {their} date of birth?",
        question="1.2",
        hint="For example, 3 27 2007. If you only know the year, fill in only the year.",
        why="it helps the firm tell people apart and see which rules apply.",
    )

    @classmethod
    def known(cls, answers: Answers, index: int | None, prefill: Mapping[str, Any]) -> Mapping[str, Any]:
        """The date given at the door is the claimant's own and nobody else's."""
        return {} if not_myself(answers, index) else prefill


def authorities(answers: Answers, index: int | None) -> Iterable[tuple[str, str]]:
    parent = [("parent", "Parent")] if roles.of(answers, index) == roles.CHILD else []
    return [
        *parent,
        ("guardian", "Guardian named by a court or by law"),
        ("relative", "Another relative, without court papers"),
    ]


class AuthorityForm(PersonForm):
    title = "Your role for this person"

    relation = Choice(
        "What are you to this person?",
        question="1.3",
        options=authorities,
        why="we need to know who can make decisions for this person.",
    )
    order = YesNo(
        "Is there a court order about who decides for this person?",
        question="1.3",
        use="desk",
        why="some families have papers that say who decides.",
    )
    order_proof = LongText(
        "What papers about this could you send us? (optional)",
        question="1.3",
        use="desk",
        most=500,
        required=False,
        hint=COULD_SEND,
    )


class DeathForm(PersonForm):
    title = "About the person who died"
    died = PartialDate(
        "When did this person die?",
        question="1.4",
        hint=DATE_HINT,
        why="it helps the firm see who may speak for this person’s family.",
    )
    executor = YesNo(
        "Are you the executor or administrator of the estate?",
        question="1.4",
        use="desk",
        why="an estate is spoken for by one person.",
    )
    letters = LongText(
        "What papers about the estate could you send us? (optional)",
        question="1.4",
        use="desk",
        most=500,
        required=False,
        hint=COULD_SEND,
    )


class ContactForm(PageForm):
    title = "How to reach you"
    street = Text(
        "Street address",
        question="0.4",
        use="contact",
        most=200,
        purpose="street-address",
        missing="Enter your street address",
    )
    city = Text(
        "City", question="0.4", use="contact", most=100, purpose="address-level2", missing="Enter your city"
    )
    state = Select(
        "State",
        question="0.4",
        use="contact",
        options=(*STATES, ("ZZ", "Outside the United States")),
        unsure=False,
        purpose="address-level1",
        missing="Choose your state",
    )
    code = Text(
        "ZIP code",
        question="0.4",
        use="contact",
        most=20,
        purpose="postal-code",
        missing="Enter your ZIP code",
    )
    phone = Phone(
        "Phone number (optional)", question="0.4", use="contact", most=40, purpose="tel", required=False
    )
    preferred = Choice(
        "How should the firm reach you?",
        question="0.4",
        use="contact",
        unsure=False,
        options=(("email", "By e-mail"), ("phone", "By phone"), ("either", "Either one")),
        missing="Choose how the firm should reach you",
    )
    language = Choice(
        "Which language do you prefer?",
        question="0.4",
        use="contact",
        unsure=False,
        options=(("en", "English"), ("es", "Spanish"), ("other", "Another language")),
        missing="Choose a language",
    )
    texts = Tick.to(texts.load(TEXTS, "texts_consent", "en"), question="0.4", required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        wants_call = given.get("preferred") == "phone" or given.get("texts") == "yes"
        if wants_call and not given.get("phone") and "phone" not in self.errors:
            self.add_error("phone", "Enter the phone number to use")
        return given
