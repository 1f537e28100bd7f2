"""The Flickr account that held the photo."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from exposure import identifiers
from exposure.identifiers import Identifier
from matters.answers import Answers
from matters.fields import NOT_PROVIDED, Choice, Heard, LongText, Option, Text, YesNo
from matters.flickr_megaface import heard, roles
from matters.pages import PageForm


def understood(text: str) -> str:
    """The text as typed, with what was read out of it."""
    read = identifiers.identify_lines(text)
    found = dict.fromkeys(heard.named(one) for one in read if one.kind != "unknown")
    return gettext("{text} (read as {found})").format(text=text, found=", ".join(found)) if found else text


def _read_back(text: str, advise: Callable[[Identifier], str]) -> tuple[Heard, ...]:
    """Each line with what was read out of it; `advise`: what is missing of what was asked for, or nothing."""
    read = zip(identifiers.lines(text), identifiers.identify_lines(text), strict=True)
    return tuple(
        Heard(line, "", gettext(one.reason))
        if one.kind == "unknown"
        else Heard(line, _sentence(one), advise(one))
        for line, one in read
    )


def _sentence(one: Identifier) -> str:
    words = heard.named(one)
    return words[0].upper() + words[1:]


class Link(Text):
    """A web address, number or name of a Flickr photo, read back; the transcript says what was understood."""

    def heard(self, value: Any) -> tuple[Heard, ...]:
        return _read_back(str(value), self._missing)

    def shown(self, value: Any, *, answers: Answers, index: int | None, words: Mapping[str, str]) -> str:
        return understood(str(value)) if value else str(NOT_PROVIDED)

    def _missing(self, one: Identifier) -> str:
        return (
            ""
            if one.photo_id
            else gettext("This is not one photo. If you can, paste the address of the photo itself.")
        )


class Links(LongText):
    """Web addresses, numbers or names of a Flickr account, one a line, read back as well."""

    def heard(self, value: Any) -> tuple[Heard, ...]:
        return _read_back(str(value), self._missing)

    def shown(self, value: Any, *, answers: Answers, index: int | None, words: Mapping[str, str]) -> str:
        return understood(str(value)) if value else str(NOT_PROVIDED)

    def _missing(self, one: Identifier) -> str:
        return (
            ""
            if one.account
            else gettext("This does not name an account. If you can, paste the account’s address.")
        )


def owners(answers: Answers, index: int | None) -> Iterable[Option]:
    """Whose account it can be: the pictured person is not offered twice to somebody here for themselves."""
    several = roles.has_several(answers)
    theirs = _("One of the other pictured people’s own") if several else _("{Their_own}")
    alone = roles.claimant(answers) == roles.MYSELF and not several
    if roles.is_photographer(answers):
        theirs = _("The pictured person’s own")
    return [
        ("mine", _("Mine")),
        *([] if alone else [("own", theirs)]),
        ("parent", _("A parent’s or guardian’s of the person shown")),
        ("family", _("Another family member’s")),
        ("friend", _("A friend’s")),
        ("other", _("A school’s, a club’s or somebody else’s")),
    ]


class AboutFirst(PageForm):
    """A page about the whole file, worded for the person the claimant is here for."""

    @classmethod
    def words(cls, answers: Answers, index: int | None) -> Mapping[str, str]:
        return roles.person_words(answers, 0)


class AccountForm(AboutFirst):
    title = _("The Flickr account that held the photo")
    whose = Choice(
        _("Whose account was it?"),
        question="3.1",
        options=owners,
        hint=_("If you told us about several photos, answer for the first one."),
        why=_("the person who put the photo on Flickr and the person shown may have different rights."),
    )
    names = Links(
        _("What is the address, number or name of the account? (optional)"),
        question="3.2",
        most=2000,
        required=False,
        hint=_(
            "Such as flickr.com/people/example-name, 12345678@N00, or a link to a photo in it. "
            "Put each on its own line."
        ),
        why=_("lists of copied photos name the account they came from."),
    )
    exists = YesNo(
        _("Does the account still exist?"),
        question="3.5",
        why=_("an account that still exists can show dates and settings."),
    )
    login = YesNo(
        _("Can you or someone you know log in to it?"),
        question="3.5",
        why=_("Flickr gives the owner a file with all details."),
    )


class ToldAgeForm(AboutFirst):
    heading = "age"
    age = Choice(
        _("What age was Flickr or Yahoo given when the account was opened?"),
        question="3.4",
        options=(
            ("real", _("The real age of a person under 18")),
            ("older", _("An age older than the real one")),
            ("not_asked", _("Nobody asked for an age")),
        ),
        why=_("Flickr and Yahoo asked some people for an age."),
    )
