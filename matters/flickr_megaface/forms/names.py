"""Names for the conflict check, who the pictured people are, and how to reach the claimant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from matters import texts
from matters.answers import Answers
from matters.fields import (
    STATES,
    Choice,
    Email,
    LongText,
    Option,
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

NAMES_WHY = _("the firm checks names first, so that it does not act for two sides.")
COULD_SEND = _("You do not need to send anything now.")


def not_myself(answers: Answers, index: int | None) -> bool:
    return roles.of(answers, index) != roles.MYSELF


class YouForm(PageForm):
    title = _("Your name")
    first = Text(
        _("First name"),
        question="0.4",
        use="contact",
        most=100,
        name=True,
        purpose="given-name",
        missing=_("Enter your first name"),
    )
    last = Text(
        _("Last name"),
        question="0.4",
        use="contact",
        most=100,
        name=True,
        purpose="family-name",
        missing=_("Enter your last name"),
    )
    others = Text(
        _("Other names you have used (optional)"),
        question="0.4",
        use="contact",
        most=200,
        name=True,
        required=False,
        hint=_("Such as a name from before you married, or the name you go by."),
        why=NAMES_WHY,
    )
    email = Email(
        _("E-mail address"),
        question="0.4",
        use="contact",
        most=254,
        purpose="email",
        missing=_("Enter your e-mail address"),
        hint=_(
            "We send you a receipt with your reference. With this address you can come back and download "
            "your answers."
        ),
    )

    @classmethod
    def known(cls, answers: Answers, index: int | None, prefill: Mapping[str, Any]) -> Mapping[str, Any]:
        """The address given to come back with is not asked for twice."""
        return {"email": prefill["email"]} if prefill.get("email") else {}


def relations(answers: Answers, index: int | None) -> Iterable[Option]:
    words = {
        roles.MYSELF: _("It is me"),
        roles.CHILD: _("My child, who is under 18"),
        roles.WARD: _("An adult I am the guardian of"),
        roles.DIED: _("Someone who has died"),
    }
    return [(role, words[role]) for role in roles.may_be(answers, index)]


class WhoForm(PageForm):
    """What a further person is to the claimant."""

    heading = "who"

    who = Choice(
        _("Who is this person to you?"),
        question="1.1",
        unsure=False,
        options=relations,
        missing=_("Choose who this person is to you"),
        why=_("it decides who may speak for this person."),
    )


class PicturedForm(PersonForm):
    title = _("The person in the photos")
    first = Text(
        _("First name"),
        question="0.4",
        use="contact",
        most=100,
        name=True,
        asked_if=not_myself,
        missing=_("Enter the person’s first name"),
    )
    last = Text(
        _("Last name"),
        question="0.4",
        use="contact",
        most=100,
        name=True,
        asked_if=not_myself,
        missing=_("Enter the person’s last name"),
    )
    others = Text(
        _("Other names this person has used (optional)"),
        question="0.4",
        use="contact",
        most=200,
        name=True,
        required=False,
        asked_if=not_myself,
        why=NAMES_WHY,
    )
    born = PartialDate(
        _("What is {their_birth_date}?"),
        question="1.2",
        hint=_("For example, 3 27 2007. If you only know the year, fill in only the year."),
        why=_("it helps the firm tell people apart and see which rules apply."),
    )

    @classmethod
    def known(cls, answers: Answers, index: int | None, prefill: Mapping[str, Any]) -> Mapping[str, Any]:
        """The date given at the door is the claimant's own and nobody else's."""
        return {} if not_myself(answers, index) else prefill


def authorities(answers: Answers, index: int | None) -> Iterable[Option]:
    parent = [("parent", _("Parent"))] if roles.of(answers, index) == roles.CHILD else []
    return [
        *parent,
        ("guardian", _("Guardian named by a court or by law")),
        ("relative", _("Another relative, without court papers")),
    ]


class AuthorityForm(PersonForm):
    title = _("Your role for this person")
    alike = ("relation", "order", "order_proof")

    relation = Choice(
        _("What are you to this person?"),
        question="1.3",
        options=authorities,
        why=_("we need to know who can make decisions for this person."),
    )
    order = YesNo(
        _("Is there a court order about who decides for this person?"),
        question="1.3",
        use="desk",
        why=_("some families have papers that say who decides."),
    )
    order_proof = LongText(
        _("What papers about this could you send us? (optional)"),
        question="1.3",
        use="desk",
        most=500,
        required=False,
        hint=COULD_SEND,
    )


class DeathForm(PersonForm):
    title = _("About the person who died")
    alike = ("executor", "letters")
    died = PartialDate(
        _("When did this person die?"),
        question="1.4",
        hint=DATE_HINT,
        why=_("it helps the firm see who may speak for this person’s family."),
    )
    executor = YesNo(
        _("Are you the executor or administrator of the estate?"),
        question="1.4",
        use="desk",
        why=_("an estate is spoken for by one person."),
    )
    letters = LongText(
        _("What papers about the estate could you send us? (optional)"),
        question="1.4",
        use="desk",
        most=500,
        required=False,
        hint=COULD_SEND,
    )


class ContactForm(PageForm):
    title = _("How to reach you")
    street = Text(
        _("Street address"),
        question="0.4",
        use="contact",
        most=200,
        purpose="address-line1",
        missing=_("Enter your street address"),
    )
    city = Text(
        _("City"),
        question="0.4",
        use="contact",
        most=100,
        purpose="address-level2",
        missing=_("Enter your city"),
    )
    state = Select(
        _("State"),
        question="0.4",
        use="contact",
        options=(*STATES, ("ZZ", _("Outside the United States"))),
        unsure=False,
        purpose="address-level1",
        missing=_("Choose your state"),
    )
    code = Text(
        _("ZIP code"),
        question="0.4",
        use="contact",
        most=20,
        purpose="postal-code",
        missing=_("Enter your ZIP code"),
    )
    phone = Phone(
        _("Phone number (optional)"), question="0.4", use="contact", most=40, purpose="tel", required=False
    )
    preferred = Choice(
        _("How should the firm reach you?"),
        question="0.4",
        use="contact",
        unsure=False,
        options=(("email", _("By e-mail")), ("phone", _("By phone")), ("either", _("Either one"))),
        missing=_("Choose how the firm should reach you"),
    )
    language = Choice(
        _("Which language do you prefer?"),
        question="0.4",
        use="contact",
        unsure=False,
        options=(("en", _("English")), ("es", _("Spanish")), ("other", _("Another language"))),
        missing=_("Choose a language"),
    )
    texts = Tick.to(texts.Spoken(TEXTS, "texts_consent"), question="0.4", required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        wants_call = given.get("preferred") == "phone" or given.get("texts") == "yes"
        if wants_call and not given.get("phone") and "phone" not in self.errors:
            self.add_error("phone", gettext("Enter the phone number to use"))
        return given
