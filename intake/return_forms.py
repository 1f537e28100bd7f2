"""The two questions of the way back: an e-mail address, and the code from a letter."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar, cast

from django.http import QueryDict
from django.utils.translation import gettext_lazy, ngettext

from matters.answers import empty
from matters.fields import Email, Text
from matters.pages import PageForm

_ = cast(Callable[[str], str], gettext_lazy)  # what it gives is a str once a page is drawn
Form = TypeVar("Form", bound=PageForm)


class AddressForm(PageForm):
    """Where a letter goes."""

    title = _("Come back to your answers")
    email = Email(
        _("Your e-mail address"),
        question="",
        use="contact",
        most=254,
        purpose="email",
        missing=_("Enter your e-mail address"),
    )


class CodeForm(PageForm):
    """The code of a letter, in one field that may be pasted into."""

    title = _("Check your e-mail")
    code = Text(
        _("Code from the e-mail"),
        question="",
        use="contact",
        most=40,
        keyboard="numeric",
        purpose="one-time-code",
        hint=_("8 digits, such as 1234 5678"),
        missing=_("Enter the code from the e-mail"),
    )


def address(data: QueryDict | None = None, *, today: date, email: str = "") -> AddressForm:
    """Return the form that asks for an address."""
    return _unheaded(AddressForm(data, answers=empty(), today=today, initial={"email": email}))


def code(data: QueryDict | None = None, *, today: date) -> CodeForm:
    """Return the form that asks for a code."""
    return _unheaded(CodeForm(data, answers=empty(), today=today))


def _unheaded(form: Form) -> Form:
    """The page has its own h1, so the one question is no heading."""
    form.heading_field = ""
    return form


def wrong_code(left: int) -> str:
    """Return what is said of a code that is not the letter's."""
    said = ngettext(
        "That is not the code in the e-mail. You can try %(left)d more time",
        "That is not the code in the e-mail. You can try %(left)d more times",
        left,
    )
    return said % {"left": left}
